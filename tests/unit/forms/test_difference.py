"""What is told about two versions of a form: by question, in the words of the form."""

from __future__ import annotations

import pytest

from fieldapp.forms.compile import CompiledForm
from fieldapp.forms.difference import ChangeKind, Difference, differences, says_the_same
from fieldapp.forms.model import load_form
from tests.unit.forms.form_versions import Entry, Question, Repeat, version_of
from tests.unit.forms.xforms import form

CAUSES = (("drift", "漂移"), ("ice", "结冰"))


def told(before: tuple[Entry, ...], after: tuple[Entry, ...], language: str = "zh") -> list[tuple[object, ...]]:
    found = differences(version_of(*before), version_of(*after), language)
    return [(change.kind.value, change.label, *change.details) for change in found]


def test_a_question_that_came_and_one_that_went_are_told_by_their_labels() -> None:
    before = (Question("a", "甲"), Question("b", "乙"))
    after = (Question("a", "甲"), Question("c", "丙"))

    assert told(before, after) == [("added", "丙"), ("removed", "乙")]
    assert told(before, after, "en") == [("added", "en 丙"), ("removed", "en 乙")]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Question("a", "温度"), Question("a", "箱内温度"), ("renamed", "箱内温度", "温度")),
        (Question("a", "温度", unit="℃"), Question("a", "温度", unit="K"), ("renamed", "温度 (K)", "温度 (℃)")),
        (Question("a", "数", "int"), Question("a", "数", "decimal"), ("retyped", "数")),
        (Question("a", "数", "tick"), Question("a", "数"), ("retyped", "数")),
        (Question("a", "数"), Question("a", "数", required="true()"), ("required", "数")),
        (
            Question("a", "因", choices=CAUSES),
            Question("a", "因", choices=CAUSES[:1]),
            ("choices_removed", "因", "结冰"),
        ),
        (Question("a", "因", choices=CAUSES[:1]), Question("a", "因", choices=CAUSES), ("choices_added", "因", "结冰")),
        (
            Question("a", "因", choices=CAUSES),
            Question("a", "因", choices=(CAUSES[0], ("ice", "冰堵"))),
            ("choices_renamed", "因", "冰堵"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_question_that_changed_is_told_once_with_what_changed(
    before: Question, after: Question, change: tuple[str, ...]
) -> None:
    assert told((before,), (after,)) == [change]


def test_what_demands_less_is_no_news_and_a_condition_that_can_hold_is() -> None:
    free, never, at_times = Question("a"), Question("a", required="false()"), Question("a", required="1 = 1")
    assert told((at_times,), (free,)) == []
    assert told((free,), (never,)) == []
    assert told((free,), (at_times,)) == [("required", "a")]


def test_a_text_that_became_a_choice_is_another_type_and_not_a_list_of_new_choices() -> None:
    assert told((Question("a"),), (Question("a", choices=CAUSES),)) == [("retyped", "a")]


def test_questions_in_rows_are_told_like_any_other() -> None:
    before = Repeat("part", (Question("number", "料号"),))
    after = Repeat("part", (Question("number", "料号"), Question("lot", "批号")))
    assert told((before,), (after,)) == [("added", "批号")]


def test_changes_are_told_by_kind_what_asks_for_something_first() -> None:
    before = (Question("a", "甲"), Question("b", "乙"), Question("c", "丙"))
    after = (Question("a", "子"), Question("c", "丙", "int"), Question("d", "丁"))
    assert [kind for kind, *_ in told(before, after)] == ["added", "removed", "retyped", "renamed"]


def test_a_version_beside_itself_tells_nothing(shipped: dict[str, CompiledForm]) -> None:
    for name, compiled in shipped.items():
        same = load_form(compiled.xform)
        assert differences(same, load_form(compiled.xform), "zh") == (), name


def test_every_shipped_question_and_choice_is_told_in_words(shipped: dict[str, CompiledForm]) -> None:
    nothing = form("<a/>")
    for name, compiled in shipped.items():
        for change in differences(nothing, load_form(compiled.xform), "zh"):
            assert change.label, name
            assert change.label != change.path.rpartition("/")[2], (name, change)
            assert "itext" not in change.label


def test_choices_written_in_the_body_and_labels_that_speak_an_answer_are_read_too() -> None:
    body = """<select1 ref="/data/a"><label>选 <output value="/data/b"/></label>
      <item><label>是</label><value>yes</value></item>{}</select1>"""
    no = "<item><label>否</label><value>no</value></item>"
    before, after = form("<a/><b/>", body=body.format("")), form("<a/><b/>", body=body.format(no))
    assert differences(before, after, "zh") == (Difference(ChangeKind.CHOICES_ADDED, "/data/a", "选 …", ("否",)),)


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (Question("a", "因", choices=CAUSES), True),
        (Question("a", "根因", choices=CAUSES), False),
        (Question("a", "因", choices=(("drift", "老化"), CAUSES[1])), False),
        (Question("a", "因", choices=(CAUSES[0], ("ice", "冰堵"))), True),
        (Question("a", "因", choices=CAUSES, unit="℃"), False),
    ],
    ids=["same", "other label", "its choice reworded", "another choice reworded", "other unit"],
)
def test_an_answer_says_the_same_when_label_choice_and_unit_do(after: Question, same: bool) -> None:
    before = version_of(Question("a", "因", choices=CAUSES))
    assert says_the_same(before, version_of(after), "/data/a", "drift") is same


def test_rows_that_came_are_told_by_the_words_of_the_group_around_them() -> None:
    after = form(
        '<b jr:template=""><c/></b>',
        body='<group ref="/data/b"><label>温度读数</label><repeat nodeset="/data/b">'
        '<input ref="/data/b/c"><label>温度</label></input></repeat></group>',
    )
    found = differences(form("<a/>"), after, "zh")
    assert [(change.kind, change.label) for change in found] == [
        (ChangeKind.ADDED, "温度读数"),
        (ChangeKind.ADDED, "温度"),
    ]
