"""Answers, counts and addresses that were made to do harm: refused with a code, and what stood before stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.errors import FormError
from fieldapp.forms.capacity import LONGEST_ANSWER, MOST_ROWS
from fieldapp.forms.errors import AnswerError
from fieldapp.forms.questions import ProblemKind
from fieldapp.forms.session import FormSession
from tests.unit.forms.xforms import form, session

PLAIN = form(
    "<a/><n/><part jr:template=''><x/><y jr:template=''><z/></y></part><row jr:template=''><x/></row><sum/>",
    '<bind nodeset="/data/n" type="decimal"/><bind nodeset="/data/sum" calculate="count(/data/row)"/>',
    '<input ref="/data/a"/><input ref="/data/n"/>'
    '<repeat nodeset="/data/part"><input ref="x"/><repeat nodeset="/data/part/y"><input ref="z"/></repeat></repeat>'
    '<group ref="/data/row"><label>行</label><repeat nodeset="/data/row" jr:count="/data/n"><input ref="x"/>'
    "</repeat></group>",
)


def code_of(opened: FormSession, path: str, value: str) -> str:
    """The code with which an answer is refused, after a look that nothing changed."""
    before = opened.fields()
    with pytest.raises(FormError) as caught:
        opened.set(path, value)
    assert opened.fields() == before
    return caught.value.code


@pytest.mark.parametrize("character", ["\x00", "\x1d", "\x0b", "\ud83d", "\uffff"])
def test_a_character_that_cannot_be_stored_is_refused_and_named(character: str) -> None:
    opened = session(PLAIN)
    opened.set("/data/a", "kept")
    with pytest.raises(AnswerError) as caught:
        opened.set("/data/a", f"x{character}y")
    assert caught.value.code == "forms.answer.characters"
    assert caught.value.fields["character"] == f"{ord(character):04X}"
    assert opened.answers()["/data/a"] == "kept"


def test_every_other_character_is_kept() -> None:
    text = "\t\n\r 积冰 𠮷 😀 \u200d <&>\"'"
    opened = session(PLAIN)
    opened.set("/data/a", text)
    assert session(PLAIN, opened.answers()).answers()["/data/a"] == text


def test_an_answer_of_ten_megabytes_is_refused_and_the_longest_is_kept() -> None:
    opened = session(PLAIN)
    opened.set("/data/a", "x" * LONGEST_ANSWER)
    assert code_of(opened, "/data/a", "x" * 10_000_000) == "forms.answer.too-long"
    assert code_of(opened, "/data/a", "x" * (LONGEST_ANSWER + 1)) == "forms.answer.too-long"


@pytest.mark.parametrize("value", ["1000000000", "1001", "999999999999999999999999", "1" + "0" * 400])
def test_a_count_without_measure_is_a_problem_and_the_rows_stay(value: str) -> None:
    opened = session(PLAIN)
    opened.set("/data/n", "2")
    opened.set("/data/row[1]/x", "kept")
    opened.set("/data/n", value)
    [problem] = opened.problems()
    assert (problem.path, problem.kind, problem.label) == ("/data/row", ProblemKind.ROWS, "行")
    assert (opened.answers()["/data/row[1]/x"], opened.answers()["/data/sum"]) == ("kept", "2")
    assert session(PLAIN, opened.answers()).problems() == opened.problems()
    opened.set("/data/n", "3")
    assert opened.problems() == ()
    assert opened.answers()["/data/sum"] == "3"


def test_a_row_more_than_a_form_may_have_is_refused() -> None:
    opened = session(PLAIN, {"/data/part": str(MOST_ROWS)})
    with pytest.raises(AnswerError) as caught:
        opened.add_repeat("/data/part")
    assert caught.value.code == "forms.answer.too-many-rows"
    assert len(opened.repeats()[0].instances) == MOST_ROWS


def test_rows_in_rows_have_a_measure_together() -> None:
    answers = {"/data/part": "1000"} | {f"/data/part[{row}]/y": "1000" for row in range(1, 1001)}
    opened = session(PLAIN, answers)
    assert 0 < len(opened.fields()) < 45_000
    assert len(opened.unknown_answers) > 900


@pytest.mark.parametrize(
    "address",
    [
        "/data/part[999999999]/x",
        "/data/part[99999999999999999999]/x",
        "/data/part[" + "9" * 5_000 + "]/x",
        "/data/part[0]/x",
        "/data/part[-1]/x",
        "/data/part[1e3]/x",
        "/data/part[²]/x",
        "/data/part[1][1]/x",
        "/data/part[]/x",
        "/data/part[/x",
        "/data/part[1]",
        "/data/a[2]",
        "/data/a/b",
        "/data[2]/a",
        "/other/a",
        "/data",
        "data",
        "/",
        "",
        "//",
        "/data//a",
        "/data/" + "g/" * 10_000,
        "/data/\x00",
        "/data/../data/a",
    ],
)
def test_an_address_that_leads_nowhere_is_named_or_refused_and_makes_no_rows(address: str) -> None:
    opened = session(PLAIN, {address: "1", "/data/a": "kept"})
    assert opened.unknown_answers == (address,)
    assert opened.answers()["/data/a"] == "kept"
    assert opened.repeats()[0].instances in ((), tuple(f"/data/part[{n}]" for n in range(1, MOST_ROWS + 1)))
    for refused in (lambda: opened.set(address, "1"), lambda: opened.remove_repeat(address)):
        with pytest.raises(AnswerError):
            refused()


@pytest.mark.parametrize("count", ["-1", "²", "1.5", "x", "9" * 5_000, "1e3", " 2"])
def test_a_number_of_rows_that_is_none_is_named(count: str) -> None:
    opened = session(PLAIN, {"/data/part": count, "/data/a": "kept"})
    assert opened.unknown_answers == ("/data/part",)


def test_answers_that_no_form_can_hold_are_named_when_a_form_is_reopened() -> None:
    opened = session(PLAIN, {"/data/a": "x\x00", "/data/n": "9" * (LONGEST_ANSWER + 1)})
    assert opened.unknown_answers == ("/data/a", "/data/n")


def test_a_form_that_never_comes_to_rest_says_so_and_its_answer_is_taken_back() -> None:
    restless = form(
        "<go/><n/><row jr:template=''><x/></row>",
        '<bind nodeset="/data/n" calculate="if(/data/go = 1, (/data/n + 1) mod 7, 0)"/>'.replace(
            "/data/n + 1", "count(/data/row) + 1"
        ),
        '<input ref="/data/go"/><repeat nodeset="/data/row" jr:count="/data/n"><input ref="x"/></repeat>',
    )
    opened = session(restless)
    before = opened.fields()
    with pytest.raises(FormError) as caught:
        opened.set("/data/go", "1")
    assert caught.value.code == "forms.endless"
    assert opened.fields() == before
    opened.set("/data/go", "2")
    assert opened.answers()["/data/go"] == "2"


def test_formulas_that_double_a_text_again_and_again_end_with_a_code() -> None:
    names = [f"d{n}" for n in range(40)]
    bombs = form(
        "<a/>" + "".join(f"<{name}/>" for name in names),
        "".join(
            f'<bind nodeset="/data/{name}" calculate="concat(/data/{above}, /data/{above})"/>'
            for above, name in zip(["a", *names], names, strict=False)
        ),
        '<input ref="/data/a"/>',
    )
    assert code_of(session(bombs), "/data/a", "x") == "forms.answer.too-long"


def test_actions_that_answer_each_other_end_with_a_code_and_the_answer_before_stands() -> None:
    echo = form(
        "<a/><b/>",
        body="".join(
            f'<input ref="/data/{one}"><setvalue event="xforms-value-changed" ref="/data/{other}"'
            ' value="concat(., 1)"/></input>'
            for one, other in (("a", "b"), ("b", "a"))
        ),
    )
    opened = session(echo)
    with pytest.raises(FormError) as caught:
        opened.set("/data/a", "1")
    assert caught.value.code in ("forms.actions-endless", "forms.answer.too-long")


def test_what_an_action_gave_before_the_form_failed_is_told_with_the_next_change() -> None:
    definition = form(
        "<a/><log/><b/><c/>",
        '<bind nodeset="/data/c" calculate="if(/data/a = 1, digest(\'x\', /data/b), 1)"/>',
        '<input ref="/data/a">'
        '<setvalue event="xforms-value-changed" ref="/data/log" value="concat(/data/log, /data/a)"/>'
        '<setvalue event="xforms-value-changed" ref="/data/b">none</setvalue></input><input ref="/data/log"/>',
    )
    opened = session(definition, {"/data/b": "MD5"})
    assert code_and_log(opened) == ("forms.xpath.digest", opened.answers()["/data/log"])
    stored = opened.set("/data/a", "2").answers
    assert stored["/data/log"] == opened.answers()["/data/log"]
    assert stored["/data/a"] == "2"


def code_and_log(opened: FormSession) -> tuple[str, str]:
    """The code of an answer on which the form fails, and what an action noted on the way."""
    with pytest.raises(FormError) as caught:
        opened.set("/data/a", "1")
    assert "/data/a" not in {address for address, text in opened.answers().items() if text}
    return caught.value.code, opened.answers().get("/data/log", "")


def test_a_calculated_character_that_cannot_be_stored_is_shown_as_unknown() -> None:
    opened = session(form("<a/>", '<bind nodeset="/data/a" calculate="base64-decode(\'eAB5\')"/>'))
    assert opened.answers()["/data/a"] == "x�y"


ADDRESSES = st.one_of(
    st.sampled_from(["/data/a", "/data/n", "/data/part[1]/x", "/data/part", "/data/row[2]/x", "/data/part[1]/y[1]/z"]),
    st.from_regex(r"/data(/[a-z]{1,4}(\[[0-9]{0,3}\])?){0,3}", fullmatch=True),
    st.text(max_size=20),
)
VALUES = st.one_of(st.text(max_size=20), st.sampled_from(["3", "1e9", "-1", "0.5", "NaN", "OK", "²"]))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["set", "add", "remove"]), ADDRESSES, VALUES), max_size=6))
def test_any_step_changes_the_form_or_is_refused_with_a_code(steps: list[tuple[str, str, str]]) -> None:
    opened = session(PLAIN)
    opened.add_repeat("/data/part")
    for verb, address, value in steps:
        before = opened.fields()
        try:
            if verb == "set":
                opened.set(address, value)
            else:
                (opened.add_repeat if verb == "add" else opened.remove_repeat)(address)
        except AnswerError:
            assert opened.fields() == before
    again = session(PLAIN, opened.answers())
    assert again.unknown_answers == ()
    assert again.fields() == opened.fields()


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(ADDRESSES, VALUES, max_size=8))
def test_any_answers_open_the_form_and_none_is_lost_unsaid(answers: dict[str, str]) -> None:
    opened = session(PLAIN, answers)
    for address, text in answers.items():
        known = {field.path for field in opened.fields()} | opened.answers().keys()
        bare = address.replace("[1]", "").strip("/")
        is_counted = address.startswith("/data/row")  # its rows go where the form counts fewer
        shown = bare in {path.replace("[1]", "").strip("/") for path in known}
        assert not text or is_counted or shown or address in opened.unknown_answers
