"""Copies of one tablet that go on under names of their own, over the line and by stick: each event has one effect."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fieldapp.centre.desk import orders
from fieldapp.centre.devices.take_over import take_over
from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.work_order import WorkOrder
from fieldapp.stick import black_box
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Identity
from fieldapp.store.moving import become
from fieldapp.trust.device_keys import DeviceKey
from tests.contracts.tablet import enrol
from tests.factories import consume, save_answer
from tests.fakes.by_stick import CarriedTablet, Office, code_of, office, tablet, taken_up
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY

TS_02 = PartNumber("TS-02")


@dataclass
class Copies:
    """A tablet with two events that nobody has, and a copy of its folder."""

    office: Office
    order_id: OrderId
    first: CarriedTablet
    copy: CarriedTablet


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    with office(tmp_path / "centre") as centre, tablet(centre, tmp_path) as first:
        order = centre.desk.order()
        first.by_line()
        first.store.do(save_answer("work", "sent", "1", order_id=order.id))
        first.by_line()
        first.store.do(consume(order_id=order.id), save_answer("work", "unsent", "1", order_id=order.id))
        first.database.back_up()
        shutil.copytree(first.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock", "*-shm"))
        database = open_database(tmp_path / "copy", KEY, StoppedClock())
        copy = opened_under_its_name(centre, database, first)
        yield Copies(centre, order.id, first, copy)
        copy.close()


def opened_under_its_name(centre: Office, database: Database, first: CarriedTablet) -> CarriedTablet:
    known = Identity(database).enrolment()
    assert known is not None
    return taken_up(centre, database, StoppedClock(), known.device_id, known.token, first.stick)


def enrolled_anew(one: CarriedTablet) -> CarriedTablet:
    """The office gives a tablet another name."""
    key = DeviceKey.generate()
    answer = enrol(one.office.centre, one.office.desk.code(), key)
    before = Identity(one.database).enrolment()
    assert before is not None
    known = replace(before, device_id=answer.device_id, token=answer.token, signing_key=key.secret)
    become(one.database, KEY, known, answer.epoch)
    return taken_up(one.office, one.database, StoppedClock(), answer.device_id, answer.token, one.stick)


def record(copies: Copies) -> WorkOrder:
    with copies.office.desk.database.read() as connection:
        return orders.read(connection, copies.order_id)


def effect(copies: Copies) -> tuple[list[str], list[str]]:
    """Return the answers and the parts of the order as the centre has it."""
    order = record(copies)
    answers = [name for said in order.visit.answers.values() for name in said]
    return sorted(answers), [use.id for use in order.visit.parts]


@pytest.mark.req("SYN-2", "SYN-3")
@pytest.mark.parametrize("roads", [("line", "line"), ("line", "stick"), ("stick", "line"), ("stick", "stick")])
def test_exactly_once_effect_of_two_copies_under_two_new_names(copies: Copies, roads: tuple[str, str]) -> None:
    both = [enrolled_anew(copies.first), enrolled_anew(copies.copy)]

    for one, road in zip(both, roads, strict=True):
        if road == "line":
            one.by_line()
        else:
            one.carry()
    for one in both:
        one.by_line()

    assert effect(copies) == (["sent", "unsent"], ["use-1"])
    for one in both:
        assert one.store.outbox.waiting() == 0
        assert one.store.queries.stock(TS_02) == -1
        assert one.store.queries.order(copies.order_id) == record(copies)


@pytest.mark.req("SYN-2")
def test_fork_detected_and_both_histories_are_kept_whole(copies: Copies) -> None:
    copies.first.store.do(save_answer("work", "one", "1", order_id=copies.order_id))
    copies.copy.store.do(save_answer("work", "other", "1", order_id=copies.order_id))
    copies.first.by_line()
    said = copies.copy.line.run()
    assert (said.state, said.code) == (SyncState.PROBLEM, "device-forked")

    enrolled_anew(copies.copy).by_line()

    assert effect(copies) == (["one", "other", "sent", "unsent"], ["use-1"])


@pytest.mark.req("SYN-2", "SYN-3")
@pytest.mark.parametrize("is_box", [False, True], ids=["bundle", "black box"])
def test_exactly_once_effect_of_what_the_depot_took_over_and_the_tablet_brings_itself(
    copies: Copies, is_box: bool
) -> None:
    copies.first.store.do(save_answer("work", "one", "1", order_id=copies.order_id))
    copies.copy.store.do(save_answer("work", "other", "1", order_id=copies.order_id))
    copies.copy.store.do(consume("use-2", order_id=copies.order_id))
    copies.first.by_line()
    if is_box:
        folder = copies.copy.folder
        copies.copy.close()
        carried = black_box(folder, KEY, StoppedClock(), copies.first.stick).path
        database = open_database(folder, KEY, StoppedClock())
        copy = opened_under_its_name(copies.office, database, copies.first)
    else:
        copy = copies.copy
        carried = copy.road.hand_out(copies.first.stick).path

    taken = take_over(copies.office.centre, carried, "库房")
    anew = enrolled_anew(copy)
    anew.by_line()

    assert (taken.events, taken.known) == (2, 2)
    assert effect(copies) == (["one", "other", "sent", "unsent"], ["use-1", "use-2"])
    assert anew.store.outbox.waiting() == 0
    assert anew.store.queries.stock(TS_02) == -2
    copy.close()


def test_an_answer_counts_only_for_the_name_that_asked(copies: Copies) -> None:
    asked = copies.first.road.hand_out(copies.first.stick).path
    answer = copies.office.take(asked).answer
    assert answer is not None
    anew = enrolled_anew(copies.first)

    with pytest.raises(BadInput) as refused:
        anew.road.take_in(answer)

    assert code_of(refused.value) == "bundle.not-for-us"
    assert anew.store.outbox.waiting() == 3
