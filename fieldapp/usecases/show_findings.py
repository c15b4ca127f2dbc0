"""Show what an inspection found, each in words, with the order that it became (SITE-14)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import OrderId
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.workflow.findings import Finding, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingInWords:
    """A finding: the question, and what was answered ("电源和接线", "不正常")."""

    finding: Finding
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ShowFindings:
    """Read the findings of an order in the words of its forms."""

    queries: Queries
    forms: FormShelf
    clock: Clock

    def __call__(self, order_id: OrderId, language: str) -> tuple[FindingInWords, ...]:
        """Return the findings, () for a job that looks for none. Raises NotFound("order.unknown", …)."""
        order = self.queries.order(order_id)
        process = self.queries.process(order.pin)
        found = findings(process, order)
        if not found:
            return ()
        words = FormWords(self.forms, order, process, language, self.clock.now)
        return tuple(
            FindingInWords(
                finding=one,
                label=words.label(one.place.step, one.place.field),
                words=words.words(one.place.step, one.place.field, one.value),
            )
            for one in found
        )
