"""Which editor of `inputs/` asks a question: by its control, the type of its answer and its appearance (XLSForm)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType

from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.questions import QuestionState


class Editor(Enum):
    """The editors; the value is what `QuestionEditor.qml` finds the file by."""

    ACKNOWLEDGE = "acknowledge"
    ONE = "one"
    LIKERT = "likert"
    SEARCH_ONE = "searchOne"
    LIST_HEAD = "listHead"
    LIST_ROW = "listRow"
    MANY = "many"
    CHIPS = "chips"
    SEARCH_MANY = "searchMany"
    NUMBER = "number"
    COUNTER = "counter"
    SLIDER = "slider"
    RATING = "rating"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    BARCODE = "barcode"
    PICTURE = "picture"
    SIGNATURE = "signature"
    RANK = "rank"
    NOTE = "note"
    SECTION = "section"
    """Not a question: the head of a card, a group or a row of a repeat."""
    ROWS = "rows"
    """Not a question: the end of a repeat's rows, where one more is added."""
    END = "end"
    """Not a question: the end of a card."""


WIDE = frozenset(Editor) - {
    Editor.ACKNOWLEDGE,
    Editor.ONE,
    Editor.SEARCH_ONE,
    Editor.NUMBER,
    Editor.COUNTER,
    Editor.SLIDER,
    Editor.RATING,
    Editor.DATE,
    Editor.TIME,
    Editor.BARCODE,
}
"""Those that take the whole width of a page."""

READINGS = frozenset({Editor.NUMBER, Editor.COUNTER, Editor.SLIDER})
"""What a person reads off an instrument; pages with columns keep them together."""

_SEARCHED = frozenset({"minimal", "autocomplete", "search"})
_PACKED = frozenset({"columns-pack", "columns-flex", "horizontal-compact"})
_DRAWN = frozenset({"signature", "draw"})
_INPUTS: Mapping[DataType, Editor] = MappingProxyType(
    {
        DataType.DATE: Editor.DATE,
        DataType.TIME: Editor.TIME,
        DataType.DATE_TIME: Editor.DATE_TIME,
        DataType.BARCODE: Editor.BARCODE,
        DataType.DECIMAL: Editor.NUMBER,
        DataType.INTEGER: Editor.NUMBER,
    }
)


def editor_of(question: QuestionState) -> Editor:
    """Return which editor asks the question; NOTE for what no page can ask (`forms check` names those)."""
    pick = _BY_CONTROL.get(question.kind)
    return Editor.NOTE if pick is None else pick(question, frozenset(question.appearance))


def _one(_question: QuestionState, look: frozenset[str]) -> Editor:
    if look & _SEARCHED:
        return Editor.SEARCH_ONE
    if "label" in look:
        return Editor.LIST_HEAD
    if look & {"list-nolabel", "list"}:
        return Editor.LIST_ROW
    return Editor.LIKERT if "likert" in look else Editor.ONE


def _many(_question: QuestionState, look: frozenset[str]) -> Editor:
    if look & _SEARCHED:
        return Editor.SEARCH_MANY
    if "label" in look:
        return Editor.LIST_HEAD
    return Editor.CHIPS if look & _PACKED else Editor.MANY


def _input(question: QuestionState, look: frozenset[str]) -> Editor:
    if question.readonly and not question.value:
        return Editor.NOTE
    found = _INPUTS.get(question.data_type, Editor.TEXT)
    return Editor.COUNTER if question.data_type is DataType.INTEGER and "counter" in look else found


def _range(_question: QuestionState, look: frozenset[str]) -> Editor:
    return Editor.RATING if "rating" in look else Editor.SLIDER


def _upload(question: QuestionState, look: frozenset[str]) -> Editor:
    if not question.settings.get("mediatype", "").startswith("image/"):
        return Editor.NOTE
    return Editor.SIGNATURE if look & _DRAWN else Editor.PICTURE


_BY_CONTROL: Mapping[ControlKind, Callable[[QuestionState, frozenset[str]], Editor]] = MappingProxyType(
    {
        ControlKind.TRIGGER: lambda _question, _look: Editor.ACKNOWLEDGE,
        ControlKind.SELECT_ONE: _one,
        ControlKind.SELECT_MANY: _many,
        ControlKind.RANK: lambda _question, _look: Editor.RANK,
        ControlKind.INPUT: _input,
        ControlKind.RANGE: _range,
        ControlKind.UPLOAD: _upload,
    }
)
