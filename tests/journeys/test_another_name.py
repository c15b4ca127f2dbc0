"""A tablet that the centre knows no more, or takes for a copy, is enrolled anew on its own screen: nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp import device as devices
from fieldapp import enrolled
from fieldapp.demo import DEMO_PIN
from fieldapp.domain.ids import Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.store import former_name
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.ui.viewmodels.rename import RenameViewModel
from fieldapp.ui.viewmodels.sync import SyncViewModel
from tests.factories import ORDER_ID, save_answer
from tests.journeys.company import Company, company, order, sync
from tests.journeys.keyboard import KeyboardHand
from tests.journeys.on_screen import OnScreen, on_screen

PHOTO = b"what the engineer saw" * 400


class BatteryDied(Exception):
    """Here the tablet went off."""


def work_that_nobody_has(jichuan: Company) -> None:
    """An order accepted and a photo taken, without a network."""
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        with device.save_answer.begin() as work:
            photo = work.put_blob("image/jpeg", PHOTO)
            work.append(save_answer("accept", "plate", f"{photo}.jpg", at=jichuan.clock.now()))
            work.commit()


@pytest.fixture(scope="module")
def forgotten_data(tmp_path_factory: pytest.TempPathFactory, company_data: Path) -> Path:
    """The centre was put back to before this tablet was enrolled; the tablet holds what nobody else has."""
    folder = tmp_path_factory.mktemp("forgotten")
    copies = folder / "copies"
    with company(folder, company_data) as jichuan:
        jichuan.centre._command("backup", str(copies))
        jichuan.open_centre()
        jichuan.enrol()
        with jichuan.tablet() as device:
            assert sync(device).state is SyncState.IDLE
        jichuan.cut_the_line()
        work_that_nobody_has(jichuan)
        jichuan.centre._command("restore", str(copies), "--overwrite")
    return folder


@pytest.fixture
def forgotten(tmp_path: Path, forgotten_data: Path) -> Iterator[Company]:
    """A copy of it, the centre running."""
    with company(tmp_path, forgotten_data) as jichuan:
        jichuan.open_centre()
        yield jichuan


@pytest.fixture
def forked(jichuan: Company) -> Company:
    """A copy of the tablet's folder was in use and has synced; both have recorded something of their own."""
    beside = replace(jichuan.config, data=jichuan.folder / "other half")
    shutil.copytree(jichuan.config.data, beside.data, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    jichuan.open_centre()
    own = jichuan.config
    jichuan.config = beside
    with jichuan.tablet() as device:
        with device.save_answer.begin() as work:
            work.append(save_answer("accept", "other", "1", at=jichuan.clock.now()))
            work.commit()
        assert sync(device).state is SyncState.IDLE
    jichuan.config = own
    work_that_nobody_has(jichuan)
    return jichuan


def sync_page(tablet: OnScreen) -> SyncViewModel:
    pages = tablet.application._pages
    assert pages is not None
    return pages.settling.sync


def rename_page(tablet: OnScreen) -> RenameViewModel:
    assert tablet.application._front is not None
    return tablet.application._front.rename


@contextmanager
def at_the_problem(jichuan: Company, pictures: Path) -> Iterator[OnScreen]:
    """The application on its sync page, after the centre has said that it does not take this tablet."""
    with on_screen(jichuan, pictures) as tablet:
        tablet.application.stage.navigator.openSection("sync")
        tablet.hand.until(lambda: sync_page(tablet).needsAnotherName, "the centre has refused the tablet")
        tablet.hand.settle()
        yield tablet


def waits_for(tablet: OnScreen, step: RenameViewModel.Step) -> None:
    vm = rename_page(tablet)
    tablet.hand.until(lambda: vm.step == step and not vm.busy, f"the page is at {step.name}")
    tablet.hand.settle()


def everything_arrives(tablet: OnScreen) -> None:
    """Wait until the pages are there again and nothing waits any more."""
    tablet.hand.until(lambda: tablet.application.device is not None and tablet.application.idle, "it opened by itself")
    tablet.hand.until(lambda: tablet.device.queries.sync_status().waiting == 0, "everything is at the centre")
    tablet.hand.until(lambda: not sync_page(tablet).running, "the sync is over")
    tablet.hand.settle()


def at_the_centre(jichuan: Company) -> tuple[bool, bool]:
    """Whether the centre has the acceptance, and the photo."""
    record = jichuan.record()
    answers = record["order"]["visit"]["answers"].get("accept", {})
    return record["order"]["visit"]["accepted_at"] is not None, "plate" in answers


@pytest.mark.req("SYN-2", "SYN-3", "SYN-6", "SYN-8")
def test_a_tablet_that_a_restored_centre_does_not_know_goes_on_under_another_name_with_all_its_work(
    qapp: QApplication, forgotten: Company, tmp_path: Path
) -> None:
    with at_the_problem(forgotten, tmp_path) as tablet:
        former, status = tablet.device.identity.device_id, tablet.device.queries.sync_status()
        assert (status.events_waiting > 0, status.blobs_waiting) == (True, 1)

        tablet.hand.tap("primary")
        waits_for(tablet, RenameViewModel.Step.Ticket)
        assert (tablet.page, tablet.application.device) == ("rename", None)
        tablet.hand.keys(forgotten.centre.ticket())
        waits_for(tablet, RenameViewModel.Step.Pin)
        for digit in DEMO_PIN:
            tablet.hand.tap(f"key{digit}")

        everything_arrives(tablet)
        assert tablet.page == "sync"
        assert tablet.device.identity.device_id != former
        assert sync_page(tablet).state == SyncViewModel.State.Synced
        assert order(tablet.device).visit.accepted_at is not None
    assert at_the_centre(forgotten) == (True, True)


@pytest.mark.req("SYN-2", "SYN-6")
def test_wrong_codes_are_told_apart_change_nothing_and_the_right_one_is_taken_by_keys_alone(
    qapp: QApplication, forked: Company, tmp_path: Path
) -> None:
    good = forked.centre.ticket()
    known = EnrolmentTicket.from_text(good)
    strange = EnrolmentTicket(url=known.url, code=known.code, ca_sha256=Sha256("0" * 64)).to_text()
    used_up = EnrolmentTicket(url=known.url, code="AAAAAAAAAAAAAAAA", ca_sha256=known.ca_sha256).to_text()
    luo = forked.centre._command("ticket", "luo", "--url", forked.centre.url).split()
    colleague = next(word for word in luo if word.startswith("FIELDAPP1:"))
    with at_the_problem(forked, tmp_path) as tablet:
        hand, former = KeyboardHand(tablet, tmp_path), tablet.device.identity.device_id
        hand.go("primary")
        waits_for(tablet, RenameViewModel.Step.Ticket)
        vm, told = rename_page(tablet), []
        for code in ("6912345678901", strange):
            hand.scan(code)
            told.append(vm.problemWhat)
        for code in (used_up, colleague):
            hand.scan(code)
            waits_for(tablet, RenameViewModel.Step.Pin)
            hand.keys(DEMO_PIN)
            waits_for(tablet, RenameViewModel.Step.Ticket)
            told.append(vm.problemWhat)
            assert "什么都没有改" in vm.problemSafe
        assert told == [
            "这不是登记二维码",
            "这个登记码是别的公司的，平板属于霁川",
            "登记码不对、已用过或过期",
            "这个登记码是给别人的，平板里是周明远的工作",
        ]

        hand.scan(good)
        waits_for(tablet, RenameViewModel.Step.Pin)
        hand.keys("000000")
        waits_for(tablet, RenameViewModel.Step.Pin)
        assert "PIN 不对" in vm.problemWhat
        hand.keys(DEMO_PIN)

        everything_arrives(tablet)
        assert tablet.device.identity.device_id != former
        assert hand.lost == []
    assert at_the_centre(forked) == (True, True)


@pytest.mark.req("SYN-2", "SYN-6")
def test_without_a_network_nothing_changes_and_the_work_can_go_on_until_later(
    qapp: QApplication, forgotten: Company, tmp_path: Path
) -> None:
    ticket = forgotten.centre.ticket()
    with at_the_problem(forgotten, tmp_path) as tablet:
        former, waiting = tablet.device.identity.device_id, tablet.device.queries.sync_status().events_waiting
        tablet.hand.tap("primary")
        waits_for(tablet, RenameViewModel.Step.Ticket)
        tablet.hand.keys(ticket)
        waits_for(tablet, RenameViewModel.Step.Pin)
        forgotten.cut_the_line()
        tablet.hand.keys(DEMO_PIN)
        waits_for(tablet, RenameViewModel.Step.Pin)
        vm = rename_page(tablet)
        assert vm.problemWhat.startswith("连不上中心")
        assert vm.problemSafe == "什么都没有改，所有内容都在本机"

        tablet.hand.tap("leave")
        tablet.hand.until(lambda: tablet.page == "lock", "the lock asks for the PIN")
        tablet.hand.keys(DEMO_PIN)
        tablet.hand.until(lambda: tablet.application.device is not None and tablet.application.idle, "it is open again")
        assert (tablet.page, tablet.device.identity.device_id) == ("sync", former)
        assert tablet.device.queries.sync_status().events_waiting == waiting


@pytest.mark.req("SYN-2")
def test_a_run_that_begins_at_that_very_moment_is_cut_off_and_the_page_opens(
    qapp: QApplication, forgotten: Company, tmp_path: Path
) -> None:
    with at_the_problem(forgotten, tmp_path) as tablet:
        page = sync_page(tablet)
        page.syncNow()
        assert page.running
        page.renameAsked.emit()
        waits_for(tablet, RenameViewModel.Step.Ticket)
        tablet.hand.keys(forgotten.centre.ticket())
        waits_for(tablet, RenameViewModel.Step.Pin)
        tablet.hand.press(Qt.Key.Key_Backspace)
        tablet.hand.keys(DEMO_PIN)
        everything_arrives(tablet)
    assert at_the_centre(forgotten) == (True, True)


@pytest.mark.req("SYN-2", "SYN-6")
@pytest.mark.parametrize(("where", "what"), [(enrolled, "become"), (former_name, "leave")])
def test_a_battery_that_dies_in_the_middle_leaves_the_old_name_or_the_new_one_and_all_the_work(
    forgotten: Company, monkeypatch: pytest.MonkeyPatch, where: ModuleType, what: str
) -> None:
    calls: list[str] = []
    before_it_counts, goes_on = where is enrolled, getattr(where, what)

    def dies(*given: object) -> None:
        """Die there; the opening of the store does what a former end left over, and is no end."""
        calls.append(what)
        if before_it_counts or len(calls) > 1:
            raise BatteryDied
        goes_on(*given)

    with forgotten.tablet() as device:
        former, waiting = device.identity.device_id, device.queries.sync_status().events_waiting
    ticket = forgotten.centre.ticket()
    with monkeypatch.context() as patch:
        patch.setattr(where, what, dies)
        with pytest.raises(BatteryDied):
            enrolled.enrol_anew(forgotten.config, forgotten.key, ticket, forgotten.clock)

    assert devices.unlock(forgotten.config, DEMO_PIN) == forgotten.key
    with forgotten.tablet() as device:
        name = device.identity.device_id
        assert (name == former) is before_it_counts
        assert device.queries.sync_status().events_waiting >= waiting
        ended = sync(device)
        assert (ended.code == "device-unknown") is before_it_counts
    if before_it_counts:
        enrolled.enrol_anew(forgotten.config, forgotten.key, forgotten.centre.ticket(), forgotten.clock)
        with forgotten.tablet() as device:
            assert sync(device).state is SyncState.IDLE
    assert at_the_centre(forgotten) == (True, True)
