from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from tests.unit.forms.xpath.expressions import names, run

TREE = "<data><row><n>1</n></row><row><n>2</n></row><row><n>3</n></row></data>"


def test_a_descendant_path_gives_each_node_once_in_document_order() -> None:
    assert names(run("//n | //row | //n", TREE)) == ["row", "n"] * 3


def test_a_number_as_predicate_is_a_position() -> None:
    assert run("string(/data/row[2]/n)", TREE) == "2"


def test_a_second_predicate_counts_what_the_first_has_left() -> None:
    assert run("string(/data/row[n > 1][1]/n)", TREE) == "2"


def test_a_predicate_after_brackets_counts_the_whole_set() -> None:
    assert run("string((//n)[3])", TREE) == "3"


def test_a_predicate_of_each_step_counts_within_its_parent() -> None:
    assert run("count(//n[1])", TREE) == 3.0


def test_a_name_without_prefix_finds_nodes_in_the_namespace_of_xforms() -> None:
    assert run("count(/data)", "<data xmlns='http://www.w3.org/2002/xforms'/>") == 1.0


def test_a_name_without_prefix_does_not_find_nodes_of_another_namespace() -> None:
    assert run("count(/data)", "<data xmlns='urn:other'/>") == 0.0


def test_a_known_prefix_is_resolved_by_its_namespace() -> None:
    assert run("count(/h:html)", "<html xmlns='http://www.w3.org/1999/xhtml'/>") == 1.0


def test_a_path_on_what_is_no_node_set_is_an_error() -> None:
    with pytest.raises(XPathError) as caught:
        run("concat('a', 'b')/c")
    assert caught.value.code == "forms.xpath.type"
