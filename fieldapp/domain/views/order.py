"""One order, ready to be read (UI: order)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fieldapp.domain.asset import ServiceRecord
from fieldapp.domain.doubt import Doubt
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.sla import SlaClock
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.views.agreed import Agreed
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.domain.work_order import WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether one thing the visit needs is on the tablet (ACC-6): `what` is a key of the words."""

    what: str
    present: bool
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """The order with what is computed about it. `doubts` are its gaps (ACC-2).

    `history` is the machine's, of the register where it is known there; `from_register` tells that everything corrected
    on the order was taken over from there, so that no customer said it (ACC-3). `warranty_until_on` is None where
    nobody knows it; `warranty_by_register` tells that the register says so, too.

    `clocks` are the two promises of its level, `limits` every clock of `profile` that runs or ran (SLA-6).
    """

    order: WorkOrder
    clocks: tuple[SlaClock, ...]
    limits: tuple[SlaClock, ...] = ()
    profile: SlaProfile | None = None
    departure: DeparturePlan
    in_warranty: bool
    warranty_until_on: date | None = None
    warranty_by_register: bool = False
    history: tuple[ServiceRecord, ...] = ()
    from_register: bool = False
    faults: tuple[FaultEntry, ...]
    readiness: tuple[Readiness, ...]
    doubts: tuple[Doubt, ...]
    agreed: Agreed = field(default_factory=Agreed)
    files: FilesWaiting = field(default_factory=FilesWaiting)
