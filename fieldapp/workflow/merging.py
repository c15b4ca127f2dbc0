"""What an event of one of several writers does to an order: merged by the owner of each field (SYNC.md rule 6, SYN-2).

The office owns the appointment; customer, address, machine and fault merge by field, and where both changed one the
office's word stands until somebody decides. Answers are the engineer's: of two tablets the present engineer's later
word stands. Everything else is added and never clashes. What loses is kept in the order. No clock is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.clash import Author, Clash, ClashPlace, ClashSide, ClashState
from fieldapp.domain.contact import Correction
from fieldapp.domain.contact_events import AppointmentMoved, DetailsCorrected
from fieldapp.domain.events import AnswerReplaced, AnswerSaved, OrderEvent
from fieldapp.domain.ids import EventId
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.clashes import UNKNOWN, side_of, with_clash
from fieldapp.workflow.contact import can_say, read_detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Who wrote the present answer to a question: `author`, and whether on the tablet whose event is looked at."""

    author: Author
    same_device: bool


AskWriter = Callable[[AnswerSaved, EventId], Written | None]
"""Finds who wrote the answer that an event takes the place of, None if nobody on a tablet; asked only if it matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The order after an event; `clashes` are the ids of those that the event brought or went on with."""

    order: WorkOrder
    clashes: tuple[str, ...] = ()


def merged(order: WorkOrder, event: OrderEvent, event_id: EventId, author: Author, ask: AskWriter) -> Merged:
    """Return `order` after an event of `author`: what `apply` makes of it, and what was not settled by it.

    The same event again changes nothing.
    """
    known = tuple(clash.id for clash in order.clashes if clash.id.startswith(f"{event_id}/"))
    if known:
        return Merged(order=order, clashes=known)
    if isinstance(event, AnswerSaved):
        return _answer(order, event, event_id, author, ask)
    if isinstance(event, DetailsCorrected):
        return _details(order, event, event_id, author)
    if isinstance(event, AppointmentMoved):
        return _appointment(order, event, event_id, author)
    return Merged(order=apply(order, event))


def _answer(order: WorkOrder, event: AnswerSaved, event_id: EventId, author: Author, ask: AskWriter) -> Merged:
    place = ClashPlace(step=event.step, name=event.name)
    stands, base = order.visit.answer(event.step, event.name), event.base if isinstance(event, AnswerReplaced) else ""
    if stands in (base, event.value):
        return Merged(order=apply(order, event))
    writer = ask(event, event_id)
    if writer is not None and writer.same_device and not isinstance(event, AnswerReplaced):
        return Merged(order=apply(order, event))  # a tablet of an older program, which does not say what it replaces
    theirs = ClashSide(author=writer.author if writer is not None else UNKNOWN, value=stands)
    own = ClashSide(author=author, value=event.value, at=event.at)
    before = ClashSide(author=UNKNOWN, value=base)
    if author.engineer == order.assignee:
        clash = Clash(id=f"{event_id}/1", place=place, base=before, stood=own, lost=theirs)
        return _noted(apply(order, event), clash)
    return _late(order, Clash(id=f"{event_id}/1", place=place, base=before, stood=theirs, lost=own))


def _details(order: WorkOrder, event: DetailsCorrected, event_id: EventId, author: Author) -> Merged:
    found = tuple(
        _detail(order, correction, f"{event_id}/{number}", event, author)
        for number, correction in enumerate(event.corrections, start=1)
        if can_say(correction) and read_detail(order, correction.detail) not in (correction.old, correction.new)
    )
    after = Merged(order=apply(order, event))
    for clash in found:
        noted = _late(after.order, clash)
        after = replace(noted, clashes=(*after.clashes, *noted.clashes))
    return after


def _detail(order: WorkOrder, correction: Correction, name: str, event: DetailsCorrected, author: Author) -> Clash:
    place = ClashPlace(detail=correction.detail)
    return Clash(
        id=name,
        place=place,
        base=ClashSide(author=UNKNOWN, value=correction.old),
        stood=_said_last(order, place),
        lost=ClashSide(author=author, value=correction.new, at=event.at),
    )


def _said_last(order: WorkOrder, place: ClashPlace) -> ClashSide:
    """Return the present value of a detail with who wrote it: the desk, else an engineer whose word was taken."""
    now = side_of(order, place)
    for told in reversed(order.desk_corrections):
        if (told.correction.detail, told.correction.new) == (place.detail, now.value):
            return replace(now, author=Author(name=told.by), at=told.at)
    for said in reversed(order.visit.contact.corrections):
        if said.taken and (said.correction.detail, said.correction.new) == (place.detail, now.value):
            return replace(now, author=Author(name=order.assignee_name, engineer=order.assignee), at=said.at)
    return now


def _appointment(order: WorkOrder, event: AppointmentMoved, event_id: EventId, author: Author) -> Merged:
    after = apply(order, event)
    if not event.customer_agrees or order.appointment in (event.old, event.new):
        return Merged(order=after)
    clash = Clash(
        id=f"{event_id}/1",
        place=ClashPlace(),
        base=ClashSide(author=UNKNOWN, window=event.old),
        stood=ClashSide(author=Author(name=order.dispatcher), window=order.appointment),
        lost=ClashSide(author=author, window=event.new, at=event.at),
    )
    return _late(after, clash)


def _late(order: WorkOrder, clash: Clash) -> Merged:
    """Note a clash that changes nothing; a word that goes on from a value which lost is one with it.

    An engineer without network writes on over his own value: that is not another difference.
    """
    for one in order.clashes:
        own = one.lost.author.engineer == clash.lost.author.engineer
        if one.state is ClashState.OPEN and one.place == clash.place and own and one.lost.says(clash.base):
            return _noted(order, replace(one, lost=clash.lost))
    return _noted(order, clash)


def _noted(order: WorkOrder, clash: Clash) -> Merged:
    return Merged(order=with_clash(order, clash), clashes=(clash.id,))
