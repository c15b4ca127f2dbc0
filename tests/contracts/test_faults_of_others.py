"""What was measured to be wrong in the best public field-service sync (end of SYNC.md), and limits, each held here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from fieldapp.centre.database.tables import change, device_cursor, event, stock_movement
from fieldapp.centre.devices.feed import engineer_scope
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.events import ReportSigned
from fieldapp.domain.ids import EngineerId, Scope
from fieldapp.wire.codec import event_to_json, sha256_of
from fieldapp.wire.messages import CURSOR_EXPIRED, DocumentKind, Operation, Verdict
from fieldapp.wire.versions import EVENT_BYTES, HISTORY_LOST
from tests.contracts.company import Company, company_in
from tests.factories import make_events, save_answer

OTHER = EngineerId("tao")


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    with company_in(tmp_path) as company:
        yield company


def verdicts(outcomes: object) -> list[str]:
    return [outcome.verdict.value for outcome in outcomes]  # type: ignore[attr-defined]


def noted(company: Company) -> dict[str, int]:
    """How far the centre holds its only tablet to be."""
    with company.desk.database.read() as connection:
        return {row.scope: row.number for row in connection.execute(select(device_cursor))}


@pytest.mark.req("SYN-2")
def test_the_same_batch_twice_counts_once_and_does_not_move_the_signature(company: Company) -> None:
    """exactly_once_effect, same_outcome_on_replay."""
    order = company.desk.order()
    tablet = company.desk.tablet()
    for one in make_events():
        tablet.write(replace(one, order_id=order.id))
    first = tablet.sync()
    record = company.desk.record(order)
    company.pass_time(timedelta(hours=1))

    second = tablet.sync()

    assert second.outcomes == first.outcomes
    again = company.desk.record(order)
    assert (again.order, again.movements, len(again.events)) == (record.order, record.movements, len(record.events))
    signed = [one for one in make_events() if isinstance(one, ReportSigned)]
    assert len(again.order.visit.reports) == len(signed)
    with company.desk.database.read() as connection:
        assert len(connection.execute(select(stock_movement)).all()) == len(again.movements)


@pytest.mark.req("SYN-2")
def test_a_stale_value_does_not_overwrite_what_the_dispatcher_decided(company: Company) -> None:
    order = company.desk.order()
    tablet = company.desk.tablet()
    tablet.sync()
    appointment = replace(order.appointment, end_at=order.appointment.end_at + timedelta(hours=2))
    company.change(replace(order, appointment=appointment))
    tablet.write(save_answer("work", "remark", "written before he heard of it", order_id=order.id))

    answer = tablet.sync()

    assert verdicts(answer.outcomes) == ["accepted"]
    assert company.desk.record(order).order.appointment == appointment


@pytest.mark.req("SYN-2")
def test_one_bad_order_takes_no_other_with_it(company: Company) -> None:
    """poison_event_does_not_block."""
    order = company.desk.order()
    tablet = company.desk.tablet()
    tablet.write_rows(("answer.saved", 1, {"order_id": order.id, "value": 7}))
    tablet.write(save_answer("work", "remark", "good", order_id=order.id))
    tablet.write_rows(("of.a.later.program", 1, {"order_id": order.id}))
    tablet.write(save_answer("work", "hours", "2", order_id=order.id))

    answer = tablet.sync()

    assert verdicts(answer.outcomes) == ["rejected", "accepted", "parked", "accepted"]


@pytest.mark.req("SYN-3")
def test_a_reassigned_order_leaves_a_revoke_behind(company: Company) -> None:
    """revoked_is_gone_unsent_is_not: the first half."""
    order, kept = company.desk.order(), company.desk.order()
    tablet = company.desk.tablet()
    tablet.sync()
    company.desk.code(OTHER)
    company.desk.assign(order, OTHER)

    answer = tablet.sync()

    assert [(one.operation, one.key) for one in answer.changes] == [(Operation.REVOKE, order.id)]
    assert set(tablet.held(DocumentKind.WORK_ORDER)) == {kept.id}
    assert tablet.agrees_with(answer.digests)


@pytest.mark.req("SYN-2")
def test_paging_by_two_delivers_every_row_however_many_were_written_at_the_same_moment(company: Company) -> None:
    """no_gap_no_reorder_in_scope."""
    orders = [company.desk.order() for _ in range(5)]
    tablet = company.desk.tablet()
    answer = tablet.sync(most_changes=2)
    while answer.more:
        answer = tablet.sync(most_changes=2)

    assert set(tablet.held(DocumentKind.WORK_ORDER)) == {order.id for order in orders}
    assert tablet.agrees_with(answer.digests)


@pytest.mark.req("SYN-2", "SYN-4")
def test_the_same_photo_twice_is_one_attachment(company: Company) -> None:
    """blob_hash_matches."""
    tablet = company.desk.tablet()
    photo = b"\xff\xd8 photo"
    for _ in range(2):
        tablet.centre.begin_upload(sha256_of(photo), "image/jpeg", len(photo), photo)

    assert tablet.centre.has_blob(sha256_of(photo))
    kept = [path for path in company.settings.data.rglob("*") if path.is_file() and path.read_bytes() == photo]
    assert len(kept) == 1


@pytest.mark.req("SYN-2")
def test_one_event_of_five_megabytes_is_rejected_and_blocks_nothing(company: Company) -> None:
    order = company.desk.order()
    tablet = company.desk.tablet()
    large = event_to_json(save_answer("work", "remark", "长" * 5_000_000, order_id=order.id))
    tablet.write_rows(("answer.saved", 1, large))
    tablet.write(save_answer("work", "remark", "short", order_id=order.id))

    first, second = tablet.sync(), tablet.sync()

    assert first.outcomes == second.outcomes
    assert verdicts(first.outcomes) == ["rejected", "accepted"]
    assert (first.outcomes[0].code, first.outcomes[0].fields["limit"]) == ("event.too-large", str(EVENT_BYTES))
    with company.desk.database.read() as connection:
        assert max(len(row.data) for row in connection.execute(select(event))) < EVENT_BYTES


@pytest.mark.req("SYN-2")
def test_what_a_tablet_declares_lost_is_accepted_and_shown(company: Company) -> None:
    order = company.desk.order()
    tablet = company.desk.tablet()
    tablet.write_rows((HISTORY_LOST, 1, {}))
    tablet.write(save_answer("work", "remark", "behind it", order_id=order.id))

    outcomes = tablet.sync().outcomes

    assert [(one.verdict, one.code) for one in outcomes] == [(Verdict.ACCEPTED, HISTORY_LOST), (Verdict.ACCEPTED, "")]


def test_devices_are_asked_to_come_again_at_moments_of_their_own(company: Company) -> None:
    company.desk.order()
    soon = {company.desk.tablet().sync().next_after_s for _ in range(6)}
    least = int(company.settings.come_again.total_seconds())
    assert len(soon) > 1
    assert all(least <= seconds <= least * 3 // 2 for seconds in soon)


def test_cursors_of_a_question_asked_ahead_are_not_noted_as_what_the_device_has(company: Company) -> None:
    """cursor_moves_with_data: the rows up to them are still being taken over, and may be asked for again."""
    company.desk.order()
    tablet = company.desk.tablet()
    tablet.sync()
    asked = tablet.request()
    before = noted(company)
    tablet.centre.sync(replace(asked, ahead=True))
    assert noted(company) == before != asked.cursors
    tablet.write(save_answer("work", "one", "1"))
    asked = tablet.request()
    tablet.centre.sync(replace(asked, ahead=True))
    assert noted(company) == before
    tablet.centre.sync(asked)
    assert noted(company) == asked.cursors


def test_a_scope_that_is_not_followed_is_not_noted(company: Company) -> None:
    tablet = company.desk.tablet()
    tablet.cursors[Scope("engineer:somebody")] = 12
    answer = tablet.centre.sync(tablet.request())
    assert answer.withheld == {}


@pytest.mark.req("SYN-5")
@pytest.mark.expects_log("in the books and not on the disk")
@pytest.mark.parametrize("left", [None, b"\xff\xd8 pho"], ids=["gone", "cut off"])
def test_a_file_that_the_disk_has_lost_is_asked_for_anew_and_comes_whole(company: Company, left: bytes | None) -> None:
    """blob_hash_matches: what is in the books alone is not here."""
    centre = company.desk.tablet().centre
    photo = b"\xff\xd8 photo"
    name = sha256_of(photo)
    centre.begin_upload(name, "image/jpeg", len(photo), photo)
    [path] = [found for found in company.settings.data.rglob(name) if found.is_file()]
    path.unlink() if left is None else path.write_bytes(left)

    assert not centre.has_blob(name)
    with pytest.raises(CentreRefused, match="blob-unknown"):
        centre.get_blob(name)
    place = centre.begin_upload(name, "image/jpeg", len(photo), photo[:4])
    assert place.offset == 4
    centre.continue_upload(place.address, 4, photo[4:])

    assert centre.has_blob(name)
    assert b"".join(centre.get_blob(name).pieces) == photo


@pytest.mark.req("SYN-5")
def test_a_feed_that_lost_a_row_is_not_read_beyond_the_hole_and_a_snapshot_leads_over_it(company: Company) -> None:
    """no_gap_no_reorder_in_scope."""
    placed = [company.desk.order() for _ in range(3)]
    tablet = company.desk.tablet()
    scope = engineer_scope(company.desk.engineer)
    later = replace(placed[1].appointment, end_at=placed[1].appointment.end_at + timedelta(hours=1))
    company.change(replace(placed[1], appointment=later))  # what stands at number 2 is no live row any more
    with company.desk.database.write() as connection:
        connection.execute(delete(change).where(change.c.scope == scope, change.c.number == 2))

    answer = tablet.sync()

    assert [one.number for one in answer.changes if one.scope == scope] == [1]
    assert answer.withheld == {scope: CURSOR_EXPIRED}
    page = tablet.centre.snapshot(scope)
    assert {row.key for row in page.rows} == {order.id for order in placed}
