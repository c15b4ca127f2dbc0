from __future__ import annotations

from fieldapp.forms.xml_tree import parse_xml
from fieldapp.forms.xpath.nodes import Node, NodeKind, in_document_order


def test_a_copy_shares_nothing_with_its_original() -> None:
    original = next(parse_xml("<a k='v'><b>text</b></a>").elements())
    twin = original.copy()
    next(twin.elements()).set_text("other")
    twin.set_attribute("k", "w")
    assert original.string_value() == "text"
    assert original.attribute("k") == "v"
    assert twin.parent is None


def test_the_order_of_a_document_puts_attributes_before_children() -> None:
    element = next(parse_xml("<a k='v'><b/></a>").elements())
    child = next(element.elements())
    assert in_document_order([child, element.attributes[0], element, child]) == [
        element,
        element.attributes[0],
        child,
    ]


def test_setting_text_replaces_all_content() -> None:
    element = Node(NodeKind.ELEMENT, "q")
    element.set_text("a")
    element.set_text("b")
    assert (element.string_value(), len(element.children)) == ("b", 1)
    element.set_text("")
    assert element.children == []
