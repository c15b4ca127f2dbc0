"""What the centre says to each event, and what the event changes: pure, one group at a time, all of it or none."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.centre.database.defects import is_defect_beside_the_database
from fieldapp.centre.desk.opened import Intake
from fieldapp.centre.devices import opening
from fieldapp.domain.clash import Author
from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import (
    AnswerSaved,
    Event,
    OrderAccepted,
    OrderEvent,
    OrderHandedBack,
    PartConsumed,
    PartUseReversed,
)
from fieldapp.domain.ids import DeviceId, EngineerId, EventId, OrderId
from fieldapp.domain.opening_events import OrderBranched, OrderOpened
from fieldapp.domain.part import StockMovement
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder
from fieldapp.support.lines import noted
from fieldapp.wire.codec import encode, event_from_json
from fieldapp.wire.extremes import check_extremes
from fieldapp.wire.messages import EventRow, Outcome, Verdict
from fieldapp.wire.versions import EVENT_BYTES, HISTORY_LOST
from fieldapp.workflow.merging import AskWriter, Merged, Written, merged
from fieldapp.workflow.movements import movement_of
from fieldapp.workflow.opening import opened
from fieldapp.workflow.reassigning import is_of_the_sender_alone, noted_late

_log = logging.getLogger(__name__)

_REQUESTS = (OrderAccepted, OrderHandedBack)
"""Events that ask for something; of a former assignee they wait for the office (SYNC.md rule 5)."""

_MOST_PARTS = 2**31 - 1
"""As many as the ledger's column counts."""

ORDER_WAITING = "order.waiting"
"""The order that the event tells of was opened by an event that waits itself (ACC-7, SYN-8)."""

_NOT_KNOWN_YET = ("event.unknown", "event.version-unknown")


def _nobody(_: AnswerSaved, __: EventId) -> Written | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What one batch works on: the orders its sender has or had, as far as the batch has brought them."""

    sender: EngineerId
    orders: dict[OrderId, WorkOrder]
    sender_name: str = ""
    intake: Intake = field(default_factory=Intake)
    touched: frozenset[OrderId] = frozenset()
    """Orders that an event was applied to; one may stand as it did before."""
    fresh: frozenset[OrderId] = frozenset()
    """Orders that the batch opens: they are registered, not only saved."""
    movements: tuple[StockMovement, ...] = ()
    ask: AskWriter = _nobody
    """Who wrote an answer that is there already."""
    by_office: bool = False
    """Whether the office grants what waited for it: requests of an engineer who has the order no more."""
    first_ids: Mapping[int, EventId] = field(default_factory=dict)
    """Of events that open an order, by number, the id that they were written under: the order bears it."""
    has_forgotten: bool = False
    """Whether the centre was restored once: an order that it does not know it may have known, so the office decides."""
    waiting: frozenset[OrderId] = frozenset()
    """Orders whose opening is parked: what is told of them waits with it."""
    clashed: frozenset[int] = frozenset()
    """Numbers of the events that met another value; they are taken all the same."""


class _NotTakenError(Exception):
    """This event cannot be applied; `verdict` and `code` say what becomes of it."""

    def __init__(self, verdict: Verdict, code: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.verdict = verdict
        self.code = code
        self.fields = fields or {}


def rule_group(book: Book, device_id: DeviceId, rows: Sequence[EventRow]) -> tuple[Book, tuple[Outcome, ...]]:
    """Return the book after the events of one local transaction, and the outcome of each.

    If one of them cannot be taken, the book stays as it was, that one keeps its reason, and the others name it.
    """
    after = book
    for row in rows:
        event_id = EventId(device_id, row.seq)
        try:
            after = _taken(after, event_id, row)
        except _NotTakenError as reason:
            outcomes = tuple(_outcome_beside(other, row, reason) for other in rows)
            return _with_waiting(book, rows) if reason.verdict is Verdict.PARKED else book, outcomes
        except Exception as defect:
            if not is_defect_beside_the_database(defect):
                raise
            # It must not block the device: the event is kept for the office, the log tells the developer.
            _log.exception("event %s could not be applied", event_id, extra=noted(event=str(event_id)))
            return _with_waiting(book, rows), not_applied(rows, row)
    return after, tuple(_outcome_of_taken(after, row) for row in rows)


def openings_in(rows: Sequence[EventRow]) -> frozenset[OrderId]:
    """Return the orders that these events open, as far as they say."""
    named = (row.data.get("order_id") for row in rows if row.kind == OrderOpened.kind)
    return frozenset(OrderId(one) for one in named if isinstance(one, str))


def _with_waiting(book: Book, rows: Sequence[EventRow]) -> Book:
    """Return the book after a group was parked: orders that it would have opened wait with it."""
    opened_here = openings_in(rows)
    return replace(book, waiting=book.waiting | opened_here) if opened_here else book


def not_applied(rows: Sequence[EventRow], culprit: EventRow) -> tuple[Outcome, ...]:
    """Return the word on a group in which a defect of ours came to light: it is kept for the office."""
    reason = _NotTakenError(Verdict.PARKED, "event.not-applied", {"kind": culprit.kind})
    return tuple(_outcome_beside(other, culprit, reason) for other in rows)


def _outcome_of_taken(book: Book, row: EventRow) -> Outcome:
    """Return the word on an event that was taken; a clash is no refusal (SYNC.md rule 6)."""
    if row.seq in book.clashed:
        return Outcome(seq=row.seq, verdict=Verdict.CLASH, code="event.clash")
    # What a tablet declares lost is taken as such, and the office sees it (rule 3).
    return Outcome(seq=row.seq, verdict=Verdict.ACCEPTED, code=HISTORY_LOST if row.kind == HISTORY_LOST else "")


def _outcome_beside(row: EventRow, culprit: EventRow, reason: _NotTakenError) -> Outcome:
    if row.seq == culprit.seq:
        return Outcome(seq=row.seq, verdict=reason.verdict, code=reason.code, fields=reason.fields)
    code = "event.group-parked" if reason.verdict is Verdict.PARKED else "event.group-rejected"
    return Outcome(seq=row.seq, verdict=reason.verdict, code=code, fields={"seq": str(culprit.seq)})


def _taken(book: Book, event_id: EventId, row: EventRow) -> Book:
    if row.kind == HISTORY_LOST:
        return book
    event = _understood(row)
    if not isinstance(event, OrderEvent):
        raise _NotTakenError(Verdict.PARKED, "event.unknown", {"kind": row.kind})
    if isinstance(event, OrderOpened):
        return _opened(book, event, book.first_ids.get(event_id.seq, event_id))
    order = book.orders.get(event.order_id)
    if order is None:
        if event.order_id in book.waiting:
            raise _NotTakenError(Verdict.PARKED, ORDER_WAITING, {"order": event.order_id})
        # Also said of orders that exist but were never this engineer's: a device learns nothing of other scopes.
        verdict = Verdict.PARKED if book.has_forgotten else Verdict.REJECTED
        raise _NotTakenError(verdict, "order.unknown", {"order": event.order_id})
    _check(event, order, book)
    if order.assignee != book.sender and is_of_the_sender_alone(event):
        # What the first engineer did before his tablet knew is a fact that is kept, and not the way of the next one.
        after = Merged(order=noted_late(order, event, book.sender))
    else:
        author = Author(name=book.sender_name, engineer=book.sender)
        after = merged(order, _with_centre_number(event, book), event_id, author, book.ask)
    changed, movement = after.order, movement_of(event_id, event, order.number)
    return replace(
        book,
        orders={**book.orders, order.id: changed},
        touched=book.touched if order.id in book.touched else book.touched | {order.id},
        movements=(*book.movements, movement) if movement else book.movements,
        clashed=book.clashed | {row.seq} if after.clashes else book.clashed,
    )


def _opened(book: Book, event: OrderOpened, event_id: EventId) -> Book:
    reason = opening.doubt(event, event_id, book.intake, book.orders)
    if reason is not None:
        raise _NotTakenError(*reason)
    order = replace(opened(event, book.sender, book.sender_name), number=book.intake.numbers[event.order_id])
    return replace(book, orders={**book.orders, order.id: order}, fresh=book.fresh | {order.id})


def _with_centre_number(event: OrderEvent, book: Book) -> OrderEvent:
    """Return the event; one that tells of an order opened in the same batch tells its new number, too (ACC-7)."""
    if isinstance(event, OrderBranched) and event.opened.order_id in book.fresh:
        number = book.orders[event.opened.order_id].number
        return replace(event, opened=replace(event.opened, centre_number=number))
    return event


def _understood(row: EventRow) -> Event:
    size = len(encode(row.data))
    if size > EVENT_BYTES:
        raise _NotTakenError(Verdict.REJECTED, "event.too-large", {"bytes": str(size), "limit": str(EVENT_BYTES)})
    try:
        event = event_from_json(row.kind, row.version, row.data)
        check_extremes(event)
    except BadInput as fault:
        verdict = Verdict.PARKED if fault.code in _NOT_KNOWN_YET else Verdict.REJECTED
        fields = {name: str(value) for name, value in fault.fields.items()}
        raise _NotTakenError(verdict, fault.code, fields) from fault
    return event


def _check(event: OrderEvent, order: WorkOrder, book: Book) -> None:
    if isinstance(event, _REQUESTS) and order.assignee != book.sender and not book.by_office:
        raise _NotTakenError(Verdict.PARKED, "order.not-assigned", {"number": order.number})
    if isinstance(event, PartConsumed | PartUseReversed) and not 1 <= event.quantity <= _MOST_PARTS:
        raise _NotTakenError(Verdict.REJECTED, "part.quantity", {"quantity": str(event.quantity)})
