from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.ids import OrderId
from fieldapp.domain.news import NewsKind
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store.database import Database
from fieldapp.store.news import NewsShelf
from fieldapp.wire.messages import DocumentKind, Operation
from fieldapp.workflow.opening import opened as order_of
from tests.factories import ORDER_ID, local, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, accepted, enrolment, opened, over_database
from tests.openings import HERE, make_branched, make_opened

MOVED = replace(make_order(), appointment=TimeWindow(local("14:00"), local("14:30")))


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def database(tmp_path: Path, clock: StoppedClock) -> Iterator[Database]:
    with opened(tmp_path / "device", clock) as database:
        yield database


@pytest.fixture
def store(database: Database, clock: StoppedClock) -> DeviceStore:
    """A tablet on which the story's order has come down."""
    store = over_database(database, clock)
    store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    return store


@pytest.fixture
def shelf(database: Database) -> NewsShelf:
    return NewsShelf(database)


def kinds(shelf: NewsShelf) -> list[NewsKind]:
    return [kept.news.kind for kept in shelf.listed()]


def give(store: DeviceStore, order: WorkOrder) -> None:
    store.give(DocumentKind.WORK_ORDER, order.id, order)


@pytest.mark.req("SYN-3")
def test_what_comes_down_to_a_new_tablet_is_no_news_and_what_comes_later_is(
    store: DeviceStore, shelf: NewsShelf
) -> None:
    assert kinds(shelf) == []
    give(store, replace(make_order(), id=OrderId("wo-2"), number="WX-2"))
    give(store, MOVED)
    assert kinds(shelf) == [NewsKind.APPOINTMENT, NewsKind.NEW_ORDER]
    give(store, MOVED)
    assert len(shelf.listed()) == 2


def test_the_first_pull_is_over_only_with_its_last_page(database: Database, clock: StoppedClock) -> None:
    store, shelf = over_database(database, clock), NewsShelf(database)
    for number in range(3):
        order = replace(make_order(), id=OrderId(f"wo-{number}"), number=f"WX-{number}")
        store.pull(store.put(DocumentKind.WORK_ORDER, order.id, order), more=number < 2)
    assert kinds(shelf) == []


@pytest.mark.req("SYN-3")
def test_an_order_given_to_somebody_else_is_news_with_what_still_waits_here(
    store: DeviceStore, shelf: NewsShelf
) -> None:
    store.do(save_answer("work", "remark", "压缩机异响"))
    store.pull(store.put(DocumentKind.WORK_ORDER, ORDER_ID, None, operation=Operation.REVOKE))
    [kept] = shelf.listed()
    assert (kept.news.kind, kept.news.unsent, kept.news.number) == (NewsKind.TAKEN_AWAY, True, make_order().number)

    store.pull(outcomes=accepted(1))
    assert store.queries.orders() == ()
    assert len(shelf.listed()) == 1


def test_given_away_and_back_in_one_answer_is_no_news(store: DeviceStore, shelf: NewsShelf) -> None:
    away = store.put(DocumentKind.WORK_ORDER, ORDER_ID, None, operation=Operation.REVOKE)
    back = replace(
        store.put(DocumentKind.WORK_ORDER, ORDER_ID, make_order(), operation=Operation.GRANT), number=away.number + 1
    )
    store.pull(away, back)
    assert kinds(shelf) == []


@pytest.mark.req("SYN-3")
def test_a_page_that_is_not_the_last_is_compared_with_what_was_seen_before_it(
    store: DeviceStore, shelf: NewsShelf
) -> None:
    store.do(save_answer("work", "remark", "压缩机异响"))
    first = store.put(DocumentKind.WORK_ORDER, ORDER_ID, MOVED)
    store.pull(first, outcomes=accepted(1), more=True)
    store.pull()
    assert kinds(shelf) == [NewsKind.APPOINTMENT]


@pytest.mark.req("SYN-3")
def test_news_pressed_away_stay_on_the_page_for_thirty_days_with_their_mark(
    store: DeviceStore, shelf: NewsShelf, clock: StoppedClock
) -> None:
    give(store, MOVED)
    [kept] = shelf.listed()
    assert kept.seen_at is None
    shelf.mark_seen([kept.id])
    first = shelf.listed()[0].seen_at
    clock.pass_time(timedelta(hours=1))
    shelf.mark_seen([kept.id])
    assert shelf.listed()[0].seen_at == first == kept.at

    clock.pass_time(timedelta(days=30))
    assert shelf.listed() == ()
    give(store, make_order())
    assert [one.id for one in shelf.listed()] == [1], "the old row was let go, and its number with it"


def test_an_answer_that_is_not_applied_leaves_no_news(store: DeviceStore, shelf: NewsShelf) -> None:
    good = store.put(DocumentKind.WORK_ORDER, ORDER_ID, MOVED)
    with pytest.raises(Exception, match=r"centre\.gap"):
        store.pull(good, replace(good, number=good.number + 2))
    assert kinds(shelf) == []


@pytest.mark.req("SYN-3", "ACC-7")
def test_an_order_that_was_opened_here_and_went_to_a_colleague_is_news_while_work_on_it_still_waits(
    store: DeviceStore, shelf: NewsShelf
) -> None:
    new, who = OrderId(str(HERE)), enrolment()
    store.do(make_opened(), make_branched())
    registered = replace(order_of(make_opened(), who.engineer_id, who.engineer_name), number="WX-261123-020")
    store.pull(store.put(DocumentKind.WORK_ORDER, new, registered), outcomes=accepted(1, 2))
    assert kinds(shelf) == []

    store.do(save_answer("work", "remark", "有冰", order_id=new))
    store.pull(store.put(DocumentKind.WORK_ORDER, new, None, operation=Operation.REVOKE))

    [kept] = shelf.listed()
    assert (kept.news.kind, kept.news.order_id, kept.news.unsent) == (NewsKind.TAKEN_AWAY, new, True)
