"""The service report as its reader finds it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from fieldapp.domain.ids import PartNumber, SerialNumber, StepId
from fieldapp.domain.on_site import LoanerUnit, SiteRecord, TakenAway
from fieldapp.domain.visit import Satisfaction
from fieldapp.reports.kit.line_breaking import NEVER_FIRST
from fieldapp.reports.service_report import verification_link
from fieldapp.signature.evidence import content_sha256
from tests.factories import local, make_customer, make_refusal
from tests.fakes.shipped import shipped_words
from tests.unit.reports.reading_pdf import needs_poppler, pages_of, text_of
from tests.unit.reports.story import INTERNAL, content, order, service_report, signature, visit

LONG = "冷凝器翅片积灰严重，已用毛刷清理；压缩机运行电流正常（低压 0.12 MPa）。建议“每季度”清理一次！请注意：门要关严。"


def without_breaks(text: str) -> str:
    """Return the text without the white space at which its lines were broken."""
    return "".join(text.split())


@needs_poppler
@pytest.mark.req("REP-1")
def test_a_signed_report_says_everything_in_chinese(tmp_path: Path) -> None:
    text = text_of(service_report()(content(), "zh", signature(remark="师傅很细心")), tmp_path)
    for said in (
        "服务报告", "SR-261123-004·第 1 版", "禾味生鲜超市 云桥店", "商用冷柜 CF-680", "CF680-24D-01763",
        "E02·冷冻室 −4 ℃ 且在上升", "传感器漂移", "✓ 断电挂牌", "盖板内有积冰，线束完好", "每周擦门封条",
        "08:14", "09:02", "09:29", "09:51", "11:18", "6/6 合格", "−18.4 ℃", "≤ −15",
        "还没向客户交接", "客户赶时间，边走边交接", "同一故障上周处理过", "保修记录", "自购买之日起", "师傅很细心",
    ):  # fmt: skip
        assert said in text, said


@needs_poppler
@pytest.mark.req("REP-1")
def test_a_report_in_english_has_no_chinese_words_of_its_own(tmp_path: Path) -> None:
    text = text_of(service_report()(content(language="en"), "en", signature()), tmp_path)
    for said in (
        "Service report",
        "Sensor drift",
        "Serial TS02-2611-0457",
        "Typed by hand",
        "Due from customer",
        "Page 1 of 2",
    ):
        assert said in text, said
    assert not re.search("[问原过处建保费客服签校]", re.sub("客户赶时间|客户|冷冻区", "", _without_recorded(text)))


def _without_recorded(text: str) -> str:
    """Leave out what people wrote in Chinese: it is shown as it was written in every language."""
    made = content(language="en")
    written = [made.customer.name, made.customer.address, made.customer.role, made.symptom.what, made.asset.product]
    written += [one.reason for one in (*made.passed_gates, *made.skipped_steps)]
    written += [answer.words for section in made.sections for answer in section.answers]
    for words in written:
        text = text.replace(words, "")
    return text


@needs_poppler
@pytest.mark.req("SITE-4")
def test_new_and_old_part_stand_in_one_row_with_their_serials(tmp_path: Path) -> None:
    lines = text_of(service_report()(content(), "zh", signature()), tmp_path).splitlines()
    row = next(line for line in lines if "序列号 TS02-2611-0457" in line)
    assert "序列号 TS02-2403-0118" in row
    assert any("手工录入" in line for line in lines)


@needs_poppler
@pytest.mark.req("REP-2")
def test_the_bill_shows_what_the_warranty_bears_and_what_is_due(tmp_path: Path) -> None:
    text = re.sub(" +", " ", text_of(service_report()(content(), "zh", signature()), tmp_path))
    for line in (
        "上门费 1 ¥60.00 保修 ¥0.00",
        "工时 1.5 小时 ¥120.00 保修 ¥0.00",
        "门封条 DS-68（磨损件） 1 ¥86.00 收费 ¥86.00",
        "客户应付 ¥86.00",
        "保修已减免 ¥424.00",
        "价目表 2026-10 版",
    ):
        assert line in text, line


@needs_poppler
@pytest.mark.req("REP-3")
def test_a_signature_stands_under_the_clause_with_name_time_and_digest(tmp_path: Path) -> None:
    made = content()
    text = text_of(service_report()(made, "zh", signature(satisfaction=Satisfaction.FAIRLY)), tmp_path)
    digest = content_sha256(made)
    assert "林芳·2026-11-23 11:20" in text
    assert f"签字对应的内容校验值 {digest[:4]} {digest[4:8]}" in text
    assert text.index("我在平板上手写签名") < text.index("林芳·2026-11-23 11:20")
    assert "可靠电子签名" not in text
    assert "客户未签字" not in text


@needs_poppler
@pytest.mark.req("REP-3", "SITE-14")
@pytest.mark.parametrize(("language", "said"), [("zh", "电话确认"), ("en", "Confirmed by phone")])
def test_a_word_by_telephone_stands_with_its_name_and_is_called_no_signature(
    language: str, said: str, tmp_path: Path
) -> None:
    spoken = replace(signature(satisfaction=Satisfaction.FAIRLY), strokes=(), by_phone=True)
    text = text_of(service_report()(content(language=language), language, spoken), tmp_path)
    assert said in text
    assert "林芳" in text
    assert not any(claim in text for claim in ("我在平板上手写签名", "With my signature"))
    assert shipped_words().text("documents.satisfaction.fairly", language) in text


@needs_poppler
@pytest.mark.req("REP-3")
def test_a_refusal_stands_with_reason_and_witness_in_place_of_the_pad(tmp_path: Path) -> None:
    text = text_of(service_report()(content(), "zh", make_refusal(reason="cost")), tmp_path)
    assert "客户未签字" in text
    assert "不认可费用" in text
    assert "客户认可维修，不同意门封收费" in text
    assert "客户评价" not in text


@needs_poppler
@pytest.mark.parametrize(("language", "claim"), [("zh", "向我说明"), ("en", "explained to me")])
def test_a_customer_who_was_absent_is_not_said_to_have_agreed(language: str, claim: str, tmp_path: Path) -> None:
    made = content(language=language)
    text = text_of(service_report()(made, language, make_refusal(reason="absent")), tmp_path)
    assert shipped_words().text("documents.refusal.absent", language) in text
    assert claim not in text


@needs_poppler
@pytest.mark.req("REP-3")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_signed_report_says_what_the_customer_ticked_and_not_that_all_of_it_was_read(
    language: str, tmp_path: Path
) -> None:
    text = text_of(service_report()(content(language=language), language, signature()), tmp_path)
    ticked = shipped_words().text("documents.sign.clause", language)
    assert without_breaks(ticked) in without_breaks(text)
    assert "已看过" not in text
    assert "whole report" not in text


@needs_poppler
def test_a_reason_in_own_words_stands_as_it_was_written(tmp_path: Path) -> None:
    text = text_of(service_report()(content(), "zh", make_refusal(reason="要先问老板")), tmp_path)
    assert "要先问老板" in text


@needs_poppler
def test_a_preview_says_that_it_is_not_signed(tmp_path: Path) -> None:
    text = text_of(service_report()(content(), "zh", None), tmp_path)
    assert "预览·未签字" in text
    assert "客户在此签字" in text


@needs_poppler
def test_an_internal_remark_is_nowhere_in_the_document(tmp_path: Path) -> None:
    assert INTERNAL in order().visit.answers[StepId("report")]["internal_remark"]
    text = text_of(service_report()(content(), "zh", signature()), tmp_path)
    assert INTERNAL not in text.replace("\n", "")
    assert "内部备注" not in text


def test_the_same_content_gives_the_same_bytes() -> None:
    first = service_report()(content(), "zh", signature())
    assert service_report()(content(), "zh", signature()) == first
    assert service_report()(content(), "zh", None) != first


def test_a_report_is_small_enough_to_travel_with_the_signature() -> None:
    assert len(service_report()(content(), "zh", signature())) < 300_000


@needs_poppler
def test_the_printed_code_leads_to_the_centre_with_number_version_and_digest(tmp_path: Path) -> None:
    made = content()
    page = pages_of(service_report()(made, "zh", signature()), tmp_path)[0]
    with Image.open(page) as picture:
        found = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
    link = f"https://centre.jichuan.example/verify/SR-261123-004/1?sha256={content_sha256(made)[:16]}"
    assert [code.text for code in found] == [link]
    assert verification_link("https://centre.jichuan.example", made, content_sha256(made)) == link


@needs_poppler
def test_the_handwriting_is_drawn(tmp_path: Path) -> None:
    """The pad's place holds ink when it is signed, and none in the preview."""
    dark = []
    for name, answer in (("signed", signature()), ("preview", None)):
        folder = tmp_path / name
        folder.mkdir()
        page = pages_of(service_report()(content(), "zh", answer), folder, 50)[-1]
        with Image.open(page) as picture:
            width, height = picture.size
            lower = picture.crop((int(width * 0.1), int(height * 0.55), int(width * 0.5), int(height * 0.95)))
            dark.append(sum(lower.histogram()[:128]))
    assert dark[0] > dark[1] + 100


@needs_poppler
def test_long_texts_go_on_on_further_pages_and_no_line_begins_with_a_closing_sign(tmp_path: Path) -> None:
    answers = {**visit().answers, StepId("work"): {"remark": LONG * 60}, StepId("report"): {"solution": LONG * 20}}
    made = content(replace(order(), visit=replace(visit(), answers=answers)))
    text = text_of(service_report()(made, "zh", signature()), tmp_path)
    flat = re.sub(r"\s", "", text)
    assert flat.count("请注意：门要关严") + flat.count("请注意") >= 80
    starts = [line.strip()[0] for line in text.splitlines() if line.strip()]
    assert not [sign for sign in starts if sign in NEVER_FIRST]
    assert re.findall(r"第 (\d) 页，共 (\d) 页", text)[-1] == ("4", "4")


def _pages_with_parts(count: int, folder: Path) -> list[str]:
    parts = tuple(
        replace(visit().parts[number % 2], id=f"use-{number}", part_number=PartNumber(("TS-02", "CK-07")[number % 2]))
        for number in range(count)
    )
    made = content(replace(order(), visit=replace(visit(), parts=parts)))
    return text_of(service_report()(made, "zh", signature()), folder).split("\f")


@needs_poppler
def test_many_parts_repeat_the_head_of_their_table_on_each_page(tmp_path: Path) -> None:
    pages = [page for page in _pages_with_parts(60, tmp_path) if "图片识别" in page]
    assert len(pages) >= 3
    assert all(re.search(r"^ *备件 +装上 +换下 +数量$", page, re.MULTILINE) for page in pages)
    assert sum(page.count("扫码枪扫码") for page in pages) == 60


@needs_poppler
def test_the_sum_never_stands_without_a_line_of_the_bill(tmp_path: Path) -> None:
    for count in range(12, 24):
        total = next(page for page in _pages_with_parts(count, tmp_path) if "客户应付" in page)
        assert re.search(r"¥[\d.]+ +保修 +¥0.00", total), count


@needs_poppler
@pytest.mark.parametrize(
    "answer", [make_refusal(witness_remark="客户说：“不签。”" * 800), signature(remark="谢谢！" * 1500)]
)
def test_no_text_is_too_long_for_its_place(answer: object, tmp_path: Path) -> None:
    text = text_of(service_report()(content(), "zh", answer), tmp_path)  # type: ignore[arg-type]
    flat = re.sub(r"\s", "", text)
    assert flat.count("不签") + flat.count("谢谢") >= 700


@needs_poppler
@pytest.mark.req("REP-1")
def test_rare_characters_of_names_are_drawn_and_found_again(tmp_path: Path) -> None:
    named = order(customer=make_customer(name="䶮㛃𬭼𫖯商行"))
    assert "䶮㛃𬭼𫖯商行" in text_of(service_report()(content(named), "zh", signature()), tmp_path)


@needs_poppler
def test_a_character_without_a_glyph_shows_its_code_and_is_still_found(tmp_path: Path) -> None:
    named = order(customer=make_customer(name="𪸩记🙂"))
    document = service_report()(content(named), "zh", signature())
    assert "𪸩记🙂" in text_of(document, tmp_path)
    shown = service_report()(content(order(customer=make_customer(name="〓U+2AE29记〓U+1F642"))), "zh", signature())
    seen, expected = (
        Image.open(pages_of(made, _folder(tmp_path, name))[0]).crop((0, 250, 640, 330)).tobytes()
        for name, made in (("seen", document), ("expected", shown))
    )
    assert seen == expected


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


@needs_poppler
@pytest.mark.req("SITE-10")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            ("拉修", "2026-12-04 前归还", "随机附件：两个搁架", "左门有划痕", "周转机 CF-300，序列号 CF300-22-0007"),
        ),
        ("en", ("Taken away", "back by 2026-12-04", "Loaner CF-300, serial number CF300-22-0007")),
    ],
)
def test_the_slip_of_a_machine_taken_away_stands_above_both_signatures(
    tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    taken = TakenAway(
        at=local("11:00"),
        accessories="两个搁架",
        condition="左门有划痕",
        return_on=date(2026, 12, 4),
        loaner=LoanerUnit(model="CF-300", serial_number=SerialNumber("CF300-22-0007")),
    )
    went = order()
    went = replace(went, visit=replace(went.visit, on_site=SiteRecord(taken_away=(taken,))))
    written = content(went, language=language)
    text = text_of(service_report()(written, language, signature()), tmp_path)
    for words in said:
        assert without_breaks(words) in without_breaks(text), words
    assert content_sha256(written) != content_sha256(content(language=language))
