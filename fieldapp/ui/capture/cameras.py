"""Whether this machine has a camera, told without loading Qt's multimedia, which takes a fifth of a second."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

DEVICES = Path("/dev")


def may_have_camera(devices: Path = DEVICES) -> bool:
    """Tell whether to offer one: on Linux a video device is there; elsewhere the sheet says if there is none."""
    if find_spec("PySide6.QtMultimedia") is None:
        return False
    return not sys.platform.startswith("linux") or any(devices.glob("video*"))
