"""The engineer's time as a new promise has to fit into it (CON-1)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.windows import Booking
from fieldapp.usecases.plan_way import PlanWay

EARLIEST, LATEST = time(8), time(20)
"""Nobody is offered a visit outside these hours of the day."""
DAYS = 7
"""Windows are looked for so many days ahead."""
GONE = (OrderState.HANDED_BACK, OrderState.CANCELLED)


def booking(plan: PlanWay, now: datetime) -> Booking:
    """Return the orders, ways and hours of the coming days."""
    zone = plan.zone
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=number) for number in range(DAYS)]
    return Booking(
        others=[order for order in plan.queries.orders() if order.state not in GONE],
        travel=plan.travel,
        zone=zone,
        now=now,
        working=tuple(
            TimeWindow(datetime.combine(day, EARLIEST, zone), datetime.combine(day, LATEST, zone)) for day in days
        ),
    )
