"""The desk's pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.centre.app import create_app, local_centre, new_ticket
from fieldapp.centre.archive import read_record
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.desk.alerts import raise_alerts
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.pages.record_rows import Words
from fieldapp.centre.publish import Published, pin_for, publish
from fieldapp.centre.record_print import lines
from fieldapp.centre.settings import CentreSettings
from fieldapp.centre.vocabulary import read_vocabulary
from fieldapp.domain.events import ReportSigned
from fieldapp.domain.ids import EngineerId, Sha256
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.texts.catalogue import Catalogue
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import sha256_of
from tests.contracts.tablet import Tablet, enrol, send_file
from tests.factories import NOW, local, make_customer, make_events, make_order, make_report, save_answer
from tests.unit.centre.conftest import AppClient

PDF = b"%PDF-1.7 report"


@pytest.fixture
def tablet(database: Database, settings: CentreSettings, published: Published) -> Tablet:
    """A tablet that has sent the story's whole visit, but not the PDF."""
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        order = make_order(pin=pin_for(connection, JobType.REPAIR), customer=make_customer(name="<b>禾味</b>"))
        orders.register(connection, feed, order, NOW)
        feed.flush(connection)
    centre, key = local_centre(database, settings), DeviceKey.generate()
    answer = enrol(centre, new_ticket(database, settings, EngineerId("zhou"), "https://centre").code, key)
    known = Tablet(centre.known_as(answer.device_id, answer.token), answer.epoch, answer.device_id)
    for event in make_events():
        signed = isinstance(event, ReportSigned)
        known.write(ReportSigned(at=event.at, order_id=order.id, report=report()) if signed else event)
    known.write(save_answer("test", "box_temperature", "-18.4"))
    known.sync()
    return known


def report():  # type: ignore[no-untyped-def]
    return make_report(document_sha256=sha256_of(PDF))


@pytest.mark.req("ACC-2", "SITE-5")
def test_a_message_that_nobody_answered_stands_on_the_list_and_on_the_order(client: AppClient, tablet: Tablet) -> None:
    [number] = [part.split("?")[0] for part in client.get("/").text.split("/orders/")[1:]]
    assert "1 条留言待答复" in client.get("/").text
    assert "messages waiting: 1" in client.get("/?language=en").text
    page = client.get(f"/orders/{number}").text
    assert "与工程师往来" in page
    assert "待答复" in page


def test_order_list_names_every_order_in_both_languages(client: AppClient, tablet: Tablet) -> None:
    chinese, english = client.get("/"), client.get("/?language=en")

    assert "WX-261123-004" in chinese.text
    assert "已归档" in chinese.text
    assert "Closed" in english.text
    assert "&lt;b&gt;禾味" in chinese.text  # what people typed is text, never markup
    assert "<b>禾味" not in chinese.text


def test_empty_list_says_so(client: AppClient) -> None:
    assert "还没有工单" in client.get("/").text


A_DAY = LevelLimits(respond=timedelta(hours=24), resolve=timedelta(days=5))


@pytest.mark.req("SLA-3")
@pytest.mark.parametrize(
    ("language", "title", "since", "mark"),
    [
        ("zh", "紧急工单超过响应时限：1", "自 2026年11月23日 10:12 起", "响应超时"),
        ("en", "Urgent orders nobody answered in time: 1", "since 23/11/2026 10:12", "Response overdue"),
    ],
)
def test_an_alert_stands_above_the_list_and_marks_its_order_on_a_page_that_renews_itself(
    database: Database, settings: CentreSettings, language: str, title: str, since: str, mark: str
) -> None:
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, make_order(), NOW)
        orders.register(connection, feed, make_order(id="low", number="WX-9", severity=Severity.LOW, limits=A_DAY), NOW)
        feed.flush(connection)
        raise_alerts(connection, local("10:13"))
    client = AppClient(create_app(database, replace(settings, now=lambda: local("10:30"))))

    answer = client.get(f"/?language={language}")
    alert, _, table = answer.text.partition("<table")

    assert all(words in alert for words in (title, "WX-261123-004", since))
    assert "WX-9" not in alert
    assert table.count(mark) == 1
    assert answer.headers["Refresh"] == "30"


def test_without_alerts_the_list_says_nothing_of_them(client: AppClient, tablet: Tablet) -> None:
    page = client.get("/").text

    assert "响应" not in page
    assert 'role="alert"' not in page


def test_order_page_shows_the_record_in_the_words_of_process_and_forms(client: AppClient, tablet: Tablet) -> None:
    page = client.get("/orders/WX-261123-004").text

    for words in ("接单", "已跳过·同一故障上周处理过", "冷冻室温度", "−18.4 ℃", "换上 TS-02", "待退回", "已撤销 CK-07"):
        assert words in page
    for words in ("¥86.00", "已签字，2 笔", "满意", "文件还在平板上", "<span>用料</span>", "<span>到达</span>"):
        assert words in page
    assert "centre." not in page  # every word was found


def test_the_pdf_can_be_opened_once_it_has_arrived(client: AppClient, tablet: Tablet) -> None:
    road = f"/documents/{sha256_of(PDF)}.pdf"
    assert client.get(road).status_code == 404

    send_file(tablet.centre, sha256_of(PDF), "application/pdf", PDF)

    assert road in client.get("/orders/WX-261123-004").text
    assert client.get(road).content == PDF


def test_a_file_that_is_no_pdf_is_not_shown_as_one(client: AppClient, tablet: Tablet) -> None:
    page = b"<script>alert(1)</script>"
    send_file(tablet.centre, sha256_of(page), "text/html", page)

    assert client.get(f"/documents/{sha256_of(page)}.pdf").status_code == 404


def test_pages_answer_to_this_machine_only(client_elsewhere: AppClient, tablet: Tablet) -> None:
    for road in ("/", "/orders/WX-261123-004", f"/documents/{Sha256('0' * 64)}.pdf"):
        answer = client_elsewhere.get(road)
        assert (answer.status_code, answer.json()["code"]) == (403, "desk-only")
    assert client_elsewhere.get("/v1/ca").status_code == 200


def test_fonts_are_the_shipped_ones_only(client: AppClient) -> None:
    assert client.get("/fonts/400Regular.ttf").content[:4] == b"\x00\x01\x00\x00"
    assert client.get("/fonts/..%2f..%2fsample.ttf").status_code == 404


def test_an_unknown_order_is_a_problem(client: AppClient) -> None:
    assert client.get("/orders/WX-000000-000").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_printed_record_says_the_same_and_finds_every_word(
    database: Database, settings: CentreSettings, tablet: Tablet, language: str
) -> None:
    send_file(tablet.centre, sha256_of(PDF), "application/pdf", PDF)
    with database.read() as connection:
        record = read_record(connection, "WX-261123-004", settings.blobs)
        vocabulary = read_vocabulary(connection, record.order, settings.now)
    words = Words(Catalogue.load(settings.resources / "i18n"), language, settings.zone)

    printed = "\n".join(lines(record, vocabulary, words))

    assert settings.blobs.place(sha256_of(PDF)) in printed
    assert f"{tablet.device_id}:10" in printed
    assert "TS-02 -1" in printed
    assert "centre." not in printed
