from __future__ import annotations

import pytest

from tests.unit.forms.xpath.expressions import names, run

TREE = "<a id='1' xmlns:k='urn:k'><b><c/><d/></b><e><f/></e><g/></a>"


@pytest.mark.parametrize(
    ("axis", "found"),
    [
        ("self", ["e"]),
        ("child", ["f"]),
        ("parent", ["a"]),
        ("ancestor", ["", "a"]),
        ("ancestor-or-self", ["", "a", "e"]),
        ("descendant", ["f"]),
        ("descendant-or-self", ["e", "f"]),
        ("following", ["g"]),
        ("following-sibling", ["g"]),
        ("preceding", ["b", "c", "d"]),
        ("preceding-sibling", ["b"]),
        ("attribute", []),
        ("namespace", ["k", "xml"]),
    ],
)
def test_an_axis_gives_its_nodes_in_document_order(axis: str, found: list[str]) -> None:
    assert names(run(f"{axis}::node()", TREE, "/a/e")) == found


def test_positions_on_a_reverse_axis_count_backwards() -> None:
    assert names(run("ancestor::*[1]", TREE, "/a/b/c")) == ["b"]
    assert names(run("preceding::*[1]", TREE, "/a/g")) == ["f"]


def test_attributes_are_not_among_the_children() -> None:
    assert names(run("/a/@*", TREE)) == ["id"]
    assert "id" not in names(run("/a/node()", TREE))
