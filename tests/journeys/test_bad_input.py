"""Bad input through the whole application: each a clear message with a code, and nothing lost."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.config import find_resources
from fieldapp.device import Device
from fieldapp.domain.errors import CaptureError, FieldappError, NotFound, PrintError, StoreFull
from fieldapp.domain.ids import StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.scanning.decode import read_picture
from fieldapp.scanning.label import to_part_code
from fieldapp.texts.catalogue import Catalogue
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.ui.printing import print_document
from fieldapp.wire.codec import CHAIN_START, encode
from fieldapp.wire.messages import Hello
from tests.factories import ORDER_ID
from tests.fakes.tls_server import Answer, serving
from tests.journeys.company import DEMO_PIN, Company, answer, order, sign, signature, sync, work_through
from tests.journeys.labels import blank_label, gs1_label

ROOT = Path(__file__).parents[2]
WORDS = Catalogue.load(find_resources().words)
HTML = Answer(kind="text/html", body="<html><h1>欢迎使用商场无线网</h1></html>".encode())


def is_told(code: str, fields: dict[str, str | int]) -> None:
    """What happened, what is safe and what to do are there in both languages, every place filled (USE-5)."""
    for language in ("zh", "en"):
        told = WORDS.error(code, language, **fields)
        assert all((told.what, told.safe, told.do)), (code, language)
        assert not re.search(r"\{\w+\}", f"{told.what}{told.safe}{told.do}"), (code, language, told)
    assert WORDS.error(code, "zh").what != WORDS.error(code, "en").what


@contextmanager
def refused(code: str, error: type[FieldappError] = FieldappError) -> Iterator[None]:
    """The block must fail with this code, and the code must have its words."""
    with pytest.raises(error) as caught:
        yield
    assert caught.value.code == code
    is_told(code, caught.value.fields)


@dataclass(frozen=True)
class Held:
    """What a tablet holds: nothing of it may be lost by what goes wrong."""

    outbox: object
    order: object
    place: object

    @classmethod
    def by(cls, device: Device) -> Held:
        return cls(
            outbox=device.sync.outbox.batch(1_000_000, 1_000_000_000),
            order=order(device),
            place=device.queries.place(ORDER_ID),
        )


@pytest.fixture
def device(jichuan: Company) -> Iterator[Device]:
    """A tablet in the middle of its work, with events that no centre has seen."""
    with jichuan.tablet() as opened:
        work_through(opened, jichuan.clock, "diagnose")
        answer(opened, jichuan.clock, "diagnose")
        yield opened


def nothing_lost(device: Device, bad: Callable[[], object]) -> None:
    before = Held.by(device)
    assert device.queries.sync_status().events_waiting > 20
    bad()
    assert Held.by(device) == before


def test_an_unknown_barcode_is_said_and_changes_nothing(device: Device) -> None:
    [code] = read_picture(gs1_label("06999999000013", "X-1"))
    label = to_part_code(code.text, code.symbology, CaptureSource.PICTURE)

    def scan() -> None:
        with refused("part.unknown", NotFound):
            device.consume_part(ORDER_ID, label)
        with refused("part.unknown", NotFound):
            device.check_kit_label(ORDER_ID, label)

    nothing_lost(device, scan)


def test_a_label_with_a_wrong_check_digit_is_said(device: Device) -> None:
    def scan() -> None:
        [code] = read_picture(gs1_label("06901234000029", "X-1"))
        with refused("label.check-digit"):
            to_part_code(code.text, code.symbology, CaptureSource.PICTURE)

    nothing_lost(device, scan)


def test_a_picture_without_a_code_and_a_file_that_is_no_picture_are_said(device: Device) -> None:
    def read() -> None:
        with refused("picture.no-code", CaptureError):
            read_picture(blank_label())
        with refused("picture.unreadable"):
            read_picture(b"this is a letter, not a picture")

    nothing_lost(device, read)


def test_a_missing_printer_is_said_and_the_signed_report_is_safe(
    jichuan: Company, device: Device, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    device.complete_step(ORDER_ID, StepId("diagnose"))
    work_through(device, jichuan.clock, "sign")
    report = sign(device, signature())
    pdf = device.queries.blob(report.document_sha256)
    system = tmp_path / "system"
    system.mkdir()
    monkeypatch.setenv("PATH", str(system))

    def put_on_paper() -> None:
        with refused("printer.missing", PrintError):
            print_document(pdf, report.number)
        # A print system without a default printer refuses the job.
        (system / "lp").write_text("#!/bin/sh\nexit 1\n")
        (system / "lp").chmod(0o755)
        with refused("printer.missing", PrintError):
            print_document(pdf, report.number)

    nothing_lost(device, put_on_paper)
    assert device.queries.blob(report.document_sha256) == pdf


def test_a_centre_that_is_not_there_leaves_everything_waiting(device: Device) -> None:
    def run() -> None:
        ended = sync(device)
        assert (ended.state, ended.code) == (SyncState.OFFLINE, "centre.unreachable")
        is_told(ended.code, ended.fields or {})

    nothing_lost(device, run)


def sync_against(jichuan: Company, ca: CompanyCa, given: Answer) -> tuple[SyncProgress, list[str]]:
    """Let the tablet sync with something else that took the centre's place; return how it ended and what was asked."""
    folder = jichuan.folder / "stranger"
    folder.mkdir()
    with serving(folder, ca) as stranger:
        stranger.answer = lambda asked: given
        jichuan.centre.url = stranger.url
        with jichuan.tablet() as device:
            answer(device, jichuan.clock, "accept")
            before = Held.by(device)
            ended = sync(device)
            assert Held.by(device) == before
            assert device.queries.sync_status().events_waiting == 1
        return ended, [asked.path for asked in stranger.asked]


def own_ca(jichuan: Company) -> CompanyCa:
    return CompanyCa.load(jichuan.centre.data / "trust")


def test_a_portal_that_answers_with_a_page_is_not_taken_for_the_centre(jichuan: Company) -> None:
    ended, asked = sync_against(jichuan, own_ca(jichuan), HTML)

    assert (ended.state, ended.code) == (SyncState.PROBLEM, "centre.portal")
    is_told(ended.code, ended.fields or {})
    assert asked == ["/v1/hello"]


def test_a_centre_with_another_companys_certificate_is_sent_nothing(jichuan: Company) -> None:
    ended, asked = sync_against(jichuan, CompanyCa.create("霁川"), HTML)

    assert (ended.state, ended.code) == (SyncState.PROBLEM, "centre.certificate")
    is_told(ended.code, ended.fields or {})
    assert asked == []


def test_a_centre_of_another_version_is_sent_no_events(jichuan: Company) -> None:
    hello = Hello(
        protocol="fieldapp-sync/2",
        epoch="epoch-1",
        server_time=jichuan.clock.now(),
        last_seq=0,
        chain=CHAIN_START,
        batch_events=500,
        batch_bytes=1_000_000,
    )

    ended, asked = sync_against(jichuan, own_ca(jichuan), Answer(body=encode(hello)))

    assert (ended.state, ended.code) == (SyncState.PROBLEM, "centre.version")
    is_told(ended.code, ended.fields or {})
    assert asked == ["/v1/hello"]


def test_a_full_disk_is_said_and_work_goes_on_once_there_is_room(jichuan: Company, device: Device) -> None:
    writer = device.database._connection.connection.driver_connection
    assert writer is not None
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    form = device.show_visit(ORDER_ID, "zh", StepId("work")).form_sha256

    def fill() -> None:
        writer.execute(f"PRAGMA max_page_count = {pages}")
        kept = Held.by(device)
        with refused("store.full", StoreFull):
            for n in range(100):
                kept = Held.by(device)
                device.save_answer(ORDER_ID, StepId("work"), {"remark": f"{n}" + "积冰" * 2000}, form)
        assert Held.by(device) == kept
        writer.execute("PRAGMA max_page_count = 1000000")

    fill()
    held = Held.by(device)
    answer(device, jichuan.clock, "work")
    assert order(device).visit.answer(StepId("work"), "new_resistance") == "16.2"
    assert Held.by(device) != held


def test_a_clock_set_back_a_year_is_said_and_the_order_of_events_stays(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "diagnose")
        before = Held.by(device)
    jichuan.clock.set_back(timedelta(days=365))

    with jichuan.tablet() as device:
        assert Held.by(device) == before
        [problem] = device.queries.sync_status().problems
        assert problem.code == "clock.changed"
        is_told(problem.code, {**problem.fields})
        answer(device, jichuan.clock, "diagnose")
        device.complete_step(ORDER_ID, StepId("diagnose"))
        assert order(device).visit.is_done(StepId("diagnose"))
        rows = device.sync.outbox.batch(1_000_000, 1_000_000_000).events
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        assert rows[-1].clock.wall_at < rows[0].clock.wall_at


def test_a_second_copy_on_the_same_data_is_refused_and_the_first_goes_on(jichuan: Company, device: Device) -> None:
    code = (
        "import sys; from pathlib import Path; from fieldapp import demo, device\n"
        "from fieldapp.domain.errors import FieldappError\n"
        "config = demo.device_config(Path(sys.argv[1]), 'zh')\n"
        "try:\n"
        "    device.open_device(config, device.unlock(config, sys.argv[2])).close(); print('opened')\n"
        "except FieldappError as error:\n"
        "    print(error.code)\n"
    )

    def open_again() -> None:
        words = [sys.executable, "-c", code, str(jichuan.folder), DEMO_PIN]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "store.in-use"
        is_told("store.in-use", {})

    nothing_lost(device, open_again)
    device.complete_step(ORDER_ID, StepId("diagnose"))
    assert order(device).visit.is_done(StepId("diagnose"))
