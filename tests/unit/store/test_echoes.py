from __future__ import annotations

from dataclasses import replace
from typing import Never

import pytest
from sqlalchemy import select

from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import AppointmentMoved, DetailsCorrected
from fieldapp.domain.ids import OrderId
from fieldapp.domain.news import NewsKind
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import echoes, order_rows
from fieldapp.store.database import Database
from fieldapp.store.news import NewsShelf
from fieldapp.store.packing import unpacked
from fieldapp.store.tables import ORDER_BASE
from fieldapp.wire.messages import DocumentKind, Operation
from fieldapp.workflow.apply import apply
from tests.factories import NOW, ORDER_ID, local, make_order, save_answer
from tests.fakes.stores import DeviceStore, accepted

AFTERNOON = TimeWindow(local("14:00"), local("14:30"))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[WorkOrder]:
    """The bases that were written from a document; the others were adopted."""
    found: list[WorkOrder] = []
    write_base = order_rows.write_base

    def noted(connection: object, order: WorkOrder, *more: object) -> None:
        found.append(order)
        write_base(connection, order, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(order_rows, "write_base", noted)
    return found


def base(database: Database) -> tuple[WorkOrder, str, str]:
    with database.reading() as connection:
        row = connection.execute(select(ORDER_BASE)).one()
    return unpacked(row.document, WorkOrder), row.scope, row.epoch


def news(database: Database) -> list[NewsKind]:
    return [kept.news.kind for kept in NewsShelf(database).listed()]


@pytest.mark.req("SYN-2")
def test_an_order_that_comes_back_as_it_stands_here_is_the_new_base_and_nothing_is_built_anew(
    visit: DeviceStore, database: Database, built: list[WorkOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.do(save_answer("work", "remark", "压缩机异响"))
    here = visit.queries.order(ORDER_ID)
    monkeypatch.setattr(order_rows, "_replace_current", _never)

    applied = visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, here), outcomes=accepted(1))

    assert (base(database)[0], visit.queries.order(ORDER_ID), built) == (here, here, [])
    assert (applied.orders, news(database)) == ({ORDER_ID}, [])


def _never(*_: object) -> Never:
    raise AssertionError


@pytest.mark.req("SYN-2")
def test_an_order_that_comes_back_otherwise_is_taken_over_as_the_centre_has_it(
    visit: DeviceStore, database: Database, built: list[WorkOrder]
) -> None:
    visit.do(save_answer("work", "remark", "压缩机异响"))
    theirs = replace(visit.queries.order(ORDER_ID), appointment=AFTERNOON)

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, theirs), outcomes=accepted(1))

    assert (base(database)[0], visit.queries.order(ORDER_ID), built) == (theirs, theirs, [theirs])
    assert news(database) == [NewsKind.APPOINTMENT]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("last_is_theirs", [True, False])
def test_of_two_documents_of_an_order_in_one_answer_the_last_one_stands(
    visit: DeviceStore, database: Database, last_is_theirs: bool
) -> None:
    visit.do(save_answer("work", "remark", "压缩机异响"))
    mine = visit.queries.order(ORDER_ID)
    theirs = replace(mine, appointment=AFTERNOON)
    both = (mine, theirs) if last_is_theirs else (theirs, mine)
    first, second = (visit.put(DocumentKind.WORK_ORDER, ORDER_ID, one) for one in both)

    visit.pull(first, replace(second, number=first.number + 1), outcomes=accepted(1))

    assert base(database)[0] == visit.queries.order(ORDER_ID) == both[1]
    assert news(database) == ([NewsKind.APPOINTMENT] if last_is_theirs else [])


@pytest.mark.req("SYN-3")
def test_an_order_that_is_taken_away_in_the_answer_that_brought_it_back_is_gone(
    visit: DeviceStore, database: Database
) -> None:
    visit.do(save_answer("work", "remark", "压缩机异响"))
    back = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, visit.queries.order(ORDER_ID))
    away = replace(back, number=back.number + 1, operation=Operation.REVOKE, document=None)

    visit.pull(back, away, outcomes=accepted(1))

    assert (visit.queries.orders(), news(database)) == ((), [NewsKind.TAKEN_AWAY])


@pytest.mark.req("SYN-3")
def test_an_order_that_unsent_work_kept_in_sight_is_news_when_it_is_given_again_as_it_stands(
    visit: DeviceStore, database: Database
) -> None:
    visit.do(save_answer("work", "remark", "压缩机异响"))
    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, None, operation=Operation.REVOKE))
    here = visit.queries.order(ORDER_ID)

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, here, operation=Operation.GRANT), outcomes=accepted(1))

    assert news(database) == [NewsKind.NEW_ORDER, NewsKind.TAKEN_AWAY]
    assert base(database)[0] == here


@pytest.mark.req("SYN-2")
def test_an_order_is_built_anew_while_an_event_of_it_waits_though_it_stands_as_the_centre_has_it(
    visit: DeviceStore, database: Database
) -> None:
    visit.do(save_answer("work", "remark", "压缩机异响"))
    visit.do(save_answer("work", "remark", "压缩机异响"))
    here = visit.queries.order(ORDER_ID)

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, here), outcomes=accepted(1))
    with database.reading() as connection:
        while_it_waits = echoes.as_they_are(connection, {ORDER_ID}, 1)
    visit.pull(outcomes=accepted(2))
    with database.reading() as connection:
        afterwards = echoes.as_they_are(connection, {ORDER_ID}, 1), echoes.as_they_are(connection, {ORDER_ID}, 2)

    assert (while_it_waits, *afterwards) == (frozenset(), frozenset(), frozenset({ORDER_ID}))
    assert base(database)[0] == visit.queries.order(ORDER_ID) == here


@pytest.mark.req("SYN-2")
def test_an_order_that_comes_back_is_found_and_listed_by_what_was_corrected_and_moved(visit: DeviceStore) -> None:
    before = visit.queries.order(ORDER_ID)
    serial = Correction(detail=Detail.SERIAL_NUMBER, old=before.asset.serial_number, new="QZ-7788")
    moved = AppointmentMoved(
        order_id=ORDER_ID, at=NOW, old=before.appointment, new=AFTERNOON, reason="", customer_agrees=True
    )
    visit.do(DetailsCorrected(order_id=ORDER_ID, at=NOW, corrections=(serial,)))
    visit.do(moved)
    here = visit.queries.order(ORDER_ID)

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, here), outcomes=accepted(1, 2))
    visit.give(DocumentKind.WORK_ORDER, "wo-2", replace(before, id=OrderId("wo-2"), number="WX-9"))

    assert visit.queries.search_orders("QZ-7788", 9) == (here,)
    assert [order.id for order in visit.queries.orders()] == ["wo-2", ORDER_ID], "by appointment"


@pytest.mark.req("SYN-2")
def test_an_order_that_stands_as_it_did_stays_when_a_restored_centre_sends_it_anew(
    visit: DeviceStore, database: Database, built: list[WorkOrder]
) -> None:
    visit.identity.adopt_epoch("epoch-2")
    here = visit.queries.order(ORDER_ID)

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, here), epoch="epoch-2")

    assert (visit.queries.orders(), base(database)[2], built) == ((here,), "epoch-2", [])


@pytest.mark.req("SYN-2")
def test_an_event_after_an_order_came_back_is_built_on_it(visit: DeviceStore) -> None:
    first, second = save_answer("work", "remark", "压缩机异响"), save_answer("work", "hours", "2")
    visit.do(first)
    here = visit.queries.order(ORDER_ID)
    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, here), outcomes=accepted(1))
    visit.do(second)
    theirs = replace(here, appointment=AFTERNOON)

    visit.pull(visit.put(DocumentKind.WORK_ORDER, ORDER_ID, theirs))

    assert visit.queries.order(ORDER_ID) == apply(theirs, second)
    assert apply(make_order(), first) == here
