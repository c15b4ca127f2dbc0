"""A forgotten PIN and a revoked tablet, end to end: real centre, real HTTPS, the command line of both sides."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp import access, enrolled
from fieldapp import device as devices
from fieldapp.demo import DEMO_PIN
from fieldapp.domain.errors import BadInput, NotFound, Refused, StoreDamaged
from fieldapp.domain.views.sync import SyncState
from fieldapp.trust.recovery_code import to_text
from tests.factories import ORDER_ID
from tests.journeys.company import Company, order, sync

NEW_PIN = "835192"
PHRASE = "neun blaue Ventile"


def code_of(jichuan: Company) -> Path:
    """What the depot writes for the tablet."""
    with jichuan.tablet() as device:
        name = device.identity.device_id
    out = jichuan.folder / "code.txt"
    out.unlink(missing_ok=True)  # the depot destroys a code after use, and the command overwrites none
    jichuan.centre._command("recover", name, "--out", str(out))
    return out


@pytest.mark.req("SYN-6")
def test_a_forgotten_pin_is_replaced_at_the_depot_and_unsent_work_is_still_there(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        waiting = device.queries.sync_status().events_waiting
    out = code_of(jichuan)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600

    access.recover(jichuan.config, out.read_text(), NEW_PIN)

    with pytest.raises(Refused, match=r"pin\.wrong"):
        devices.unlock(jichuan.config, DEMO_PIN)
    jichuan.key = devices.unlock(jichuan.config, NEW_PIN)
    with jichuan.tablet() as device:
        assert device.queries.sync_status().events_waiting == waiting > 0
        assert order(device).visit.accepted_at is not None


@pytest.mark.req("SYN-6")
def test_a_code_that_was_used_opens_no_more_once_the_tablet_was_in_contact(jichuan: Company) -> None:
    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
    first = code_of(jichuan).read_text()
    access.recover(jichuan.config, first, NEW_PIN)
    access.recover(jichuan.config, first, DEMO_PIN)  # forgotten twice without a line in between: no work may be lost
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE

    with pytest.raises(BadInput, match=r"recover\.code-used"):
        access.recover(jichuan.config, first, NEW_PIN)

    assert devices.unlock(jichuan.config, DEMO_PIN)
    second = code_of(jichuan).read_text()
    assert second != first
    access.recover(jichuan.config, second, NEW_PIN)
    assert devices.unlock(jichuan.config, NEW_PIN) == jichuan.key


def test_the_code_of_another_tablet_or_a_mistyped_one_sets_no_pin(jichuan: Company) -> None:
    for code, refused in (
        (to_text(bytes(32)), r"recover\.code-other"),
        ("FIELDAPPKEY1-ABCD", r"recover\.code-invalid"),
    ):
        with pytest.raises(BadInput, match=refused):
            access.recover(jichuan.config, code, NEW_PIN)
    with pytest.raises(Refused, match=r"pin\.simple"):
        access.recover(jichuan.config, code_of(jichuan).read_text(), "111111")

    assert devices.unlock(jichuan.config, DEMO_PIN)


def test_the_code_is_known_by_a_backup_where_the_file_itself_is_damaged(jichuan: Company) -> None:
    code = code_of(jichuan).read_text()
    with jichuan.tablet() as device:
        device.caretaker.settle()
    assert any((jichuan.config.data / "backups").iterdir())
    path = jichuan.config.data / "fieldapp.db"
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])

    with pytest.raises(BadInput, match=r"recover\.code-other"):
        access.recover(jichuan.config, to_text(bytes(32)), NEW_PIN)
    access.recover(jichuan.config, code, NEW_PIN)

    assert devices.unlock(jichuan.config, NEW_PIN)


def test_the_command_line_sets_what_this_machine_can_hold_and_shows_neither_code_nor_key(jichuan: Company) -> None:
    out = code_of(jichuan)
    typed = PHRASE if access.opens_with_after_recovery(replace_demo(jichuan)).value == "passphrase" else NEW_PIN
    words = [
        sys.executable,
        "-m",
        "fieldapp",
        "--language",
        "en",
        "recover",
        "--data",
        str(jichuan.config.data),
        str(out),
    ]

    wrong = subprocess.run(words, input=f"{typed}\nanother\n", capture_output=True, text=True, check=False)
    assert (wrong.returncode, "differ" in wrong.stderr) == (1, True)
    done = subprocess.run(words, input=f"{typed}\n{typed}\n", capture_output=True, text=True, check=True)

    assert "Destroy the recovery code" in done.stdout
    for secret in (typed, out.read_text().strip(), devices.unlock(replace_demo(jichuan), typed).hex()):
        assert secret not in done.stdout + done.stderr + wrong.stdout + wrong.stderr


def replace_demo(jichuan: Company) -> devices.DeviceConfig:
    """The same folder as a real tablet sees it."""
    return devices.DeviceConfig(data=jichuan.config.data, resources=jichuan.config.resources)


def test_a_device_that_is_none_has_no_key_at_the_depot(jichuan: Company) -> None:
    with pytest.raises(RuntimeError, match=r"NOBODY00"):
        jichuan.centre._command("recover", "NOBODY00")


@pytest.mark.req("SYN-6", "SYN-2")
def test_a_revoked_tablet_delivers_its_work_and_then_holds_nothing(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        name = device.identity.device_id
    jichuan.centre._command("revoke", name)
    assert devices.unlock(jichuan.config, DEMO_PIN), "without contact the work stays, behind its PIN"
    jichuan.open_centre()
    with jichuan.tablet() as device:
        ended = sync(device)
        assert (ended.state, ended.code) == (SyncState.PROBLEM, "device.revoked")
    assert jichuan.record()["order"]["state"] == "accepted"

    access.remove_everything(jichuan.config, jichuan.clock.now())

    assert {path.name for path in jichuan.config.data.iterdir()} == {"removed", "in-use.lock"}
    assert access.was_removed(jichuan.config)
    assert not enrolled.is_enrolled(jichuan.config)
    with pytest.raises(StoreDamaged, match=r"key\.unreadable"):
        devices.unlock(jichuan.config, DEMO_PIN)
    listed = jichuan.centre._command("devices")
    assert name in listed
    assert "已注销，数据已交清，平板删除中或已删除" in listed
    with pytest.raises(NotFound, match=r"store\.not-there"):
        access.recover(jichuan.config, to_text(bytes(32)), NEW_PIN)

    access.begin_anew(jichuan.config)
    enrolled.enrol(jichuan.config, jichuan.centre.ticket(), DEMO_PIN)
    assert enrolled.is_enrolled(jichuan.config)


def test_a_removal_that_was_cut_off_goes_on_and_never_has_the_key_longer_than_the_data(
    jichuan: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_path: Path) -> None:
        raise OSError(5, "cut off")

    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.access._remove", cut)
        with pytest.raises(Exception, match=r"store\.disk"):
            access.remove_everything(jichuan.config, jichuan.clock.now())
    assert access.was_removed(jichuan.config)
    assert (jichuan.config.data / "fieldapp.db").exists()
    with pytest.raises(StoreDamaged, match=r"key\.unreadable"):
        devices.unlock(jichuan.config, DEMO_PIN)

    access.remove_everything(jichuan.config, jichuan.clock.now())

    assert {path.name for path in jichuan.config.data.iterdir()} == {"removed", "in-use.lock"}


def test_an_open_store_is_not_removed_under_its_owner(jichuan: Company) -> None:
    with jichuan.tablet(), pytest.raises(Exception, match=r"store\.in-use"):
        access.remove_everything(jichuan.config, jichuan.clock.now())

    assert devices.unlock(jichuan.config, DEMO_PIN)
