"""What a forked or damaged tablet had not sent reaches the office all the same (invariant fork_detected)."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.centre.devices import bundles, take_over
from fieldapp.centre.devices.bundle_log import read_brought
from fieldapp.centre.devices.retirement import read_devices
from fieldapp.domain.errors import BadInput, CentreRefused, Refused, StoreError
from fieldapp.domain.work_order import WorkOrder
from fieldapp.stick import black_box
from fieldapp.store import backups, journal, journal_file
from fieldapp.store.database import FILE_NAME, open_database
from fieldapp.sync.carried import HandedOut
from fieldapp.trust import whole_file
from tests.contracts.tablet import Tablet
from tests.factories import NOW, consume
from tests.fakes.by_stick import CarriedTablet, Office, centre, mine, tablet
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, over_database
from tests.fakes.syncing import Runner

__all__ = ["centre", "mine"]


def boxed(mine: CarriedTablet) -> HandedOut:
    """The black box of the closed store."""
    mine.close()
    return black_box(mine.folder, KEY, StoppedClock(), mine.stick)


def a_copy_was_heard_first(mine: CarriedTablet, order: WorkOrder) -> None:
    clone = Tablet(centre=mine.line.centre, epoch=mine.store.identity.epoch(), device_id=mine.device_id)
    clone.write(consume("the other's", order_id=order.id))
    clone.sync()


@pytest.mark.req("SYN-2", "SYN-6")
def test_fork_detected_and_its_unsent_events_are_kept_under_a_device_of_their_own(mine: CarriedTablet) -> None:
    order = mine.office.desk.order()
    mine.by_line()
    a_copy_was_heard_first(mine, order)
    mine.store.do(consume("use-1", order_id=order.id), consume("use-2", order_id=order.id))
    with mine.store.begin() as work:
        work.put_blob("image/jpeg", b"a photo")
        work.append(consume("use-3", order_id=order.id))
        work.commit()
    assert mine.line.run().code == "device-forked"
    out = boxed(mine)

    first = take_over.take_over(mine.office.centre, out.path, "库房")
    again = take_over.take_over(mine.office.centre, out.path, "库房")

    assert (out.events, out.files) == (3, 1)
    assert (first.events, first.files, first.known) == (3, 1, 0)
    assert (again.device_id, again.events) == (first.device_id, 0)
    record = mine.record(order)
    assert [use.id for use in record.order.visit.parts] == ["the other's", "use-1", "use-2", "use-3"]
    kept = [(event.device_id, event.seq) for event in record.events if event.device_id != mine.device_id]
    assert kept == [(first.device_id, 1), (first.device_id, 2), (first.device_id, 3)]
    with mine.office.desk.database.read() as connection:
        [other] = [one for one in read_devices(connection) if one.id == first.device_id]
        brought = read_brought(connection)
    assert (other.name, other.removed_at) == (f"= {mine.device_id}", NOW)
    assert [one.new_events for one in brought] == [3, 0]
    with pytest.raises(CentreRefused, match="device-unknown"):
        mine.office.centre.known_as(first.device_id, "")


@pytest.mark.req("SYN-6")
def test_a_longer_file_of_the_same_copy_adds_what_is_new(mine: CarriedTablet) -> None:
    order = mine.office.desk.order()
    mine.by_line()
    a_copy_was_heard_first(mine, order)
    mine.store.do(consume("use-1", order_id=order.id))
    first = take_over.take_over(mine.office.centre, mine.road.hand_out(mine.stick).path, "库房")
    mine.store.do(consume("use-2", order_id=order.id))

    second = take_over.take_over(mine.office.centre, mine.road.hand_out(mine.stick).path, "库房")

    assert (second.device_id, second.events) == (first.device_id, 1)


def test_where_nothing_parted_there_is_nothing_to_take_over(mine: CarriedTablet) -> None:
    order = mine.office.desk.order()
    mine.by_line()
    mine.store.do(consume("use-1", order_id=order.id))
    out = mine.road.hand_out(mine.stick)
    mine.office.take(out.path)

    with pytest.raises(Refused, match=r"bundle\.nothing-to-take-over"):
        take_over.take_over(mine.office.centre, out.path, "库房")


@pytest.mark.req("SYN-6")
def test_the_black_box_of_a_store_that_does_not_open_tells_its_journal(mine: CarriedTablet) -> None:
    order = mine.office.desk.order()
    mine.by_line()
    mine.store.do(consume("use-1", order_id=order.id))
    with mine.store.begin() as work:
        work.put_blob("image/jpeg", b"small")
        work.put_blob("image/jpeg", b"large" * 100_000)
        work.append(consume("use-2", order_id=order.id))
        work.commit()
    mine.close()
    for path in (mine.folder / FILE_NAME, *(one.path for one in backups.listed(mine.folder))):
        path.write_bytes(b"rot" * 5000)

    out = black_box(mine.folder, KEY, StoppedClock(), mine.stick)
    with bundles.opened(mine.office.centre, out.path) as bundle:
        head = bundle.head
        files = list(bundle.files())
    brought = mine.office.take(out.path)

    assert (out.events, out.files, out.files_left, head.source) == (2, 2, 0, "journal")
    assert sorted(one.size for one in files) == [5, 500_000]
    assert (brought.line.new_events, brought.line.files, brought.answer) == (2, 2, None)
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1", "use-2"]


def test_a_black_box_that_nobody_can_seal_is_not_written(mine: CarriedTablet) -> None:
    mine.close()

    with pytest.raises(StoreError, match=r"bundle\.no-company-key"):
        black_box(mine.folder, bytes(32), StoppedClock(), mine.stick)
    assert list(mine.stick.iterdir()) == []


def test_a_bundle_that_names_another_tablet_than_its_signer_is_refused(
    centre: Office, mine: CarriedTablet, tmp_path: Path
) -> None:
    with tablet(centre, tmp_path / "other") as other:
        sender = other.road.sender()
        theirs = replace(other.road, sender=lambda: replace(sender, device_id=mine.device_id))

        with pytest.raises(BadInput, match=r"bundle\.signature-invalid"):
            centre.take(theirs.hand_out(mine.stick).path)
        strangers = replace(other.road, sender=lambda: replace(sender, device_id="NOBODY00"))  # type: ignore[arg-type]
        with pytest.raises(BadInput, match=r"bundle\.device-unknown"):
            centre.take(strangers.hand_out(mine.stick).path)


@pytest.mark.req("SYN-8")
def test_a_stick_with_too_little_room_for_a_photo_takes_every_event_and_counts_the_photo(
    mine: CarriedTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = mine.office.desk.order()
    mine.by_line()
    with mine.store.begin() as work:
        for photo in (b"small photo", b"large photo" * 1000):
            work.put_blob("image/jpeg", photo)
        work.append(consume("use-1", order_id=order.id))
        work.commit()
    usage = shutil.disk_usage(mine.stick)._replace(free=whole_file.SPARE_ROOM + 100)
    monkeypatch.setattr(whole_file.shutil, "disk_usage", lambda folder: usage)

    plain = mine.road.hand_out(mine.stick)
    box = boxed(mine)

    assert [(out.events, out.files, out.files_left, out.size) for out in (plain, box)] == [
        (1, 1, 1, plain.path.stat().st_size),
        (1, 1, 1, box.path.stat().st_size),
    ]


def with_a_hole(mine: CarriedTablet, kept_whole: Path | None = None) -> WorkOrder:
    """A tablet whose database and backups are gone, and of whose journal the third of five events cannot be read."""
    order = mine.office.desk.order()
    mine.by_line()
    for number in range(1, 6):
        mine.store.do(consume(f"use-{number}", order_id=order.id))
    mine.close()
    if kept_whole is not None:
        shutil.copytree(mine.folder, kept_whole)
    for path in (mine.folder / FILE_NAME, *(one.path for one in backups.listed(mine.folder))):
        path.write_bytes(b"rot" * 5000)
    [file] = sorted((mine.folder / journal.FOLDER).iterdir())[-1:]
    content = file.read_bytes()
    box = journal.box_of(KEY)
    [(start, stop)] = [
        (start, stop)
        for start, stop, body in journal_file._records(content, box)
        if [entry.row.data["use_id"] for entry in journal.unpacked(body).entries] == ["use-3"]
    ]
    file.write_bytes(content[:start] + bytes(stop - start) + content[stop:])
    return order


@pytest.mark.req("SYN-2", "SYN-8")
def test_a_hole_in_the_journal_keeps_out_neither_what_lies_before_it_nor_what_lies_behind(mine: CarriedTablet) -> None:
    order = with_a_hole(mine)

    out = black_box(mine.folder, KEY, StoppedClock(), mine.stick)
    brought = mine.office.take(out.path)
    before = [use.id for use in mine.record(order).order.visit.parts]
    kept = take_over.take_over(mine.office.centre, out.path, "库房")

    assert (out.events, brought.line.new_events, brought.line.code) == (4, 2, "sequence-gap")
    assert before == ["use-1", "use-2"]
    assert (kept.known, kept.events) == (2, 2)
    assert [use.id for use in mine.record(order).order.visit.parts] == ["use-1", "use-2", "use-4", "use-5"]


@pytest.mark.req("SYN-2")
def test_what_was_kept_from_behind_a_hole_counts_once_when_the_tablet_is_mended_and_brings_it(
    mine: CarriedTablet,
) -> None:
    mended = mine.folder.with_name("mended")
    order = with_a_hole(mine, kept_whole=mended)
    out = black_box(mine.folder, KEY, StoppedClock(), mine.stick)
    take_over.take_over(mine.office.centre, out.path, "库房")

    clock = StoppedClock()
    with closing(open_database(mended, KEY, clock)) as database:
        said = Runner(over_database(database, clock), mine.line.centre).run()

    assert said.code == ""
    record = mine.record(order)
    assert sorted(use.id for use in record.order.visit.parts) == [f"use-{number}" for number in range(1, 6)]
    assert len(record.movements) == 5
