"""What the XPath suite of getodk/web-forms expects, held against our evaluator (docs/forms.md has the figures)."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from fieldapp.domain.errors import FormError
from fieldapp.forms.environment import FormEnvironment, instances_of
from fieldapp.forms.itext import read_translations
from fieldapp.forms.xml_tree import declared_prefixes, parse_xml
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.context import Context
from fieldapp.forms.xpath.nodes import Node, NodeKind
from fieldapp.forms.xpath.values import Value, to_boolean, to_number, to_string

RECORDED = Path(__file__).parents[3] / "shared" / "conformance" / "xforms" / "xpath.json"
PHOENIX = ZoneInfo("America/Phoenix")

# Only ever raise these: they are what passes today of 1,379 assertions.
FLOOR_ALL = 1370
FLOOR_ODK = 648


@dataclass(frozen=True)
class Outcome:
    """What became of one assertion; `found` is our answer as text."""

    case: dict[str, Any]
    passed: bool
    found: str


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    if not RECORDED.exists():
        pytest.skip("the recorded suite is not on this machine (shared/conformance)")
    recorded = json.loads(RECORDED.read_text("utf-8"))
    documents = {name: parse_xml(text) for name, text in recorded["docs"].items()}
    return [run(case, documents[case["doc"]]) for case in recorded["cases"]]


def test_recorded_assertions_pass_as_often_as_ever_before(outcomes: list[Outcome]) -> None:
    passed = sum(outcome.passed for outcome in outcomes)
    print(f"ratio xpath passed/recorded: {passed / len(outcomes):.4f} ({passed} of {len(outcomes)})")
    assert passed >= FLOOR_ALL, misses(outcomes)


def test_recorded_odk_assertions_pass_as_often_as_ever_before(outcomes: list[Outcome]) -> None:
    odk = [outcome for outcome in outcomes if outcome.case["openrosa"]]
    assert sum(outcome.passed for outcome in odk) >= FLOOR_ODK, misses(odk)


def misses(outcomes: list[Outcome]) -> str:
    return "\n".join(
        f"{outcome.case['id']} {outcome.case['expr']} => {outcome.case['expected']!r}, got {outcome.found}"
        for outcome in outcomes
        if not outcome.passed
    )


def run(case: dict[str, Any], document: Node) -> Outcome:
    try:
        value = evaluate(case, document)
    except FormError as error:
        return Outcome(case, case["kind"] == "throws", str(error))
    if case["kind"] == "throws":
        return Outcome(case, False, repr(value))
    return Outcome(case, agrees(case, value), repr(value))


def evaluate(case: dict[str, Any], document: Node) -> Value:
    model = next((node for node in document.descendants() if node.name == "model"), document)
    translations = read_translations(model)
    named = re.search(r"in language '(\w+)'", case["test"])
    environment = FormEnvironment(
        node_at(document, case["root"]),
        clock=lambda: datetime.fromtimestamp(case["now_ms"] / 1000, UTC).astimezone(PHOENIX),
        new_id=lambda: str(uuid4()),
        translations=translations,
        language=named[1] if named else translations.default,
        instances=lambda name: instances_of(model).get(name),
    )
    namespaces = {prefix: uri for prefix, uri in declared_prefixes(document).items() if prefix}
    expression = compile_expression(case["expr"], namespaces=namespaces)
    return expression.evaluate(Context(node_at(document, case["context"]), environment))


def node_at(document: Node, path: str) -> Node:
    node = document
    for part in path.strip("/").split("/") if path != "/" else ():
        if part.startswith("@"):
            return next(item for item in node.attributes if part[1:] in (item.qualified_name, item.name))
        node = node.children[int(part)]
    return node


def path_of(node: Node) -> str:
    parts: list[str] = []
    while node.parent is not None:
        if node.kind in (NodeKind.ATTRIBUTE, NodeKind.NAMESPACE):
            parts.append(f"@{node.qualified_name}")
        else:
            parts.append(str(node.parent.children.index(node)))
        node = node.parent
    return "/" + "/".join(reversed(parts))


def agrees(case: dict[str, Any], value: Value) -> bool:
    kind: str = case["kind"]
    expected: Any = case["expected"]
    if kind == "boolean":
        return to_boolean(value) is expected
    if kind in ("number", "number-rounded"):
        return same_number(to_number(value, PHOENIX), float(expected), case.get("factor"))
    if kind == "string":
        return bool(to_string(value) == expected)
    if kind == "string-match":
        return re.search(expected, to_string(value)) is not None
    if kind == "string-length":
        return len(to_string(value)) == int(expected)
    paths = [path_of(node) for node in value] if isinstance(value, list) else None
    return bool(paths == expected if kind == "nodeset" else sorted(paths or ()) == sorted(expected))


def same_number(found: float, expected: float, factor: float | None) -> bool:
    if math.isnan(expected):
        return math.isnan(found)
    if factor is not None:
        return round(found * factor) == round(expected * factor)
    return found == expected and math.copysign(1, found) == math.copysign(1, expected)
