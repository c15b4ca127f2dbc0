"""Where the rows of a form stand: groups as cards, a repeat as one card a row with a place to add one more at the end.

A form without groups and repeats is its questions in their order, and costs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fieldapp.forms.controls import Control, ControlKind
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.questions import QuestionState, RepeatState
from fieldapp.forms.session import FormSession
from fieldapp.ui.viewmodels.editors import Editor
from fieldapp.ui.viewmodels.question_rows import QuestionRow, answer_name

_POSITION = re.compile(r"\[(\d+)\]$")
_TABLE_TITLE = "generated_table_list_label"
"""What pyxform calls the note that it makes of the title of a `table-list`."""
_LAST = 10**9
"""Behind every row of a repeat."""

Key = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its place in the body and the address of its card, "" for none."""

    key: Key
    row: QuestionRow
    card: str


class FormLayout:
    """Puts the rows of one form in their places."""

    def __init__(self, form: FormDefinition) -> None:
        controls = [control for top in form.body for control in top.walk() if control.path]
        self._order: dict[str, int] = {}
        for number, control in enumerate(controls):
            self._order.setdefault(control.path, number)
        self._repeats = frozenset(control.path for control in controls if control.kind is ControlKind.REPEAT)
        self._cards = self._repeats | {control.path for control in controls if _is_card(control)}

    @property
    def is_plain(self) -> bool:
        """Whether the form has neither cards nor repeats."""
        return not self._cards

    def card_of(self, path: str) -> str:
        """Return the address of the card that the question at an address stands in, "" for none."""
        if self.is_plain:
            return ""
        return next((address for address, plain in reversed(list(_ancestors(path))) if plain in self._cards), "")

    def placed(self, row: QuestionRow, path: str) -> QuestionRow:
        """Return the row with its card noted."""
        return row if self.is_plain else replace(row, block=answer_name(self.card_of(path)))

    def rows(
        self, session: FormSession, questions: Iterable[QuestionState], rows: Iterable[QuestionRow]
    ) -> tuple[QuestionRow, ...]:
        """Return the rows of the questions, with what stands between them."""
        if self.is_plain:
            return tuple(rows)
        titles: dict[str, str] = {}
        placed: list[_Placed] = []
        for question, row in zip(questions, rows, strict=True):
            card = self.card_of(question.path)
            if row.name.rpartition("/")[2].startswith(_TABLE_TITLE):
                titles[_plain(card)] = row.title
                continue
            titles.setdefault(_plain(card), question.section_label)
            placed.append(_Placed(self._key(question.path), row, card))
        for repeat in session.repeats():
            placed += self._row_marks(repeat, repeat.label)
        placed.sort(key=lambda one: one.key)
        return tuple(_with_heads(placed, titles))

    def _row_marks(self, repeat: RepeatState, title: str) -> Iterator[_Placed]:
        """Yield the head of each row of a repeat, and what adds one more."""
        for number, address in enumerate(repeat.instances, start=1):
            head = QuestionRow(
                name=f"{answer_name(address)}#head",
                input=Editor.SECTION.value,
                title=f"{title} {number}".strip(),
                value=answer_name(address),
                removable=repeat.may_change,
            )
            yield _Placed(self._key(address), head, address)
        if repeat.may_change:
            name = answer_name(repeat.path)
            adder = QuestionRow(name=f"{name}#rows", input=Editor.ROWS.value, title=title, value=name)
            yield _Placed((*self._key(repeat.path)[:-1], (self._order[_plain(repeat.path)], _LAST)), adder, "")

    def _key(self, path: str) -> Key:
        """Return the places of what is around an address, and its own, in the order of the body."""
        found = ((self._order.get(plain), address) for address, plain in (*_ancestors(path), (path, _plain(path))))
        return tuple((place, _position(address)) for place, address in found if place is not None)


def _is_card(control: Control) -> bool:
    """Tell whether what is in a group stands together: it has a title, or says so (`field-list`, `table-list`)."""
    if control.kind is not ControlKind.GROUP:
        return False
    return control.label is not None or bool({"field-list", "table-list"} & set(control.appearance))


def _with_heads(placed: Iterable[_Placed], titles: Mapping[str, str]) -> Iterator[QuestionRow]:
    """Yield the rows with head and end of each card, and each row told where it stands."""
    card, parts = "", 0
    for one in placed:
        if one.card != card:
            if card:
                yield _end(card, parts)
            card, parts = one.card, parts + 1
            title = titles.get(_plain(card), "")
            if card and one.row.input != Editor.SECTION.value:
                name = answer_name(card)
                yield QuestionRow(
                    name=f"{name}#head{parts}", input=Editor.SECTION.value, title=title, value=name, block=name
                )
        yield replace(one.row, block=answer_name(one.card)) if one.card else one.row
    if card:
        yield _end(card, parts)


def _end(card: str, part: int) -> QuestionRow:
    name = answer_name(card)
    return QuestionRow(name=f"{name}#end{part}", input=Editor.END.value, title="", block=name)


def _ancestors(path: str) -> Iterator[tuple[str, str]]:
    """Yield what is around an address, outermost first: with and without positions."""
    steps = path.split("/")[1:-1]
    for count in range(2, len(steps) + 1):
        address = "/" + "/".join(steps[:count])
        yield address, _plain(address)


def _plain(address: str) -> str:
    return re.sub(r"\[\d+\]", "", address)


def _position(address: str) -> int:
    found = _POSITION.search(address)
    return int(found.group(1)) if found else 1
