"""Events that let the fault library grow (KNO)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fieldapp.domain.events import OrderEvent
from fieldapp.domain.ids import PartNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultProposed(OrderEvent):
    """The case of this order is proposed for the fault library (KNO-2): the fields of `FaultProposal`."""

    kind: ClassVar[str] = "fault.proposed"
    proposal_id: str
    language: str
    model: str
    code: str
    symptom: str
    cause: str
    measure: str
    parts: tuple[PartNumber, ...] = ()
