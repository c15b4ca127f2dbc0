"""Lists are RowLists: nothing is made piece by piece behind a page that may be left meanwhile."""

from __future__ import annotations

import re
from pathlib import Path

QML = Path(__file__).parents[2] / "fieldapp" / "ui" / "qml"


def test_every_list_is_a_row_list_without_rows_made_ahead() -> None:
    found = {
        path.name: made
        for path in QML.rglob("*.qml")
        if (
            made := re.findall(
                r"^\s*(ListView \{|GridView \{|cacheBuffer: *[1-9]\d*|asynchronous: true)", path.read_text(), re.M
            )
        )
    }
    # The lists of the gallery stand still; a picture that loads behind the screen is no item that is made there.
    assert {name for name in found if "asynchronous: true" not in found[name]} == {"RowList.qml"}
