from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.domain.ids import OrderId, PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import PartUse
from fieldapp.scanning.raw_code import RawCode
from fieldapp.ui.viewmodels.scan_actions import Capture
from tests.ui.scan_stage import BEFORE_KIT, BEFORE_WORK, GS1_DOTS, SENSOR, Sheet, label, press
from tests.ui.stage import Device

BRACKETS = "(01)06901234000214(21)2608-11937"
OLD_SENSOR = "2311-00871"


@pytest.fixture
def sheet(device: Device) -> Sheet:
    return Sheet(device)


def uses(sheet: Sheet) -> tuple[PartUse, ...]:
    return sheet.device.order().visit.parts


def type_label(sheet: Sheet, text: str) -> None:
    for sign in text + "\r":
        press(sheet.window, sign)
    sheet.device.settle()


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("way", [CaptureSource.SCANNER, CaptureSource.PICTURE, CaptureSource.HAND])
def test_scanner_picture_and_hand_record_the_same_part_and_keep_their_source(
    sheet: Sheet, way: CaptureSource, tmp_path: Path
) -> None:
    sheet.open(*BEFORE_WORK)
    if way is CaptureSource.SCANNER:
        type_label(sheet, GS1_DOTS + SENSOR)
    elif way is CaptureSource.PICTURE:
        sheet.scan.takePicture(str(label(BRACKETS, tmp_path / "label.png", gs1=True)))
    else:
        sheet.scan.takeText(BRACKETS)
    sheet.device.settle()
    (use,) = uses(sheet)
    assert (use.part_number, use.serial_number, use.source) == (PartNumber("TS-02"), "2608-11937", way)
    assert (sheet.newest.look, sheet.newest.title, sheet.newest.word) == ("ok", "TS-02 蒸发器温度传感器", "新件已登记")


@pytest.mark.req("SITE-4")
def test_after_the_new_part_the_old_one_is_asked_for_and_tied_to_it(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    assert (sheet.scan.title, sheet.scan.ask, sheet.scan.asksOld) == ("扫描换件", "扫要装的新件", False)
    sheet.take(SENSOR, GS1_DOTS)
    assert (sheet.scan.asksOld, sheet.scan.ask) == (True, "再扫拆下的旧件（TS-02 蒸发器温度传感器）")
    assert sheet.take(OLD_SENSOR).word == "旧件已登记"
    (use,) = uses(sheet)
    assert use.removed is not None
    assert (use.serial_number, use.removed.serial_number) == ("2608-11937", OLD_SENSOR)
    assert not sheet.scan.asksOld


@pytest.mark.req("SITE-4")
def test_a_new_part_scanned_as_the_old_one_is_doubted_and_nothing_is_recorded(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    sheet.take(SENSOR, GS1_DOTS)
    row = sheet.take("[)>\x1e06\x1d1PCB-680\x1dS2604-00482\x1e\x04", "]d1")
    assert (row.look, row.title, row.mayUse) == ("doubt", "CB-680 主控制板", True)
    assert uses(sheet)[0].removed is None
    assert sheet.scan.asksOld


def test_without_an_old_part_the_next_new_one_is_asked_for(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    sheet.take(SENSOR, GS1_DOTS)
    sheet.scan.noOldPart()
    sheet.device.settle()
    assert not sheet.scan.asksOld
    sheet.take("CK-07")
    assert [use.part_number for use in uses(sheet)] == ["TS-02", "CK-07"]


def test_a_sheet_opened_again_asks_for_the_old_part_that_is_missing(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    sheet.take(SENSOR, GS1_DOTS)
    sheet.scan.finish()
    sheet.open()
    assert (sheet.scan.asksOld, sheet.rows) == (True, ())


@pytest.mark.req("SITE-4")
def test_a_doubtful_part_is_used_all_the_same_once(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    row = sheet.take("CB-680")
    assert (row.look, row.mayUse, row.detail.startswith("CB-680 要登记序列号")) == ("doubt", True, True)
    assert uses(sheet) == ()
    sheet.scan.useAnyway(row.key)
    sheet.scan.useAnyway(row.key)
    sheet.device.settle()
    assert [use.part_number for use in uses(sheet)] == ["CB-680"]
    assert [(line.look, line.mayUse) for line in sheet.rows] == [("ok", False), ("doubt", False)]


@pytest.mark.req("KIT-3")
def test_at_the_kit_a_label_ticks_and_a_typed_number_says_that_it_was_typed(sheet: Sheet) -> None:
    sheet.open(*BEFORE_KIT)
    row = sheet.take(SENSOR, GS1_DOTS)
    assert (row.word, row.detail) == ("已打勾", "SN 2608-11937·适用 CF-680·本车还有 2")
    sheet.scan.takeText("ck-07")
    sheet.device.settle()
    assert sheet.newest.detail.startswith("手工输入·")
    checks = sheet.device.order().visit.kit
    assert checks["spare-ts-02"].source is CaptureSource.SCANNER
    assert checks["spare-ck-07"].source is CaptureSource.HAND
    assert sheet.scan.subtitle == "禾味生鲜超市 云桥店·2/3 已齐"


def test_a_spare_scanned_before_is_neutral_and_one_that_is_not_needed_is_amber(sheet: Sheet) -> None:
    sheet.open(*BEFORE_KIT)
    sheet.take(SENSOR, GS1_DOTS)
    again = sheet.take(SENSOR, GS1_DOTS)
    assert (again.look, again.word) == ("again", "刚才已扫")
    unknown = sheet.take("NO-SUCH-1")
    assert (unknown.look, unknown.title, unknown.word, unknown.mayUse) == ("doubt", "NO-SUCH-1", "不认识", False)


@pytest.mark.parametrize("steps", [(), BEFORE_KIT, BEFORE_WORK])
def test_outside_of_an_order_a_label_is_only_looked_up(sheet: Sheet, steps: tuple[str, ...]) -> None:
    sheet.open(*steps, order_id=OrderId(""))
    before = sheet.device.store.waiting()
    row = sheet.take("CK-07")
    assert (row.word, row.detail) == ("已找到", "本车还有 2")
    assert sheet.device.store.waiting() == before


def test_at_another_step_a_label_of_another_model_is_only_warned_of(sheet: Sheet) -> None:
    sheet.open("accept", order_id=OrderId("wo-261123-007"))
    row = sheet.take("CK-07")
    assert (row.look, row.mayUse, row.detail.startswith("CK-07 不适用于 AH-12")) == ("doubt", False, True)


def test_a_trigger_pressed_twice_is_one_scan(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    for _ in range(2):
        sheet.scan.take_scan(RawCode("CK-07", ""))
    sheet.device.settle()
    assert len(uses(sheet)) == len(sheet.rows) == 1


@pytest.mark.req("PRT-1")
def test_bars_and_dots_of_one_label_are_one_part_and_labels_of_two_are_refused(sheet: Sheet) -> None:
    sheet.open(*BEFORE_WORK)
    one = (RawCode("TS-02", "]C0"), RawCode(SENSOR, GS1_DOTS), RawCode("PALLET-88", "]C0"))
    sheet.scan.take(Capture(one, CaptureSource.PICTURE))
    sheet.device.settle()
    assert [use.serial_number for use in uses(sheet)] == ["2608-11937"]
    sheet.scan.noOldPart()
    two = (RawCode("CK-07", "]C0"), RawCode("CB-680", "]C0"))
    sheet.scan.take(Capture(two, CaptureSource.PICTURE))
    sheet.device.settle()
    assert (sheet.newest.look, len(uses(sheet))) == ("doubt", 1)
    assert sheet.newest.detail.startswith("照片里有几个备件的条码")


def test_a_picture_without_code_and_a_file_that_is_none_say_what_to_do(sheet: Sheet, tmp_path: Path) -> None:
    sheet.open(*BEFORE_KIT)
    noise = tmp_path / "note.png"
    noise.write_text("no picture")
    sheet.scan.takePicture(str(noise))
    assert sheet.scan.reading
    sheet.device.settle()
    assert (sheet.scan.reading, sheet.newest.title, sheet.newest.look) == (False, "note.png", "doubt")
    assert "手工输入标签上的号码" in sheet.newest.detail


def test_results_speak_the_language_of_the_moment(sheet: Sheet) -> None:
    sheet.open(*BEFORE_KIT)
    sheet.take(SENSOR, GS1_DOTS)
    sheet.device.words.speak("en")
    assert (sheet.newest.title, sheet.newest.word) == ("TS-02 Evaporator temperature sensor", "Ticked")
    assert sheet.scan.ask == "Scan a spare of the list"


def test_keys_are_left_alone_while_the_sheet_is_closed(sheet: Sheet) -> None:
    sheet.open(*BEFORE_KIT)
    sheet.scan.finish()
    type_label(sheet, "CK-07")
    assert (sheet.rows, sheet.device.order().visit.kit) == ((), {})
    assert not sheet.device.order().visit.is_done(StepId("kit"))
