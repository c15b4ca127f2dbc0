from __future__ import annotations

import pytest

from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.xml_tree import declared_prefixes, parse_xml, write_document, write_xml
from fieldapp.forms.xpath.nodes import NodeKind


def test_broken_xml_is_named_with_line_and_column() -> None:
    with pytest.raises(FormDefinitionError) as caught:
        parse_xml("<a>\n  <b></a>")
    assert (caught.value.code, caught.value.fields["line"]) == ("forms.xform.not-xml", 2)


def test_an_entity_declaration_is_refused() -> None:
    with pytest.raises(FormDefinitionError) as caught:
        parse_xml("<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;'>]><a>&z;</a>")
    assert caught.value.code == "forms.xform.entity"


def test_what_is_written_is_read_back_the_same() -> None:
    text = '<a xmlns:fa="http://fieldapp/forms" fa:unit="℃" k="a&amp;&lt;"><b>1 &lt; 2 &amp; 3</b><c/></a>'
    assert write_xml(next(parse_xml(text).elements())) == text


def test_a_part_of_a_document_declares_the_prefixes_it_uses() -> None:
    outer = next(parse_xml('<h xmlns:orx="urn:orx"><data orx:k="1"><orx:meta/></data></h>').elements())
    inner = next(outer.elements())
    assert write_document(inner) == '<data xmlns:orx="urn:orx" orx:k="1"><orx:meta/></data>'


def test_comments_and_instructions_are_nodes_and_character_data_stands_alone() -> None:
    element = next(parse_xml("<a>x<!--c--><?p d?><![CDATA[<]]>y</a>").elements())
    assert [child.kind for child in element.children] == [
        NodeKind.TEXT,
        NodeKind.COMMENT,
        NodeKind.INSTRUCTION,
        NodeKind.TEXT,
        NodeKind.TEXT,
    ]


def test_the_first_declaration_of_a_prefix_wins() -> None:
    assert declared_prefixes(parse_xml("<a xmlns:p='one'><b xmlns:p='two'/></a>")) == {"p": "one"}
