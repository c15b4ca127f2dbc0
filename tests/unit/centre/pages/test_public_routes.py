"""What anyone may see: the page that a report's QR code leads to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp.centre.app import local_centre, new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.blob_storage import BlobStorage
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.events import ReportSigned
from fieldapp.domain.ids import EngineerId, Sha256
from fieldapp.domain.visit import Report, Visit
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import sha256_of
from tests.contracts.tablet import Tablet, enrol, send_file
from tests.factories import NOW, ORDER_ID, local, make_order, make_refusal, make_report
from tests.unit.centre.conftest import AppClient

PDF = b"%PDF-1.7 report"
NUMBER = "SR-261123-004"
CONTENT = Sha256("c0ffee" + "1a" * 29)
ROAD = f"/verify/{NUMBER}/1"
LINK = f"{ROAD}?sha256={CONTENT[:16]}"


def report(**changes: object) -> Report:
    return make_report(**{"number": NUMBER, "content_sha256": CONTENT, "document_sha256": sha256_of(PDF), **changes})


@dataclass
class Office:
    """A centre with the story's order and its tablet, which signs what a test wants signed."""

    tablet: Tablet
    blobs: BlobStorage

    def take(self, *reports: Report) -> None:
        for signed in reports:
            self.tablet.write(ReportSigned(at=signed.at, order_id=ORDER_ID, report=signed))
        self.tablet.sync()

    def take_pdf(self) -> None:
        send_file(self.tablet.centre, sha256_of(PDF), "application/pdf", PDF)


@pytest.fixture
def office(database: Database, settings: CentreSettings) -> Office:
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, make_order(), NOW)
        feed.flush(connection)
    centre, key = local_centre(database, settings), DeviceKey.generate()
    answer = enrol(centre, new_ticket(database, settings, EngineerId("zhou"), "https://centre").code, key)
    tablet = Tablet(centre.known_as(answer.device_id, answer.token), answer.epoch, answer.device_id)
    return Office(tablet, settings.blobs)


def test_the_link_of_the_qr_code_finds_its_report_and_matches(client: AppClient, office: Office) -> None:
    office.take(report())
    office.take_pdf()

    answer = client.get(LINK)

    assert answer.status_code == 200
    for words in (
        "与中心存档一致",
        f"报告 {NUMBER} 第 1 版",
        "2026年11月23日",
        "已签字",
        "这是最新版本",
        "完整，已校验",
    ):
        assert words in answer.text
    assert sha256_of(PDF) in answer.text
    assert "不一致" not in answer.text
    assert "centre." not in answer.text  # every word was found


@pytest.mark.parametrize(
    "digits", ["c0ffee1a1a1a1a1b", CONTENT[:15], "c", "zz" * 8, CONTENT + "00", "ｃ0ffee1a1a1a1a1a"]
)
def test_other_digits_too_few_or_none_at_all_never_match(client: AppClient, office: Office, digits: str) -> None:
    office.take(report())

    page = client.get(ROAD, params={"sha256": digits}).text

    assert "与中心存档不一致" in page
    assert "verdict-match" not in page


def test_a_link_without_digits_says_that_nothing_was_compared(client: AppClient, office: Office) -> None:
    office.take(report())

    for road in (ROAD, f"{ROAD}?sha256="):
        page = client.get(road).text
        assert "没有校验码" in page
        assert "verdict-match" not in page


def test_the_whole_hash_matches_as_well_in_capitals_too(client: AppClient, office: Office) -> None:
    office.take(report())

    assert "verdict-match" in client.get(f"{ROAD}?sha256={CONTENT.upper()}").text


def test_an_older_version_matches_and_names_the_newer_one(client: AppClient, office: Office) -> None:
    office.take(report(), report(version=2, at=local("12:10"), content_sha256=Sha256("ab" * 32)))

    older, newer = client.get(LINK).text, client.get(f"/verify/{NUMBER}/2?sha256={'ab' * 8}").text

    assert "verdict-match" in older
    assert "已有更新的第 2 版" in older
    assert "verdict-match" in newer
    assert "这是最新版本" in newer


def test_a_refusal_is_told_as_one_without_its_reason(client: AppClient, office: Office) -> None:
    office.take(report(acceptance=None, refusal=make_refusal()))

    page = client.get(LINK).text

    assert "客户拒签" in page
    assert "拒签日期" in page
    assert make_refusal().witness_remark not in page


@pytest.mark.expects_log("is not what was delivered", "cannot be read")
def test_the_pdf_is_read_through_each_time(client: AppClient, office: Office) -> None:
    office.take(report())
    assert "文件还在平板上" in client.get(LINK).text

    office.take_pdf()
    assert "完整，已校验" in client.get(LINK).text

    Path(office.blobs.place(sha256_of(PDF))).write_bytes(PDF + b"!")
    assert "存档文件损坏" in client.get(LINK).text

    Path(office.blobs.place(sha256_of(PDF))).unlink()
    assert "存档文件损坏" in client.get(LINK).text


def test_what_the_centre_has_not_is_answered_alike_whether_or_not_the_number_exists(
    client: AppClient, office: Office
) -> None:
    office.take(report())

    answers = {
        name: client.get(f"/verify/{name}?sha256={CONTENT[:16]}")
        for name in (f"{NUMBER}/2", "SR-000000-000/2", "SR-261123-004%20/2", f"{NUMBER}/01", f"{NUMBER}/x", "%00/1")
    }

    assert {answer.status_code for answer in answers.values()} == {404}
    assert {answer.text.replace(f"/verify/{name}", "/verify/") for name, answer in answers.items()} == {
        answers[f"{NUMBER}/2"].text.replace(f"/verify/{NUMBER}/2", "/verify/")
    }
    assert "平板还没有上报" in answers[f"{NUMBER}/2"].text


def test_the_page_tells_nothing_of_customer_asset_engineer_or_order(client: AppClient, office: Office) -> None:
    order = make_order()
    office.take(report())
    office.take_pdf()

    page = client.get(LINK).text

    for private in (
        order.customer.name, order.customer.contact.name, order.customer.contact.phone, order.customer.site.address,
        order.number, order.id, order.asset.model, order.asset.serial_number, order.assignee_name, order.dispatcher,
        order.symptom.what, "86.00", "满意", CONTENT[:17], "/orders/", "/documents/",
    ):  # fmt: skip
        assert private not in page


def test_every_peer_is_answered_and_gets_the_style_with_it(client_elsewhere: AppClient, office: Office) -> None:
    office.take(report())

    for road in (LINK, "/style.css", "/fonts/400Regular.ttf"):
        assert client_elsewhere.get(road).status_code == 200
    assert client_elsewhere.get("/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "en-GB,en;q=0.9,zh;q=0.5", "en"),
        ("", "fr, en;q=0.4, zh-CN;q=0.8", "zh-CN"),
        ("", "zh;q=0, en;q=0.1", "en"),
        ("", "fr", "zh-CN"),
        ("&language=en", "zh", "en"),
        ("&language=xx", "en", "en"),
    ],
)
def test_the_page_speaks_as_asked_or_as_the_browser_likes(
    client: AppClient, office: Office, asked: str, accepted: str, language: str
) -> None:
    office.take(report())

    page = client.get(LINK + asked, headers={"Accept-Language": accepted}).text

    assert f'<html lang="{language}">' in page
    assert f'href="{LINK}&amp;language=en"' in page  # changing the language keeps the digits


def test_a_number_from_a_device_that_no_link_can_carry_does_not_block_it(client: AppClient, office: Office) -> None:
    office.take(report(number="S" * 5000), report(number="SR\x00"), report(number=""), report())

    assert "verdict-match" in client.get(LINK).text
    assert client.get(f"/verify/{'S' * 5000}/1").status_code == 404


def test_of_two_orders_that_share_a_report_number_the_digits_choose(
    client: AppClient, office: Office, database: Database
) -> None:
    office.take(report())
    signed = Visit(reports=(report(content_sha256=Sha256("ab" * 32)),))
    other = make_order(id="a-first", number="AZ-261123-004", visit=signed)
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, other, NOW)
        feed.flush(connection)

    for digits in (CONTENT[:16], "ab" * 8):
        assert "verdict-match" in client.get(f"{ROAD}?sha256={digits}").text
    assert "verdict-mismatch" in client.get(f"{ROAD}?sha256={'00' * 8}").text


def test_the_road_is_no_part_of_the_tablets_protocol(client: AppClient) -> None:
    assert not any(road.startswith("/verify") for road in client.get("/openapi.json").json()["paths"])
