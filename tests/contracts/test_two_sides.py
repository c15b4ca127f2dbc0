"""The promises about two sides that change one thing, each by its name in SYNC.md: real store, real centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.centre.desk import office
from fieldapp.domain.clash import ClashState
from fieldapp.domain.clash_events import ClashSwapped
from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.errors import NotFound
from fieldapp.domain.events import CallMade, OrderAccepted
from fieldapp.domain.ids import OrderId, Scope, StepId
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import CHAIN_START
from fieldapp.wire.messages import DocumentKind, SyncAnswer, SyncRequest, Verdict
from fieldapp.workflow.clashes import open_clashes, side_of
from tests.contracts.two_sides import TAO, RealTablet, TwoSides, two_sides
from tests.factories import NOW, consume, save_answer

ANSWER = StepId("work"), "temp_after"
OFFICES, ENGINEERS = "139 0000 1111", "137 0000 2222"


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[TwoSides]:
    with two_sides(tmp_path) as both:
        yield both


def by_desk(order: WorkOrder) -> WorkOrder:
    return office.corrected(order, {Detail.CONTACT_PHONE: OFFICES}, by="许婧", at=NOW, today=NOW.date())


def corrected(order: WorkOrder, new: str = ENGINEERS) -> DetailsCorrected:
    one = Correction(detail=Detail.CONTACT_PHONE, old=order.customer.contact.phone, new=new)
    return DetailsCorrected(order_id=order.id, at=NOW, corrections=(one,))


def clashing(sides: TwoSides) -> tuple[RealTablet, WorkOrder]:
    """Tablet and desk changed the same telephone number without knowing of each other, and the tablet has synced."""
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    tablet.do(corrected(order))
    sides.act(order, by_desk)
    tablet.sync()
    return tablet, order


@pytest.mark.req("SYN-2")
def test_loser_is_kept(sides: TwoSides) -> None:
    tablet, order = clashing(sides)

    for seen in (sides.stored(order.id), tablet.order(order.id)):
        [clash] = open_clashes(seen)
        assert seen.customer.contact.phone == OFFICES
        assert (clash.stood.author.name, clash.stood.value) == ("许婧", OFFICES)
        assert (clash.lost.author.name, clash.lost.value) == ("周明远", ENGINEERS)
    assert sides.verdicts(tablet) == [Verdict.CLASH]


@pytest.mark.req("SYN-2")
def test_one_tap_on_the_tablet_takes_the_other_value_on_both_sides(sides: TwoSides) -> None:
    tablet, order = clashing(sides)
    [clash] = tablet.order(order.id).clashes
    over = side_of(tablet.order(order.id), clash.place)

    tablet.do(ClashSwapped(order_id=order.id, at=NOW, clash_id=clash.id, over=over, by="周明远"))
    tablet.sync()

    for seen in (sides.stored(order.id), tablet.order(order.id)):
        assert (seen.customer.contact.phone, seen.clashes[0].state) == (ENGINEERS, ClashState.SWAPPED)


@pytest.mark.req("SYN-2", "PRT-2")
def test_append_only_union(sides: TwoSides) -> None:
    """Two tablets of one engineer call, scan and arrive apart: everything of both is there, nothing clashes."""
    first, second, order = sides.tablet(None), sides.tablet(None), sides.desk.order()
    for number, tablet in enumerate((first, second), start=1):
        tablet.sync()
        tablet.do(CallMade(order_id=order.id, at=NOW + timedelta(minutes=number), outcome=CallOutcome.NO_ANSWER))
        tablet.do(consume(f"{tablet.device_id}/use", order_id=order.id))
    for tablet in (first, second, first):
        tablet.sync()

    for seen in (sides.stored(order.id), first.order(order.id), second.order(order.id)):
        assert len(seen.visit.calls) == 2
        assert {use.id for use in seen.visit.parts} == {f"{one.device_id}/use" for one in (first, second)}
        assert seen.clashes == ()
    assert sides.verdicts(second) == [Verdict.ACCEPTED] * 2


@pytest.mark.req("SYN-2")
def test_no_unacked_input_overwritten(sides: TwoSides) -> None:
    """The office's change comes down while an own correction waits: the engineer goes on seeing what he wrote."""
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    after = sides.act(order, by_desk)
    tablet.do(corrected(order), save_answer("work", "temp_after", "-18", order_id=order.id))

    pull_only(tablet, after)

    seen = tablet.order(order.id)
    assert seen.customer.contact.phone == ENGINEERS
    assert seen.visit.answer(*ANSWER) == "-18"


def pull_only(tablet: RealTablet, order: WorkOrder) -> None:
    """The next change of the order's scope, by an answer that knows nothing of what waits here."""
    scope = Scope(f"engineer:{order.assignee}")
    change = tablet.store.put(DocumentKind.WORK_ORDER, order.id, order, scope)
    epoch = tablet.store.identity.epoch()
    tablet.store.inbox.apply(
        SyncAnswer(epoch=epoch, server_time=NOW, applied_seq=0, backed_up_seq=0, changes=(change,))
    )


@pytest.mark.req("SYN-2", "SYN-3")
def test_late_answers_of_the_engineer_before_are_kept_beside_those_of_the_present_one(sides: TwoSides) -> None:
    first, second, order = sides.tablet(None), sides.tablet(TAO), sides.desk.order()
    first.sync()
    first.do(save_answer("work", "temp_after", "-20", order_id=order.id))
    sides.desk.assign(order, TAO)
    second.sync()
    second.do(save_answer("work", "temp_after", "-18", order_id=order.id))
    second.sync()
    first.sync()
    second.sync()

    seen = second.order(order.id)
    assert seen.visit.answer(*ANSWER) == "-18"
    [clash] = open_clashes(seen)
    assert (clash.stood.author.engineer, clash.lost.author.engineer, clash.lost.value) == (
        TAO,
        sides.desk.engineer,
        "-20",
    )


@pytest.mark.req("SYN-8")
def test_poison_event_does_not_block(sides: TwoSides) -> None:
    """An event that is refused stands between two that are taken."""
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    tablet.do(OrderAccepted(order_id=order.id, at=NOW))
    tablet.do(consume("u-1", order_id=order.id, quantity=0))
    tablet.do(save_answer("work", "temp_after", "-18", order_id=order.id))
    tablet.sync()

    assert sides.verdicts(tablet) == [Verdict.ACCEPTED, Verdict.REJECTED, Verdict.ACCEPTED]
    assert sides.stored(order.id).visit.answer(*ANSWER) == "-18"
    assert tablet.store.queries.sync_status().events_waiting == 0


@pytest.mark.req("SYN-2")
def test_group_is_atomic(sides: TwoSides) -> None:
    """A clash refuses nothing: its group is taken whole. An event that is refused takes its whole group with it."""
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    sides.act(order, by_desk)
    tablet.do(corrected(order), save_answer("work", "temp_after", "-18", order_id=order.id))
    bad = consume("u-1", order_id=order.id, quantity=0)
    tablet.do(save_answer("work", "remark", "x", order_id=order.id), bad)
    tablet.sync()

    assert sides.verdicts(tablet) == [Verdict.CLASH, Verdict.ACCEPTED, Verdict.REJECTED, Verdict.REJECTED]
    answers = sides.stored(order.id).visit.answers[StepId("work")]
    assert answers == {"temp_after": "-18"}


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("turn", [timedelta(0), timedelta(days=3650), timedelta(days=-3650)], ids=str)
def test_clock_never_decides(sides: TwoSides, turn: timedelta) -> None:
    """Two tablets of one engineer answer the same question; the one whose word arrives later stands, whatever it is."""
    early, late, order = sides.tablet(None), sides.tablet(None), sides.desk.order()
    for tablet in (early, late):
        tablet.sync()
    late.clock.wall_at += turn
    early.do(save_answer("work", "temp_after", "-20", order_id=order.id))
    late.do(replace(save_answer("work", "temp_after", "-18", order_id=order.id), at=NOW + turn))
    for tablet in (early, late, early):
        tablet.sync()

    for seen in (sides.stored(order.id), early.order(order.id), late.order(order.id)):
        assert seen.visit.answer(*ANSWER) == "-18"
        assert [clash.lost.value for clash in seen.clashes] == ["-20"]


@pytest.mark.req("SYN-3", "SYN-6")
def test_revoked_is_gone_unsent_is_not(sides: TwoSides) -> None:
    tablet, gone, kept = sides.tablet(None), sides.desk.order(), sides.desk.order()
    tablet.sync()
    tablet.do(save_answer("work", "temp_after", "-18", order_id=kept.id))
    for order in (gone, kept):
        sides.desk.assign(order, TAO)
    pull_revokes(tablet, gone.id, kept.id)

    with pytest.raises(NotFound):
        visible(tablet, gone.id)
    assert visible(tablet, kept.id).visit.answer(*ANSWER) == "-18"
    tablet.sync()
    assert sides.stored(kept.id).visit.answer(*ANSWER) == "-18"
    with pytest.raises(NotFound):
        visible(tablet, kept.id)


def visible(tablet: RealTablet, order_id: OrderId) -> WorkOrder:
    found = {order.id: order for order in tablet.store.queries.orders()}
    if order_id not in found:
        raise NotFound("order.unknown", order=order_id)
    return found[order_id]


def pull_revokes(tablet: RealTablet, *order_ids: OrderId) -> None:
    """What the next pull brings, before anything that waits here was sent."""
    centre = tablet.runner.centre
    epoch, cursors = tablet.store.identity.epoch(), tablet.store.inbox.cursors()
    answer = centre.sync(SyncRequest(epoch=epoch, chain=CHAIN_START, cursors=cursors))
    assert {change.key for change in answer.changes} == set(order_ids)
    tablet.store.inbox.apply(answer)
