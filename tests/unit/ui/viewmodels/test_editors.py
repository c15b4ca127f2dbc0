from __future__ import annotations

import pytest

from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.questions import QuestionState
from fieldapp.ui.viewmodels.editors import Editor, editor_of

TEXT, INTEGER, DECIMAL = DataType.STRING, DataType.INTEGER, DataType.DECIMAL
INPUT, ONE, MANY = ControlKind.INPUT, ControlKind.SELECT_ONE, ControlKind.SELECT_MANY
CASES = (
    (ControlKind.TRIGGER, TEXT, "", Editor.ACKNOWLEDGE),
    (ONE, TEXT, "", Editor.ONE),
    (ONE, TEXT, "columns-pack", Editor.ONE),
    (ONE, TEXT, "quick columns-2", Editor.ONE),
    (ONE, TEXT, "likert", Editor.LIKERT),
    (ONE, TEXT, "minimal", Editor.SEARCH_ONE),
    (ONE, TEXT, "autocomplete", Editor.SEARCH_ONE),
    (ONE, TEXT, "label", Editor.LIST_HEAD),
    (ONE, TEXT, "list-nolabel", Editor.LIST_ROW),
    (MANY, TEXT, "", Editor.MANY),
    (MANY, TEXT, "columns", Editor.MANY),
    (MANY, TEXT, "columns-pack", Editor.CHIPS),
    (MANY, TEXT, "minimal", Editor.SEARCH_MANY),
    (INPUT, INTEGER, "", Editor.NUMBER),
    (INPUT, INTEGER, "counter", Editor.COUNTER),
    (INPUT, DECIMAL, "counter", Editor.NUMBER),
    (INPUT, DECIMAL, "thousands-sep", Editor.NUMBER),
    (INPUT, TEXT, "multiline", Editor.TEXT),
    (INPUT, DataType.DATE, "month-year", Editor.DATE),
    (INPUT, DataType.TIME, "", Editor.TIME),
    (INPUT, DataType.DATE_TIME, "", Editor.DATE_TIME),
    (INPUT, DataType.BARCODE, "", Editor.BARCODE),
    (ControlKind.RANGE, INTEGER, "", Editor.SLIDER),
    (ControlKind.RANGE, INTEGER, "rating", Editor.RATING),
    (ControlKind.RANK, TEXT, "", Editor.RANK),
)


@pytest.mark.req("SITE-3")
@pytest.mark.parametrize(("kind", "data_type", "look", "editor"), CASES)
def test_control_type_and_appearance_choose_the_editor(
    kind: ControlKind, data_type: DataType, look: str, editor: Editor
) -> None:
    assert editor_of(QuestionState("/data/q", kind, data_type, "", appearance=tuple(look.split()))) is editor


@pytest.mark.parametrize(
    ("media", "look", "editor"),
    [
        ("image/*", "", Editor.PICTURE),
        ("image/*", "annotate", Editor.PICTURE),
        ("image/*", "signature", Editor.SIGNATURE),
        ("image/*", "draw", Editor.SIGNATURE),
        ("audio/*", "", Editor.NOTE),
        ("application/*", "", Editor.NOTE),
    ],
)
def test_only_pictures_of_files_have_an_editor(media: str, look: str, editor: Editor) -> None:
    state = QuestionState(
        "/data/q",
        ControlKind.UPLOAD,
        DataType.BINARY,
        "",
        appearance=tuple(look.split()),
        settings={"mediatype": media},
    )
    assert editor_of(state) is editor


def test_what_can_only_be_read_is_a_note_until_it_has_a_value() -> None:
    empty = QuestionState("/data/q", INPUT, DECIMAL, "", readonly=True)
    assert editor_of(empty) is Editor.NOTE
    assert editor_of(QuestionState("/data/q", INPUT, DECIMAL, "1.5", readonly=True)) is Editor.NUMBER
