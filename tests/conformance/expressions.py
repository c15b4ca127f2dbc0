"""Recorded XPath assertions, each run on our evaluator and compared as its kind says (data/NOTICE)."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from fieldapp.domain.errors import FormError
from fieldapp.forms.environment import FormEnvironment, instances_of
from fieldapp.forms.itext import read_translations
from fieldapp.forms.xml_tree import declared_prefixes, parse_xml
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.context import Context
from fieldapp.forms.xpath.nodes import Node, NodeKind
from fieldapp.forms.xpath.values import Value, to_boolean, to_number, to_string
from tests.conformance.outcomes import Outcome

PHOENIX = ZoneInfo("America/Phoenix")


def run_expressions(recorded: dict[str, Any]) -> list[Outcome]:
    """The outcome of every case of a recording."""
    documents = {name: parse_xml(text) for name, text in recorded["docs"].items()}
    return [run(case, documents[case["doc"]]) for case in recorded["cases"]]


def run(case: dict[str, Any], document: Node) -> Outcome:
    """One case: it passes when the value agrees, or when an error was expected and is one of ours."""
    try:
        value = evaluate(case, document)
    except FormError as error:
        return _outcome(case, case["kind"] == "throws", f"error {error}")
    except Exception as error:  # a recording must never stop the run: a crash is a miss that names itself
        return _outcome(case, False, f"crash {error!r}", crashed=True)
    return _outcome(case, case["kind"] != "throws" and agrees(case, value), repr(value))


def _outcome(case: dict[str, Any], passed: bool, found: str, *, crashed: bool = False) -> Outcome:
    why = "" if passed else f"{case['expr']} must be {case['kind']} {case['expected']!r}, got {found}"
    return Outcome(case["id"], case["test"], passed, why, crashed=crashed, odk=bool(case["openrosa"]))


def evaluate(case: dict[str, Any], document: Node) -> Value:
    """The value of a case's expression at its node, under its clock."""
    model = next((node for node in document.descendants() if node.name == "model"), document)
    translations = read_translations(model)
    named = re.search(r"in language '(\w+)'", case["test"])  # the recording holds the language in the title alone
    environment = FormEnvironment(
        node_at(document, case["root"]),
        clock=lambda: datetime.fromtimestamp(case["now_ms"] / 1000, UTC).astimezone(PHOENIX),
        new_id=lambda: str(uuid4()),
        translations=translations,
        language=named[1] if named else translations.default,
        instances=lambda name, _wanted: instances_of(model).get(name),
    )
    namespaces = {prefix: uri for prefix, uri in declared_prefixes(document).items() if prefix}
    expression = compile_expression(case["expr"], namespaces=namespaces)
    return expression.evaluate(Context(node_at(document, case["context"]), environment))


def node_at(document: Node, path: str) -> Node:
    """The node at a path of child indexes."""
    node = document
    for part in path.strip("/").split("/") if path != "/" else ():
        if part.startswith("@"):
            return next(item for item in node.attributes if part[1:] in (item.qualified_name, item.name))
        node = node.children[int(part)]
    return node


def path_of(node: Node) -> str:
    """The path of child indexes of a node."""
    parts: list[str] = []
    while node.parent is not None:
        if node.kind in (NodeKind.ATTRIBUTE, NodeKind.NAMESPACE):
            parts.append(f"@{node.qualified_name}")
        else:
            parts.append(str(node.parent.children.index(node)))
        node = node.parent
    return "/" + "/".join(reversed(parts))


def agrees(case: dict[str, Any], value: Value) -> bool:
    """Whether a value is what the case expects, compared as its kind says."""
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
    """Equality that knows NaN and the sign of zero; with a factor, after rounding at it."""
    if math.isnan(expected):
        return math.isnan(found)
    if factor is not None:
        return round(found * factor) == round(expected * factor)
    return found == expected and math.copysign(1, found) == math.copysign(1, expected)
