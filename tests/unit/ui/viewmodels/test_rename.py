from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QUrl

from fieldapp.domain.errors import CentreRefused, CentreUnreachable, FieldappError, Refused, StoreError
from fieldapp.ui.viewmodels.rename import RenameViewModel
from tests.ui.renaming import PIN, STRANGE, TICKET, NamingCentre, renaming
from tests.ui.stage import Device

Step = RenameViewModel.Step


@pytest.fixture
def centre() -> NamingCentre:
    return NamingCentre()


@pytest.fixture
def rename(device: Device, centre: NamingCentre) -> RenameViewModel:
    view_model = renaming(device, centre)
    device.navigator.open("rename", "")
    device.settle()
    return view_model


def enter(device: Device, rename: RenameViewModel, pin: str = PIN) -> None:
    rename.enter(pin)
    device.settle()


@pytest.mark.req("SYN-6")
def test_a_ticket_and_the_pin_that_is_there_give_the_tablet_another_name(
    device: Device, rename: RenameViewModel, centre: NamingCentre
) -> None:
    told: list[str] = []
    rename.renamed.connect(told.append)
    rename.take(f"  {TICKET}\n")
    assert (rename.step, rename.address) == (Step.Pin, "https://centre.example:8443")
    enter(device, rename)
    assert (rename.step, centre.given, told) == (Step.Done, [(TICKET, PIN)], [PIN])


def test_a_pin_before_a_ticket_asks_nobody(device: Device, rename: RenameViewModel, centre: NamingCentre) -> None:
    enter(device, rename)
    assert (rename.step, centre.given) == (Step.Ticket, [])


def test_the_code_of_another_company_is_told_before_anybody_is_asked(rename: RenameViewModel) -> None:
    rename.take(STRANGE)
    assert (rename.step, rename.problemWhat) == (Step.Ticket, "这个登记码是别的公司的，平板属于霁川")
    assert rename.problemSafe == "什么都没有改"


@pytest.mark.parametrize(
    "fault", [CentreRefused("enrol-code-invalid"), StoreError("store.other-engineer", engineer="周明远")]
)
def test_a_ticket_that_does_not_work_leads_back_to_the_ticket(
    device: Device, rename: RenameViewModel, centre: NamingCentre, fault: FieldappError
) -> None:
    centre.fault = fault
    rename.take(TICKET)
    enter(device, rename)
    assert (rename.step, rename.address, bool(rename.problemWhat)) == (Step.Ticket, "", True)


def test_a_wrong_pin_is_asked_for_again_and_one_too_many_counts_down(
    device: Device, rename: RenameViewModel, centre: NamingCentre
) -> None:
    centre.fault = Refused("pin.wrong", left=4)
    rename.take(TICKET)
    enter(device, rename)
    assert (rename.step, rename.busy, rename.problemWhat) == (Step.Pin, False, "PIN 不对，还可以试 4 次")
    rename.again()
    centre.fault = Refused("pin.wait", seconds=30)
    enter(device, rename)
    assert (rename.busy, "30" in rename.problemWhat) == (True, True)


def test_without_a_network_the_ticket_is_kept_and_the_pin_is_not(
    device: Device, rename: RenameViewModel, centre: NamingCentre
) -> None:
    centre.fault = CentreUnreachable("centre.timeout")
    rename.take(TICKET)
    enter(device, rename)
    assert (rename.step, rename.problemWhat) == (Step.Pin, "连不上中心（https://centre.example:8443）")
    assert rename.problemSafe == "什么都没有改，所有内容都在本机"
    assert PIN not in str(vars(rename))
    centre.fault = None
    enter(device, rename)
    assert centre.given == [(TICKET, PIN)]


def test_another_code_and_not_now_forget_the_ticket(device: Device, rename: RenameViewModel) -> None:
    left: list[bool] = []
    rename.left.disconnect()
    rename.left.connect(lambda: left.append(True))
    rename.take(TICKET)
    rename.startOver()
    assert (rename.step, rename.address) == (Step.Ticket, "")
    rename.take(TICKET)
    rename.leave()
    assert (left, rename.address) == ([True], "")


def test_a_ticket_that_is_read_late_does_not_replace_the_one_that_was_taken(rename: RenameViewModel) -> None:
    rename.take(TICKET)
    rename.take(STRANGE)
    assert (rename.step, rename.address, rename.problemWhat) == (Step.Pin, "https://centre.example:8443", "")


def test_the_ticket_is_found_in_a_picture(device: Device, rename: RenameViewModel, tmp_path: Path) -> None:
    code = zxingcpp.create_barcode(TICKET, zxingcpp.BarcodeFormat.QRCode)
    picture = tmp_path / "ticket.png"
    Image.fromarray(code.to_image(scale=6)).save(picture)
    rename.readPicture(QUrl.fromLocalFile(str(picture)))
    assert rename.reading
    device.settle()
    assert (rename.reading, rename.step) == (False, Step.Pin)


def test_a_picture_that_is_gone_is_told(device: Device, rename: RenameViewModel, tmp_path: Path) -> None:
    rename.readPicture(QUrl.fromLocalFile(str(tmp_path / "gone.png")))
    device.settle()
    assert (rename.reading, rename.step, bool(rename.problemWhat)) == (False, Step.Ticket, True)


def test_an_error_is_over_when_the_page_is_opened_again(device: Device, rename: RenameViewModel) -> None:
    rename.take("6912345678901")
    assert rename.problemWhat
    rename.begin("霁川")
    device.navigator.open("rename", "")
    assert rename.problemWhat == ""
