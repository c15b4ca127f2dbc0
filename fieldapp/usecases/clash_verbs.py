"""What two sides changed at once: shown side by side, decided by one tap that another one takes back (SYN-2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.clash import Clash
from fieldapp.domain.clash_events import ClashKept, ClashSwapped
from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.views.clash import ClashView
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.workflow.clashes import may_decide, open_clashes, side_of


@dataclass(frozen=True, slots=True)
class ShowClashes:
    """Read the clashes of an order in the words of its forms."""

    queries: Queries
    forms: FormShelf
    clock: Clock

    def __call__(self, order_id: OrderId, language: str) -> tuple[ClashView, ...]:
        """Return them, those that wait first. Raises NotFound("order.unknown")."""
        order = self.queries.order(order_id)
        if not order.clashes:
            return ()
        waiting = {clash.id for clash in open_clashes(order)}
        words = self._words(order, language)
        views = [_view(clash, clash.id in waiting, words) for clash in order.clashes]
        return tuple(sorted(views, key=lambda view: not view.waits))

    def _words(self, order: WorkOrder, language: str) -> FormWords | None:
        """Return the words of the forms, None while the process has not come down: then names stand for themselves."""
        try:
            process = self.queries.process(order.pin)
        except NotFound:
            return None
        return FormWords(self.forms, order, process, language, self.clock.now)


def _view(clash: Clash, waits: bool, words: FormWords | None) -> ClashView:
    step, name = clash.place.step, clash.place.name
    if step is None:
        return ClashView(clash=clash, waits=waits, may_decide=may_decide(clash))
    question, stood, lost = _in_words(step, name, clash, words)
    return ClashView(clash=clash, question=question, stood=stood, lost=lost, waits=waits)


def _in_words(step: StepId, name: str, clash: Clash, words: FormWords | None) -> tuple[str, str, str]:
    try:
        if words is not None:
            stood, lost = (words.words(step, name, side.value) for side in (clash.stood, clash.lost))
            return words.label(step, name), stood, lost
    except NotFound:
        pass  # The form is not here yet: what was written is shown as it was written.
    return name, clash.stood.value, clash.lost.value


@dataclass(frozen=True, slots=True)
class DecideClash:
    """Let one of both values count; also after the visit, for it is only seen then that they differ."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, clash_id: str, *, take_other: bool) -> None:
        """Take the value that lost, or keep the one that stood. Raises NotFound("order.unknown", "clash.unknown")."""
        with self.begin() as work:
            order = work.order(order_id)
            clash = next((one for one in order.clashes if one.id == clash_id), None)
            if clash is None:
                raise NotFound("clash.unknown", clash=clash_id, number=order.number)
            kind = ClashSwapped if take_other else ClashKept
            over, by = side_of(order, clash.place), order.assignee_name
            work.append(kind(order_id=order_id, at=self.clock.now(), clash_id=clash_id, over=over, by=by))
            work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashVerbs:
    """Both in one hand, for the screens."""

    show: ShowClashes
    decide: DecideClash
