"""By stick as by line: the real store of a tablet and the real centre, with a file between them (SYN-5)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.centre.devices.retirement import revoke
from fieldapp.centre.facts import renew_epoch
from fieldapp.domain.errors import BadInput, CentreRefused, StoreError
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import DeviceId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import identity_card, meta
from fieldapp.sync.usb_answer import AnswerTaking
from fieldapp.trust.bundle_file import Frame
from fieldapp.wire import bundles
from fieldapp.wire.bundles import FilesTaken
from fieldapp.wire.codec import CHAIN_START, sha256_of
from fieldapp.wire.messages import SyncRequest
from tests.contracts.tablet import Tablet
from tests.factories import NOW, consume, save_answer
from tests.fakes.by_stick import CarriedTablet, Office, centre, mine, office, tablet

__all__ = ["centre", "mine"]


def given_order(mine: CarriedTablet) -> WorkOrder:
    order = mine.office.desk.order()
    mine.by_line()
    return order


@pytest.mark.req("SYN-5")
def test_a_day_goes_up_and_its_outcomes_come_back_without_any_network(mine: CarriedTablet) -> None:
    order = given_order(mine)
    later = mine.office.desk.order()
    mine.store.do(OrderAccepted(at=NOW, order_id=order.id))
    with mine.store.begin() as work:
        work.put_blob("image/jpeg", b"small photo")
        work.put_blob("image/jpeg", b"large photo" * 200_000)
        work.append(consume("use-1", order_id=order.id), consume("use-2", order_id=order.id))
        work.commit()

    out = mine.road.hand_out(mine.stick)
    brought = mine.office.take(out.path)
    assert brought.answer is not None
    taken = mine.road.take_in(brought.answer)

    assert (out.events, out.files, out.files_left, out.path.name) == (3, 2, 0, f"fieldapp-{mine.device_id}-1-3.fab")
    assert (brought.line.new_events, brought.line.files, brought.line.code) == (3, 2, "")
    assert (taken.outcomes, taken.waiting, taken.code) == (3, 0, "")
    assert mine.store.blobs.undelivered() == ()
    record = mine.record(order)
    assert record.order == mine.store.queries.order(order.id)
    assert [use.id for use in record.order.visit.parts] == ["use-1", "use-2"]
    assert mine.store.queries.order(later.id) == later
    found = Path(mine.office.centre.settings.blobs.place(sha256_of(b"small photo")))
    assert found.read_bytes() == b"small photo"
    assert [path.name for path in mine.stick.iterdir()] == [out.path.name]


@pytest.mark.req("SYN-5")
def test_usb_equals_network(centre: Office, tmp_path: Path) -> None:
    def day(one: CarriedTablet) -> WorkOrder:
        order = given_order(one)
        one.store.do(OrderAccepted(at=NOW, order_id=order.id))
        one.store.do(consume("use-1", order_id=order.id), consume("use-1b", order_id=order.id))
        one.store.do(save_answer("kit", "floor_mat", "OK", order_id=order.id))
        return order

    with tablet(centre, tmp_path / "a") as carried, tablet(centre, tmp_path / "b") as wired:
        first, second = day(carried), day(wired)
        carried.carry()
        wired.by_line()
        carried.by_line()

        one, other = carried.record(first), wired.record(second)
        names = {first.id: second.id, first.number: second.number}
        assert [(event.kind, event.outcome) for event in one.events] == [
            (event.kind, event.outcome) for event in other.events
        ]
        assert one.order.visit.parts == other.order.visit.parts
        assert replace(one.order, id=names[first.id], number=names[first.number]) == other.order
        here, there = carried.store.queries.order(first.id), wired.store.queries.order(second.id)
        assert here is not None
        assert replace(here, id=second.id, number=second.number) == there
        assert carried.store.queries.sync_status().problems == wired.store.queries.sync_status().problems == ()


@pytest.mark.req("SYN-2")
def test_exactly_once_effect_when_the_same_file_comes_twice_and_to_two_depots(mine: CarriedTablet) -> None:
    order = given_order(mine)
    mine.store.do(consume("use-1", order_id=order.id))
    out = mine.road.hand_out(mine.stick)
    copy = shutil.copy(out.path, mine.stick / "copy.fab")

    first, again, elsewhere = (mine.office.take(path) for path in (out.path, out.path, Path(copy)))

    assert [one.line.new_events for one in (first, again, elsewhere)] == [1, 0, 0]
    assert elsewhere.answer is not None
    assert mine.road.take_in(elsewhere.answer).outcomes == 1
    assert mine.road.take_in(elsewhere.answer).outcomes == 0
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1"]
    assert len(mine.record(order).movements) == 1


@pytest.mark.req("SYN-2")
def test_a_file_races_the_network_and_nothing_is_doubled_or_taken_back(mine: CarriedTablet) -> None:
    order = given_order(mine)
    mine.store.do(consume("use-1", order_id=order.id))
    out = mine.road.hand_out(mine.stick)
    answer = mine.office.take(out.path).answer
    assert answer is not None
    kept = Path(shutil.copy(answer, mine.stick / "late.fab"))
    mine.store.do(consume("use-2", order_id=order.id))
    mine.by_line()
    new = mine.office.desk.order()
    mine.by_line()
    before = mine.store.queries.order(order.id)

    late = mine.road.take_in(kept)
    behind = mine.office.take(out.path)

    assert (late.outcomes, late.changes, late.waiting) == (0, 0, 0)
    assert behind.line.new_events == 0
    assert mine.store.queries.order(order.id) == before == mine.record(order).order
    assert mine.store.queries.order(new.id) == new
    assert mine.store.outbox.waiting() == 0
    mine.by_line()


@pytest.mark.req("SYN-2")
def test_a_later_file_that_overtakes_the_earlier_one_brings_both(mine: CarriedTablet) -> None:
    order = given_order(mine)
    mine.store.do(consume("use-1", order_id=order.id))
    earlier = mine.road.hand_out(mine.stick)
    mine.store.do(consume("use-2", order_id=order.id))
    later = mine.road.hand_out(mine.stick)

    assert mine.office.take(later.path).line.new_events == 2
    assert mine.office.take(earlier.path).line.new_events == 0
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1", "use-2"]


@pytest.mark.req("SYN-2")
def test_a_gap_is_never_accepted_and_the_answer_lets_the_next_file_close_it(
    mine: CarriedTablet, tmp_path: Path
) -> None:
    """The mutant accept_gap: a centre of yesterday's backup gets a file that goes on where it had been today."""
    order = given_order(mine)
    settings = mine.office.centre.settings
    mine.office.desk.database.close()
    shutil.copytree(settings.data, tmp_path / "yesterday")
    with office(settings.data) as today:
        mine.office = today
        mine.line.centre.centre = today.centre  # type: ignore[attr-defined]
        mine.store.do(consume("use-1", order_id=order.id))
        mine.carry()
    mine.store.do(consume("use-2", order_id=order.id))
    with office(tmp_path / "yesterday") as restored:
        mine.office = restored
        first = mine.road.hand_out(mine.stick)
        brought = restored.take(first.path)
        assert (brought.line.code, brought.line.new_events) == ("sequence-gap", 0)
        assert brought.answer is not None
        assert mine.road.take_in(brought.answer).code == "sequence-gap"
        assert mine.store.outbox.waiting() == 2

        mine.carry()

        assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1", "use-2"]
        assert mine.store.outbox.waiting() == 0


def test_an_answer_is_for_one_tablet_and_a_bundle_for_one_company(
    centre: Office, mine: CarriedTablet, tmp_path: Path
) -> None:
    out = mine.road.hand_out(mine.stick)
    answer = centre.take(out.path).answer
    assert answer is not None
    with tablet(centre, tmp_path / "other") as other, pytest.raises(BadInput, match=r"bundle\.not-for-us"):
        other.road.take_in(answer)
    with office(tmp_path / "foreign") as foreign, pytest.raises(BadInput, match=r"bundle\.not-for-us"):
        foreign.take(out.path)
    with pytest.raises(BadInput, match=r"bundle\.wrong-way"):
        mine.road.take_in(out.path)
    with pytest.raises(BadInput, match=r"bundle\.wrong-way"):
        centre.take(answer)


def test_without_contact_there_is_nobody_to_seal_to(mine: CarriedTablet) -> None:
    (mine.folder / identity_card.FILE_NAME).unlink()

    with pytest.raises(StoreError, match=r"bundle\.no-company-key"):
        mine.road.hand_out(mine.stick)


def test_a_stick_that_is_gone_leaves_nothing_and_says_so(mine: CarriedTablet) -> None:
    mine.stick.rmdir()

    with pytest.raises(BadInput, match=r"bundle\.no-folder"):
        mine.road.hand_out(mine.stick)


@pytest.mark.req("SYN-2")
def test_group_is_atomic_by_stick_too_and_a_poison_event_does_not_block(mine: CarriedTablet) -> None:
    order = given_order(mine)
    mine.store.do(consume("use-1", order_id=order.id), consume("use-2", order_id=order.id, quantity=0))
    mine.store.do(consume("use-3", order_id=order.id))

    taken = mine.carry()

    assert taken.outcomes == 3
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-3"]
    assert mine.store.queries.order(order.id) == mine.record(order).order


@pytest.mark.req("SYN-6")
def test_a_revoked_tablet_may_bring_and_gets_nothing(mine: CarriedTablet) -> None:
    order = given_order(mine)
    assert not mine.carry().revoked
    mine.store.do(consume("use-1", order_id=order.id))
    with mine.office.desk.database.write() as connection:
        revoke(connection, mine.device_id, NOW)
    mine.office.desk.order()

    taken = mine.carry()

    assert (taken.outcomes, taken.changes, taken.waiting, taken.revoked) == (1, 0, 0, True)
    mine.store.do(consume("use-2", order_id=order.id))
    assert (mine.carry().outcomes, mine.store.outbox.waiting()) == (1, 0)
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1", "use-2"]


@pytest.mark.req("SYN-2")
def test_a_copy_of_the_tablet_is_told_by_stick(mine: CarriedTablet) -> None:
    order = given_order(mine)
    clone = Tablet(centre=mine.line.centre, epoch=mine.store.identity.epoch(), device_id=mine.device_id)
    clone.write(consume("the other's", order_id=order.id))
    mine.line.centre.sync(clone.request())
    mine.store.do(consume("use-1", order_id=order.id))

    brought = mine.office.take(mine.road.hand_out(mine.stick).path)

    assert brought.line.code == "device-forked"
    assert brought.answer is not None
    with pytest.raises(CentreRefused, match="device-forked"):
        mine.road.take_in(brought.answer)
    assert mine.store.outbox.waiting() == 1


@pytest.mark.req("SYN-2")
def test_restore_epoch_reoffers_by_stick_too_and_an_answer_from_before_is_refused(mine: CarriedTablet) -> None:
    order = given_order(mine)
    mine.store.do(consume("use-1", order_id=order.id))
    answer = mine.office.take(mine.road.hand_out(mine.stick).path).answer
    assert answer is not None
    before = Path(shutil.copy(answer, mine.stick / "before.fab"))
    with mine.office.desk.database.write() as connection:
        epoch = renew_epoch(connection)

    taken = mine.carry()

    assert (taken.waiting, mine.store.identity.epoch()) == (0, epoch)
    assert mine.store.queries.order(order.id) == mine.record(order).order
    with pytest.raises(BadInput, match=r"bundle\.answer-old"):
        mine.road.take_in(before)
    assert (mine.store.outbox.waiting(), mine.store.identity.epoch()) == (0, epoch)
    mine.by_line()
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1"]


@pytest.mark.req("SYN-2", "SYN-5")
def test_an_answer_to_a_former_name_of_this_tablet_settles_nothing(mine: CarriedTablet) -> None:
    order = given_order(mine)
    mine.store.do(consume("use-1", order_id=order.id))
    answer = mine.office.take(mine.road.hand_out(mine.stick).path).answer
    assert answer is not None
    renamed = replace(mine.road, sender=lambda: replace(mine.road.sender(), device_id=DeviceId("SECOND99")))

    with pytest.raises(BadInput, match=r"bundle\.not-for-us"):
        renamed.take_in(answer)

    assert mine.store.outbox.waiting() == 1


@pytest.mark.req("SYN-2", "SYN-5")
def test_an_answer_that_the_network_has_overtaken_does_not_end_the_pull_that_is_under_way(mine: CarriedTablet) -> None:
    given_order(mine)
    answer = mine.office.take(mine.road.hand_out(mine.stick).path).answer
    assert answer is not None
    mine.office.desk.order()
    mine.store.identity.adopt_epoch(mine.store.identity.epoch())
    asked = SyncRequest(epoch=mine.store.identity.epoch(), chain=CHAIN_START)
    whole = mine.line.centre.sync(asked)
    own = tuple(change for change in whole.changes if change.scope.startswith("engineer"))
    mine.store.inbox.apply(replace(whole, changes=own, more=True))

    mine.road.take_in(answer)

    with mine.database.reading() as connection:
        assert meta.read(connection, meta.RESYNC, bool)


@pytest.mark.req("SYN-5")
def test_an_export_removes_what_a_killed_one_of_this_tablet_left_and_nothing_else(mine: CarriedTablet) -> None:
    given_order(mine)
    ours = mine.stick / f".fieldapp-{mine.device_id}-1-9.fab.part"
    theirs = mine.stick / ".fieldapp-OTHER000-1-9.fab.part"
    photos = mine.stick / "holiday.part"
    for path in (ours, theirs, photos):
        path.write_bytes(b"half")

    out = mine.road.hand_out(mine.stick)

    assert sorted(mine.stick.iterdir()) == sorted([theirs, photos, out.path])


@pytest.mark.req("SYN-2")
def test_a_file_that_a_former_life_of_the_centre_had_waits_on_when_the_network_brought_news_of_another(
    mine: CarriedTablet,
) -> None:
    order = given_order(mine)
    with mine.store.begin() as work:
        photo = work.put_blob("image/jpeg", b"a photo")
        work.append(consume("use-1", order_id=order.id))
        work.commit()
    road = mine.road
    taking = AnswerTaking(
        inbox=road.inbox, outbox=road.outbox, blobs=road.blobs, published=road.published, epoch=road.identity.epoch()
    )
    told = Frame(bundles.FILES_TAKEN, bundles.packed(FilesTaken(delivered=(photo,))))
    mine.store.identity.adopt_epoch("another life")

    with pytest.raises(BadInput, match="answer-old"):
        taking.take(told)

    assert mine.store.blobs.undelivered() == (photo,)
