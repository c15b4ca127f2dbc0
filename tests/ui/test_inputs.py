"""The contract of the form editors: title, value, error … in; edited(value) out."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.ui.viewmodels.editors import Editor
from tests.ui.conftest import QML, Bench
from tests.ui.items import below, by_name, heard, is_shown, middle, pressables, said, spoken

NONE = Qt.KeyboardModifier.NoModifier
EDITORS = sorted(path.stem for path in (QML / "inputs").glob("*Input.qml"))
FRAME = (QML / "inputs" / "InputFrame.qml").read_text(encoding="utf-8")
IN = re.findall(r"^    property [\w<>]+ (\w+)", FRAME, re.MULTILINE)
OUT = ("edited(QString)", "typed(QString)", "searched(QString)", "entered()", "scanAsked()", "pictureChosen(QUrl)")
ASKING = [kind for kind in EDITORS if kind not in ("NoteInput", "ListHeadInput")]
"""A note and the head of a grid ask nothing."""
CAUSES = [{"value": name, "label": label} for name, label in (("drift", "漂移"), ("wet", "受潮"), ("board", "控制板"))]
PARTS = [{"value": f"P-{index:05}", "label": f"风机 {index}", "hint": f"P-{index:05}"} for index in range(50)]
MANY = [{"value": f"v{index}", "label": f"很长的一个选项 {index}"} for index in range(6)]


def _source(kind: str) -> str:
    return (QML / "inputs" / f"{kind}.qml").read_text(encoding="utf-8")


def _click(bench: Bench, item: QQuickItem) -> None:
    QTest.mouseClick(bench.view, Qt.MouseButton.LeftButton, NONE, middle(item))
    bench.settle()


def _touch(bench: Bench, finger: QPointingDevice, item: QQuickItem) -> None:
    place: QPoint = middle(item)
    QTest.touchEvent(bench.view, finger).press(0, place, bench.view).commit()
    QTest.touchEvent(bench.view, finger).release(0, place, bench.view).commit()
    bench.settle()


def _reads(item: QQuickItem) -> list[str]:
    return [str(child.property("text")) for child in below(item) if is_shown(child) and child.inherits("QQuickText")]


@pytest.fixture(scope="module")
def finger(qapp: object) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.mark.parametrize("kind", EDITORS)
def test_every_editor_keeps_the_one_contract(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="题目", hint="说明", error="出错了", choices=CAUSES)
    meta = editor.metaObject()
    assert {"value", "title", "hint", "error", "readOnly", "required", "choices", "look", "settings"} <= set(IN)
    assert [name for name in IN if meta.indexOfProperty(name) < 0] == []
    assert [signal for signal in OUT if meta.indexOfSignal(signal) < 0] == []
    assert {"题目", "出错了"} <= set(_reads(editor))


@pytest.mark.parametrize("kind", EDITORS)
def test_every_editor_has_the_words_of_the_contract_from_their_one_place(kind: str) -> None:
    told = FRAME[: FRAME.index("ColumnLayout {")]
    own = set(re.findall(r"^    (?:required )?property \S+ (\w+)", _source(kind), re.MULTILINE))
    assert [name for name in IN if name not in ("entry", "showTitle") and not re.search(rf"\b{name}\b", told)] == []
    assert re.search(r"^InputFrame \{", _source(kind), re.MULTILINE)
    assert own & set(IN) == set()


def test_every_kind_of_question_has_its_editor() -> None:
    there = re.findall(
        r"property Component (\w+): Component \{ (\w+)", (QML / "pages/visit/editors/Editors.qml").read_text("utf-8")
    )
    there.remove(("waiting", "QuestionWaiting"))  # stands for any of them until it is made
    marks = {Editor.SECTION.value, Editor.ROWS.value}
    assert {kind for kind, _ in there} | marks == {editor.value for editor in Editor}
    assert {name for _, name in there} - {"Item"} == set(EDITORS)


@pytest.mark.parametrize("kind", ASKING)
def test_a_screen_reader_hears_the_question_from_every_part_that_is_pressed(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="门封", choices=CAUSES, value="", settings={"start": "1", "end": "5", "step": "1"})
    heard_of = [spoken(item) for item in pressables(editor)]
    assert heard_of
    assert [words for words in heard_of if not words.strip()] == []


@pytest.mark.parametrize("kind", ASKING)
def test_a_read_only_editor_changes_nothing(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="题目", choices=CAUSES, value="drift", readOnly=True, phrases=["线束完好"])
    edited = heard(editor, "edited(QString)")
    for item in [child for child in below(editor) if is_shown(child) and child.inherits("QQuickControl")]:
        _click(bench, item)
        QTest.keyClick(bench.view, Qt.Key.Key_1)
        QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert said(edited) == []


def test_acknowledging_stores_ok_and_taking_it_back_clears(bench: Bench) -> None:
    editor = bench.make("AcknowledgeInput", title="断电挂牌")
    edited = heard(editor, "edited(QString)")
    _click(bench, by_name(editor, "acknowledge"))
    editor.setProperty("value", "OK")
    _click(bench, by_name(editor, "acknowledge"))
    assert said(edited) == ["OK", ""]


def test_few_short_answers_stand_side_by_side_and_many_become_cards(bench: Bench) -> None:
    few = bench.make("SelectOneInput", title="原因", choices=CAUSES)
    many = bench.make("SelectOneInput", title="结果", choices=MANY)
    assert len({item.mapToScene(item.boundingRect().topLeft()).y() for item in pressables(few)}) == 1
    assert len({item.mapToScene(item.boundingRect().topLeft()).y() for item in pressables(many)}) == 3


def test_a_card_is_chosen_by_keyboard(bench: Bench) -> None:
    editor = bench.make("SelectOneInput", title="结果", choices=MANY, required=True)
    edited = heard(editor, "edited(QString)")
    by_name(editor, "choice_v1").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bench.view, Qt.Key.Key_Tab)
    QTest.keyClick(bench.view, Qt.Key.Key_Space)
    assert said(edited) == ["v2"]


def test_many_answers_are_kept_in_the_order_of_the_choices(bench: Bench) -> None:
    editor = bench.make("SelectManyInput", title="做了什么", choices=CAUSES, value="board")
    edited = heard(editor, "edited(QString)")
    _click(bench, by_name(editor, "choice_drift"))
    editor.setProperty("value", "drift board")
    _click(bench, by_name(editor, "choice_board"))
    assert said(edited) == ["drift board", "drift"]


@pytest.mark.parametrize("kind", ["SelectOneInput", "SelectManyInput"])
def test_choices_of_a_long_list_are_searched_by_what_is_typed_once_the_fingers_rest(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="备件", choices=CAUSES, longList=2600)
    searched, edited = heard(editor, "searched(QString)"), heard(editor, "edited(QString)")
    field = by_name(editor, "choiceSearch")
    _click(bench, field)
    QTest.keyClick(bench.view, Qt.Key.Key_T)
    QTest.keyClick(bench.view, Qt.Key.Key_S)
    assert (said(searched), "2,600" in field.property("placeholderText")) == ([], True)
    assert searched.wait(5000)
    QTest.keyClick(bench.view, Qt.Key.Key_2)
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert (said(searched), said(edited)) == (["ts", "ts2"], [])


@pytest.mark.parametrize("kind", ["SelectOneInput", "SelectManyInput"])
@pytest.mark.parametrize(("width", "first"), [(640, 8), (336, 4)])
def test_of_a_long_list_four_rows_stand_there_and_more_on_demand(
    bench: Bench, kind: str, width: int, first: int
) -> None:
    editor = bench.make(kind, title="备件", choices=PARTS, longList=5000, width=width)
    assert (len(_cards(editor)), f"{first} of 5,000" in _reads(editor)) == (first, True)
    more = by_name(editor, "moreChoices")
    assert more.height() >= 60
    _click(bench, more)
    assert len(_cards(editor)) == 2 * first
    editor.setProperty("found", "fan")
    editor.setProperty("hits", 50)
    editor.setProperty("moreHits", True)
    bench.settle()
    assert len(_cards(editor)) == first
    assert any("More than 50 hits of 5,000" in text for text in _reads(editor))


@pytest.mark.parametrize("kind", ["SelectOneInput", "SelectManyInput"])
def test_a_search_without_a_hit_says_so_in_words_and_the_field_keeps_what_was_typed(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="备件", choices=[], longList=5000, found="xyz")
    assert by_name(editor, "choiceSearch").property("text") == "xyz"
    assert any("No hit for “xyz” among 5,000" in text for text in _reads(editor))
    assert not {"Nothing to choose yet"} & set(_reads(editor))
    editor.setProperty("found", "")
    bench.settle()
    assert by_name(editor, "choiceSearch").property("text") == ""


def test_what_comes_back_from_a_search_leaves_the_words_of_who_types_on(bench: Bench) -> None:
    editor = bench.make("SelectOneInput", title="备件", choices=PARTS, longList=5000)
    field = by_name(editor, "choiceSearch")
    _click(bench, field)
    _type(bench, "fan ")
    editor.setProperty("found", "fa")
    bench.settle()
    assert field.property("text") == "fan "
    searched = heard(editor, "searched(QString)")
    assert searched.wait(5000)
    editor.setProperty("found", "fan")
    bench.settle()
    assert field.property("text") == "fan "


@pytest.mark.parametrize("kind", ["SelectOneInput", "SelectManyInput"])
def test_a_select_without_choices_says_that_there_is_nothing_to_choose_yet(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="原因", choices=[])
    assert "Nothing to choose yet" in _reads(editor)
    assert pressables(editor) == []
    assert [item for item in below(editor) if is_shown(item) and item.inherits("QQuickRectangle")] == []


def _cards(editor: QQuickItem) -> list[QQuickItem]:
    return [item for item in below(editor) if is_shown(item) and item.objectName().startswith("choice_")]


def test_a_list_that_is_shown_whole_has_no_search(bench: Bench) -> None:
    editor = bench.make("SelectOneInput", title="原因", choices=CAUSES)
    assert [item.objectName() for item in below(editor) if is_shown(item) and item.objectName() == "choiceSearch"] == []


def test_a_reading_out_of_its_limits_says_so_in_words_and_is_kept(bench: Bench) -> None:
    editor = bench.make("NumberInput", title="阻值", unit="kΩ", value="21.8", limitText="15.5–17.0", limitState="above")
    edited = heard(editor, "edited(QString)")
    out = set(_reads(editor))
    editor.setProperty("limitState", "within")
    bench.settle()
    within = set(_reads(editor))
    assert len(out - within) == 1
    assert len(within - out) == 1
    assert {"15.5–17.0", "kΩ"} <= out & within
    assert said(edited) == []


def test_a_typed_reading_reaches_the_form_with_a_plain_minus_and_point(bench: Bench) -> None:
    editor = bench.make("NumberInput", title="温度", unit="℃")
    edited = heard(editor, "edited(QString)")
    _click(bench, by_name(editor, "field"))
    for letter in "-18,4":
        QTest.keyClick(bench.view, letter)  # type: ignore[call-overload]
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert said(edited) == ["-18.4"]


def _type(bench: Bench, words: str) -> None:
    for letter in words:
        QTest.keyClick(bench.view, letter)  # type: ignore[call-overload]


@pytest.mark.req("SITE-9")
@pytest.mark.parametrize(("kind", "words"), [("TextAnswerInput", "ice"), ("NumberInput", "18.4")])
def test_what_is_typed_is_given_in_the_first_pause_without_leaving_the_field(
    bench: Bench, kind: str, words: str
) -> None:
    editor = bench.make(kind, title="备注")
    typed, edited = heard(editor, "typed(QString)"), heard(editor, "edited(QString)")
    _click(bench, by_name(editor, "field"))
    _type(bench, words)
    assert said(typed) == []
    assert typed.wait(5000)
    assert (said(typed), said(edited)) == ([words], [])


@pytest.mark.req("SITE-9")
def test_half_a_number_is_not_given_in_a_pause_and_the_whole_one_is(bench: Bench) -> None:
    editor = bench.make("NumberInput", title="温度", unit="℃", value="4")
    typed = heard(editor, "typed(QString)")
    _click(bench, by_name(editor, "field"))
    QTest.keyClick(bench.view, Qt.Key.Key_Backspace)
    for half in ("-", "18."):
        _type(bench, half)
        QTest.qWait(1000)
    assert said(typed) == []
    _type(bench, "4")
    assert typed.wait(5000)
    assert said(typed) == ["-18.4"]


@pytest.mark.req("SITE-9")
@pytest.mark.parametrize(("kind", "first", "more"), [("TextAnswerInput", "ic", "e"), ("NumberInput", "-18,4", "2")])
def test_an_answer_that_comes_back_leaves_words_and_cursor_of_who_types_on(
    bench: Bench, kind: str, first: str, more: str
) -> None:
    editor = bench.make(kind, title="备注")
    typed = heard(editor, "typed(QString)")
    field = by_name(editor, "field")
    _click(bench, field)
    _type(bench, first)
    assert typed.wait(5000)
    QTest.keyClick(bench.view, Qt.Key.Key_Left)
    _type(bench, more)
    before = (field.property("text"), field.property("cursorPosition"))
    editor.setProperty("value", said(typed)[0])
    bench.settle()
    assert (field.property("text"), field.property("cursorPosition")) == before
    assert field.property("activeFocus")
    assert typed.wait(5000)
    assert said(typed)[1] == before[0].replace("−", "-").replace(",", ".")


def test_an_answer_from_elsewhere_is_shown_where_nobody_types(bench: Bench) -> None:
    editor = bench.make("TextAnswerInput", title="备注", value="old")
    field = by_name(editor, "field")
    editor.setProperty("value", "new")
    assert field.property("text") == "new"
    _click(bench, field)
    editor.setProperty("value", "newer")
    assert field.property("text") == "newer"


def test_a_phrase_joins_the_words_that_were_just_typed(bench: Bench) -> None:
    editor = bench.make("TextAnswerInput", title="备注", phrases=["有积冰"])
    edited = heard(editor, "edited(QString)")
    _click(bench, by_name(editor, "field"))
    _type(bench, "wet")
    _click(bench, next(item for item in pressables(editor) if item.inherits("QQuickAbstractButton")))
    assert said(edited)[-1] == "wet；有积冰"


def _has_pad(editor: QQuickItem) -> bool:
    """A hidden pad counts, too: its fourteen keys are what a form of many readings cannot carry (USE-3)."""
    return any(item.objectName() == "pad" for item in below(editor))


def test_a_mouse_on_a_reading_opens_no_pad(bench: Bench) -> None:
    editor = bench.make("NumberInput", title="温度", unit="℃")
    _click(bench, by_name(editor, "field"))
    assert not editor.property("padOpen")
    assert not _has_pad(editor)


def test_a_finger_on_a_reading_opens_the_pad_and_types_without_a_keyboard(
    bench: Bench, finger: QPointingDevice
) -> None:
    editor = bench.make("NumberInput", title="温度", unit="℃")
    edited = heard(editor, "edited(QString)")
    _touch(bench, finger, by_name(editor, "field"))
    assert editor.property("padOpen")
    for key in ("1", "9", "erase", "8", ".", "4", "−"):
        _touch(bench, finger, by_name(editor, f"key_{key}"))
    assert by_name(editor, "field").property("text") == "−18.4"
    assert said(edited) == []
    _touch(bench, finger, by_name(editor, "key_done"))
    assert said(edited) == ["-18.4"]
    assert not editor.property("padOpen")
    _touch(bench, finger, by_name(editor, "field"))
    _touch(bench, finger, by_name(editor, "key_7"))
    assert by_name(editor, "field").property("text") == "−18.47"


def test_phrases_join_and_leave_the_text(bench: Bench) -> None:
    editor = bench.make("TextAnswerInput", title="备注", phrases=["有积冰", "线束完好"], value="有积冰")
    edited = heard(editor, "edited(QString)")
    cards = [item for item in pressables(editor) if item.inherits("QQuickAbstractButton")]
    _click(bench, cards[1])
    _click(bench, cards[0])
    assert said(edited) == ["有积冰；线束完好", ""]


@pytest.mark.parametrize("kind", ASKING)
def test_an_editor_takes_the_keyboard_when_the_visit_reopens_at_it(bench: Bench, kind: str) -> None:
    editor = bench.make(kind, title="题目", choices=MANY)
    QTest.qWaitForWindowActive(bench.view)
    editor.takeFocus()  # type: ignore[attr-defined]
    bench.settle()
    focused = bench.view.activeFocusItem()
    assert focused is not None
    assert focused in list(below(editor))


def test_a_slider_shows_its_answer_also_where_the_scale_comes_after_it(bench: Bench) -> None:
    editor = bench.make("SliderInput", title="液位", value="45")
    editor.setProperty("settings", {"start": "0", "end": "100", "step": "5"})
    bench.settle()
    assert by_name(editor, "slider").property("value") == 45
    assert "45" in _reads(editor)


def test_a_slider_that_nobody_touched_is_not_set(bench: Bench) -> None:
    editor = bench.make("SliderInput", title="液位", settings={"start": "0", "end": "100", "step": "5"})
    edited = heard(editor, "edited(QString)")
    assert "Not set yet" in _reads(editor)
    _click(bench, by_name(editor, "more"))
    editor.setProperty("value", "0")
    _click(bench, by_name(editor, "less"))
    assert said(edited) == ["0", "0"]


@pytest.mark.parametrize("width", [640, 230])
def test_a_scale_has_room_for_a_finger_also_in_a_narrow_column(bench: Bench, width: int) -> None:
    editor = bench.make("SliderInput", title="液位", width=width, settings={"start": "0", "end": "100", "step": "5"})
    slider, less, more = (by_name(editor, name) for name in ("slider", "less", "more"))
    assert slider.width() >= 220
    assert (less.mapToScene(QPointF(0, 0)).y() > slider.mapToScene(QPointF(0, 0)).y()) == (width == 230)
    assert more.mapToScene(QPointF(more.width(), 0)).x() <= editor.mapToScene(QPointF(width, 0)).x() + 1


def test_thousands_stand_apart_while_nobody_types(bench: Bench) -> None:
    editor = bench.make("NumberInput", title="小时", value="-1284530.25")
    editor.setProperty("look", ["thousands-sep"])
    bench.settle()
    field = by_name(editor, "field")
    assert field.property("text") == "−1,284,530.25"
    _click(bench, field)
    assert field.property("text") == "−1284530.25"
    edited = heard(editor, "edited(QString)")
    QTest.keyClick(bench.view, Qt.Key.Key_Tab)
    bench.settle()
    assert said(edited) == []


@pytest.mark.parametrize(
    ("typed", "given"), [("１２．５", "12.5"), ("－３", "-3"), ("1 284", "1284"), ("12，5", "12.5")]
)
def test_a_number_from_a_chinese_keyboard_is_a_number(bench: Bench, typed: str, given: str) -> None:
    editor = bench.make("NumberInput", title="读数")
    edited = heard(editor, "edited(QString)")
    field = by_name(editor, "field")
    _click(bench, field)
    field.setProperty("text", typed)
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert said(edited) == [given]


@pytest.mark.req("SITE-3")
def test_what_explains_more_is_there_on_demand(bench: Bench) -> None:
    editor = bench.make("NumberInput", title="真空度", guidance="保持 30 分钟")
    assert "保持 30 分钟" not in _reads(editor)
    _click(bench, by_name(editor, "guidance"))
    assert "保持 30 分钟" in _reads(editor)


def test_a_scale_that_is_too_narrow_stands_under_each_other(bench: Bench) -> None:
    wide = bench.make("LikertInput", title="费力", choices=MANY, width=640)
    narrow = bench.make("LikertInput", title="费力", choices=MANY, width=240)
    rows = [{item.mapToScene(item.boundingRect().topLeft()).y() for item in pressables(one)} for one in (wide, narrow)]
    assert [len(found) for found in rows] == [1, 6]


def test_columns_are_as_many_as_the_form_says_and_have_room(bench: Bench) -> None:
    for width, columns in ((640, 3), (400, 2), (200, 1)):
        editor = bench.make("SelectOneInput", title="位置", choices=MANY, look=["columns-3"], width=width)
        assert len({item.mapToScene(item.boundingRect().topLeft()).x() for item in pressables(editor)}) == columns
