"""A tool, not a tracker (USE-4): nothing here asks the machine where it is; an address is looked up by its order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "fieldapp"
ASKS = re.compile(r"QtPositioning|QGeoPositionInfo|PositionSource|geoclue|CoreLocation|Windows\\.Devices\\.Geolocation")


@pytest.mark.req("USE-4")
def test_no_file_of_the_program_asks_where_the_tablet_is() -> None:
    files = [path for path in ROOT.rglob("*") if path.suffix in (".py", ".qml")]
    assert len(files) > 500
    assert [path.name for path in files if ASKS.search(path.read_text(encoding="utf-8"))] == []


def test_a_file_that_asked_would_be_found() -> None:
    assert ASKS.search("import QtPositioning 6.5")
    assert ASKS.search("from PySide6.QtPositioning import QGeoPositionInfoSource")
