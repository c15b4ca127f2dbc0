"""Run an expression on a small document, as a form would."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fieldapp.forms.environment import FormEnvironment
from fieldapp.forms.itext import Translations
from fieldapp.forms.xml_tree import declared_prefixes, parse_xml
from fieldapp.forms.xpath.compiler import compile_expression
from fieldapp.forms.xpath.context import Context
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.values import Value

NOW = datetime(2026, 11, 23, 9, 18, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def context_of(xml: str, at: str = "/", language: str = "") -> Context:
    """The context of the first node that a path finds in a document."""
    document = parse_xml(xml)
    names = iter(range(1000))
    environment = FormEnvironment(
        document,
        clock=lambda: NOW,
        new_id=lambda: f"00000000-0000-4000-8000-{next(names):012}",
        translations=Translations("", {}),
        language=language,
        instances=lambda name, _wanted: next(
            (node for node in document.descendants() if node.attribute("id") == name), None
        ),
    )
    namespaces = {prefix: uri for prefix, uri in declared_prefixes(document).items() if prefix}
    found = compile_expression(at, namespaces=namespaces).nodes(Context(document, environment))
    return Context(found[0], environment)


def run(expression: str, xml: str = "<data/>", at: str = "/", *, language: str = "") -> Value:
    return compile_expression(expression).evaluate(context_of(xml, at, language))


def names(value: Value) -> list[str]:
    assert isinstance(value, list)
    return [name_of(node) for node in value]


def name_of(node: Node) -> str:
    return node.qualified_name or node.text
