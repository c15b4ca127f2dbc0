from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtWidgets import QApplication

from fieldapp.domain.events import Event, StepCompleted
from fieldapp.domain.ids import OrderId
from fieldapp.ui.bus import DEPOT, ORDER, REFERENCE, STOCK, SYNC, Bus, Changed, changed_by
from fieldapp.workflow.kit import KIT
from tests.factories import NOW, ORDER_ID, make_events, save_answer


@dataclass(frozen=True)
class Recorded:
    event: Event


def notice_of(*events: Event) -> Changed:
    return changed_by([Recorded(event) for event in events])  # type: ignore[misc]


def test_an_answer_changes_its_order_and_what_waits_for_the_centre() -> None:
    notice = notice_of(save_answer("kit", "tools", "OK"))
    assert notice == Changed(frozenset({ORDER, SYNC}), frozenset({ORDER_ID}))
    assert notice.touches(ORDER_ID)
    assert not notice.touches(OrderId("wo-other"))


def test_a_part_built_in_changes_the_stock_as_well() -> None:
    parts = [event for event in make_events() if event.kind in ("part.consumed", "part.use_reversed")]
    assert parts
    assert all(STOCK in notice_of(event).kinds for event in parts)


def test_new_reference_data_touches_every_order() -> None:
    assert Changed(frozenset({REFERENCE}), frozenset()).touches(ORDER_ID)


def test_a_packed_bag_is_told_as_something_done_at_the_depot() -> None:
    packed = StepCompleted(at=NOW, order_id=ORDER_ID, step=KIT)
    assert notice_of(packed).kinds == {ORDER, SYNC, DEPOT}


def until(asked: Callable[[], bool]) -> None:
    limit = QDeadlineTimer(10_000)
    while not asked():
        assert not limit.hasExpired()
        QCoreApplication.processEvents()


def pull(bus: Bus, slices: int) -> None:
    """A thread on which so many slices come down, an order and a part each; its notices wait for the event loop."""

    def come_down() -> None:
        for number in range(slices):
            bus.publish_pull({"work_order", "part"}, {OrderId(f"wo-{number}")})

    thread = threading.Thread(target=come_down)
    thread.start()
    thread.join()


def told_by(bus: Bus) -> list[Changed]:
    told: list[Changed] = []
    bus.changed.connect(told.append)
    return told


def test_the_first_of_what_comes_down_is_told_at_once_and_the_rest_together(qapp: QApplication) -> None:
    bus = Bus()
    told = told_by(bus)
    pull(bus, 100)
    until(lambda: bool(told) and not bus.idle)
    assert told == [Changed(frozenset({ORDER, REFERENCE, SYNC}), frozenset({"wo-0"}))]

    until(lambda: bus.idle)

    assert len(told) == 2
    assert told[1].ids == {f"wo-{number}" for number in range(1, 100)}
    assert told[1].kinds == {ORDER, REFERENCE, SYNC}


def test_a_commit_is_told_at_once_while_what_comes_down_is_gathered(qapp: QApplication) -> None:
    bus = Bus()
    told = told_by(bus)
    pull(bus, 2)
    until(lambda: not bus.idle)
    bus.publish_commit((Recorded(save_answer("kit", "tools", "OK")),))  # type: ignore[arg-type]
    assert told[-1].ids == {ORDER_ID}
    assert not bus.idle


def test_a_bus_at_rest_tells_nothing_of_what_still_comes_down(qapp: QApplication) -> None:
    bus = Bus()
    told = told_by(bus)
    pull(bus, 3)
    until(lambda: not bus.idle)
    bus.rest()
    pull(bus, 3)
    QCoreApplication.processEvents()
    assert (len(told), bus.idle, bus._pause.isActive()) == (1, True, False)
