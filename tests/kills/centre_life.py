"""One life of a centre: the real server over TLS, killed between any two of its steps with files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices import blobs
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.devices.uploads import Uploads
from fieldapp.centre.server import serve
from fieldapp.centre.settings import CentreSettings
from tests.kills.nursery import ROOT, say

PLACES = (
    (FolderBlobs, "write_at"),
    (FolderBlobs, "finish"),
    (FolderBlobs, "remove"),
    (Uploads, "begin"),
    (Uploads, "count"),
    (blobs, "enter"),
    (LocalCentre, "sync"),
)


def live(settings: dict[str, Any], told: dict[str, Any]) -> None:
    """Serve until killed; says its address."""
    data = Path(settings["data"])
    with_settings = CentreSettings(data=data, resources=ROOT / "resources", **settings.get("limits", {}))
    serve(
        Database.open(data),
        with_settings,
        host="127.0.0.1",
        port=told["port"],
        ready=lambda address: say(ready=address),
    )
