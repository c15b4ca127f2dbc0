"""What the steps at the customer's show beside their questions: price, slips, what must be back in the bag (SITE)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Process
from fieldapp.domain.toolkit import KitNeedKind
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.section_line import section_line
from fieldapp.workflow.kit import KIT, packed_items, packed_needs
from fieldapp.workflow.on_site import verdict, visited_on
from fieldapp.workflow.steps import steps_of

CLEAN, LEFT_BEHIND = StepId("clean"), "left_behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """An order as it stands at the customer's; all words are in the asked language.

    `bag` names the things that were brought along and go home again, `left_behind` those that are not back, `failed`
    the checks that did not pass (SITE-6). `mine` tells whether the company's own machine has the fault, `covered`
    whether the warranty, or what was settled instead, pays for the visit. `away` is the order that the machine was
    taken away on and not brought back yet: this one, or the one it came out of.
    """

    order: WorkOrder
    cause: str = ""
    bag: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    mine: bool = True
    covered: bool = False
    away: WorkOrder | None = None


@dataclass(frozen=True, slots=True)
class ShowSite:
    """Reads what was recorded; before the arrival there is nothing of it."""

    queries: Queries
    forms: FormShelf
    now: Callable[[], datetime]

    def __call__(self, order: WorkOrder, language: str) -> SiteView:
        """Return the view. Raises NotFound("process.unknown", "form.unknown")."""
        process = self.queries.process(order.pin)
        covered = order.covered(visited_on(process, order))
        if order.visit.arrived_at is None:
            return SiteView(order=order, covered=covered, away=self._away(order))
        words = FormWords(self.forms, order, process, language, self.now)
        steps = {step.id for step in steps_of(process, order)}
        return SiteView(
            order=order,
            cause=section_line(order, process, words, "cause"),
            bag=_bag(order, process, words, language) if KIT in steps else (),
            left_behind=_left_behind(order, words) if CLEAN in steps else (),
            failed=_failed(order, process, words),
            mine=verdict(process, order.visit) is None,
            covered=covered,
            away=self._away(order),
        )

    def _away(self, order: WorkOrder) -> WorkOrder | None:
        """Return the order whose machine is away: a second visit brings back what the first one took."""
        if order.visit.on_site.away is not None:
            return order
        source = order.opened.source if order.opened is not None else None
        if source is None:
            return None
        try:
            first = self.queries.order(source.order_id)
        except NotFound:  # the first order is no longer on this tablet: nothing can be written to it here
            return None
        return first if first.visit.on_site.away is not None and first.asset.id == order.asset.id else None


def _bag(order: WorkOrder, process: Process, words: FormWords, language: str) -> tuple[str, ...]:
    """Return the standard things, and what was packed for this order and is still to come home (SITE-7, ANA-5).

    Spares are booked part by part and software is no thing; a loaner that stays with the customer and the paper slips
    that were written for it are not looked for.
    """
    things = tuple(words.label(KIT, name) for name in packed_items(process, order))
    given = order.visit.on_site.taken_away
    left = {KitNeedKind.SPARE, KitNeedKind.SOFTWARE}
    if given:
        left.add(KitNeedKind.DOCUMENT)
    if any(taken.loaner is not None for taken in given):
        left.add(KitNeedKind.LOANER)
    return (*things, *(need.name(language) for need in packed_needs(order) if need.kind not in left))


def _left_behind(order: WorkOrder, words: FormWords) -> tuple[str, ...]:
    chosen = order.visit.answer(CLEAN, LEFT_BEHIND).split()
    return tuple(words.words(CLEAN, LEFT_BEHIND, name) for name in chosen)


def _failed(order: WorkOrder, process: Process, words: FormWords) -> tuple[str, ...]:
    return tuple(
        words.label(step.id, name)
        for step in process.steps
        for name, value in order.visit.answers.get(step.id, {}).items()
        if value == "fail"
    )
