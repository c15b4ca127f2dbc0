"""The centre's side of the protocol, held by two subjects: in this process, and over HTTPS in a process of its own.

Names are those of SYNC.md, Invariants.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.model_files import ModelFile, publish_files
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.events import CallMade, Departed, OrderAccepted
from fieldapp.domain.ids import EngineerId, OrderId, Scope
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import from_json, sha256_of
from fieldapp.wire.messages import DocumentKind, Operation, Outcome, SyncAnswer, Verdict
from tests.contracts.desk import Desk
from tests.contracts.tablet import enrol, fetch_file, send_file
from tests.factories import NOW, complete_step, consume, hand_back, local, make_model_document, save_answer

AT = "2026-11-23T08:00:00Z"


def verdicts(answer: SyncAnswer) -> list[Verdict]:
    return [outcome.verdict for outcome in answer.outcomes]


@pytest.mark.req("SYN-2")
def test_exactly_once_effect_when_a_batch_is_sent_twice(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(OrderAccepted(at=NOW, order_id=order.id))
    tablet.write(consume(order_id=order.id))

    tablet.sync()
    again = tablet.sync()

    record = desk.record(order)
    assert [use.id for use in record.order.visit.parts] == ["use-1"]
    assert [(line.id, line.quantity) for line in record.movements] == [(f"{tablet.device_id}:2", -1)]
    assert len(record.events) == 2
    assert again.changes == ()


@pytest.mark.req("SYN-2")
def test_same_outcome_on_replay_whatever_it_was(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=OrderId("nobody's")))
    tablet.write_rows(("future.kind", 1, {"order_id": order.id}))

    first = tablet.sync()
    second = tablet.sync()
    from_the_middle = tablet.sync(begin=2)

    assert verdicts(first) == [Verdict.ACCEPTED, Verdict.REJECTED, Verdict.PARKED]
    assert second.outcomes == first.outcomes
    assert from_the_middle.outcomes == first.outcomes[1:]


@pytest.mark.req("SYN-2")
def test_a_gap_is_refused_and_says_where_to_begin(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    for number in range(3):
        tablet.write(save_answer("kit", f"item_{number}", "OK", order_id=order.id))
    hole = tablet.request()

    with pytest.raises(CentreRefused, match="sequence-gap") as refusal:
        tablet.sync(begin=2)
    with pytest.raises(CentreRefused, match="sequence-gap"):
        tablet.centre.sync(replace(hole, events=(hole.events[0], hole.events[2])))

    assert refusal.value.fields["last_seq"] in (0, "0")
    assert desk.record(order).events == ()
    assert verdicts(tablet.sync()) == [Verdict.ACCEPTED] * 3


def test_no_gap_no_reorder_in_scope_however_small_the_pages(desk: Desk) -> None:
    placed = [desk.order() for _ in range(7)]
    tablet = desk.tablet()
    whole = desk.tablet()

    rounds = 1
    while tablet.sync(most_changes=2).more:  # Tablet.take holds every number to cursor + 1
        rounds += 1
    digests = whole.sync().digests

    assert rounds >= 4
    assert list(tablet.held(DocumentKind.WORK_ORDER)) == [order.id for order in placed]
    assert tablet.documents == whole.documents
    assert tablet.agrees_with(digests)


@pytest.mark.req("SYN-2")
def test_cursor_moves_with_data_and_outcomes_come_with_the_document_they_made(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.sync()
    tablet.write(OrderAccepted(at=NOW, order_id=order.id))

    answer = tablet.sync()

    assert verdicts(answer) == [Verdict.ACCEPTED]
    [change] = answer.changes
    pulled = from_json(change.document, WorkOrder)
    assert pulled == desk.record(order).order
    assert pulled.visit.accepted_at == NOW
    assert tablet.sync(begin=2).changes == ()
    assert tablet.agrees_with(answer.digests)


@pytest.mark.req("SYN-2")
def test_group_is_atomic(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(
        consume("use-1", order_id=order.id),
        consume("use-2", order_id=order.id, quantity=0),
        complete_step("work", order_id=order.id),
    )
    tablet.write(consume("use-3", order_id=order.id))

    answer = tablet.sync()

    assert [(outcome.verdict, outcome.code) for outcome in answer.outcomes] == [
        (Verdict.REJECTED, "event.group-rejected"),
        (Verdict.REJECTED, "part.quantity"),
        (Verdict.REJECTED, "event.group-rejected"),
        (Verdict.ACCEPTED, ""),
    ]
    record = desk.record(order)
    assert [use.id for use in record.order.visit.parts] == ["use-3"]
    assert record.order.visit.steps == {}
    assert [line.id for line in record.movements] == [f"{tablet.device_id}:4"]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(
    ("poison", "verdict", "code"),
    [
        (("future.kind", 1, {"order_id": "?"}), Verdict.PARKED, "event.unknown"),
        (("part.consumed", 99, {}), Verdict.PARKED, "event.version-unknown"),
        (("part.consumed", 1, {"order_id": 5}), Verdict.REJECTED, "wire.malformed"),
        (("order.accepted", 1, {"order_id": "?", "at": "yesterday"}), Verdict.REJECTED, "wire.malformed"),
        (("order.accepted", 1, {"order_id": "?", "at": "2026-11-23T08:00:00"}), Verdict.REJECTED, "wire.malformed"),
        (("visit.closed", 1, {"order_id": "?", "at": AT, "outcome": "?"}), Verdict.REJECTED, "wire.malformed"),
        (("visit.arrived", 1, {"order_id": "x" * 5_000_000, "at": AT}), Verdict.REJECTED, "event.too-large"),
    ],
    ids=["kind", "version", "type", "moment", "zone", "outcome", "five megabytes"],
)  # fmt: skip
def test_poison_event_does_not_block(
    desk: Desk, poison: tuple[str, int, dict[str, object]], verdict: Verdict, code: str
) -> None:
    order, tablet = desk.order(), desk.tablet()
    kind, version, data = poison
    tablet.write_rows((kind, version, {**data, **({"order_id": order.id} if data.get("order_id") == "?" else {})}))
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))

    answer = tablet.sync()

    assert [(outcome.verdict, outcome.code) for outcome in answer.outcomes] == [(verdict, code), (Verdict.ACCEPTED, "")]
    assert desk.record(order).order.visit.answers == {"kit": {"floor_mat": "OK"}}
    assert answer.applied_seq == 2


def test_not_visible_outside_scope(desk: Desk) -> None:
    other = EngineerId(f"other-{desk.engineer}")
    theirs = desk.order(engineer=other)
    mine, tablet = desk.order(), desk.tablet()
    spy = replace(tablet.request(), cursors={Scope(f"engineer:{other}"): 0})
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=theirs.id))

    peeked = tablet.centre.sync(spy)
    answer = tablet.sync()

    assert f"engineer:{other}" not in peeked.cursors
    assert {change.key for change in peeked.changes if change.kind is DocumentKind.WORK_ORDER} == {mine.id}
    assert answer.outcomes[0] == Outcome(
        seq=1, verdict=Verdict.REJECTED, code="order.unknown", fields={"order": theirs.id}
    )
    assert set(tablet.held(DocumentKind.WORK_ORDER)) == {mine.id}
    assert desk.record(theirs).order.visit.answers == {}


def test_reassigned_order_is_revoked_here_and_granted_there_and_late_facts_still_count(desk: Desk) -> None:
    other = EngineerId(f"other-{desk.engineer}")
    order, tablet = desk.order(), desk.tablet()
    tablet.sync()
    tablet.write(save_answer("diagnose", "cause", "fan", order_id=order.id))
    tablet.write(hand_back(order_id=order.id))
    desk.assign(order, other)
    colleague = desk.tablet(other)

    late = tablet.sync()
    colleague.sync()

    assert verdicts(late) == [Verdict.ACCEPTED, Verdict.PARKED]
    assert late.outcomes[1].code == "order.not-assigned"
    assert [change.operation for change in late.changes] == [Operation.REVOKE]
    assert tablet.held(DocumentKind.WORK_ORDER) == {}
    received = from_json(colleague.held(DocumentKind.WORK_ORDER)[order.id], WorkOrder)
    assert received.visit.answers == {"diagnose": {"cause": "fan"}}
    assert (received.state, received.assignee) == (OrderState.ASSIGNED, other)


@pytest.mark.req("CON-3", "SYN-3")
def test_an_order_given_to_the_engineer_who_has_it_changes_nothing_and_one_handed_back_is_his_anew(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.sync()
    tablet.write(OrderAccepted(order_id=order.id, at=local("08:20")))
    tablet.sync()
    accepted = desk.record(order).order

    desk.assign(order, desk.engineer)
    assert desk.record(order).order == accepted

    tablet.write(hand_back(order_id=order.id))
    tablet.sync()
    desk.assign(order, desk.engineer)
    assert desk.record(order).order.state is OrderState.ASSIGNED


@pytest.mark.req("SYN-3", "CON-3", "KIT-2")
def test_bag_and_way_of_the_first_engineer_that_arrive_late_are_kept_and_are_not_those_of_the_next(desk: Desk) -> None:
    other = EngineerId(f"other-{desk.engineer}")
    order, tablet = desk.order(), desk.tablet()
    tablet.sync()
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
    tablet.write(complete_step("kit", order_id=order.id))
    tablet.write(Departed(order_id=order.id, at=local("09:05")))
    tablet.write(complete_step("depart", order_id=order.id))
    tablet.write(CallMade(order_id=order.id, at=local("09:10"), outcome=CallOutcome.CONFIRMED))
    desk.assign(order, other)
    colleague = desk.tablet(other)
    colleague.sync()
    colleague.write(Departed(order_id=order.id, at=local("09:30")))
    colleague.sync()

    late = tablet.sync()
    colleague.sync()

    assert verdicts(late) == [Verdict.ACCEPTED] * 5
    visit = desk.record(order).order.visit
    assert (visit.departed_at, visit.kit, visit.answers, visit.steps) == (local("09:30"), {}, {}, {})
    assert [call.at for call in visit.calls] == [local("09:10")]
    assert len(desk.record(order).events) == 6
    received = from_json(colleague.held(DocumentKind.WORK_ORDER)[order.id], WorkOrder)
    assert received.visit == visit


@pytest.mark.req("SYN-2")
def test_fork_detected_when_a_cloned_tablet_writes_its_own_history(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
    tablet.sync()
    clone = tablet.forget()
    tablet.write(save_answer("kit", "tools", "OK", order_id=order.id))
    clone.write(save_answer("kit", "tools", "", order_id=order.id))
    clone.write(complete_step("kit", order_id=order.id))
    tablet.sync()

    with pytest.raises(CentreRefused, match="device-forked"):
        clone.sync()  # the same numbers with another content
    with pytest.raises(CentreRefused, match="device-forked"):
        clone.sync(begin=3)  # nothing overlaps, but its chain comes from elsewhere

    assert desk.record(order).order.visit.answers == {"kit": {"floor_mat": "OK", "tools": "OK"}}
    tablet.write(complete_step("kit", order_id=order.id))
    assert verdicts(tablet.sync())[-1] is Verdict.ACCEPTED


def test_enrolment_code_works_once(desk: Desk) -> None:
    code, key = desk.code(), DeviceKey.generate()

    first = enrol(desk.connect(key), f" {code.lower()} ", key)

    assert (first.engineer_id, first.engineer_name, first.company) == (desk.engineer, "周明远", "霁川")
    with pytest.raises(CentreRefused, match="enrol-code-invalid"):
        enrol(desk.connect(key), code, key)
    with pytest.raises(CentreRefused, match="enrol-code-invalid"):
        enrol(desk.connect(key), "0123456789ABCDEF", key)


def test_enrolment_with_a_key_that_is_none_leaves_the_code_unused(desk: Desk) -> None:
    code, key = desk.code(), DeviceKey.generate()
    with pytest.raises(CentreRefused, match="device-key-invalid"):
        desk.connect(key).enrol(replace(_enrol_request(code), public_key="AAAA"))

    assert enrol(desk.connect(key), code, key).device_id


def test_blob_hash_matches_or_nothing_is_kept(desk: Desk) -> None:
    tablet, content = desk.tablet(), b"%PDF-1.7 " + desk.engineer.encode()
    name = sha256_of(content)

    with pytest.raises(CentreRefused, match="blob-hash-mismatch"):
        send_file(tablet.centre, name, "application/pdf", content + b"!")
    assert not tablet.centre.has_blob(name)
    send_file(tablet.centre, name, "application/pdf", content)
    send_file(tablet.centre, name, "application/pdf", content)

    assert tablet.centre.has_blob(name)
    assert Path(desk.settings.blobs.place(name)).read_bytes() == content
    assert desk.settings.blobs.uploads() == ()


def test_blob_of_another_engineer_does_not_exist(desk: Desk) -> None:
    tablet, content = desk.tablet(), b"photo " + desk.engineer.encode()
    send_file(tablet.centre, sha256_of(content), "image/jpeg", content)

    stranger = desk.tablet(EngineerId(f"other-{desk.engineer}"))

    assert not stranger.centre.has_blob(sha256_of(content))


@pytest.mark.req("ANA-1", "SYN-6")
def test_a_paper_of_the_company_can_be_fetched_by_every_tablet_and_a_strangers_file_by_none(desk: Desk) -> None:
    drawing, photo = b"%PDF drawing " + desk.engineer.encode(), b"photo of " + desk.engineer.encode()
    file = ModelFile(make_model_document(drawing), drawing)
    with desk.database.write() as connection:
        feed = Feed()
        publish_files(connection, feed, (file,), desk.settings.blobs, NOW)
        feed.flush(connection)
    owner, stranger = desk.tablet(), desk.tablet(EngineerId(f"else-{desk.engineer}"))
    send_file(owner.centre, sha256_of(photo), "image/jpeg", photo)

    assert fetch_file(stranger.centre, file.document.sha256) == ("application/pdf", drawing)
    assert fetch_file(owner.centre, sha256_of(photo)) == ("image/jpeg", photo)
    with pytest.raises(CentreRefused, match="blob-unknown"):
        fetch_file(stranger.centre, sha256_of(photo))


def test_hello_tells_the_last_event_and_its_chain(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
    tablet.sync()

    hello = tablet.centre.hello()

    assert (hello.last_seq, hello.chain, hello.epoch) == (1, tablet.request().chain, tablet.epoch)
    assert abs(hello.server_time - datetime.now(UTC)) < timedelta(minutes=1)


def test_another_protocol_is_refused_and_nothing_is_taken(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))

    with pytest.raises(CentreRefused, match="protocol-unknown"):
        tablet.centre.sync(replace(tablet.request(), protocol="fieldapp-sync/2"))

    assert desk.record(order).events == ()


def test_cursor_ahead_of_its_scope_is_refused(desk: Desk) -> None:
    tablet = desk.tablet()

    with pytest.raises(CentreRefused, match="cursor-unknown"):
        tablet.centre.sync(replace(tablet.request(), cursors={Scope(f"engineer:{desk.engineer}"): 7}))


def _enrol_request(code: str):  # type: ignore[no-untyped-def]
    from fieldapp.wire.messages import EnrolRequest

    return EnrolRequest(code=code, device_name="平板", public_key=DeviceKey.generate().public_key, app_version="0.1.0")
