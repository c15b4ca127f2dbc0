"""The moments of an order's life that clocks go by, read off what is recorded on it (SLA-2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, time

from fieldapp.domain.contact import ContactRecord
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla_profile import ClockMoment
from fieldapp.domain.visit import CallOutcome, Satisfaction, Visit
from fieldapp.domain.work_order import WorkOrder

Moments = Mapping[ClockMoment, tuple[datetime, ...]]
"""When what happened, each kind in the order of time; a kind that is missing has not happened."""

UNRESOLVED = frozenset(
    {
        Outcome.JOINT_CHECK,
        Outcome.TAKEN_AWAY,
        Outcome.SECOND_VISIT,
        Outcome.WAITING_FOR_CUSTOMER,
        Outcome.HANDED_OVER,
    }
)
"""A visit that ends so leaves the customer's problem open, whatever was signed."""


def moments_of(
    order: WorkOrder, also: Moments | None = None, kinds: Collection[ClockMoment] = tuple(ClockMoment)
) -> Moments:
    """Return every moment of these kinds the order itself knows, with those that only the caller does (`also`).

    Not on the order: LEAVE_BY and DELAY_FORESEEN (planning), REPORT_HANDED, FILED and the follow-ups (the centre),
    INSTALLED and INSPECTED (the asset's file).
    """
    readers = ((moment, _READERS[moment]) for moment in kinds if moment in _READERS)
    found = {moment: tuple(sorted(_known(read(order)))) for moment, read in readers}
    for moment, times in (also or {}).items():
        found[moment] = tuple(sorted((*found.get(moment, ()), *times)))
    return {moment: times for moment, times in found.items() if times}


Read = Callable[[WorkOrder], Iterable[datetime | None]]


def _visit(read: Callable[[Visit], Iterable[datetime | None]]) -> Read:
    return lambda order: read(order.visit)


def _contact(read: Callable[[ContactRecord], Iterable[datetime | None]]) -> Read:
    return lambda order: read(order.visit.contact)


def _known(times: Iterable[datetime | None]) -> list[datetime]:
    return [at for at in times if at is not None]


def _contacted(visit: Visit) -> list[datetime]:
    """Return the calls somebody answered, call-backs among them."""
    answered = [call.at for call in visit.calls if call.outcome is not CallOutcome.NO_ANSWER]
    return [*answered, *(back.at for back in visit.contact.call_backs)]


def _departed(visit: Visit) -> list[datetime | None]:
    """Return when anybody set out: the customer's clocks do not ask who (CON-3)."""
    return [*(way.departed_at for way in visit.earlier_ways), visit.departed_at]


def _arrived(visit: Visit) -> list[datetime | None]:
    return [*(way.arrived_at for way in visit.earlier_ways), visit.arrived_at]


def _solved_by_phone(visit: Visit) -> list[datetime]:
    return [call.at for call in visit.calls if call.outcome is CallOutcome.SOLVED_BY_PHONE]


def _confirmed(visit: Visit) -> list[datetime | None]:
    """Return the customer's confirmation: the first signature, else the closing of an order that needed none."""
    if visit.outcome in UNRESOLVED:
        return []
    return [min((report.at for report in visit.reports if report.acceptance is not None), default=visit.closed_at)]


def _judged(visit: Visit, *, good: bool) -> list[datetime]:
    """Return when the customer gave his word on a signed report: dissatisfied, or something better."""
    return [
        report.at
        for report in visit.reports
        if report.acceptance is not None and (report.acceptance.satisfaction is not Satisfaction.DISSATISFIED) is good
    ]


def _waiting(visit: Visit) -> list[datetime | None]:
    closed = visit.closed_at if visit.outcome is Outcome.WAITING_FOR_CUSTOMER else None
    return [closed, *(met.at for met in visit.contact.nobody_home)]


def _back_on(visit: Visit) -> list[datetime]:
    """Return the promised days of return; at noon of UTC a day has the same date in every zone but the last."""
    return [datetime.combine(taken.return_on, time(12), UTC) for taken in visit.on_site.taken_away]


def _decided(contact: ContactRecord) -> list[datetime]:
    agreed = [change.at for change in contact.appointment_changes if change.customer_agrees]
    return [*agreed, *(made.at for made in contact.confirmations), *(told.at for told in contact.delays if told.told)]


_READERS: Mapping[ClockMoment, Read] = {
    ClockMoment.RECEIVED: lambda order: [order.received_at],
    ClockMoment.ASSIGNED: lambda order: [order.assigned_at],
    ClockMoment.APPOINTMENT: lambda order: [order.appointment.start_at],
    ClockMoment.HANDED_BACK: lambda order: [order.hand_back.at] if order.hand_back is not None else [],
    ClockMoment.TRIED: _visit(lambda visit: [call.at for call in visit.calls]),
    ClockMoment.CONTACTED: _visit(_contacted),
    ClockMoment.REPLIED: _visit(lambda visit: [*_contacted(visit), *_arrived(visit)]),
    ClockMoment.ANSWERED: _visit(lambda visit: [*_solved_by_phone(visit), *(report.at for report in visit.reports)]),
    ClockMoment.SOLVED_BY_PHONE: _visit(_solved_by_phone),
    ClockMoment.CALLED_BACK: _contact(lambda contact: [back.at for back in contact.call_backs]),
    ClockMoment.NEXT_CALL: _contact(lambda contact: [contact.next_call_at]),
    ClockMoment.DECIDED: _contact(_decided),
    ClockMoment.DEPARTED: _visit(_departed),
    ClockMoment.ARRIVED: _visit(_arrived),
    ClockMoment.DELAY_TOLD: _contact(lambda contact: [told.at for told in contact.delays if told.told]),
    ClockMoment.WAITING: _visit(_waiting),
    ClockMoment.TAKEN_AWAY: _visit(lambda visit: [taken.at for taken in visit.on_site.taken_away]),
    ClockMoment.BROUGHT_BACK: _visit(lambda visit: [back.at for back in visit.on_site.brought_back]),
    ClockMoment.BACK_ON: _visit(_back_on),
    ClockMoment.SIGNED: _visit(lambda visit: [min((report.at for report in visit.reports), default=None)]),
    ClockMoment.CONFIRMED: _visit(_confirmed),
    ClockMoment.DISSATISFIED: _visit(lambda visit: _judged(visit, good=False)),
    ClockMoment.SETTLED: _visit(lambda visit: _judged(visit, good=True)),
    ClockMoment.CLOSED: _visit(lambda visit: [visit.closed_at]),
}
