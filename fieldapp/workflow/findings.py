"""What an inspection found and what became of it: each finding may have one order of its own (SITE-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.opening import OpenedHere
from fieldapp.domain.process import AnswerPlace, FindingSource, Process
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An answer that tells of something found, the level it would start with, and the order it has, if it has one."""

    place: AnswerPlace
    value: str
    severity: Severity
    opened: OpenedHere | None = None


def findings(process: Process, order: WorkOrder) -> tuple[Finding, ...]:
    """Return what the order's answers tell of, in the order in which the process looks for it; each place once."""
    opened = {one.place: one for one in order.visit.opened_here if one.place is not None}
    found: dict[AnswerPlace, Finding] = {}
    for source in process.findings:
        for place, value in _told(source, order):
            found.setdefault(
                place, Finding(place=place, value=value, severity=source.severity, opened=opened.get(place))
            )
    return tuple(found.values())


def _told(source: FindingSource, order: WorkOrder) -> Iterator[tuple[AnswerPlace, str]]:
    for name, value in order.visit.answers.get(source.step, {}).items():
        is_asked = name == source.field if source.field else value in source.values
        if is_asked and value.strip():
            yield AnswerPlace(step=source.step, field=name), value
