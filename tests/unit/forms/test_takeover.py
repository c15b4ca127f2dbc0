"""Answers and the next version of their form: what it can hold stays, what it cannot is named, nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fieldapp.forms.compile import CompiledForm
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.session import FormSession
from fieldapp.forms.takeover import Crossing, TakeOver, path_of
from tests.factories import NOW
from tests.fakes.visit_answers import ANSWERS
from tests.unit.forms.form_versions import Entry, Question, Repeat, version_of

CAUSES = (("drift", "漂移"), ("ice", "结冰"), ("other", "其他"))
OLD = Question("a", "甲")
COMPUTED_ROWS = Repeat("part", (Question("a", "甲", "computed"),))


def crossing(before: tuple[Entry, ...] | Entry, after: tuple[Entry, ...] | Entry) -> Crossing:
    old, new = (entries if isinstance(entries, tuple) else (entries,) for entries in (before, after))
    return Crossing(version_of(*old), version_of(*new), lambda: NOW)


def taken(before: tuple[Entry, ...] | Entry, after: tuple[Entry, ...] | Entry, **answers: str) -> TakeOver:
    return crossing(before, after).take_over({f"/data/{name}": value for name, value in answers.items()})


def replayed(form: FormDefinition, answers: dict[str, str]) -> dict[str, str]:
    return FormSession(form, language="zh", now=lambda: NOW, answers=answers).answers()


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        (OLD, OLD, "x"),
        (OLD, Question("a", "甲", required="true()"), "x"),
        (OLD, Question("a", choices=CAUSES), "ice"),
        (OLD, Question("a", "甲", "int"), "-12"),
        (OLD, Question("a", "甲", "date"), "2026-11-23"),
        (OLD, Question("a", "甲", "tick"), "OK"),
        (Question("a", kind="int"), Question("a", kind="decimal"), "12"),
        (Question("a", choices=CAUSES), Question("a", choices=CAUSES, many=True), "ice"),
        (Question("a", choices=CAUSES, many=True), Question("a", choices=CAUSES[:2], many=True), "drift ice"),
    ],
    ids=str,
)
def test_an_answer_that_the_other_version_can_hold_is_kept_as_it_is(
    before: Question, after: Question, value: str
) -> None:
    found = taken(before, after, a=value)
    assert (found.kept, found.dropped) == ({"/data/a": value}, {})


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        (OLD, Question("b", "甲"), "x"),
        (OLD, Question("a", choices=CAUSES), "no such"),
        (OLD, Question("a", "甲", "int"), "12.5"),
        (OLD, Question("a", "甲", "int"), "十二"),
        (OLD, Question("a", "甲", "date"), "2026-11-31"),
        (OLD, Question("a", "甲", "tick"), "yes"),
        (OLD, Question("a", "甲", "computed"), "x"),
        (OLD, Question("a", "甲", "binary"), "x"),
        (Question("a", "甲", "binary"), OLD, "photo.jpg"),
        (Question("a", choices=CAUSES), Question("a", choices=CAUSES[:1]), "ice"),
        (Question("a", choices=CAUSES, many=True), Question("a", choices=CAUSES), "drift ice"),
        (Question("a", choices=CAUSES, many=True), Question("a", choices=CAUSES[:2], many=True), "drift other"),
        (OLD, Repeat("a", (Question("b"),)), "3"),
    ],
    ids=str,
)
def test_an_answer_that_the_other_version_cannot_hold_is_dropped_whole(before: Entry, after: Entry, value: str) -> None:
    found = taken(before, after, a=value)
    assert (found.kept, found.dropped) == ({}, {"/data/a": value})


def test_rows_are_taken_over_with_their_number_and_lose_only_the_column_that_went() -> None:
    before = Repeat("part", (Question("number"), Question("lot")))
    answers = {
        "/data/part": "2",
        "/data/part[1]/number": "TS-02",
        "/data/part[1]/lot": "7",
        "/data/part[2]/number": "CK",
    }
    found = crossing(before, Repeat("part", (Question("number"),))).take_over(answers)
    assert found.dropped == {"/data/part[1]/lot": "7"}
    assert len(found.kept) == 3


def test_rows_that_became_a_single_question_are_all_dropped() -> None:
    answers = {"/data/part": "2", "/data/part[1]/number": "TS-02", "/data/part[2]/number": "CK"}
    found = crossing(Repeat("part", (Question("number"),)), Question("part")).take_over(answers)
    assert found.dropped == answers


def test_what_both_versions_compute_themselves_is_no_answer_that_could_be_lost() -> None:
    found = taken(Question("a", kind="computed"), Question("a", kind="computed"), a="an older result")
    assert found.dropped == {}


def test_what_neither_version_knows_is_left_where_it_is() -> None:
    found = taken(OLD, OLD, a="x", note="by another hand")
    assert (found.kept, found.dropped, found.reworded) == ({"/data/a": "x", "/data/note": "by another hand"}, {}, ())


def test_an_answer_that_was_taken_away_stays_away_and_is_never_dropped_nor_in_the_way() -> None:
    select = Question("a", choices=CAUSES)
    assert taken(OLD, select, a="").dropped == {}
    assert taken(OLD, Question("b"), a="") == TakeOver({"/data/a": ""}, {}, ())
    assert crossing(select, select).returning({"/data/a": "ice"}, {"/data/a": ""}) == {"/data/a": "ice"}


def test_an_answer_that_stays_under_another_label_is_told_as_reworded() -> None:
    found = taken((OLD, Question("b", "乙")), (Question("a", "子"), Question("b", "乙")), a="x", b="y")
    assert found.reworded == ("/data/a",)


def test_a_form_without_answers_crosses_without_a_word() -> None:
    assert taken(OLD, Question("b")) == TakeOver({}, {}, ())


@pytest.mark.req("PRO-2")
def test_every_shipped_form_holds_every_answer_of_the_story_when_it_is_opened_again(
    shipped: dict[str, CompiledForm],
) -> None:
    for name, compiled in shipped.items():
        form = load_form(compiled.xform)
        answers = {f"/data/{question}": value for question, value in ANSWERS.get(name, {}).items()}
        crossed = Crossing(form, load_form(compiled.xform), lambda: NOW).take_over(answers)
        assert (crossed.kept, crossed.dropped, crossed.reworded) == (answers, {}, ())
        again = replayed(form, answers)
        assert {path: again[path] for path in answers} == answers


@pytest.mark.req("PRO-2")
def test_answers_set_aside_come_back_to_a_version_that_holds_them_but_never_over_a_newer_answer() -> None:
    with_choice, without = Question("a", choices=CAUSES), Question("b")
    back = crossing(with_choice, with_choice)
    assert back.returning({"/data/a": "ice"}, {}) == {"/data/a": "ice"}
    assert back.returning({"/data/a": "ice"}, {"/data/a": "drift"}) == {}
    assert crossing(with_choice, without).returning({"/data/a": "ice"}, {}) == {}
    assert crossing(with_choice, Question("a", choices=CAUSES[:1])).returning({"/data/a": "ice"}, {}) == {}


def test_an_answer_of_a_row_that_was_removed_meanwhile_brings_no_row_back() -> None:
    rows = Repeat("part", (Question("number"), Question("lot")))
    aside = {"/data/part[1]/lot": "7", "/data/part[2]/lot": "8"}
    standing = {"/data/part": "1", "/data/part[1]/number": "TS-02"}
    assert crossing(rows, rows).returning(aside, standing) == {"/data/part[1]/lot": "7"}
    assert crossing(rows, rows).returning({"/data/part": "2", **aside}, {}) == {"/data/part": "2", **aside}


CHOICES = st.lists(st.sampled_from(CAUSES), unique=True, min_size=1).map(tuple)
KINDS = st.sampled_from(["string", "int", "decimal", "date", "boolean", "tick", "computed"])


def questions(name: str) -> st.SearchStrategy[Question]:
    plain = st.builds(Question, st.just(name), st.sampled_from(["甲", "乙"]), KINDS)
    select = st.builds(Question, st.just(name), st.just("因"), st.just("string"), CHOICES, st.booleans())
    return plain | select


def versions() -> st.SearchStrategy[tuple[Entry, ...]]:
    asked = [st.none() | questions(name) for name in ("a", "b", "c")]
    rows = st.none() | st.builds(Repeat, st.just("part"), st.tuples(questions("a"))) | questions("part")
    return st.tuples(*asked, rows).map(lambda entries: tuple(entry for entry in entries if entry is not None))


VALUES = st.sampled_from(["", "OK", "12", "12.5", "drift", "ice", "drift ice", "2026-11-23", "1", "free text", "other"])
FILLED = st.tuples(VALUES, VALUES, VALUES, st.integers(0, 2), VALUES)


def given_in(form: FormDefinition, filled: tuple[str, str, str, int, str]) -> dict[str, str]:
    """Answer what the form lets one answer, and return what a tablet stores of it."""
    session = FormSession(form, language="zh", now=lambda: NOW, answers={})
    for _ in range(filled[3] if "/data/part" in {repeat.path for repeat in session.repeats()} else 0):
        session.add_repeat("/data/part")
    values = {"a": filled[0], "b": filled[1], "c": filled[2], "part": filled[4]}
    for question in session.questions():
        session.set(question.path, values[question.path.rpartition("/")[2]])
    return {path: value for path, value in session.answers().items() if value}


def computed_by(entries: tuple[Entry, ...], above: str = "/data") -> set[str]:
    """Return the paths that the form works out itself, those in the rows of a repeat among them."""
    here = {f"{above}/{entry.name}" for entry in entries if isinstance(entry, Question) and entry.kind == "computed"}
    repeats = [entry for entry in entries if isinstance(entry, Repeat)]
    return here.union(*(computed_by(one.questions, f"{above}/{one.name}") for one in repeats))


@pytest.mark.req("PRO-2")
@settings(max_examples=150, deadline=None)
@given(versions(), FILLED)
def test_stored_answers_reopen_in_their_own_version_with_equal_values(
    entries: tuple[Entry, ...], filled: tuple[str, str, str, int, str]
) -> None:
    form = version_of(*entries)
    answers = given_in(form, filled)
    assert {path: value for path, value in replayed(form, answers).items() if value} == answers


@pytest.mark.req("PRO-2")
@settings(max_examples=250, deadline=None)
@given(versions(), versions(), FILLED)
@example((COMPUTED_ROWS,), (Repeat("part", (OLD,)),), ("", "", "", 1, ""))
def test_a_move_there_and_back_loses_no_answer_and_what_is_kept_reopens_with_equal_values(
    before: tuple[Entry, ...], after: tuple[Entry, ...], filled: tuple[str, str, str, int, str]
) -> None:
    old, new = version_of(*before), version_of(*after)
    answers = given_in(old, filled)

    there = Crossing(old, new, lambda: NOW).take_over(answers)
    assert {**there.kept, **there.dropped} == answers
    shown = replayed(new, there.kept)
    computed = computed_by(after)
    stored = {address: value for address, value in there.kept.items() if path_of(address) not in computed}
    assert {address: shown.get(address) for address in stored} == stored
    back = Crossing(new, old, lambda: NOW).take_over(there.kept)
    # What the older version works out by itself need not come back to it: it is there anew.
    assert {path_of(address) for address in back.dropped} <= computed_by(before)
    returned = Crossing(old, old, lambda: NOW).returning(there.dropped, back.kept)
    assert {**back.kept, **returned, **back.dropped} == answers
