"""Drawings and manuals of the demo company: `.venv/bin/python -m devtools.sample_papers` makes them of its data.

The same data give the same bytes (the kit of the reports does), so a test can hold the committed files up to date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import tomllib
from reportlab.platypus.flowables import Flowable, PageBreak

from devtools.sample_drawings import Layout, Wiring
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.part import Part
from fieldapp.reports.kit.blocks import Blocks
from fieldapp.reports.kit.document import Imprint, write
from fieldapp.reports.kit.fonts import Fonts, load_fonts
from fieldapp.reports.kit.style import LABEL, META, STRONG, TITLE, Ink
from fieldapp.wire.codec import from_json

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "resources" / "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the papers of one model say; `layout` has left, top, width and height in percent, and a label."""

    model: str
    product_zh: str
    product_en: str
    edition: str
    board: str
    supply: tuple[str, ...]
    fuse: str
    inputs: tuple[tuple[str, str, str], ...]
    outputs: tuple[tuple[str, str, str], ...]
    layout: tuple[tuple[int, int, int, int, str], ...]
    data: tuple[tuple[str, str], ...]
    safety: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """What the papers draw on: the catalogue and the fault library."""

    papers: tuple[Paper, ...]
    parts: dict[str, Part]
    faults: tuple[FaultEntry, ...]

    @classmethod
    def read(cls) -> Company:
        """Read papers, parts and faults of the sample."""
        parts = [from_json(entry, Part) for entry in _entries("parts_*.toml", "part")]
        return cls(
            papers=tuple(from_json(entry, Paper) for entry in _entries("papers/*.toml", "paper")),
            parts={part.number: part for part in parts},
            faults=tuple(from_json(entry, FaultEntry) for entry in _entries("faults_*.toml", "fault")),
        )

    def named(self, number: str) -> str:
        """Return a part's number with its name."""
        return f"{number} {self.parts[number].name_zh}"


def _entries(pattern: str, table: str) -> list[object]:
    files = sorted(SAMPLE.glob(pattern))
    return [entry for path in files for entry in tomllib.loads(path.read_text(encoding="utf-8"))[table]]


def drawing(paper: Paper, company: Company, fonts: Fonts) -> bytes:
    """Return the drawing as PDF: wiring on the first page, where parts sit on the second."""
    blocks = Blocks(fonts)
    wiring = Wiring(
        fonts=fonts,
        supply=(*paper.supply, paper.fuse),
        board=company.named(paper.board),
        inputs=tuple((pin, company.named(part), wire) for pin, part, wire in paper.inputs),
        outputs=tuple((pin, company.named(part), voltage) for pin, part, voltage in paper.outputs),
    )
    story: list[Flowable] = [
        *_cover(blocks, paper, "接线图", "Wiring diagram"),
        wiring,
        blocks.panel([blocks.text(paper.safety, STRONG)], Ink.WARNING_SOFT),
        PageBreak(),
        *blocks.heading("部件位置", "Where parts sit"),
        Layout(fonts=fonts, places=paper.layout),
        *blocks.heading("零件清单", "Parts"),
        _parts(blocks, paper, company),
    ]
    return write(story, _imprint(paper, "接线与部件位置图"), fonts)


def manual(paper: Paper, company: Company, fonts: Fonts) -> bytes:
    """Return the service manual as PDF: data, error codes of the fault library, dismantling steps."""
    blocks = Blocks(fonts)
    faults = [fault for fault in company.faults if paper.model in fault.models and fault.code]
    faults.sort(key=lambda fault: (fault.code, -fault.cases))
    rows = [[fault.code, fault.cause_zh, fault.measure_zh, "、".join(fault.parts)] for fault in faults]
    cells = [[blocks.text(text, STRONG if column == 0 else META) for column, text in enumerate(row)] for row in rows]
    steps = [
        blocks.labelled(f"{number}", [blocks.text(step, STRONG)]) for number, step in enumerate(paper.steps, start=1)
    ]
    story: list[Flowable] = [
        *_cover(blocks, paper, "维修手册", "Service manual"),
        blocks.panel([blocks.text(paper.safety, STRONG)], Ink.WARNING_SOFT),
        *blocks.heading("技术数据", "Technical data"),
        *(blocks.labelled(name, [blocks.text(value)]) for name, value in paper.data),
        *blocks.heading("故障代码表", "Error codes"),
        blocks.table(("代码", "原因", "措施", "零件"), cells, (1, 4, 7, 2), right=0),
        PageBreak(),
        *blocks.heading("拆装步骤", "Dismantling"),
        *steps,
    ]
    return write(story, _imprint(paper, "维修手册"), fonts)


def _cover(blocks: Blocks, paper: Paper, zh: str, en: str) -> Sequence[Flowable]:
    return (
        blocks.text(f"{paper.model} {zh}", TITLE),
        blocks.text(f"{paper.product_zh}·{paper.product_en}·{en}·{paper.edition} 版", LABEL),
    )


def _parts(blocks: Blocks, paper: Paper, company: Company) -> Flowable:
    numbers = dict.fromkeys((paper.board, *(part for _, part, _ in (*paper.inputs, *paper.outputs))))
    rows = [[number, company.parts[number].name_zh, company.parts[number].name_en] for number in numbers]
    cells = [[blocks.text(text, META) for text in row] for row in rows]
    return blocks.table(("编号", "名称", "Name"), cells, (2, 4, 5), right=0)


def _imprint(paper: Paper, title: str) -> Imprint:
    return Imprint(
        title=f"{paper.model} {title}",
        author="霁川 Jichuan",
        subject=paper.product_zh,
        language="zh",
        written_at=datetime(int(paper.edition[:4]), int(paper.edition[5:]), 1, tzinfo=UTC),
        head=f"{paper.model} {title}·{paper.edition} 版",
        foot="霁川·仅供霁川服务工程师使用·示例公司，数据为虚构",
        page_of="第 {page} 页，共 {pages} 页",
    )


def papers() -> dict[str, bytes]:
    """Return the files of every model by name."""
    company = Company.read()
    fonts = load_fonts(ROOT / "resources" / "fonts")
    made = {}
    for paper in company.papers:
        name = paper.model.lower()
        made[f"{name}-drawing.pdf"] = drawing(paper, company, fonts)
        made[f"{name}-manual.pdf"] = manual(paper, company, fonts)
    return made


def main() -> None:
    """Write every file."""
    folder = SAMPLE / "documents"
    folder.mkdir(exist_ok=True)
    for name, content in papers().items():
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content) // 1024} KiB")


if __name__ == "__main__":
    main()
