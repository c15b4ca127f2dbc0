from __future__ import annotations

import pytest

from fieldapp.forms.errors import FormDefinitionError
from tests.unit.forms.xforms import form, session


def bind(path: str, **expressions: str) -> str:
    stated = " ".join(f'{name}="{text}"' for name, text in expressions.items())
    return f'<bind nodeset="/data/{path}" {stated}/>'


def test_a_cycle_of_calculations_is_found_at_load_with_the_names_of_the_questions() -> None:
    binds = bind("a", calculate="/data/b + 1") + bind("b", calculate="/data/c") + bind("c", calculate="../a")
    with pytest.raises(FormDefinitionError) as caught:
        form("<a/><b/><c/>", binds)
    assert caught.value.code == "forms.cycle"
    assert set(str(caught.value.fields["questions"]).split(" → ")) == {"a", "b", "c"}


@pytest.mark.parametrize("name", ["relevant", "calculate"])
def test_a_question_that_waits_for_itself_is_a_cycle(name: str) -> None:
    with pytest.raises(FormDefinitionError) as caught:
        form("<a/>", bind("a", **{name: ". &gt; 0"}))
    assert caught.value.fields["questions"] == "a → a"


def test_a_group_whose_relevance_reads_a_question_inside_it_is_a_cycle() -> None:
    with pytest.raises(FormDefinitionError) as caught:
        form("<g><a/></g>", bind("g", relevant="/data/g/a = 1"))
    assert caught.value.code == "forms.cycle"


def test_a_constraint_may_read_its_own_answer() -> None:
    assert form("<a/>", bind("a", constraint=". &gt; 0")).graph.rules


def test_questions_that_show_each_other_are_allowed() -> None:
    opened = session(form("<a/><b/>", bind("a", relevant="/data/b = ''") + bind("b", relevant="/data/a = ''")))
    opened.set("/data/a", "x")
    assert [field.path for field in opened.fields() if not field.relevant] == ["/data/b"]


def test_a_row_may_read_the_row_before_it() -> None:
    step = "/data/row[position() = position(current()/..) - 1]/total + ../n"
    binds = bind("row/total", calculate=f"if(position(..) = 1, ../n, {step})")
    opened = session(form("<row><n/><total/></row>", binds, '<repeat nodeset="/data/row"><input ref="n"/></repeat>'))
    opened.add_repeat("/data/row")
    opened.set("/data/row[1]/n", "2")
    opened.set("/data/row[2]/n", "3")
    assert opened.answers()["/data/row[2]/total"] == "5"


def test_rules_run_in_an_order_in_which_nothing_is_read_before_it_is_decided() -> None:
    binds = bind("d", calculate="/data/c + 1") + bind("c", calculate="/data/b + 1") + bind("b", calculate="/data/a + 1")
    rules = form("<d/><c/><b/><a/>", binds).graph.rules
    assert [rule.node.name for rule in rules] == ["b", "c", "d"]


def test_a_chain_of_two_thousand_calculations_loads() -> None:
    names = "".join(f"<q{number}/>" for number in range(2_000))
    binds = "".join(bind(f"q{number}", calculate=f"/data/q{number + 1}") for number in range(1_999))
    opened = session(form(names, binds))
    opened.set("/data/q1999", "x")
    assert opened.answers()["/data/q0"] == "x"
