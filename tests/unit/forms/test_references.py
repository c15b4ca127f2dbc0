from __future__ import annotations

import pytest

from fieldapp.forms.references import references
from fieldapp.forms.xpath.parser import parse
from tests.unit.forms.xforms import form

INSTANCE = "<a/><g><b/><c/></g><row><n/><m/></row>"
BODY = '<repeat nodeset="/data/row"><input ref="n"/></repeat>'


def read(expression: str, context: str) -> dict[str, str]:
    """Path read -> highest path passed on the way."""
    schema = form(INSTANCE, body=BODY).schema
    found = references(parse(expression), schema.by_path[context], schema)
    return {reference.node.path: reference.pivot.path for reference in found}


@pytest.mark.parametrize(
    ("expression", "context", "paths"),
    [
        ("/data/a + ../b", "/data/g/c", {"/data/a", "/data/g/b"}),
        ("count(//n)", "/data/a", {"/data/row/n"}),
        ("/data/row[m = 1]/n", "/data/a", {"/data/row/n", "/data/row/m"}),
        ("concat(../*)", "/data/g/b", {"/data/g/b", "/data/g/c"}),
        ("instance('x')/root/item[k = current()/../b]", "/data/g/c", {"/data/g/b"}),
        ("if(selected(/data/a, 'x'), 1, 2)", "/data/g/b", {"/data/a"}),
        ("indexed-repeat(/data/row/n, /data/row, 1)", "/data/a", {"/data/row/n", "/data/row"}),
        ("preceding-sibling::a | ancestor::g", "/data/g/b", {"/data/g"}),
        ("today()", "/data/a", set()),
    ],
)
def test_the_paths_that_an_expression_reads_are_found(expression: str, context: str, paths: set[str]) -> None:
    assert read(expression, context).keys() == paths


def test_a_way_that_stays_in_the_row_is_told_from_one_that_leaves_it() -> None:
    assert read("../n", "/data/row/m") == {"/data/row/n": "/data/row"}
    assert read("/data/row/n", "/data/row/m") == {"/data/row/n": "/data"}
