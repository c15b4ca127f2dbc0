"""Show what the analysis before the trip is made from: library, history, papers, earlier cases, stock (ANA-1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from fieldapp.domain.asset import ServiceRecord
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.views.analysis import Analysis, Experience
from fieldapp.domain.views.asset_file import AssetFile
from fieldapp.domain.views.faults import FaultSearch
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.find_similar_orders import FindSimilarOrders
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_asset import ShowAsset, identified
from fieldapp.workflow.kit import added_needs

MOST_ENTRIES = 12
CAME_BACK = timedelta(days=180)
"""The same code on the same machine within this time: the last repair did not hold (ANA-4)."""
_CURED = frozenset({Outcome.SOLVED.value, Outcome.SOLVED_BY_PHONE.value})


@dataclass(frozen=True, slots=True)
class ShowAnalysis:
    """Read everything for the analysis of one order from the tablet alone."""

    queries: Queries
    zone: tzinfo

    def __call__(self, order: WorkOrder) -> Analysis:
        """Return what there is."""
        asset = ShowAsset(self.queries)(order.id)
        entries = self._entries(order)
        code = order.symptom.alarm_code
        similar = FindSimilarOrders(self.queries)(order)
        mine = own_cures(order, asset, similar, self.zone)
        numbers = [need.part_number for need in added_needs(order) if need.part_number is not None]
        return Analysis(
            order=order,
            asset=asset,
            entries=entries,
            of_code=sum(1 for entry in entries if code and entry.code == code),
            similar=similar,
            experience=experience(order, asset, mine, self.zone),
            repaired_on=max(mine, default=None),
            parts={number: self.queries.part(number) for number in numbers},
            stock={number: self.queries.stock(number) for number in numbers},
            depot={number: self.queries.depot_stock(number) for number in numbers},
        )

    def _entries(self, order: WorkOrder) -> tuple[FaultEntry, ...]:
        """Return the library's entries of model and code; where there are none the model's, or those with the words."""
        model, code = identified(self.queries, order).model, order.symptom.alarm_code
        if model:
            found = sorted(self.queries.faults(model), key=lambda entry: -entry.cases)
            of_code = [entry for entry in found if code and entry.code == code]
            return tuple((of_code or found)[:MOST_ENTRIES])
        typed = code or order.symptom.what
        return self.queries.search_faults(FaultSearch(typed=typed, code=code, most=MOST_ENTRIES)).entries


def own_cures(order: WorkOrder, asset: AssetFile, similar: Iterable[WorkOrder], zone: tzinfo) -> tuple[date, ...]:
    """Return when the assignee cured this fault on this model: in the histories of machines, and in orders here."""
    code, name = order.symptom.alarm_code, order.assignee_name
    if not code:
        return ()
    records = [*asset.history, *(case.record for case in asset.earlier)]
    days = [one.served_on for one in records if one.engineer_name == name and _cured(one, code)]
    days += [
        one.visit.closed_at.astimezone(zone).date()
        for one in similar
        if one.assignee == order.assignee and one.visit.outcome is Outcome.SOLVED and one.visit.closed_at is not None
    ]
    return tuple(days)


def experience(order: WorkOrder, asset: AssetFile, cures: tuple[date, ...], zone: tzinfo) -> Experience:
    """Return whether the fault was repaired before; one that came back soon counts as failed, whoever repaired it."""
    code, today = order.symptom.alarm_code, order.received_at.astimezone(zone).date()
    if code and any(code in one.summary and today - one.served_on <= CAME_BACK for one in asset.history):
        return Experience.FAILED
    return Experience.REPAIRED if cures else Experience.NEVER


def _cured(record: ServiceRecord, code: str) -> bool:
    return code in record.summary and record.outcome in _CURED
