"""Lists outside of a form: asked for rows, paged, searched; one that is not here judges nothing."""

from __future__ import annotations

import pytest

from fieldapp.forms.errors import AnswerError, XPathError
from fieldapp.forms.outside import MOST_ROWS
from fieldapp.forms.questions import Aspect, Choice
from fieldapp.forms.session import FormSession
from tests.fakes.memory_lists import MemoryLists
from tests.unit.forms.xforms import form, session

PARTS = '<instance id="parts" src="jr://file-csv/parts.csv"/>'
ROWS = [
    {"name": f"P-{number:03}", "label": f"件 {number}", "model": f"CF-{number % 2}", "price": f"{number}.50"}
    for number in range(120)
]


def select(filter_: str = "", *, kind: str = "select1", value: str = "name", label: str = "label") -> str:
    return f"""<input ref="/data/model"/><{kind} ref="/data/part">
      <itemset nodeset="instance('parts')/root/item{filter_}"><value ref="{value}"/><label ref="{label}"/></itemset>
      </{kind}>"""


def opened(
    body: str, binds: str = "", *, lists: MemoryLists | None = None, answers: dict[str, str] | None = None
) -> FormSession:
    source = MemoryLists({"parts": ROWS}) if lists is None else lists
    asked = form("<model/><part/><found/>", binds, body, model=PARTS)
    return session(asked, answers, choices=source)


def values(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.value for choice in choices]


def test_a_form_says_which_lists_outside_it_needs() -> None:
    inside = '<instance id="colours"><root/></instance><instance id="last" src="jr://instance/last-saved"/>'

    assert form("<part/>", model=PARTS + inside).lists == ("parts",)


class TestAPage:
    def test_a_question_over_a_long_list_shows_its_first_choices_and_counts_all(self) -> None:
        question = opened(select()).questions()[1]

        assert values(question.choices) == [row["name"] for row in ROWS[:50]]
        assert (question.choices_total, question.has_more) == (120, True)
        assert question.choices[0] == Choice("P-000", "件 0", "", {"model": "CF-0", "price": "0.50"})

    def test_what_is_chosen_is_shown_with_its_label_wherever_it_stands_in_the_list(self) -> None:
        form_ = opened(select(kind="select"))

        form_.set("/data/part", "P-117 P-003 P-090")

        question = form_.questions()[1]
        assert question.selected == ("P-117", "P-003", "P-090")
        assert values(question.choices)[:3] == ["P-117", "P-090", "P-000"]
        assert question.choices[0].label == "件 117"

    def test_a_filter_and_what_is_left_of_it_after_the_lookup_decide_what_is_offered(self) -> None:
        form_ = opened(select("[model = /data/model and number(price) &gt; 100]"))
        form_.set("/data/model", "CF-1")

        question = form_.questions()[1]
        assert values(question.choices) == [f"P-{number}" for number in range(101, 120, 2)]
        assert question.choices_total == 10
        form_.set("/data/part", "P-102")
        assert "/data/part" not in form_.answers()
        form_.set("/data/part", "P-099")
        assert "/data/part" not in form_.answers()
        form_.set("/data/part", "P-111")
        assert form_.answers()["/data/part"] == "P-111"

    def test_a_changed_filter_tells_that_choices_changed_and_drops_what_it_no_longer_offers(self) -> None:
        form_ = opened(select("[model = /data/model]"))
        form_.set("/data/model", "CF-0")
        form_.set("/data/part", "P-118")
        form_.questions()

        changes = form_.set("/data/model", "CF-1")

        assert changes.changes["/data/part"] >= {Aspect.CHOICES, Aspect.VALUE}
        assert "/data/part" not in form_.finalised_answers()
        form_.set("/data/model", "CF-0")
        assert form_.finalised_answers()["/data/part"] == "P-118"

    def test_no_answer_walks_the_list(self) -> None:
        lists = MemoryLists({"parts": ROWS})
        form_ = opened(select("[model = /data/model]"), lists=lists)
        form_.set("/data/model", "CF-0")
        form_.questions()
        lists.asked.clear()

        form_.set("/data/part", "P-118")

        assert lists.asked
        assert all(asked.get("name") == "P-118" for asked in lists.asked)

    def test_the_columns_for_value_and_label_are_those_that_the_form_names(self) -> None:
        lists = MemoryLists({"parts": [{"code": "A 1", "title": "甲", "title::en": "First"}]})
        form_ = opened(select(value="code", label="title"), lists=lists)

        form_.set("/data/part", "A 1")

        assert form_.answers()["/data/part"] == "A 1"
        assert form_.questions()[1].choices[0].label == "甲"

    def test_a_label_is_in_the_language_in_use_where_the_list_has_one(self) -> None:
        texts = "<translation lang='中文 (zh)'/><translation lang='English (en)'/>"
        rows = [{"name": "a", "label": "甲", "label::English (en)": "First"}, {"name": "b", "label": "乙"}]
        asked = form("<model/><part/>", body=select(), model=PARTS, texts=texts)
        form_ = session(asked, choices=MemoryLists({"parts": rows}), language="en")

        assert [choice.label for choice in form_.questions()[1].choices] == ["First", "乙"]
        form_.set_language("zh")
        assert [choice.label for choice in form_.questions()[1].choices] == ["甲", "乙"]
        assert form_.questions()[1].choices[0].attributes == {}


class TestASearch:
    @pytest.mark.parametrize("filter_", ["", "[number(price) &gt;= 0]"])
    def test_a_search_gives_page_after_page(self, filter_: str) -> None:
        form_ = opened(select(filter_))

        first = form_.search_choices("/data/part", "件 1", most=20)
        second = form_.search_choices("/data/part", "件 1", most=20, skip=20)

        hits = [row["name"] for row in ROWS if "1" in row["label"] or "1" in row["name"]]
        assert (values(first.choices), first.more) == (hits[:20], True)
        assert (values(second.choices), second.more) == (hits[20:40], len(hits) > 40)

    def test_a_search_stays_within_the_filter(self) -> None:
        form_ = opened(select("[model = /data/model]"))
        form_.set("/data/model", "CF-1")

        assert values(form_.search_choices("/data/part", "p-11").choices) == [
            f"P-{n}" for n in (111, 113, 115, 117, 119)
        ]
        form_.set("/data/model", "CF-9")
        assert form_.search_choices("/data/part", "").choices == ()

    def test_choices_in_the_form_are_searched_by_value_and_label(self) -> None:
        body = """<select1 ref="/data/part"><item><label>漏 水</label><value>leak</value></item>
          <item><label>Ice</label><value>ice</value></item></select1>"""
        form_ = session(form("<part/>", body=body))

        found = [values(form_.search_choices("/data/part", text).choices) for text in ("水 漏", "ICE", "x", "")]
        assert found == [["leak"], ["ice"], [], ["leak", "ice"]]

    @pytest.mark.parametrize("path", ["/data/model", "/data/nothing", "/data"])
    def test_only_a_question_with_choices_can_be_searched(self, path: str) -> None:
        with pytest.raises(AnswerError, match=r"forms\.answer\.no-question"):
            opened(select()).search_choices(path, "x")


class TestInExpressions:
    @pytest.mark.parametrize(
        ("expression", "result", "asked"),
        [
            ("instance('parts')/root/item[name = /data/part]/label", "件 7", {"name": "P-007"}),
            ("instance('parts')/root/item[/data/part = name]/label", "件 7", {"name": "P-007"}),
            ("instance('parts')/root/item[name = current()/../part]/price", "7.50", {"name": "P-007"}),
            ("pulldata('parts', 'label', 'name', /data/part)", "件 7", {"name": "P-007"}),
            ("count(instance('parts')/root/item[model = 'CF-1'])", "60", {"model": "CF-1"}),
            ("count(instance('parts')/root/item[model = 'CF-1'][2])", "1", {"model": "CF-1"}),
            ("string(instance('parts')/root/item[model = 'CF-1'][2]/name)", "P-003", {"model": "CF-1"}),
            ("string(instance('parts')/root/item[2][model = 'CF-1']/name)", "P-001", {}),
            ("string((instance('parts')/root/item[model = 'CF-1'])[3]/name)", "P-005", {"model": "CF-1"}),
            ("sum(instance('parts')/root/item[model = 'CF-1' and price &lt; 5]/price)", "5", {"model": "CF-1"}),
            ("count(instance('parts')/root/item[model = 'CF-1' or name = 'P-000'])", "61", {}),
            ("count(instance('parts')/root/item[price = 7.5])", "1", {}),
            ("count(instance('parts')/root/item[name = /data/none])", "0", None),
            ("count(instance('parts')/root/item[name = 'P-001' and name = 'P-002'])", "0", None),
            ("count(instance('parts')/root/item[name = concat('P-0', '07')])", "1", {"name": "P-007"}),
            ("count(instance('parts')/root/item[name = 'P-007']/following-sibling::item)", "112", {}),
            ("count(instance('parts')/root/item[count(../item) = 120 and name = 'P-007'])", "1", {}),
            ("count(instance('parts')/root/item[position() = 2 and model = 'CF-1'])", "1", {}),
            (
                "instance('parts')/root/item[name = instance('parts')/root/item[name = 'P-007']/name]/label",
                "件 7",
                {"name": "P-007"},
            ),
        ],
    )
    def test_the_rows_that_an_expression_means_are_fetched_and_no_others(
        self, expression: str, result: str, asked: dict[str, str] | None
    ) -> None:
        lists = MemoryLists({"parts": ROWS})
        bind = f'<bind nodeset="/data/found" calculate="{expression}"/>'

        form_ = opened("", bind, lists=lists, answers={"/data/part": "P-007"})

        assert form_.answers()["/data/found"] == result
        if asked is None:
            assert lists.asked == []
        else:
            assert {"list": "parts", **asked} in lists.asked
            assert asked == {} or all(set(asked) <= set(question) for question in lists.asked)

    def test_an_expression_without_a_condition_runs_over_a_short_list_and_is_refused_over_a_long_one(self) -> None:
        bind = """<bind nodeset="/data/found" calculate="count(instance('parts')/root/item[price &gt; 3])"/>"""
        assert opened("", bind).answers()["/data/found"] == "117"

        long = MemoryLists({"parts": [{"name": str(number), "price": "9"} for number in range(MOST_ROWS + 1)]})
        with pytest.raises(XPathError, match=r"forms\.list\.too-large") as refused:
            opened("", bind, lists=long)
        assert refused.value.fields == {"list": "parts", "most": MOST_ROWS}

    def test_a_select_without_a_condition_may_have_any_number_of_choices(self) -> None:
        long = MemoryLists({"parts": [{"name": f"n{number}", "label": "x"} for number in range(MOST_ROWS * 2)]})

        form_ = opened(select(), lists=long)
        form_.set("/data/part", "n9999")

        assert form_.questions()[1].choices_total == MOST_ROWS * 2
        assert form_.answers()["/data/part"] == "n9999"


class TestMissing:
    """The list is not on this tablet."""

    NONE = MemoryLists()

    def test_the_answer_stays_and_the_question_says_that_its_list_is_missing(self) -> None:
        form_ = opened(select("[model = /data/model]"), lists=self.NONE, answers={"/data/part": "P-007"})

        question = form_.questions()[1]
        assert (question.value, question.list_missing, question.choices) == ("P-007", "parts", ())
        form_.set("/data/model", "CF-0")
        assert form_.finalised_answers()["/data/part"] == "P-007"
        assert form_.search_choices("/data/part", "x").choices == ()

    def test_when_the_list_comes_an_answer_that_it_lacks_is_cleared_and_kept(self) -> None:
        given = {"/data/part": "P-007 GONE"}
        assert opened(select(kind="select"), lists=self.NONE, answers=given).finalised_answers() == given

        there = opened(select(kind="select"), answers=given)

        assert there.finalised_answers() == {"/data/part": "P-007"}
        assert there.answers() == given
        assert there.questions()[1].list_missing == ""

    def test_what_is_computed_from_the_list_stays_as_it_was(self) -> None:
        bind = """<bind nodeset="/data/found" calculate="pulldata('parts', 'label', 'name', /data/part)"/>"""
        given = {"/data/part": "P-007", "/data/found": "件 7"}
        form_ = opened("", bind, lists=self.NONE, answers=given)

        form_.set("/data/part", "P-008")

        assert form_.answers() == {"/data/part": "P-008", "/data/found": "件 7"}

    @pytest.mark.parametrize("property_", ["relevant", "constraint", "required", "readonly"])
    def test_no_rule_that_asks_the_list_hides_refuses_or_locks_a_question(self, property_: str) -> None:
        rule = "instance('parts')/root/item[name = 'P-007']/price &gt; 1"
        form_ = opened(
            '<input ref="/data/found"/>',
            f'<bind nodeset="/data/found" {property_}="{rule}"/>',
            lists=self.NONE,
            answers={"/data/found": "x"},
        )

        form_.set("/data/found", "y")

        assert form_.finalised_answers() == {"/data/found": "y"}
        assert form_.problems() == ()

    def test_an_action_and_a_label_that_ask_the_list_leave_things_as_they_are(self) -> None:
        body = """<input ref="/data/found"><label>Preis <output value="pulldata('parts', 'price', 'name', 'P-007')"/>
          </label></input>"""
        action = """<setvalue event="odk-instance-load" ref="/data/found"
          value="pulldata('parts', 'price', 'name', 'P-007')"/>"""

        form_ = opened(body, action, lists=self.NONE, answers={"/data/found": "mine"})

        assert (form_.answers()["/data/found"], form_.questions()[0].label) == ("mine", "")

    def test_the_name_of_a_choice_is_not_computed_away(self) -> None:
        bind = """<bind nodeset="/data/found" calculate="jr:choice-name(/data/part, '/data/part')"/>"""
        given = {"/data/part": "P-007", "/data/found": "件 7"}

        assert opened(select(), bind, lists=self.NONE, answers=given).answers() == given
        assert opened(select(), bind, answers={"/data/part": "P-099"}).answers()["/data/found"] == "件 99"
