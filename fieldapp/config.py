"""Paths and addresses: read once here and handed on; rooms receive a Path and never look for resources themselves."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from fieldapp.domain.customer import Coordinates

APP_NAME = "fieldapp"
APP_VERSION = "0.1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The folders of `resources/`: beside the package in a checkout, inside it once installed."""

    root: Path

    @property
    def fonts(self) -> Path:
        """Return the folder of the TTF files."""
        return self.root / "fonts"

    @property
    def icons(self) -> Path:
        """Return the folder of the SVG icons."""
        return self.root / "icons"

    @property
    def words(self) -> Path:
        """Return the folder of the texts (TOML) and Qt translations."""
        return self.root / "i18n"

    @property
    def limits(self) -> Path:
        """Return the folder of the time limits that we ship: they hold where a centre has not told yet (SLA-1)."""
        return self.root / "sla"

    @property
    def calendars(self) -> Path:
        """Return the folder of the working calendars that we ship (SLA-6)."""
        return self.root / "calendars"


def find_resources() -> Resources:
    """Return where this installation keeps its resources. Raises FileNotFoundError naming the places looked at."""
    package = Path(__file__).resolve().parent
    places = (package / "resources", package.parent / "resources")
    for place in places:
        if (place / "fonts").is_dir():
            return Resources(root=place)
    raise FileNotFoundError(", ".join(str(place) for place in places))


def _log_level() -> int:
    """Return how much is logged: FIELDAPP_LOG names a level ("debug", "warning"); information without it."""
    return logging.getLevelNamesMapping().get(os.environ.get("FIELDAPP_LOG", "").upper(), logging.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceConfig:
    """One tablet: its data folder, language, and in a demo the PIN that is printed on the lock page."""

    data: Path
    resources: Resources
    language: str = "zh"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    demo_pin: str | None = None
    home: Coordinates | None = None
    """Where the engineer's day begins; kept at enrolment."""
    log_level: int = field(default_factory=_log_level)


def default_data_folder(part: str) -> Path:
    """Return the platform's data folder for `part` ("device" or "centre")."""
    import platformdirs  # here, because a start that is told its folder needs none of it

    return platformdirs.user_data_path(APP_NAME, appauthor=False) / part
