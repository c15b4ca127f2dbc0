"""Where a visit stands among its steps, and what its form and gates say; pure, asked by the visit's view model."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.process import ConditionKind, StepRecord
from fieldapp.domain.views.visit import StepLook, StepRow, VisitView
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.words import Words
from fieldapp.usecases.skip_step import NEVER_SKIPPED


def records(view: VisitView) -> StepRecord:
    """Return what completing the step on the screen records."""
    return next(step.records for step in view.steps if step.id == view.current)


@dataclass(frozen=True, slots=True)
class StepPlace:
    """A visit at its current step; `lacking` names a mandatory thing that is missing, `open_questions` counts.

    `sheet` is what the next action opens before anything can be recorded; `outcome` that of a call.
    """

    view: VisitView
    lacking: str = ""
    open_questions: int = 0
    sheet: str = ""
    outcome: str = ""

    @property
    def step(self) -> StepRow:
        """Return the step on the screen."""
        return next(step for step in self.view.steps if step.id == self.view.current)

    @property
    def before(self) -> StepRow | None:
        """Return the step before it, None at the first."""
        here = next(place for place, step in enumerate(self.view.steps) if step.look is StepLook.CURRENT)
        return self.view.steps[here - 1] if here > 0 else None

    @property
    def done(self) -> bool:
        """Tell whether the step was completed before."""
        return self.view.order.visit.is_done(self.view.current)

    @property
    def signs(self) -> bool:
        """Tell whether only a signature completes the step."""
        return self.step.records is StepRecord.SIGNATURE

    @property
    def may_skip(self) -> bool:
        """Tell whether the step may be left out with a reason."""
        return self.step.records not in NEVER_SKIPPED and not self.done and not self.over

    @property
    def may_pass(self) -> bool:
        """Tell whether a reason opens the gate that blocks (PRO-3)."""
        return not self.done and not self.over and bool(self.view.gates) and self.view.gates[0].may_pass

    @property
    def sends_back(self) -> bool:
        """Tell whether a gate that no reason opens sends back to the step before (SITE-6)."""
        stands = not self.done and not self.over and bool(self.view.gates)
        return stands and not self.view.gates[0].may_pass and self.before is not None

    @property
    def over(self) -> bool:
        """Tell whether the visit was closed: what is shown can be read, nothing is done any more."""
        return self.view.order.state is OrderState.CLOSED

    @property
    def asks_price(self) -> bool:
        """Tell whether the customer must first be shown what the work costs (SITE-12)."""
        return self._asked is ConditionKind.QUOTE_AGREED

    @property
    def asks_payer(self) -> bool:
        """Tell whether it must first be settled who pays, before any price is shown (CON-4)."""
        return self._asked is ConditionKind.PAYER_SETTLED

    @property
    def _asked(self) -> ConditionKind | None:
        """Return what the first gate that stands here asks, None without one."""
        return None if self.done or self.over or not self.view.gates else self.view.gates[0].asks

    def primary(self, words: Words) -> str:
        """Return the one next action, or the reason why it is blocked."""
        if self.over:
            return words.say("visit.look_at_order")
        if self.done:
            return words.say("visit.go_on")
        if self.asks_price:
            return words.say("quote.open")
        if self.asks_payer:
            return words.say("coverage.open")
        if self.step.records is StepRecord.ACCEPTANCE and self.view.order.state is OrderState.ACCEPTED:
            return self.blocked(words) or words.say("visit.known")
        code = f"call.open.{self.sheet}" if self.sheet else f"call.primary.{self.outcome}"
        action = words.say(code) if words.knows(code) else self.step.action
        return self.blocked(words) or action

    def blocked(self, words: Words) -> str:
        """Say why the step cannot be completed: a gate, a mandatory thing (KIT-2), open questions; "" when it can."""
        if self.done or self.over or self.asks_price or self.asks_payer:
            return ""
        if self.lacking:  # before the gates: what no reason replaces is said first
            return words.say("visit.lacking", title=self.lacking)
        if self.view.gates:
            return self.view.gates[0].words
        if self.open_questions and not self.signs:
            return words.say("visit.open_questions", count=self.open_questions)
        return ""
