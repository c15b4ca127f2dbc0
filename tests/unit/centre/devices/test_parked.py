"""What waits for the office, at its command line and on its page (SYN-8)."""

from __future__ import annotations

import threading
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import Connection, func, select

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.settlements import settlement
from fieldapp.centre.desk import orders
from fieldapp.centre.desk.parked_commands import settle
from fieldapp.centre.devices import parked
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, FieldappError, NotFound, Refused
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import DocumentKind, Settlement
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW
from tests.unit.centre.devices.conftest import Run


def late(desk: Desk, tablet: Tablet) -> tuple[WorkOrder, str]:
    """The engineer accepts, without network, what was given to somebody else meanwhile."""
    order = desk.order()
    desk.tablet(EngineerId("tao"))
    desk.assign(order, EngineerId("tao"))
    tablet.write(OrderAccepted(order_id=order.id, at=NOW))
    tablet.sync()
    return order, f"{tablet.device_id}:1"


def state(desk: Desk, order: WorkOrder) -> OrderState:
    with desk.database.read() as connection:
        return orders.find(connection, order.number).state


@pytest.mark.req("SYN-8")
def test_the_list_tells_who_and_why_and_a_word_settles_it(desk: Desk, tablet: Tablet, run: Run) -> None:
    assert run("parked").out == "没有待处理的记录\n"
    order, event = late(desk, tablet)

    listed = run("parked").out
    assert all(word in listed for word in (event, "接单", "周明远", order.number))
    assert event in run("parked", event, "--accept", "--by", "许婧").out

    assert state(desk, order) is OrderState.ACCEPTED
    assert run("parked").out == "没有待处理的记录\n"


def test_what_is_declined_leaves_the_order_alone(desk: Desk, tablet: Tablet, run: Run) -> None:
    order, event = late(desk, tablet)

    run("parked", event, "--decline", "陶志远已经在路上", "--by", "许婧")

    assert state(desk, order) is OrderState.ASSIGNED
    assert run("parked").out == "没有待处理的记录\n"


@pytest.mark.req("SYN-8")
def test_the_engineer_reads_who_declined_also_where_nobody_was_named(desk: Desk, tablet: Tablet, run: Run) -> None:
    order, event = late(desk, tablet)

    run("parked", event, "--decline", "陶志远已经在路上")

    told = tablet.sync()
    settled = [change.document for change in told.changes if change.kind is DocumentKind.SETTLEMENT]
    assert [from_json(one, Settlement).outcome.fields["by"] for one in settled] == [order.dispatcher]


def test_an_event_without_a_word_is_refused(desk: Desk, tablet: Tablet, run: Run) -> None:
    _, event = late(desk, tablet)

    with pytest.raises(BadInput, match=r"parked\.no-word"):
        run("parked", event)
    for word in (("--accept",), ("--decline", "重复")):
        with pytest.raises(BadInput, match=r"parked\.no-event"):
            run("parked", *word)


@pytest.mark.req("SYN-8")
@pytest.mark.both_databases
@pytest.mark.parametrize("words", [("--accept", "--accept"), ("--accept", "--decline"), ("--decline", "--decline")])
def test_of_two_offices_that_settle_one_event_at_once_the_second_hears_that_it_was_settled(
    desk: Desk, tablet: Tablet, settings: CentreSettings, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]
) -> None:
    _, event = late(desk, tablet)
    both_looked = threading.Barrier(2)
    group_of = parked._group_of

    def look(connection: Connection, name: str) -> tuple[parked.ParkedEvent, ...]:
        found = group_of(connection, name)
        with suppress(threading.BrokenBarrierError):  # on SQLite only one can look at a time
            both_looked.wait(timeout=1)
        return found

    def office(word: str) -> str:
        declines = "已经在路上" if word == "--decline" else None
        said = Namespace(event=event, accept=declines is None, decline=declines, by=word, language="zh")
        try:
            settle(said, lambda _: (settings, Database.of(settings)))
        except FieldappError as refusal:
            return refusal.code
        return "done"

    monkeypatch.setattr(parked, "_group_of", look)
    with ThreadPoolExecutor(2) as offices:
        heard = sorted(offices.map(office, words))

    assert heard == ["done", "parked.settled"]
    with desk.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(settlement)).scalar_one() == 1


@pytest.mark.parametrize("name", ["", ":", "T1:x", "T1:²", "\0:1", "T1:99999999999999999999", "nobody:1"])
@pytest.mark.both_databases
def test_a_name_that_no_event_has_is_said_to_be_unknown(desk: Desk, tablet: Tablet, name: str) -> None:
    late(desk, tablet)

    with desk.database.read() as connection, pytest.raises(NotFound, match=r"parked\.unknown"):
        parked._group_of(connection, name)


def test_a_settled_event_is_named_so_to_whoever_comes_later(desk: Desk, tablet: Tablet, run: Run) -> None:
    _, event = late(desk, tablet)
    run("parked", event, "--accept")

    with pytest.raises(Refused, match=r"parked\.settled"):
        run("parked", event, "--decline", "来晚了")
