"""The engineer sees what is computed about him (USE-4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.domain.visit import Call, CallOutcome
from fieldapp.usecases.show_own_figures import ShowOwnFigures
from tests.factories import NOW, SHANGHAI, local, make_order
from tests.fakes.tablet import Tablet

HOME = Coordinates(31.2000, 121.4000)


def visited(tablet: Tablet, name: str, arrived: str, *, replied: str, outcome: Outcome, day: int = 0) -> None:
    """Keep a closed order with an appointment at 10:00, assigned at 08:14 with two hours to reply."""
    order = make_order(
        id=OrderId(name),
        number=name.upper(),
        appointment=TimeWindow(local("10:00", day=day), local("10:30", day=day)),
        received_at=local("08:12", day=day),
    )
    visit = replace(
        order.visit,
        calls=(Call(at=local(replied, day=day), outcome=CallOutcome.CONFIRMED),),
        departed_at=local(arrived, day=day) - timedelta(minutes=25),
        arrived_at=local(arrived, day=day),
        closed_at=local("11:45", day=day),
        outcome=outcome,
    )
    tablet.store.state.base[order.id] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
    tablet.store.state.current[order.id] = replace(order, visit=visit)


@pytest.mark.req("USE-4")
def test_arrivals_replies_endings_and_trips_of_the_last_thirty_days_are_counted(tablet: Tablet) -> None:
    visited(tablet, "early", "09:40", replied="08:30", outcome=Outcome.SOLVED, day=-1)
    visited(tablet, "target", "09:52", replied="08:30", outcome=Outcome.SOLVED_BY_PHONE, day=-2)
    visited(tablet, "on-time", "09:58", replied="09:59", outcome=Outcome.SECOND_VISIT, day=-3)
    visited(tablet, "late", "10:20", replied="10:13", outcome=Outcome.SOLVED, day=-29)
    visited(tablet, "long-ago", "10:20", replied="10:13", outcome=Outcome.REFUSED, day=-31)

    figures = ShowOwnFigures(tablet.store, lambda: HOME, SHANGHAI, lambda: NOW)()

    assert figures == OwnFigures(
        since_on=date(2026, 10, 24),
        arrived_early=1,
        arrived_in_target=1,
        arrived_on_time=1,
        arrived_late=1,
        replied_in_time=3,
        replied_late=1,
        closed=4,
        solved=3,
        trips=4,
    )


@pytest.mark.req("USE-4")
def test_of_an_order_that_was_closed_now_a_way_and_a_reply_of_long_ago_are_not_counted(tablet: Tablet) -> None:
    visited(tablet, "dragged-on", "10:20", replied="10:13", outcome=Outcome.SOLVED, day=-31)
    order = tablet.store.state.current[OrderId("dragged-on")]
    tablet.store.state.current[order.id] = replace(order, visit=replace(order.visit, closed_at=local("08:00")))

    figures = ShowOwnFigures(tablet.store, lambda: HOME, SHANGHAI, lambda: NOW)()

    assert figures == OwnFigures(since_on=date(2026, 10, 24), closed=1, solved=1)


def test_a_tablet_on_which_nothing_was_done_yet_counts_nothing(tablet: Tablet) -> None:
    figures = ShowOwnFigures(tablet.store, lambda: None, SHANGHAI, lambda: NOW)()

    assert figures == OwnFigures(since_on=date(2026, 10, 24))
