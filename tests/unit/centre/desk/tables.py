"""Tables of orders for tests: one good row, changed by heading, as Excel or as CSV."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from fieldapp.centre.desk.import_columns import Vocabulary
from tests.fakes.shipped import shipped_words

GOOD: dict[str, object] = {
    "工单号": "WX-261124-101",
    "级别": 2,
    "客户": "禾味生鲜超市 云桥店",
    "序列号": "CF680-24D-01763",
    "故障现象": "柜内风声小，温度不均",
    "报警代码": "E04",
    "工程师": "周明远",
    "预约开始": datetime(2026, 11, 24, 14, 0),
    "预约结束": datetime(2026, 11, 24, 14, 30),
}


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(shipped_words())


def good(**changes: object) -> dict[str, object]:
    """Return the good row with other cells; a cell that is None is left out."""
    return {name: value for name, value in {**GOOD, **changes}.items() if value is not None}


def workbook(path: Path, *rows: dict[str, object]) -> Path:
    """Write the rows under the headings that they use."""
    heads = list(dict.fromkeys(name for row in (GOOD, *rows) for name in row))
    book = openpyxl.Workbook()
    book.active.append(heads)
    for row in rows:
        book.active.append([row.get(name) for name in heads])
    book.save(path)
    return path


def csv_file(path: Path, *rows: dict[str, object], encoding: str = "utf-8") -> Path:
    heads = list(dict.fromkeys(name for row in (GOOD, *rows) for name in row))
    lines = [heads, *([row.get(name, "") for name in heads] for row in rows)]
    path.write_bytes("".join(",".join(map(str, line)) + "\r\n" for line in lines).encode(encoding))
    return path
