"""What lies in the data folder decides whether a tablet is a new one: work is never taken for nothing (SYN-6)."""

from __future__ import annotations

import shutil

import pytest

from fieldapp import access, enrolled
from fieldapp import device as devices
from fieldapp.demo import DEMO_PIN
from fieldapp.domain.errors import CentreUntrusted, FieldappError, StoreDamaged, StoreError
from fieldapp.domain.ids import Sha256
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.trust.recovery_code import to_text
from tests.factories import ORDER_ID
from tests.journeys.company import Company, order, sync


@pytest.mark.req("SYN-6", "SITE-9")
def test_a_tablet_that_lost_its_certificate_is_locked_not_new_and_gets_it_back(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
    certificate = jichuan.config.data / "company-ca.pem"
    pinned = certificate.read_bytes()
    certificate.unlink()

    assert enrolled.is_enrolled(jichuan.config)
    with pytest.raises(StoreError, match=r"store\.enrolled-already"):
        enrolled.enrol(jichuan.config, jichuan.centre.ticket(), DEMO_PIN)
    with jichuan.tablet() as device:
        assert order(device).visit.accepted_at is not None
    assert certificate.read_bytes() == pinned


def test_a_tablet_with_its_database_alone_is_not_new_either(jichuan: Company) -> None:
    for name in ("company-ca.pem", "keys.json"):
        (jichuan.config.data / name).unlink()

    assert enrolled.is_enrolled(jichuan.config)


def test_an_enrolment_that_was_cut_off_may_be_begun_anew_and_what_it_left_is_kept(jichuan: Company) -> None:
    data = jichuan.config.data
    (data / "company-ca.pem").rename(data / "company-ca.new")
    jichuan.open_centre()
    assert not enrolled.is_enrolled(jichuan.config)

    enrolled.enrol(jichuan.config, jichuan.centre.ticket(), DEMO_PIN)

    (aside,) = enrolled.set_aside(jichuan.config)
    assert (aside / "fieldapp.db").exists()


def test_a_refused_code_leaves_no_folder_behind(jichuan: Company) -> None:
    config = devices.DeviceConfig(data=jichuan.folder / "new", resources=jichuan.config.resources, demo_pin=DEMO_PIN)
    jichuan.open_centre()
    used = jichuan.centre.ticket()
    ticket = EnrolmentTicket.from_text(used)
    wrong = EnrolmentTicket(url=ticket.url, code=ticket.code, ca_sha256=Sha256("0" * 64)).to_text()
    with pytest.raises(CentreUntrusted, match=r"centre\.certificate"):
        enrolled.enrol(config, wrong, DEMO_PIN)
    for _ in range(2):
        with pytest.raises(FieldappError):
            enrolled.enrol(config, _with_code(used, "AAAAAAAAAAAA"), DEMO_PIN)

    assert (enrolled.set_aside(config), enrolled.is_enrolled(config)) == ((), False)
    enrolled.enrol(config, used, DEMO_PIN)
    assert enrolled.is_enrolled(config)


def _with_code(ticket: str, code: str) -> str:
    known = EnrolmentTicket.from_text(ticket)
    return EnrolmentTicket(url=known.url, code=code, ca_sha256=known.ca_sha256).to_text()


@pytest.mark.req("SYN-6")
def test_the_end_of_a_tablet_takes_with_it_what_former_enrolments_set_aside(jichuan: Company) -> None:
    data = jichuan.config.data
    (data / "company-ca.pem").rename(data / "company-ca.new")
    jichuan.open_centre()
    enrolled.enrol(jichuan.config, jichuan.centre.ticket(), DEMO_PIN)
    other = data.with_name("device-of-somebody-else.set-aside-1")
    other.mkdir()
    assert enrolled.set_aside(jichuan.config)

    access.remove_everything(jichuan.config, jichuan.clock.now())

    assert enrolled.set_aside(jichuan.config) == ()
    assert other.exists()
    assert {path.name for path in data.iterdir()} == {"removed", "in-use.lock"}


def test_the_demo_prints_its_pin_only_while_it_opens(jichuan: Company) -> None:
    assert access.demo_pin(jichuan.config) == DEMO_PIN
    access.change_secret(jichuan.config, DEMO_PIN, "835192")
    assert access.demo_pin(jichuan.config) is None


def test_the_code_of_another_tablet_is_refused_without_touching_anything(jichuan: Company) -> None:
    before = (jichuan.config.data / "keys.json").read_bytes()
    with pytest.raises(FieldappError, match=r"recover\.code-other"):
        access.check_code(jichuan.config, to_text(bytes(32)))
    assert (jichuan.config.data / "keys.json").read_bytes() == before


@pytest.mark.req("SYN-2")
def test_a_store_that_no_backup_can_mend_is_set_aside_whole_and_the_tablet_begins_anew_from_the_centre(
    jichuan: Company,
) -> None:
    jichuan.open_centre()
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
    data = jichuan.config.data
    shutil.rmtree(data / "backups", ignore_errors=True)
    damaged = bytes(len((data / "fieldapp.db").read_bytes()))
    (data / "fieldapp.db").write_bytes(damaged)
    journal = {path.name: path.read_bytes() for path in (data / "journal").iterdir()}
    with pytest.raises(StoreDamaged), jichuan.tablet():
        pass

    enrolled.begin_anew_beside(jichuan.config)
    assert not enrolled.is_enrolled(jichuan.config)
    enrolled.enrol(jichuan.config, jichuan.centre.ticket(), DEMO_PIN)

    jichuan.key = devices.unlock(jichuan.config, DEMO_PIN)
    with jichuan.tablet() as device:
        sync(device)
        assert [one.id for one in device.queries.orders()] != []
    (aside,) = enrolled.set_aside(jichuan.config)
    assert (aside / "fieldapp.db").read_bytes() == damaged
    assert {path.name: path.read_bytes() for path in (aside / "journal").iterdir()} == journal
    assert (aside / "keys.json").exists()
