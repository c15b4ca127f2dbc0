from __future__ import annotations

import pytest

from fieldapp.forms.compile import CompiledForm
from fieldapp.forms.errors import AnswerError, FormDefinitionError, XPathError
from fieldapp.forms.model import load_form
from fieldapp.forms.questions import Aspect, Limit, ProblemKind
from tests.unit.forms.xforms import form, session

VALUE, RELEVANT, VALIDITY = Aspect.VALUE, Aspect.RELEVANT, Aspect.VALIDITY
SUM = form(
    "<price/><count/><total/><other/>",
    '<bind nodeset="/data/total" calculate="/data/price * /data/count"/>',
    '<input ref="/data/price"/><input ref="/data/count"/><input ref="/data/other"/>',
)
OPTIONAL = form(
    "<has/><detail><kind>old</kind><note/></detail>",
    """<bind nodeset="/data/detail" relevant="/data/has = 'yes'"/>
       <bind nodeset="/data/detail/note" required="true()" jr:requiredMsg="请写明"/>""",
    '<input ref="/data/has"/><group ref="/data/detail"><label>明细</label><input ref="kind"/>'
    '<input ref="note"><label>说明</label></input></group>',
)


def test_an_answer_changes_only_what_depends_on_it() -> None:
    opened = session(SUM)
    opened.set("/data/price", "86")
    assert opened.set("/data/count", "2").changes == {
        "/data/count": frozenset({VALUE}),
        "/data/total": frozenset({VALUE}),
    }
    assert opened.answers()["/data/total"] == "172"


def test_the_same_answer_again_changes_nothing() -> None:
    opened = session(SUM)
    opened.set("/data/price", "86")
    assert not opened.set("/data/price", "86")


def test_a_calculation_without_all_its_answers_is_empty() -> None:
    opened = session(SUM)
    opened.set("/data/price", "86")
    assert "/data/total" not in opened.answers()


def test_a_group_that_becomes_relevant_takes_its_questions_with_it() -> None:
    changes = session(OPTIONAL).set("/data/has", "yes")
    assert changes.changed(RELEVANT) == {"/data/detail", "/data/detail/kind", "/data/detail/note"}
    assert changes.changed(VALUE) == {"/data/has", "/data/detail/kind"}
    assert changes.changed(VALIDITY) == {"/data/detail/note"}


def test_an_answer_that_is_not_relevant_is_kept_but_does_not_count() -> None:
    opened = session(OPTIONAL)
    opened.set("/data/has", "yes")
    opened.set("/data/detail/note", "有霜")
    opened.set("/data/has", "no")
    assert opened.answers()["/data/detail/note"] == "有霜"
    assert opened.finalised_answers() == {"/data/has": "no"}
    assert "有霜" not in opened.instance_xml()
    opened.set("/data/has", "yes")
    assert opened.finalised_answers()["/data/detail/note"] == "有霜"


def test_questions_are_shown_in_order_with_their_section_and_only_while_relevant() -> None:
    opened = session(OPTIONAL)
    assert [question.path for question in opened.questions()] == ["/data/has"]
    opened.set("/data/has", "yes")
    assert [(question.path, question.section, question.section_label) for question in opened.questions()] == [
        ("/data/has", "", ""),
        ("/data/detail/kind", "/data/detail", "明细"),
        ("/data/detail/note", "/data/detail", "明细"),
    ]


def test_a_required_answer_that_is_missing_is_a_problem_with_the_authors_words() -> None:
    opened = session(OPTIONAL)
    assert opened.problems() == ()
    opened.set("/data/has", "yes")
    (problem,) = opened.problems()
    assert (problem.path, problem.kind, problem.label, problem.message) == (
        "/data/detail/note",
        ProblemKind.REQUIRED,
        "说明",
        "请写明",
    )
    assert problem.kind.code == "forms.answer.required"


def test_an_answer_outside_of_its_constraint_stays_and_is_a_problem() -> None:
    definition = form(
        "<h/>", '<bind nodeset="/data/h" type="decimal" constraint=". &lt;= 24" jr:constraintMsg="最多 24"/>'
    )
    opened = session(definition)
    opened.set("/data/h", "25")
    assert opened.answers()["/data/h"] == "25"
    assert [(problem.kind, problem.message) for problem in opened.problems()] == [(ProblemKind.CONSTRAINT, "最多 24")]
    assert opened.set("/data/h", "24").changes == {"/data/h": frozenset({VALUE, VALIDITY})}
    assert opened.problems() == ()


def test_a_constraint_is_checked_again_when_another_answer_changes() -> None:
    opened = session(form("<a/><b/>", '<bind nodeset="/data/a" constraint=". &lt; /data/b"/>'))
    opened.set("/data/b", "5")
    opened.set("/data/a", "4")
    assert opened.set("/data/b", "3").changed(VALIDITY) == {"/data/a"}


def test_required_and_readonly_may_depend_on_answers() -> None:
    binds = """<bind nodeset="/data/b" required="/data/a = '1'"/><bind nodeset="/data/g" readonly="/data/a = '2'"/>"""
    opened = session(form("<a/><b/><g><c/></g>", binds))
    assert opened.set("/data/a", "1").changed(Aspect.REQUIRED) == {"/data/b"}
    assert opened.set("/data/a", "2").changed(Aspect.READONLY) == {"/data/g", "/data/g/c"}
    with pytest.raises(AnswerError) as caught:
        opened.set("/data/g/c", "x")
    assert caught.value.code == "forms.answer.readonly"


@pytest.mark.parametrize("path", ["/data/none", "/data", "/other/price", "nonsense[", ""])
def test_an_answer_to_what_is_no_question_is_refused(path: str) -> None:
    opened = session(SUM)
    with pytest.raises(AnswerError) as caught:
        opened.set(path, "1")
    assert caught.value.code == "forms.answer.no-question"
    assert opened.answers() == {}


def test_a_reading_outside_of_soft_limits_says_so_and_is_no_problem() -> None:
    definition = form(
        "<r/>", '<bind nodeset="/data/r" type="decimal" fa:low="15.5" fa:high="17.0"/>', '<input ref="/data/r"/>'
    )
    opened = session(definition)
    assert opened.questions()[0].limit is None
    limits = {}
    for reading in ("21.8", "16.3", "15.5", "3"):
        opened.set("/data/r", reading)
        limits[reading] = opened.questions()[0].limit
    assert limits == {"21.8": Limit.ABOVE, "16.3": Limit.WITHIN, "15.5": Limit.WITHIN, "3": Limit.BELOW}
    assert opened.problems() == ()


def test_an_acknowledgement_is_ok_or_nothing() -> None:
    opened = session(form("<mat/>", body='<trigger ref="/data/mat"/>'))
    opened.set("/data/mat", "true")
    assert opened.answers() == {"/data/mat": "OK"}
    opened.set("/data/mat", "")
    assert opened.answers() == {}


def test_a_default_that_was_taken_away_stays_away_when_reopened() -> None:
    definition = form("<a>preset</a>")
    opened = session(definition)
    opened.set("/data/a", "")
    assert session(definition, opened.answers()).fields()[1].value == ""


def test_answers_of_another_version_are_named_and_left_out() -> None:
    opened = session(SUM, {"/data/price": "5", "/data/gone": "x", "/data/gone[2]/y": "z"})
    assert opened.unknown_answers == ("/data/gone", "/data/gone[2]/y")
    assert opened.answers() == {"/data/price": "5"}


def test_a_form_whose_questions_never_come_to_rest_is_stopped() -> None:
    binds = """<bind nodeset="/data/n" calculate="count(/data/row) + 1"/>"""
    body = '<repeat nodeset="/data/row" jr:count="/data/n"><input ref="x"/></repeat>'
    definition = form("<n/><row><x/></row>", binds, body)
    with pytest.raises(FormDefinitionError) as caught:
        session(definition)
    assert caught.value.code == "forms.endless"


def test_labels_with_answers_in_them_change_with_the_answer_and_the_language() -> None:
    texts = """<translation lang="中文 (zh)">
        <text id="/data/b:label"><value>请 <output value="/data/a"/> 签字</value></text></translation>
      <translation lang="English (en)">
        <text id="/data/b:label"><value><output value="/data/a"/>, sign</value></text></translation>"""
    body = """<input ref="/data/a"/><input ref="/data/b"><label ref="jr:itext('/data/b:label')"/></input>"""
    opened = session(form("<a/><b/>", body=body, texts=texts))
    assert opened.set("/data/a", "林芳").changes["/data/b"] == {Aspect.LABEL}
    assert opened.questions()[1].label == "请 林芳 签字"
    assert opened.set_language("en").changes == {"/data/b": {Aspect.LABEL}}
    assert opened.questions()[1].label == "林芳, sign"
    assert opened.language == "English (en)"


def test_a_decimal_is_read_as_it_was_typed_and_written_as_odk_writes_it() -> None:
    definition = form(
        "<reading/><said/>",
        '<bind nodeset="/data/reading" type="decimal"/>'
        '<bind nodeset="/data/said" calculate="concat(/data/reading, \' °C\')"/>',
        '<input ref="/data/reading"/>',
    )
    opened = session(definition)
    opened.set("/data/reading", "-18")
    assert opened.questions()[0].value == "-18"
    assert opened.answers() == {"/data/reading": "-18", "/data/said": "-18 °C"}
    assert [(node.value, node.written) for node in opened.fields()][1] == ("-18", "-18.0")
    assert "<reading>-18.0</reading>" in opened.instance_xml()
    assert opened.answers()["/data/reading"] == "-18"


def test_one_question_is_as_among_all_of_them(shipped: dict[str, CompiledForm]) -> None:
    for compiled in shipped.values():
        filling = session(load_form(compiled.xform))
        for question in filling.questions():
            assert filling.question(question.path) == question


def test_a_question_in_a_row_knows_its_section_and_one_that_is_not_asked_is_none() -> None:
    filling = session(
        form(
            "<parts><part jr:template=''><name/></part></parts><hidden/>",
            '<bind nodeset="/data/hidden" relevant="false()"/>',
            """<group ref="/data/parts"><label>备件</label><group><label>清单</label><repeat nodeset="/data/parts/part">
               <input ref="/data/parts/part/name"><label>名称</label></input></repeat></group></group>
               <input ref="/data/hidden"/>""",
        )
    )
    filling.add_repeat("/data/parts/part")

    (asked,) = filling.questions()
    assert (asked.section, asked.section_label) == ("/data/parts/part[1]", "清单")
    assert filling.question("/data/parts/part[1]/name") == asked
    assert filling.question("/data/hidden") is None
    assert filling.question("/data/parts") is None
    assert filling.question("/data/nowhere") is None


def test_an_answer_that_a_hostile_pattern_cannot_judge_is_refused_and_the_form_goes_on() -> None:
    hostile = r"regex(., '^(\w|a|\w\w|[a-z]+)+$')"
    definition = form("<a/><b/>", f'<bind nodeset="/data/a" constraint="{hostile}"/>', '<input ref="/data/a"/>')
    opened = session(definition)
    opened.set("/data/b", "kept")
    with pytest.raises(XPathError) as caught:
        opened.set("/data/a", "a" * 60 + "!")
    assert caught.value.code == "forms.xpath.slow-pattern"
    assert opened.answers() == {"/data/b": "kept"}
    opened.set("/data/a", "ok")
    assert opened.answers() == {"/data/a": "ok", "/data/b": "kept"}
