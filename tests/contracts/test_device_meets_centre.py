"""The tablet's own client and the real centre: two rooms that know only the protocol of each other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.centre.app import new_ticket
from fieldapp.centre.archive import read_record
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreAnswerInvalid, CentreRefused, CentreUntrusted
from fieldapp.domain.events import ReportSigned
from fieldapp.domain.ids import EngineerId
from fieldapp.sync.enrolment import enrol
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import DocumentKind, EnrolAnswer, EnrolRequest, Verdict
from tests.contracts.centre_process import CentreProcess
from tests.contracts.tablet import Tablet, send_file
from tests.factories import NOW, make_events, make_order, make_report

RESOURCES = Path(__file__).parents[2] / "resources"
PDF = b"%PDF-1.7 report"
KEY = DeviceKey.generate()
REQUEST = EnrolRequest(code="", device_name="平板", public_key=KEY.public_key, app_version="0.1.0")


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Iterator[CentreProcess]:
    data = tmp_path_factory.mktemp("centre")
    shutil.copytree(compiled, data / "compiled-forms")
    with CentreProcess(data) as running:
        database = Database.open(running.data)
        with database.write() as connection:
            feed = Feed()
            orders.register(connection, feed, make_order(), NOW)
            feed.flush(connection)
        database.close()
        yield running


def ticket_of(process: CentreProcess) -> EnrolmentTicket:
    database = Database.open(process.data)
    ticket = new_ticket(database, CentreSettings(data=process.data, resources=RESOURCES), EngineerId("zhou"))
    database.close()
    return EnrolmentTicket.from_text(ticket.to_text())


def connected(process: CentreProcess, ca_file: Path) -> tuple[HttpCentre, EnrolAnswer]:
    ticket = ticket_of(process)
    answer = enrol(ticket, replace(REQUEST, code=ticket.code), ca_file)
    credentials = Credentials(device_id=answer.device_id, token=answer.token, signer=KEY)
    return HttpCentre(ticket.url, ca_file, credentials), answer


@pytest.mark.req("SYN-2")
def test_a_whole_visit_reaches_the_archive_once_though_sent_twice(process: CentreProcess, tmp_path: Path) -> None:
    centre, answer = connected(process, tmp_path / "ca.pem")
    with closing(centre):
        tablet = Tablet(centre=centre, epoch=answer.epoch, device_id=answer.device_id)
        for event in make_events():
            if isinstance(event, ReportSigned):
                event = replace(event, report=make_report(document_sha256=sha256_of(PDF)))
            tablet.write(event)

        first, second = tablet.sync(), tablet.sync()
        send_file(centre, sha256_of(PDF), "application/pdf", PDF)
        assert centre.has_blob(sha256_of(PDF))
        assert centre.hello().last_seq == len(tablet.rows)

    assert {outcome.verdict for outcome in first.outcomes} == {Verdict.ACCEPTED}
    assert (second.outcomes, second.changes) == (first.outcomes, ())
    assert len(tablet.held(DocumentKind.FORM)) == len(list((RESOURCES / "forms").glob("*.xlsx")))
    database = Database.open(process.data)
    with database.read() as connection:
        record = read_record(connection, "WX-261123-004", FolderBlobs(process.data / "blobs"))
    database.close()
    assert [event.seq for event in record.events] == list(range(1, len(tablet.rows) + 1))
    [document] = record.documents
    assert Path(str(document.path)).read_bytes() == PDF
    assert (document.signed, document.stroke_count, document.satisfaction) == (True, 2, "satisfied")


def test_refusals_of_the_centre_arrive_as_what_they_are(process: CentreProcess, tmp_path: Path) -> None:
    centre, answer = connected(process, tmp_path / "ca.pem")
    with closing(centre):
        tablet = Tablet(centre=centre, epoch=answer.epoch, device_id=answer.device_id)
        tablet.write(make_events()[0])
        tablet.write(make_events()[1])
        with pytest.raises(CentreRefused, match="sequence-gap"):
            tablet.sync(begin=2)
        with pytest.raises(CentreRefused, match="blob-hash-mismatch"):
            send_file(centre, sha256_of(b"one"), "image/jpeg", b"other")
        with pytest.raises(CentreAnswerInvalid, match=r"centre\.version"):
            centre.sync(replace(tablet.request(), protocol="fieldapp-sync/2"))
        assert not centre.has_blob(sha256_of(b"one"))


def test_a_used_ticket_and_a_ticket_of_another_company_are_refused(process: CentreProcess, tmp_path: Path) -> None:
    ticket = ticket_of(process)
    foreign = replace(ticket, ca_sha256=CompanyCa.create("霁川").fingerprint)

    with pytest.raises(CentreUntrusted):
        enrol(foreign, replace(REQUEST, code=ticket.code), tmp_path / "ca.pem")
    assert enrol(ticket, replace(REQUEST, code=ticket.code), tmp_path / "ca.pem").company == "霁川"
    with pytest.raises(CentreRefused, match="enrol-code-invalid"):
        enrol(ticket, replace(REQUEST, code=ticket.code), tmp_path / "ca.pem")
