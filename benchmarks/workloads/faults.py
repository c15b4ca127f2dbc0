"""A fault library of any size: entries of the demo company shuffled into new ones, and entries around sentences."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import FaultEntryId, PartNumber
from fieldapp.wire.codec import to_json
from fieldapp.wire.messages import Change, DocumentKind, Operation
from tests.factories import make_fault
from tests.fakes.stores import REFERENCE

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
MODELS = 40
AN_ANSWER = 500
_WHERE = ("左侧", "右侧", "后侧", "内部", "外部", "底部", "顶部", "中间", "一号", "二号", "三号", "备用")
_WHEN = ("开机后", "化霜后", "夜间", "高负荷时", "雨后", "断电恢复后", "清洗后", "搬运后", "满载时", "连续运行后")


def known() -> list[dict[str, Any]]:
    """Return the fault entries of the demo company as its files say them."""
    files = sorted(SAMPLE.glob("*.toml"))
    return [entry for file in files for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("fault", [])]


def generated(count: int) -> Iterator[FaultEntry]:
    """Yield so many entries, each put together of three that are there."""
    chance, there = random.Random(11), known()
    for number in range(count):
        how, why, what = (chance.choice(there) for _ in range(3))
        yield make_fault(
            id=FaultEntryId(f"made-{number}"),
            models=(f"M-{chance.randrange(MODELS):02d}",),
            code=f"E{chance.randrange(60):02d}" if chance.random() < 0.7 else "",
            symptom_zh=f"{chance.choice(_WHEN)}{chance.choice(_WHERE)}{how['symptom_zh']}",
            symptom_en=how["symptom_en"],
            cause_zh=f"{chance.choice(_WHERE)}{why['cause_zh']}",
            cause_en=why["cause_en"],
            measure_zh=what["measure_zh"],
            measure_en=what["measure_en"],
            parts=tuple(PartNumber(part) for part in what.get("parts", ())),
            cases=chance.randrange(60),
        )


def around(sentences: Sequence[str]) -> Iterator[FaultEntry]:
    """Yield an entry for each sentence that holds nothing else to be found."""
    empty = dict.fromkeys(("symptom_en", "cause_zh", "cause_en", "measure_zh", "measure_en"), "")
    plain = replace(make_fault(), models=(), code="", parts=(), **empty)
    for number, sentence in enumerate(sentences):
        yield replace(plain, id=FaultEntryId(f"real-{number}"), symptom_zh=sentence, cases=number % 50)


def texts(entry: FaultEntry) -> str:
    """Return all that an entry says, a line each."""
    said = (entry.code, *entry.models, entry.symptom_zh, entry.symptom_en, entry.cause_zh, entry.cause_en)
    return "\n".join((*said, entry.measure_zh, entry.measure_en, *entry.parts))


def answers(entries: Sequence[FaultEntry]) -> Iterator[tuple[Change, ...]]:
    """Yield the changes in which a centre sends the library, from an empty scope on."""
    changes = (
        Change(
            scope=REFERENCE,
            number=number,
            operation=Operation.PUT,
            kind=DocumentKind.FAULT_ENTRY,
            key=entry.id,
            document=to_json(entry),
        )
        for number, entry in enumerate(entries, start=1)
    )
    while some := tuple(islice(changes, AN_ANSWER)):
        yield some
