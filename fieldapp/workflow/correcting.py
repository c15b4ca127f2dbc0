"""What may be written in the place of a detail, whoever corrects it: engineer or desk (ACC-2, CON-7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.errors import BadInput
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.contact import read_detail

NEVER_EMPTY = frozenset({Detail.CONTACT_NAME, Detail.CONTACT_PHONE, Detail.ADDRESS})
"""Without these nobody is reached: they are corrected, not taken away."""


def corrections(order: WorkOrder, right: Mapping[Detail, str], today: date) -> Iterator[Correction]:
    """Yield what is new of the right values; what the order says already is left out.

    Raises BadInput("detail.empty", detail=…), BadInput("detail.day") for a day of purchase that is none or is still to
    come.
    """
    for detail, text in right.items():
        new, old = text.strip(), read_detail(order, detail)
        if new == old:
            continue
        if not new and detail in NEVER_EMPTY:
            raise BadInput("detail.empty", detail=detail.value)
        if detail is Detail.PURCHASED_ON and new and not _was_a_day(new, today):
            raise BadInput("detail.day")
        yield Correction(detail=detail, old=old, new=new)


def _was_a_day(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False
