"""Show what a move to another form version would change, before anybody decides (PRO-2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldapp.domain.ids import FormId, OrderId, Sha256
from fieldapp.domain.visit import KeptAnswer
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.difference import Difference, differences
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.plain_words import PlainWords
from fieldapp.forms.takeover import path_of
from fieldapp.usecases.form_crossing import Crossed, FormCrossing
from fieldapp.usecases.form_shelf import ROOT
from fieldapp.usecases.ports import Queries

_TICKED = "✓"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAnswer:
    """An answer in the words of the version it was given in."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMovePreview:
    """What is different in the other version, and what happens to the answers.

    `kept` counts the answers that are taken over, `reworded` those of them that then stand under other words.
    """

    form_id: FormId
    from_version: str
    to_version: str
    to_sha256: Sha256
    differences: tuple[Difference, ...]
    kept: int
    reworded: int
    dropped: tuple[ToldAnswer, ...]
    restored: tuple[ToldAnswer, ...]


@dataclass(frozen=True, slots=True)
class PreviewFormMove:
    """Work the move out and put it into words; the move itself works it out again."""

    queries: Queries
    crossing: FormCrossing

    def __call__(self, order_id: OrderId, form_id: FormId, to_sha256: Sha256, language: str) -> FormMovePreview:
        """Return the preview, in "zh" or "en".

        Raises NotFound("order.unknown", "form.unknown", "form.version-unknown"), FormError.
        """
        crossed = self.crossing(self.queries.order(order_id), form_id, to_sha256)
        asked = {place for place in crossed.kept if _is_answer(crossed.after, place.field)}
        return FormMovePreview(
            form_id=form_id,
            from_version=crossed.before.version,
            to_version=crossed.after.version,
            to_sha256=to_sha256,
            differences=differences(crossed.before, crossed.after, language),
            kept=len(asked),
            reworded=len(asked & set(crossed.reworded)),
            dropped=tuple(self._told(crossed, crossed.dropped, language)),
            restored=tuple(self._told(crossed, crossed.restored, language)),
        )

    def _told(self, crossed: Crossed, answers: Iterable[KeptAnswer], language: str) -> Iterator[ToldAnswer]:
        """Say the answers that somebody gave; what a form computed or counted is no answer of anybody."""
        for kept in answers:
            form = crossed.before if kept.form_sha256 == crossed.from_sha256 else crossed.origins[kept.form_sha256]
            if _is_answer(form, kept.name):
                path, words = path_of(ROOT + kept.name), PlainWords(form, language, self.queries.lists)
                ticked = form.controls[path].kind is ControlKind.TRIGGER
                said = _TICKED if ticked else words.answer(path, kept.value)
                yield ToldAnswer(question=words.label(path), answer=said)


def _is_answer(form: FormDefinition, name: str) -> bool:
    control = form.controls.get(path_of(ROOT + name))
    return control is not None and control.kind not in (ControlKind.REPEAT, ControlKind.GROUP)
