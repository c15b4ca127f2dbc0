"""One suite, two subjects: what a search finds in the memory fake and in the encrypted SQLite store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from fieldapp.domain.ids import OrderId, PartNumber, Scope, SerialNumber
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import entries
from fieldapp.store.database import Database
from fieldapp.sync import ports
from fieldapp.wire.messages import DocumentKind, Operation, SyncAnswer
from tests.factories import NOW, local, make_asset, make_customer, make_order, make_part, make_symptom
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import REFERENCE, DeviceStore, opened, over_database, over_memory


def an_order(name: str, *, days: int = 0, customer: str = "禾味生鲜超市 云桥店", serial: str = "CF680-1") -> WorkOrder:
    start_at = local("10:00") - timedelta(days=days)
    return make_order(
        id=OrderId(name),
        number=f"WX-{name}",
        customer=make_customer(name=customer),
        asset=make_asset(serial_number=SerialNumber(serial)),
        symptom=make_symptom(alarm_code="E02"),
        appointment=TimeWindow(start_at, start_at + timedelta(minutes=30)),
        received_at=NOW,
    )


@dataclass(frozen=True)
class Indexing:
    """A door for what comes down behind which everything that came is indexed, as upkeep does it after a sync."""

    inbox: ports.Inbox
    database: Database

    def cursors(self) -> dict[Scope, int]:
        return self.inbox.cursors()

    def apply(self, answer: SyncAnswer) -> ports.Applied:
        applied = self.inbox.apply(answer)
        with self.database.writing() as connection:
            assert not entries.index_some(connection)
        return applied


@pytest.fixture(params=["memory", "sqlite", "sqlite, indexed"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield over_memory(clock)
        return
    with opened(tmp_path, clock) as database:
        store = over_database(database, clock)
        indexing = cast("ports.Inbox", Indexing(store.inbox, database))
        yield replace(store, inbox=indexing) if "indexed" in request.param else store


def give(store: DeviceStore, *orders: WorkOrder) -> None:
    for order in orders:
        store.give(DocumentKind.WORK_ORDER, order.id, order)


def give_parts(store: DeviceStore, **names: str) -> None:
    for number, name in names.items():
        written = PartNumber(number.replace("_", "-"))
        part = make_part(number=written, name_zh=name, name_en=f"{name} part", gtin=None)
        store.give(DocumentKind.PART, part.number, part, REFERENCE)


def orders_found(store: DeviceStore, typed: str, most: int = 50) -> list[str]:
    return [order.id for order in store.queries.search_orders(typed, most)]


def parts_found(store: DeviceStore, typed: str, most: int = 50) -> list[str]:
    return [part.number for part in store.queries.search_parts(typed, most)]


@pytest.mark.parametrize(
    "typed", ["云桥", "wx-OLD", "cf680-24d", "24D-01763", "cf-680 冷柜", "青澜", "E02", "柜", "ＷＸ－old"]
)
def test_an_order_of_years_ago_is_found_by_customer_place_asset_serial_number_and_code(
    store: DeviceStore, typed: str
) -> None:
    give(store, an_order("old", days=900, serial="CF680-24D-01763"))
    assert orders_found(store, typed) == ["old"]


@pytest.mark.parametrize("typed", ["", "  ", "云店", "01764", "云桥 01764", "63 云桥x", '"', "云桥*"])
def test_words_that_an_order_does_not_hold_and_no_words_find_nothing(store: DeviceStore, typed: str) -> None:
    give(store, an_order("one", serial="CF680-24D-01763"))
    assert orders_found(store, typed) == []


def test_orders_are_found_newest_first_and_no_more_than_asked_for(store: DeviceStore) -> None:
    give(store, an_order("b", days=30), an_order("c", days=2), an_order("a", days=400), an_order("d", customer="别家"))
    assert orders_found(store, "生鲜") == ["c", "b", "a"]
    assert orders_found(store, "生鲜", most=2) == ["c", "b"]


def test_an_order_is_found_by_what_it_says_now_and_where_it_stands_now(store: DeviceStore) -> None:
    give(store, an_order("one", days=9, customer="旧名"), an_order("two", days=5, customer="旧名"))
    give(store, an_order("one", days=1, customer="新名"))
    assert (orders_found(store, "旧名"), orders_found(store, "新名")) == (["two"], ["one"])
    assert orders_found(store, "e02") == ["one", "two"]


def test_an_order_that_was_taken_away_is_found_no_more_until_it_comes_again(store: DeviceStore) -> None:
    give(store, an_order("one"))
    store.pull(store.put(DocumentKind.WORK_ORDER, "one", None, operation=Operation.REVOKE))
    assert orders_found(store, "云桥") == []
    give(store, an_order("one"))
    assert orders_found(store, "云桥") == ["one"]


def test_several_orders_of_one_moment_are_all_found(store: DeviceStore) -> None:
    give(store, *(an_order(name) for name in "abc"))
    assert sorted(orders_found(store, "云桥")) == ["a", "b", "c"]


@pytest.mark.parametrize("typed", ["传感", "ts-0", "ts-02 part", "器", "S"])
def test_a_part_is_found_by_number_and_by_its_name_in_both_languages(store: DeviceStore, typed: str) -> None:
    give_parts(store, TS_02="温度传感器", FM_12="风机")
    assert parts_found(store, typed) == ["TS-02"]


def test_the_part_of_the_very_number_comes_first(store: DeviceStore) -> None:
    give_parts(store, TS_021="甲", TS_022="乙", TS_02="丙")
    assert parts_found(store, "TS-02") == ["TS-02", "TS-021", "TS-022"]
    assert parts_found(store, "TS-02", most=1) == ["TS-02"]


def test_a_part_that_the_catalogue_lost_is_found_no_more(store: DeviceStore) -> None:
    give_parts(store, TS_02="传感器")
    store.pull(store.put(DocumentKind.PART, "TS-02", None, REFERENCE, Operation.DELETE))
    assert parts_found(store, "传感") == []


def test_a_restored_centre_leaves_to_be_found_what_it_sends_again(store: DeviceStore) -> None:
    give(store, an_order("kept"), an_order("lost"))
    give_parts(store, TS_02="传感器", TS_03="传感器")
    store.identity.adopt_epoch("epoch-2")
    kept = make_part(number=PartNumber("TS-03"), name_zh="传感器", gtin=None)
    changes = (
        store.put(DocumentKind.WORK_ORDER, "kept", an_order("kept")),
        store.put(DocumentKind.PART, "TS-03", kept, REFERENCE),
    )
    store.pull(*changes, epoch="epoch-2")
    assert (orders_found(store, "云桥"), parts_found(store, "传感")) == (["kept"], ["TS-03"])
