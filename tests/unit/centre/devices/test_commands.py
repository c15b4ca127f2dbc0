"""What the office sees and says about tablets: the list, the end of one, the code for a forgotten PIN."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import key_handout
from fieldapp.centre.devices.key_handouts import Way, read_handouts
from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.ids import DeviceId
from fieldapp.scanning.decode import read_picture
from fieldapp.trust.escrow import key_name, seal
from fieldapp.trust.recovery_code import from_text
from fieldapp.wire.messages import SealedKey
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.unit.centre.devices.conftest import SPARE, Run


def test_without_a_tablet_the_list_says_how_to_enrol_one(run: Run, desk: Desk) -> None:
    assert "fieldapp centre ticket" in run("devices").out


def test_the_list_has_a_heading_and_tells_tablets_of_one_engineer_apart(run: Run, desk: Desk, tablet: Tablet) -> None:
    other = desk.tablet()

    first, *lines = run("devices", language="en").out.splitlines()

    assert first.split() == ["Id", "Name", "Engineer", "State", "Key", "Enrolled", "Last", "contact", "Program"]
    assert {line.split()[0] for line in lines} == {tablet.device_id, other.device_id}
    (keyed,) = [line for line in lines if line.startswith(tablet.device_id)]
    assert {"周明远", "in", "use", "key", "depot", "2026-11-23"} <= set(keyed.replace("(", "").split())
    assert "no key yet" in next(line for line in lines if line.startswith(other.device_id))


@pytest.mark.req("SYN-6")
def test_a_code_leaves_a_trace_of_who_took_it_when_and_how(run: Run, tablet: Tablet, tmp_path: Path) -> None:
    said = run("recover", tablet.device_id, "--by", "许婧")
    run("recover", tablet.device_id, "--by", "陶志远", "--out", str(tmp_path / "code.png"), clock="09:10")

    assert from_text(said.out) == SPARE
    assert "周明远" in said.err
    listed = run("devices").out
    assert "恢复码 2026-11-23 08:42 由 许婧 取走（显示在屏幕上）" in listed
    assert "恢复码 2026-11-23 09:10 由 陶志远 取走（二维码图片）" in listed


@pytest.mark.req("SYN-6")
@pytest.mark.parametrize("statement", [key_handout.update().values(taken_by="nobody"), key_handout.delete()])
def test_a_trace_is_never_changed_or_removed(run: Run, tablet: Tablet, database: Database, statement: object) -> None:
    run("recover", tablet.device_id)

    with pytest.raises(IntegrityError, match="never changed"), database.write() as connection:
        connection.execute(statement)  # type: ignore[call-overload]

    with database.read() as connection:
        (handout,) = read_handouts(connection)
    assert (handout.device_id, handout.way, bool(handout.taken_by)) == (tablet.device_id, Way.SHOWN, True)


def test_a_written_code_is_its_owners_alone_and_the_file_is_named(run: Run, tablet: Tablet, tmp_path: Path) -> None:
    for name in ("code.txt", "code.png"):
        path = tmp_path / name
        said = run("recover", tablet.device_id, "--out", str(path))

        assert str(path) in said.out
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert from_text((tmp_path / "code.txt").read_text("ascii")) == SPARE
    (code,) = read_picture(tmp_path / "code.png")
    assert from_text(code.text) == SPARE


@pytest.mark.parametrize(
    ("place", "refusal"),
    [("there.txt", r"recover\.file-there"), ("gone/code.txt", r"recover\.not-saved"), (".", r"recover\.file-there")],
)
def test_a_place_that_is_taken_or_missing_is_refused_before_a_key_is_taken(
    run: Run, tablet: Tablet, database: Database, tmp_path: Path, place: str, refusal: str
) -> None:
    (tmp_path / "there.txt").write_text("the code of another tablet", "utf-8")

    with pytest.raises(BadInput, match=refusal):
        run("recover", tablet.device_id, "--out", str(tmp_path / place))

    with database.read() as connection:
        assert read_handouts(connection) == ()
    assert (tmp_path / "there.txt").read_text("utf-8") == "the code of another tablet"
    assert not (tmp_path / "gone").exists()


def test_a_place_that_cannot_be_written_is_an_expected_mistake(run: Run, tablet: Tablet) -> None:
    with pytest.raises(BadInput, match=r"recover\.not-saved"):
        run("recover", tablet.device_id, "--out", "/proc/code.txt")


@pytest.mark.req("SYN-6")
def test_a_lost_company_key_without_a_backup_is_replaced_and_tablets_deliver_for_the_new_one(
    run: Run, desk: Desk, tablet: Tablet
) -> None:
    key = desk.settings.trust / "escrow.key"
    key.write_bytes(b"broken")
    with pytest.raises(BadInput, match=r"trust\.escrow-unreadable"):
        run("recover", tablet.device_id)

    said = run("new-key", language="en").out

    assert "dropped: 1" in said
    assert [path.read_bytes() for path in key.parent.glob("escrow.key.broken-*")] == [b"broken"]
    with pytest.raises(NotFound, match=r"device\.no-key"):
        run("recover", tablet.device_id)
    renewed = local_centre(desk.database, desk.settings)  # the centre, started anew
    company = renewed.escrow_key
    tablet.centre.keep_key(
        SealedKey(key_name=key_name(company), sealed=seal(company, SPARE, DeviceId(tablet.device_id)))
    )
    assert from_text(run("recover", tablet.device_id).out) == SPARE


def test_a_company_key_that_works_is_never_replaced(run: Run, desk: Desk, tablet: Tablet) -> None:
    with pytest.raises(Refused, match=r"trust\.escrow-works"):
        run("new-key")

    assert from_text(run("recover", tablet.device_id).out) == SPARE


def test_an_id_may_be_typed_in_small_letters_and_an_empty_one_is_quoted(run: Run, tablet: Tablet) -> None:
    assert tablet.device_id in run("revoke", f" {tablet.device_id.lower()} ").out
    with pytest.raises(NotFound, match=r"device\.not-enrolled"):
        run("revoke", "")


@pytest.mark.req("SYN-6")
def test_revoking_says_whose_tablet_what_comes_next_and_what_was_done_before(run: Run, tablet: Tablet) -> None:
    name = tablet.device_id

    first = run("revoke", name).out
    again = run("revoke", name, clock="09:30").out
    tablet.centre.hello()
    tablet.centre.farewell()
    gone = run("revoke", name, clock="10:00").out

    assert f"{name}（周明远）已注销" in first
    assert "下次联系中心" in first
    assert "早在 2026-11-23 08:42 已注销" in again
    assert "已交清数据" in gone
    assert "下次联系中心" not in gone


def test_a_tablet_that_left_has_no_key_and_is_not_said_to_bring_one(run: Run, tablet: Tablet) -> None:
    run("revoke", tablet.device_id)
    tablet.centre.farewell()

    listed = run("devices").out
    assert "不再托管" in listed
    assert "未托管" not in listed
    with pytest.raises(NotFound, match=r"device\.removed"):
        run("recover", tablet.device_id)
