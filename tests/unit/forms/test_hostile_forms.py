"""Forms that were made to do harm, or by a machine without measure: each is refused with a code within a second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fieldapp.domain.errors import FormError
from fieldapp.forms.model import load_form
from fieldapp.forms.xml_tree import parse_xml
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.parser import DEEPEST, parse
from tests.unit.forms.xforms import form, session, xform

DEEP = 10_000
SECRET = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>"


def code_of(do: Callable[[], object]) -> str:
    with pytest.raises(FormError) as caught:
        do()
    return caught.value.code


@pytest.mark.parametrize(
    "expression",
    [
        "(" * DEEP + "1" + ")" * DEEP,
        "a[" * DEEP + "1" + "]" * DEEP,
        "if(a, 'x', " * DEEP + "'y'" + ")" * DEEP,
        "-" * DEEP + "1",
        "1" + " = 1" * DEEP,
        "1" + " div 1" * DEEP,
        "1 or 1 and 1 = 1 < 1 + 1 * (b | a[" * 500 + "1" + "])" * 500,
    ],
    ids=["brackets", "predicates", "if", "minus", "equal", "div", "everything"],
)
def test_an_expression_nested_ten_thousand_deep_is_refused(expression: str) -> None:
    code = "forms.xpath.depth" if len(expression) < 60_000 else "forms.xpath."
    assert code_of(lambda: parse(expression)).startswith(code)
    found = code_of(
        lambda: load_form(xform("<a/>", f'<bind nodeset="/data/a" calculate="{expression}"/>'.replace(" < ", " &lt; ")))
    )
    assert found.startswith(code)


@pytest.mark.parametrize(
    ("opened", "inside", "closed"),
    [
        ("(", "1", ")"),
        ("/data/a[", "1", "]"),
        ("count(/data/a[", "1", "])"),
        ("if(/data/a = 1, 'x', ", "'y'", ")"),
        ("concat(/data/a, ", "'y'", ")"),
        ("1 + 1 * (", "1", ")"),
        ("1 or 1 and 1 = 1 &lt; 1 + 1 * (", "1", ")"),
        ("string(indexed-repeat(/data/a, /data/a, ", "1", "))"),
        ("coalesce(/data/a[", "1", "], 'x')"),
        ("-(", "1", ")"),
    ],
)
def test_the_deepest_expression_that_is_let_in_is_bound_and_run(opened: str, inside: str, closed: str) -> None:
    expressions = (opened * depth + inside + closed * depth for depth in range(DEEPEST, 10, -1))
    deepest = next(text for text in expressions if is_let_in(text.replace("&lt;", "<")))
    definition = form(
        "<a>1</a><b/><c/>",
        f'<bind nodeset="/data/b" calculate="{deepest}"/><bind nodeset="/data/c" relevant="{deepest}"/>',
    )
    filled = session(definition, {"/data/a": "1"})
    before = filled.answers()
    filled.set("/data/a", "2")
    assert filled.answers() != before


def is_let_in(expression: str) -> bool:
    try:
        parse(expression)
    except FormError as error:
        if error.code != "forms.xpath.depth":
            raise
        return False
    return True


@pytest.mark.parametrize("operator", ["or", "and", "+", "-", "*", "|"])
def test_a_chain_of_two_thousand_terms_runs(operator: str) -> None:
    expression = f" {operator} ".join(["/data/a"] * 2000)
    opened = session(form("<a>1</a><b/>", f'<bind nodeset="/data/b" calculate="{expression}"/>'))
    expected = {"or": "true", "and": "true", "+": "2000", "-": "-1998", "*": "1", "|": "1"}
    assert opened.answers()["/data/b"] == expected[operator]


def test_a_relevance_of_two_thousand_selected_runs() -> None:
    expression = " or ".join(f"selected(/data/group/question, 'choice-{n}')" for n in range(2000))
    opened = session(
        form("<group><question/></group><b/>", f'<bind nodeset="/data/b" relevant="{expression}"/>'),
        {"/data/group/question": "choice-1999"},
    )
    assert [field.relevant for field in opened.fields() if field.path == "/data/b"] == [True]
    assert compile_expression(expression).faults == ()


@pytest.mark.parametrize("text", ["a" * 1_000_000, "1+" * 500_000 + "1", "'" + "x" * 1_000_000 + "'", "(" * 1_000_000])
def test_an_expression_of_a_megabyte_is_refused(text: str) -> None:
    with pytest.raises(FormError) as caught:
        parse(text)
    assert caught.value.code == "forms.xpath.too-long"
    assert len(str(caught.value)) < 1_000


def test_an_expression_of_many_short_tokens_is_refused() -> None:
    assert code_of(lambda: parse("1+" * 100_000 + "1")) == "forms.xpath.too-long"


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        LAUGHS,
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]><a/>',
        '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>&x;</a>',
    ],
    ids=["external", "bomb", "parameter", "external definition"],
)
def test_entities_are_refused_and_nothing_is_read_from_outside(text: str) -> None:
    assert code_of(lambda: parse_xml(text)) == "forms.xform.entity"
    assert code_of(lambda: load_form(text.encode())) == "forms.xform.entity"


def test_elements_nested_ten_thousand_deep_are_refused() -> None:
    assert code_of(lambda: load_form(xform("<g>" * DEEP + "</g>" * DEEP))) == "forms.xform.too-deep"


def test_groups_nested_as_deep_as_is_let_in_make_a_form_that_runs() -> None:
    depth = 90
    path = "/data" + "/g" * depth
    body = "".join(f'<group ref="/data{"/g" * level}">' for level in range(1, depth))
    definition = form(
        "<g>" * depth + "</g>" * depth,
        f'<bind nodeset="{path}" relevant="true()" required="true()"/>',
        body + f'<input ref="{path}"/>' + "</group>" * (depth - 1),
    )
    opened = session(definition)
    opened.set(path, "1")
    assert [question.value for question in opened.questions()] == ["1"]
    assert session(definition, opened.answers()).instance_xml() == opened.instance_xml()


def test_a_million_rows_of_choices_inside_the_form_are_refused() -> None:
    rows = "<item><name>n</name></item>" * 1_000_000
    model = f'<instance id="parts"><root>{rows}</root></instance>'
    with pytest.raises(FormError) as caught:
        load_form(xform("<a/>", model=model))
    assert caught.value.code == "forms.xform.too-large"
    assert caught.value.fields["limit"]


@pytest.mark.parametrize(
    "text",
    [
        "<a " + " ".join(f"k{n}='1'" for n in range(100_000)) + "/>",
        "<a>" + "<b/>" * 300_000 + "</a>",
        "<a>" + "<!--c--><?p?>" * 200_000 + "</a>",
        "<a>" + '<b c="" d="" e="" f="" g=""/>' * 60_000 + "</a>",
        "<a>" + "x" * 100_000_000 + "</a>",
    ],
    ids=["attributes", "elements", "comments", "attributes of many", "100 MB of text"],
)
def test_a_document_without_measure_is_refused(text: str) -> None:
    assert code_of(lambda: parse_xml(text)) == "forms.xform.too-large"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00",
        b"PK\x03\x04 a workbook",
        b"<a>\x00</a>",
        "<a>\ud800</a>",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        '<?xml version="1.0" encoding="gb18030"?><a>中</a>'.encode("gb18030"),
        b"<a><b></a>",
    ],
)
def test_what_is_no_xml_is_refused_with_its_place(text: bytes | str) -> None:
    with pytest.raises(FormError) as caught:
        parse_xml(text)
    assert caught.value.code == "forms.xform.not-xml"
    assert {"line", "column"} <= set(caught.value.fields)
