from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QUrl

from fieldapp.domain.errors import CentreRefused, CentreUnreachable, CentreUntrusted, FieldappError
from fieldapp.ui.viewmodels.enrol import EnrolViewModel
from tests.ui.settling_stage import TICKET, Centre, enrolling
from tests.ui.stage import Device

Step = EnrolViewModel.Step
PIN = "246810"


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
def enrol(device: Device, centre: Centre) -> EnrolViewModel:
    return enrolling(device, centre)


def enter(device: Device, enrol: EnrolViewModel, *pins: str) -> None:
    for pin in pins:
        enrol.enterPin(pin)
    device.settle()


@pytest.mark.req("SYN-6")
def test_a_ticket_and_the_same_pin_twice_enrol_the_tablet(
    device: Device, enrol: EnrolViewModel, centre: Centre
) -> None:
    told: list[str] = []
    enrol.enrolled.connect(told.append)
    enrol.take(f"  {TICKET}\n")
    assert (enrol.step, enrol.address) == (Step.NewPin, "https://centre.example:8443")
    enter(device, enrol, PIN, PIN)
    assert (enrol.step, centre.enrolled, told) == (Step.Done, [(TICKET, PIN)], [PIN])


def test_two_pins_that_differ_enrol_nothing_and_both_are_set_anew(
    device: Device, enrol: EnrolViewModel, centre: Centre
) -> None:
    enrol.take(TICKET)
    enter(device, enrol, PIN, "113355")
    assert (enrol.step, enrol.problemWhat, centre.enrolled) == (Step.NewPin, "两次输入的不一样", [])
    enter(device, enrol, "113355", "113355")
    assert centre.enrolled == [(TICKET, "113355")]


def test_a_part_label_is_no_ticket_and_says_so(enrol: EnrolViewModel) -> None:
    enrol.take("6912345678901")
    assert (enrol.step, enrol.problemWhat, enrol.problemSafe) == (Step.Ticket, "这不是登记二维码", "什么都没有改")
    assert enrol.problemDo


def test_without_a_network_ticket_and_pin_are_kept_for_the_next_try(
    device: Device, enrol: EnrolViewModel, centre: Centre
) -> None:
    centre.fault = CentreUnreachable("centre.unreachable")
    enrol.take(TICKET)
    enter(device, enrol, PIN, PIN)
    assert (enrol.step, enrol.mayTryAgain) == (Step.Ready, True)
    assert enrol.problemWhat == "连不上中心（https://centre.example:8443）"
    centre.fault = None
    enrol.tryAgain()
    device.settle()
    assert (enrol.step, centre.enrolled) == (Step.Done, [(TICKET, PIN)])


def test_a_centre_that_is_not_the_tickets_is_named_and_nothing_is_called_safe_that_is_not_there(
    device: Device, enrol: EnrolViewModel, centre: Centre
) -> None:
    centre.fault = CentreUntrusted("centre.certificate")
    enrol.take(TICKET)
    enter(device, enrol, PIN, PIN)
    assert "https://centre.example:8443" in enrol.problemWhat
    assert "还没有数据" in enrol.problemSafe


def test_a_used_ticket_asks_for_another_one_and_forgets_it(
    device: Device, enrol: EnrolViewModel, centre: Centre
) -> None:
    centre.fault = CentreRefused("enrol-code-invalid")
    enrol.take(TICKET)
    enter(device, enrol, PIN, PIN)
    assert (enrol.step, enrol.address, enrol.problemWhat) == (Step.Ticket, "", "登记码不对、已用过或过期")
    enrol.tryAgain()
    assert enrol.step == Step.Ticket


@pytest.mark.parametrize(
    "fault", [CentreUntrusted("centre.certificate"), FieldappError("store.full"), FieldappError("centre.not-ours")]
)
def test_every_other_failure_is_told_in_three_sentences_and_may_be_tried_again(
    device: Device, enrol: EnrolViewModel, centre: Centre, fault: FieldappError
) -> None:
    centre.fault = fault
    enrol.take(TICKET)
    enter(device, enrol, PIN, PIN)
    assert all((enrol.problemWhat, enrol.problemSafe, enrol.problemDo))
    assert enrol.mayTryAgain


def test_the_error_is_worded_anew_when_the_language_changes(device: Device, enrol: EnrolViewModel) -> None:
    enrol.take("6912345678901")
    device.words.speak("en")
    assert enrol.problemWhat == "This is not an enrolment code"


def test_starting_over_forgets_ticket_and_pin(device: Device, enrol: EnrolViewModel, centre: Centre) -> None:
    enrol.take(TICKET)
    enter(device, enrol, PIN)
    enrol.startOver()
    assert (enrol.step, enrol.address) == (Step.Ticket, "")
    enrol.tryAgain()
    device.settle()
    assert centre.enrolled == []


@pytest.mark.req("SYN-6")
def test_the_ticket_is_read_from_a_picture_that_shows_other_codes_too(
    device: Device, enrol: EnrolViewModel, tmp_path: Path
) -> None:
    page = Image.new("L", (900, 500), 255)
    page.paste(_qr("6912345678901"), (20, 20))
    page.paste(_qr(TICKET), (420, 20))
    page.save(tmp_path / "ticket.png")
    enrol.readPicture(QUrl.fromLocalFile(str(tmp_path / "ticket.png")))
    assert enrol.reading
    device.settle()
    assert (enrol.reading, enrol.step, enrol.address) == (False, Step.NewPin, "https://centre.example:8443")


def test_a_picture_without_a_code_says_what_to_do(device: Device, enrol: EnrolViewModel, tmp_path: Path) -> None:
    Image.new("L", (200, 200), 255).save(tmp_path / "white.png")
    enrol.readPicture(QUrl.fromLocalFile(str(tmp_path / "white.png")))
    device.settle()
    assert (enrol.reading, enrol.step) == (False, Step.Ticket)
    assert all((enrol.problemWhat, enrol.problemSafe, enrol.problemDo))


def test_a_picture_that_is_gone_is_told(device: Device, enrol: EnrolViewModel, tmp_path: Path) -> None:
    enrol.readPicture(QUrl.fromLocalFile(str(tmp_path / "gone.png")))
    device.settle()
    assert enrol.problemWhat
    assert not enrol.reading


def _qr(text: str) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6)).convert("L")
