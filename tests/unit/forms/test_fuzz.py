"""Anything as an expression, anything as a form: it is read, or refused with a code, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fieldapp.domain.errors import FormError
from fieldapp.forms.compile import CompiledForm
from fieldapp.forms.model import read_form
from fieldapp.forms.xml_tree import parse_xml, write_xml
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.parser import parse
from tests.unit.forms.xforms import form, session, xform

LARGE = settings(
    max_examples=int(os.environ.get("FIELDAPP_FUZZ", "5000" if os.environ.get("FIELDAPP_SOAK") else "300"))
)
SIGNS = """( ) [ ] / . @ , | + - * = < > $ " ' 0 17 a b : é 中 ² :: // .. != <= div mod and or 'x' 1.5 @k"""
NAMES = """/data/a /data/r/x current() instance('l')/ child:: node() text() self::* ancestor::a true()
    selected( if( position( jr:choice-name( count( sum( string( concat( not( regex( indexed-repeat( once( join("""
WORDS = st.sampled_from([" ", *SIGNS.split(), *NAMES.split()])
EXPRESSIONS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map("".join))


@pytest.mark.soak
@settings(LARGE, deadline=None)
@given(EXPRESSIONS)
@example("1and²")
@example("a:b:c")
@example("\ud800")
def test_any_text_is_an_expression_or_refused_with_its_place(text: str) -> None:
    error = refusal(lambda: parse(text))
    if error is not None:
        assert error.code.startswith("forms.xpath.")
        assert 0 <= int(error.fields["offset"]) <= len(text)


@pytest.mark.soak
@settings(LARGE, deadline=None)
@given(EXPRESSIONS)
def test_any_expression_runs_in_a_form_or_fails_with_a_code(text: str) -> None:
    def run() -> None:
        compile_expression(text)
        definition = form(
            "<a>1</a><r><x>2</x></r><b/>",
            f"<bind nodeset='/data/b' calculate={attribute(text)}/>",
            f"<input ref='/data/a'/><repeat nodeset='/data/r'><input ref='x'/></repeat><input ref='/data/b'>"
            f"<label><output value={attribute(text)}/></label></input>",
            model="<instance id='l'><root><item><name>1</name><label>2</label></item></root></instance>",
        )
        opened = session(definition)
        opened.set("/data/a", "3")
        opened.questions()

    error = refusal(run)
    assert error is None or error.code.startswith("forms.")


def refusal(do: Callable[[], object]) -> FormError | None:
    """The error with which something is refused, None where it is done; any other error goes through."""
    try:
        do()
    except FormError as error:
        return error
    return None


def attribute(text: str) -> str:
    """A text as an attribute of XML, without what XML cannot hold."""
    held = "".join(character for character in text if character.isprintable())
    return '"' + held.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") + '"'


BASE = xform(
    "<a>1</a><g><b/></g><r jr:template=''><x/></r>",
    "<bind nodeset='/data/a' type='int' relevant='/data/g/b = 1' constraint='. &lt; 5'"
    " jr:constraintMsg=\"jr:itext('t')\"/>"
    "<bind nodeset='/data/r/x' calculate='position(..)' required='true()'/>",
    "<input ref='/data/a'><label ref=\"jr:itext('t')\"/></input><group ref='/data/g'><select1 ref='/data/g/b'>"
    "<itemset nodeset=\"instance('l')/root/item[k = current()/../../a]\">"
    "<value ref='name'/><label ref='label'/></itemset>"
    "</select1></group><repeat nodeset='/data/r' jr:count='/data/a'><input ref='x'/></repeat>"
    "<input ref='/data/a'><setvalue event='xforms-value-changed' ref='/data/g/b' value='1 + 1'/></input>",
    model="<instance id='l'><root><item><name>1</name><label>2</label><k>1</k></item></root></instance>",
    texts="<translation lang='zh'><text id='t'><value>甲 <output value='/data/a'/></value></text></translation>",
).decode()
PIECES = sorted({piece for piece in BASE.replace("<", "|<").replace('"', '|"').replace("'", "|'").split("|") if piece})
CUTS = st.tuples(st.integers(0, len(BASE)), st.integers(0, 40), st.one_of(st.sampled_from(PIECES), st.text(max_size=5)))


def changed(text: str, cuts: list[tuple[int, int, str]]) -> str:
    """A text with some places cut out and others put in."""
    for start, length, put in cuts:
        text = text[:start] + put + text[start + length :]
    return text


def is_opened_or_refused(text: str) -> None:
    def run() -> None:
        definition, faults = read_form(text.encode("utf-8", "surrogatepass"))
        if definition is not None and not faults:
            opened = session(definition)
            for question in opened.questions()[:3]:
                opened.set(question.path, "1")

    error = refusal(run)
    assert error is None or error.code.startswith("forms.")


@pytest.mark.soak
@settings(LARGE, deadline=None)
@given(st.lists(CUTS, min_size=1, max_size=3))
def test_a_damaged_form_is_opened_or_refused_with_a_code(cuts: list[tuple[int, int, str]]) -> None:
    is_opened_or_refused(changed(BASE, cuts))


@pytest.mark.soak
@settings(LARGE, deadline=None, max_examples=LARGE.max_examples // 10)
@given(st.data())
def test_a_damaged_form_of_ours_is_opened_or_refused_with_a_code(
    shipped: dict[str, CompiledForm], data: st.DataObject
) -> None:
    text = shipped[data.draw(st.sampled_from(sorted(shipped)))].xform.decode()
    start = data.draw(st.integers(0, len(text)))
    is_opened_or_refused(changed(text, [(start, data.draw(st.integers(0, 60)), data.draw(st.sampled_from(PIECES)))]))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=80), st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
)
def test_anything_is_xml_that_can_be_written_again_or_refused(text: bytes | str) -> None:
    error = refusal(lambda: parse_xml(text))
    if error is None:
        assert write_xml(next(parse_xml(text).elements()))
    else:
        assert error.code in ("forms.xform.not-xml", "forms.xform.entity", "forms.xform.too-deep")
