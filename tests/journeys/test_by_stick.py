"""A tablet that has no network hands its day over on a stick: the commands that people type, each its own process."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, text, update

from fieldapp import access
from fieldapp import device as devices
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.database.tables import device as device_row
from fieldapp.centre.database.tables import scope
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.facts import renew_epoch
from fieldapp.domain.ids import Sha256
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.enrolment import EnrolmentTicket
from tests.factories import NOW, ORDER_ID
from tests.journeys.company import Company, order, sync
from tests.journeys.test_access import NEW_PIN, PHRASE, code_of, replace_demo


def typed_in(jichuan: Company) -> str:
    """Make the demo's tablet a real one, with a PIN or passphrase of its own, and return that."""
    code = code_of(jichuan)
    config = replace_demo(jichuan)
    typed = PHRASE if access.opens_with_after_recovery(config).value == "passphrase" else NEW_PIN
    access.recover(config, code.read_text(), typed)
    return typed


def said(*words: str, typed: str = "", code: int = 0) -> str:
    """What a command prints, English; `typed` is what a person types into it."""
    command = [sys.executable, "-W", "error", "-m", "fieldapp", "--language", "en", *words]
    done = subprocess.run(command, input=f"{typed}\n", capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert typed not in done.stdout + done.stderr or not typed
    return done.stdout + done.stderr


@pytest.mark.req("SYN-2", "SYN-3")
def test_a_tablet_that_gets_another_name_brings_its_day_along_and_each_event_counts_once(jichuan: Company) -> None:
    jichuan.open_centre()
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        assert sync(device).code == ""
        former = device.identity.device_id
    before = jichuan.record()
    count = len(before["events"])
    pin, ticket, tablet = typed_in(jichuan), jichuan.centre.ticket(), ("--data", str(jichuan.config.data))
    wrong = EnrolmentTicket.from_text(ticket)
    strange = EnrolmentTicket(url=wrong.url, code=wrong.code, ca_sha256=Sha256("0" * 64)).to_text()
    assert "enrol.other-company" in said("enrol-anew", strange, *tablet, typed=pin, code=1)

    told = said("enrol-anew", ticket, *tablet, typed=pin)

    assert f"{count} events came along" in told
    with closing(devices.open_device(replace_demo(jichuan), devices.unlock(replace_demo(jichuan), pin))) as device:
        assert device.identity.device_id != former
        assert device.queries.sync_status().events_waiting == count
        assert sync(device).code == ""
        assert device.queries.sync_status().events_waiting == 0
    assert jichuan.record() == before


@pytest.mark.req("SYN-3", "SYN-6")
def test_a_day_goes_to_the_depot_and_back_by_two_programs_that_never_meet(jichuan: Company) -> None:
    stick, centre = jichuan.folder / "stick", str(jichuan.centre.data)
    stick.mkdir()
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        waiting = device.queries.sync_status().events_waiting
        name = device.identity.device_id
    pin, tablet = typed_in(jichuan), ("--data", str(jichuan.config.data))
    assert ".wrong]" in said("bundle", "export", str(stick), *tablet, typed="000000", code=1)
    assert os.listdir(stick) == []

    told = said("bundle", "export", str(stick), *tablet, typed=pin)
    [out] = stick.iterdir()
    assert f"{waiting} events" in told
    read = said("centre", "bundle", "read", str(out), "--data", centre)
    assert f"{waiting} events" in read.splitlines()[0]
    taken = said("centre", "bundle", "import", str(out), "--by", "Xu Jing", "--data", centre)
    assert f"{waiting} new events" in taken
    assert "0 new events" in said("centre", "bundle", "import", str(out), "--data", centre)
    back = said("bundle", "import", str(stick / f"answer-{name}.fab"), *tablet, typed=pin)

    assert f"{waiting} outcomes" in back
    assert "0 events still wait" in back
    assert f"brought by Xu Jing on a stick: {waiting} new events" in said("centre", "devices", "--data", centre)
    jichuan.key = devices.unlock(replace_demo(jichuan), pin)
    with jichuan.tablet() as device:
        assert device.queries.sync_status().events_waiting == 0
        assert order(device).visit.accepted_at is not None
    assert jichuan.record()["order"]["visit"]["accepted_at"] is not None


@pytest.mark.req("SYN-6")
def test_a_half_copied_file_is_refused_in_words_and_the_black_box_tells_everything(jichuan: Company) -> None:
    stick, centre = jichuan.folder / "stick", str(jichuan.centre.data)
    stick.mkdir()
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
    pin, tablet = typed_in(jichuan), ("--data", str(jichuan.config.data))

    told = said("bundle", "export", str(stick), "--everything", *tablet, typed=pin)
    [out] = stick.iterdir()
    half = stick / "half.fab"
    half.write_bytes(out.read_bytes()[:-100])
    refused = said("centre", "bundle", "import", str(half), "--data", centre, code=1)

    assert "black-box" in told
    assert "Only a part of the file was copied" in refused
    assert "[bundle.incomplete]" in refused
    assert ORDER_ID in said("centre", "bundle", "read", str(out), "--data", centre)
    assert "[bundle.wrong-way]" in said("bundle", "import", str(out), *tablet, typed=pin, code=1)


@pytest.mark.req("SYN-5")
def test_a_depots_desk_hands_the_file_over_by_http(jichuan: Company) -> None:
    stick = jichuan.folder / "stick"
    stick.mkdir()
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        out = device.usb.hand_out(stick)
        jichuan.open_centre()
        ca = CompanyCa.load(jichuan.centre.data / "trust")
        pem = jichuan.folder / "ca.pem"
        pem.write_text(ca.certificate_pem)
        bundle = out.path.read_bytes()
        pinned = ssl.create_default_context(cafile=str(pem))
        with httpx.Client(base_url=jichuan.centre.url, verify=pinned, timeout=60, trust_env=False) as desk:
            first = desk.post("/v1/bundles", content=bundle)
            again = desk.get(f"/v1/bundles/{device.identity.device_id}")
            bad = desk.post("/v1/bundles", content=bundle[:-1])
            none = desk.get("/v1/bundles/NOBODY00")
        answer = Path(stick / "answer.fab")
        answer.write_bytes(first.content)
        taken = device.usb.take_in(answer)

        assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
        assert (bad.status_code, bad.json()["code"]) == (422, "bundle.incomplete")
        assert (none.status_code, none.json()["code"]) == (404, "bundle.no-answer")
        assert (taken.outcomes, taken.waiting) == (out.events, 0)


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_tablet_that_has_nothing_but_a_stick_is_in_step_after_90_days_and_again_after_a_restore(
    jichuan: Company,
) -> None:
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
    pin = typed_in(jichuan)
    changed_often_while_nobody_came(jichuan)

    told = carried(jichuan, pin)

    assert "0 events still wait" in told
    jichuan.key = devices.unlock(replace_demo(jichuan), pin)
    assert_in_step(jichuan, "three")

    changed_often_while_nobody_came(jichuan)
    with closing(CentreDatabase.open(jichuan.centre.data)) as database, database.write() as connection:
        renew_epoch(connection)
    carried(jichuan, pin)

    assert_in_step(jichuan, "three")


def carried(jichuan: Company, pin: str) -> str:
    """There and back by three commands; what the last one said."""
    stick, centre, tablet = jichuan.folder / "stick", str(jichuan.centre.data), ("--data", str(jichuan.config.data))
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    said("bundle", "export", str(stick), *tablet, typed=pin)
    [out] = stick.iterdir()
    said("centre", "bundle", "import", str(out), "--data", centre)
    [back] = stick.glob("answer-*.fab")
    return said("bundle", "import", str(back), *tablet, typed=pin)


def changed_often_while_nobody_came(jichuan: Company) -> None:
    """Ninety days go by: the story's order is changed three times, and what is superseded is thrown away."""
    with closing(CentreDatabase.open(jichuan.centre.data)) as database:
        for wishes in ("one", "two", "three"):
            with database.write() as connection:
                feed = Feed()
                orders.save(connection, feed, [replace(orders.read(connection, ORDER_ID), wishes=wishes)], NOW)
                feed.flush(connection)
        with database.write() as connection:
            connection.execute(update(device_row).values(seen_at=NOW - timedelta(days=100)))
    said("centre", "compact", "--data", str(jichuan.centre.data))


def assert_in_step(jichuan: Company, wishes: str) -> None:
    """The tablet has of each scope what the centre has, by number, count and sum."""
    with closing(CentreDatabase.open(jichuan.centre.data)) as database, database.read() as connection:
        rows = {row.name: row for row in connection.execute(select(scope))}
    with jichuan.tablet() as device:
        cursors = device.usb.inbox.cursors()
        with device.database.reading() as connection:
            held = connection.execute(text("SELECT scope, row_count, digest FROM pulled_scope")).all()
        shown = order(device)
    assert len(held) == len(cursors) == 2
    for row in held:
        theirs = rows[row.scope]
        assert theirs.floor > 0 or "reference" in row.scope
        here = (cursors[row.scope], row.row_count, row.digest.hex())
        assert here == (theirs.last_number, theirs.live_count, theirs.live_digest)
    assert shown.wishes == wishes
