"""The one reducer that device and centre share: what each event does to an order (SYNC.md).

The order of application is the order of the events, never their clocks: a clock that was set back loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import chain, groupby

from fieldapp.domain.clash_events import ClashDecided
from fieldapp.domain.contact_events import ContactEvent
from fieldapp.domain.events import (
    AnswerSaved,
    Arrived,
    CallMade,
    Departed,
    Event,
    FormMoved,
    GatePassed,
    KitItemChecked,
    OrderAccepted,
    OrderEvent,
    OrderHandedBack,
    PartConsumed,
    PartRemoved,
    PartUseReversed,
    ReportSigned,
    StepCompleted,
    StepReopened,
    StepSkipped,
    VisitClosed,
)
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.domain.opening_events import OrderBranched
from fieldapp.domain.planning_events import PlanningEvent
from fieldapp.domain.replacing import replace
from fieldapp.domain.site_events import AssetTakenAway, CoverageSettled, QuoteAnswered, SiteEvent
from fieldapp.domain.toolkit import KitCheck
from fieldapp.domain.visit import (
    Call,
    PartUse,
    PassedGate,
    RemovedPart,
    Report,
    StepProgress,
    StepState,
    Visit,
)
from fieldapp.domain.work_order import HandBack, OrderState, WorkOrder
from fieldapp.workflow import clashes, contact, form_move, knowledge, on_site, opening, planning, step_form


def apply(order: WorkOrder, event: Event) -> WorkOrder:
    """Return `order` as it stands after `event`.

    Pure and total: an event of another order, or of a kind that is not known here, returns the order unchanged.
    The same event applied again changes nothing.
    """
    if not isinstance(event, OrderEvent) or event.order_id != order.id:
        return order
    after = _changed(event, order)
    if not _is_news_for_the_report(event, order.visit) or after.visit == order.visit:
        return after
    # A signature stands for what was shown, not for what was recorded later (PRO-4, SYNC.md rule 6).
    return _with_visit(after, replace(after.visit, report_outdated_at=order.visit.report_outdated_at or event.at))


def apply_all(order: WorkOrder, events: Iterable[Event]) -> WorkOrder:
    """Return `order` as it stands after all `events` in their order: what `apply` makes of one after the other.

    Answers to one step that follow each other are taken over together: a row removed from a long repeat moves up the
    answers of all rows below it.
    """
    for answered, run in groupby(events, key=_answered_step):
        if answered is None:
            for event in run:
                order = apply(order, event)
        elif answered[0] == order.id:
            order = _answered(order, (event for event in run if isinstance(event, AnswerSaved)))
    return order


def _answered_step(event: Event) -> tuple[OrderId, StepId] | None:
    return (event.order_id, event.step) if isinstance(event, AnswerSaved) else None


def _answered(order: WorkOrder, run: Iterator[AnswerSaved]) -> WorkOrder:
    """Return the order with answers to one step; one by one while they may be the first news for a signed report."""
    for event in run:
        visit = order.visit
        if visit.report_outdated_at is not None or not _is_news_for_the_report(event, visit):
            return _with_answers(order, chain((event,), run))
        order = apply(order, event)
    return order


def _is_news_for_the_report(event: OrderEvent, visit: Visit) -> bool:
    """Tell whether a report that was signed before `event` no longer says what the record says.

    Answers count where their step was over when it was signed: a step that is still open has not been reported yet.
    """
    if not visit.reports:
        return False
    if isinstance(event, AnswerSaved):
        progress = visit.steps.get(event.step)
        return progress is not None and progress.state is not StepState.BEGUN
    if isinstance(event, FormMoved):
        return form_move.changes_reported(event, visit)
    on_paper = AssetTakenAway | CoverageSettled | QuoteAnswered | PartConsumed | PartRemoved | PartUseReversed
    return isinstance(event, on_paper | StepReopened | StepSkipped)


@singledispatch
def _changed(event: OrderEvent, order: WorkOrder) -> WorkOrder:
    return order


@_changed.register
def _accepted(event: OrderAccepted, order: WorkOrder) -> WorkOrder:
    visit = replace(order.visit, accepted_at=event.at)
    if order.state is OrderState.ASSIGNED:
        return replace(order, state=OrderState.ACCEPTED, visit=visit)
    # Accepted before the tablet knew that the office had cancelled: a fact, and no more (SYN-3).
    late = order.state is OrderState.CANCELLED and order.visit.accepted_at is None
    return replace(order, visit=visit) if late else order


@_changed.register
def _handed_back(event: OrderHandedBack, order: WorkOrder) -> WorkOrder:
    if order.state is OrderState.CLOSED:
        return order
    hand_back = HandBack(reason=event.reason, at=event.at, remark=event.remark, colleague=event.colleague)
    return replace(order, state=_unless_cancelled(order, OrderState.HANDED_BACK), hand_back=hand_back)


@_changed.register
def _answer_saved(event: AnswerSaved, order: WorkOrder) -> WorkOrder:
    return _with_answers(order, (event,))


@_changed.register
def _form_moved(event: FormMoved, order: WorkOrder) -> WorkOrder:
    return form_move.moved(order, event)


@_changed.register
def _completed(event: StepCompleted, order: WorkOrder) -> WorkOrder:
    return _with_step(order, event.step, StepProgress(state=StepState.DONE, at=event.at))


@_changed.register
def _skipped(event: StepSkipped, order: WorkOrder) -> WorkOrder:
    return _with_step(order, event.step, StepProgress(state=StepState.SKIPPED, at=event.at, reason=event.reason))


@_changed.register
def _reopened(event: StepReopened, order: WorkOrder) -> WorkOrder:
    return _with_step(order, event.step, StepProgress(state=StepState.BEGUN, at=event.at, reason=event.reason))


@_changed.register
def _gate_passed(event: GatePassed, order: WorkOrder) -> WorkOrder:
    passed = PassedGate(gate=event.gate, step=event.step, reason=event.reason, at=event.at)
    if passed in order.visit.passed_gates:
        return order
    return _with_visit(order, replace(order.visit, passed_gates=(*order.visit.passed_gates, passed)))


@_changed.register
def _call_made(event: CallMade, order: WorkOrder) -> WorkOrder:
    call = Call(at=event.at, outcome=event.outcome, remark=event.remark)
    if call in order.visit.calls:
        return order
    made = replace(order.visit.contact, next_call_at=None)
    return _with_visit(order, replace(order.visit, calls=(*order.visit.calls, call), contact=made))


@_changed.register
def _kit_checked(event: KitItemChecked, order: WorkOrder) -> WorkOrder:
    check = KitCheck(
        present=event.present, source=event.source, at=event.at, serial_number=event.serial_number, lot=event.lot
    )
    return _with_visit(order, replace(order.visit, kit={**order.visit.kit, event.need: check}))


@_changed.register
def _departed(event: Departed, order: WorkOrder) -> WorkOrder:
    # The last tap counts: a departure tapped by mistake is mended by tapping again.
    return _with_visit(order, replace(order.visit, departed_at=event.at))


@_changed.register
def _arrived(event: Arrived, order: WorkOrder) -> WorkOrder:
    return _with_visit(order, replace(order.visit, arrived_at=event.at))


@_changed.register
def _consumed(event: PartConsumed, order: WorkOrder) -> WorkOrder:
    if any(use.id == event.use_id for use in order.visit.parts):
        return order
    use = PartUse(
        id=event.use_id,
        part_number=event.part_number,
        source=event.source,
        at=event.at,
        quantity=event.quantity,
        serial_number=event.serial_number,
        lot=event.lot,
    )
    return _with_visit(order, replace(order.visit, parts=(*order.visit.parts, use)))


@_changed.register
def _removed(event: PartRemoved, order: WorkOrder) -> WorkOrder:
    removed = RemovedPart(
        part_number=event.part_number,
        source=event.source,
        at=event.at,
        serial_number=event.serial_number,
        lot=event.lot,
    )
    parts = tuple(replace(use, removed=removed) if use.id == event.use_id else use for use in order.visit.parts)
    return _with_visit(order, replace(order.visit, parts=parts))


@_changed.register
def _use_reversed(event: PartUseReversed, order: WorkOrder) -> WorkOrder:
    parts = tuple(
        replace(use, reversed_at=use.reversed_at or event.at) if use.id == event.use_id else use
        for use in order.visit.parts
    )
    return _with_visit(order, replace(order.visit, parts=parts))


@_changed.register
def _signed(event: ReportSigned, order: WorkOrder) -> WorkOrder:
    # A signed version stays as it was signed (REP-4): it is never replaced, also not by one of the same number and
    # version that another tablet signed meanwhile. Only the very same document is one report.
    visit = order.visit
    if _name(event.report) in map(_name, visit.reports):
        return _with_visit(order, _signed_again(visit, event.report))
    return _with_visit(order, replace(visit, reports=(*visit.reports, event.report), report_outdated_at=None))


def _name(report: Report) -> tuple[str, int, Sha256]:
    return report.number, report.version, report.document_sha256


def _signed_again(visit: Visit, report: Report) -> Visit:
    """Return the visit after a signature that it has already, as when events are applied again after a reopening.

    What was recorded before the newest signature is in it; what came later still asks for another one.
    """
    since = visit.report_outdated_at
    covers = since is not None and _name(report) == _name(visit.reports[-1]) and since < report.at
    return replace(visit, report_outdated_at=None) if covers else visit


@_changed.register
def _closed(event: VisitClosed, order: WorkOrder) -> WorkOrder:
    if order.visit.closed_at is not None:
        return order
    visit = replace(order.visit, outcome=event.outcome, closed_at=event.at)
    return replace(order, state=_unless_cancelled(order, OrderState.CLOSED), visit=visit)


_changed.register(ClashDecided, clashes.told)
_changed.register(ContactEvent, contact.changed)
_changed.register(PlanningEvent, planning.changed)
_changed.register(SiteEvent, on_site.changed)
_changed.register(FaultProposed, knowledge.proposed)
_changed.register(OrderBranched, opening.branched)


def _unless_cancelled(order: WorkOrder, state: OrderState) -> OrderState:
    return order.state if order.state is OrderState.CANCELLED else state


def _with_answers(order: WorkOrder, run: Iterable[AnswerSaved]) -> WorkOrder:
    """Return the order with these answers, all to one step; "" stays.

    A question that was cleared does not fall back to its default when the form is opened again.
    """
    visit, given = order.visit, tuple(run)
    step = given[0].step
    forms = step_form.answered_in(order, given)
    fields = {**visit.answers.get(step, {}), **{event.name: event.value for event in given}}
    steps = {step: StepProgress(state=StepState.BEGUN, at=given[0].at), **visit.steps}
    return _with_visit(order, replace(visit, answers={**visit.answers, step: fields}, steps=steps, step_forms=forms))


def _with_visit(order: WorkOrder, visit: Visit) -> WorkOrder:
    return replace(order, visit=visit)


def _with_step(order: WorkOrder, step: StepId, progress: StepProgress) -> WorkOrder:
    return _with_visit(order, replace(order.visit, steps={**order.visit.steps, step: progress}))
