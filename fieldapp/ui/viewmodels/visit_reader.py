"""Reads a visit for the screen, on a reader thread: the view, its form filled in, names and stock of the parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from fieldapp.domain.ids import OrderId, PartNumber, StepId
from fieldapp.domain.part import Part
from fieldapp.domain.process import Phrase
from fieldapp.domain.toolkit import KitNeed
from fieldapp.domain.views.visit import VisitView
from fieldapp.forms.session import FormSession
from fieldapp.ui.viewmodels.preparation_reader import Preparation, read_preparation
from fieldapp.ui.viewmodels.question_rows import DONE_ANSWER, answer_name
from fieldapp.ui.viewmodels.visit_rows import need_title
from fieldapp.usecases.form_shelf import FormShelf, answer_paths
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_analysis import ShowAnalysis
from fieldapp.usecases.show_contact import ContactView, ShowContact
from fieldapp.usecases.show_site import ShowSite, SiteView
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.tell_delay import DelayView, ShowDelay
from fieldapp.workflow.kit import KIT, added_needs, is_packed


@dataclass(frozen=True, slots=True)
class VisitRead:
    """One reading of a visit. `session` belongs to the UI thread from now on; `again` makes one with other answers."""

    view: VisitView
    session: FormSession
    again: Callable[[dict[str, str]], FormSession]
    language: str
    parts: dict[PartNumber, Part | None]
    stock: dict[PartNumber, int]
    contact: ContactView
    preparation: Preparation
    phrases: tuple[Phrase, ...]
    delay: DelayView | None
    site: SiteView


@dataclass(frozen=True, slots=True)
class VisitReader:
    """Reads visits; `now` dates what forms compute."""

    show: ShowVisit
    forms: FormShelf
    queries: Queries
    now: Callable[[], datetime]
    show_contact: ShowContact
    show_analysis: ShowAnalysis
    show_delay: ShowDelay
    show_site: ShowSite

    def __call__(self, order_id: OrderId, language: str, step: StepId | None) -> VisitRead:
        """Read the visit at a step; None for where the engineer was (SITE-9). Raises NotFound."""
        view = self.show(order_id, language, step)
        numbers = {use.part_number for use in view.order.visit.parts}
        numbers |= {need.part_number for need in added_needs(view.order) if need.part_number is not None}
        numbers |= {use.removed.part_number for use in view.order.visit.parts if use.removed is not None}
        return VisitRead(
            view=view,
            session=self._session(view, language),
            again=partial(self._session_with, view, language),
            language=language,
            parts={number: self.queries.part(number) for number in numbers},
            stock={number: self.queries.stock(number) for number in numbers},
            contact=self.show_contact(view.order),
            preparation=read_preparation(self.queries, self.show_analysis, view),
            phrases=self.queries.process(view.order.pin).phrasing.phrases,
            delay=self.show_delay(view.order),
            site=self.show_site(view.order, language),
        )

    def missing_kit(self, order_id: OrderId, language: str) -> tuple[str, ...]:
        """Name what is not in the bag yet, mandatory things first; empty where the process checks no bag (KIT-1)."""
        order = self.queries.order(order_id)
        if not self.queries.process(order.pin).kit_items:
            return ()
        questions = self._session(self.show(order_id, language, KIT), language).questions()
        items = self.queries.process(order.pin).kit_items
        open_items = [
            question for question in questions if answer_name(question.path) in items and question.value != DONE_ANSWER
        ]
        open_items.sort(key=lambda question: question.attributes.get("mandatory") != "yes")
        needs = [need for need in added_needs(order) if not is_packed(order, need)]
        named = [f"{need.part_number or ''} {self._named(need, language)}".strip() for need in needs]
        return (*(question.label for question in open_items), *named)

    def _named(self, need: KitNeed, language: str) -> str:
        part = self.queries.part(need.part_number) if need.part_number is not None else None
        return need_title(need, part, language)

    def _session(self, view: VisitView, language: str) -> FormSession:
        """Return the form of the current step, filled with what was answered."""
        return self._session_with(view, language, answer_paths(view.order, view.current))

    def _session_with(self, view: VisitView, language: str, answers: dict[str, str]) -> FormSession:
        return FormSession(
            self.forms.form(view.form_sha256, view.xform),
            language=language,
            now=self.now,
            answers=answers,
            choices=self.queries.lists,
            properties=self.forms.properties,
        )
