"""Show the engineer every figure that is computed about him, from the orders on his tablet alone (USE-4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla import ClockName, ClockState
from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.scheduling.punctuality import Punctuality, punctuality
from fieldapp.scheduling.trips import trips_of
from fieldapp.usecases.ports import Queries

SPAN = timedelta(days=30)
"""So far back: as long as a closed order stays in the list of the tablet."""
_SOLVED = (Outcome.SOLVED, Outcome.SOLVED_BY_PHONE)


@dataclass(frozen=True, slots=True)
class ShowOwnFigures:
    """Count arrivals, replies, endings and trips; nothing of it leaves the tablet by this."""

    queries: Queries
    home: Callable[[], Coordinates | None]
    zone: tzinfo
    now: Callable[[], datetime]

    def __call__(self) -> OwnFigures:
        """Return the counts of the last 30 days."""
        since = self.now() - SPAN
        orders = self.queries.orders()
        arrivals = Counter(
            punctuality(order.appointment.start_at, order.visit.arrived_at)
            for order in orders
            if order.visit.arrived_at is not None and order.visit.arrived_at >= since
        )
        replies = Counter(state for order in orders if (state := _reply(order, since)) is not None)
        endings = [
            visit.outcome
            for visit in (order.visit for order in orders)
            if visit.closed_at is not None and visit.closed_at >= since
        ]
        return OwnFigures(
            since_on=since.astimezone(self.zone).date(),
            arrived_early=arrivals[Punctuality.EARLY],
            arrived_in_target=arrivals[Punctuality.TARGET],
            arrived_on_time=arrivals[Punctuality.ON_TIME],
            arrived_late=arrivals[Punctuality.LATE],
            replied_in_time=replies[ClockState.MET],
            replied_late=replies[ClockState.MISSED],
            closed=len(endings),
            solved=sum(outcome in _SOLVED for outcome in endings),
            trips=sum(trip.arrived_at >= since for trip in trips_of(orders, self.home(), self.zone)),
        )


def _reply(order: WorkOrder, since: datetime) -> ClockState | None:
    """Return how the first reply stood to its promise, None where there was none since then."""
    for clock in sla_clocks(order):
        if clock.name is ClockName.RESPOND and clock.stopped_at is not None and clock.stopped_at >= since:
            return clock.state(clock.stopped_at)
    return None
