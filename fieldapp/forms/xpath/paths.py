"""Location paths as closures: each step takes nodes and gives nodes in document order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.axes import AXES, REVERSE_AXES, Axis
from fieldapp.forms.xpath.context import Context, Evaluator
from fieldapp.forms.xpath.functions_core import truth
from fieldapp.forms.xpath.nodes import Node, NodeKind, in_document_order
from fieldapp.forms.xpath.plain_paths import UNPREFIXED, XFORMS_NAMESPACE, plain_path
from fieldapp.forms.xpath.selections import rows_asked, selection_of
from fieldapp.forms.xpath.syntax import NodeTest, Path, Step, Syntax
from fieldapp.forms.xpath.values import Value

Test: TypeAlias = Callable[[Node], bool]
Stage: TypeAlias = Callable[[Context, list[Node]], list[Node]]

WELL_KNOWN_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "h": "http://www.w3.org/1999/xhtml",
        "jr": "http://openrosa.org/javarosa",
        "mathml": "http://www.w3.org/1998/Math/MathML",
        "odk": "http://www.opendatakit.org/xforms",
        "orx": "http://openrosa.org/xforms",
        "xf": XFORMS_NAMESPACE,
        "xhtml": "http://www.w3.org/1999/xhtml",
        "xml": "http://www.w3.org/XML/1998/namespace",
    }
)
_KIND_OF_TYPE = MappingProxyType(
    {
        "text": NodeKind.TEXT,
        "comment": NodeKind.COMMENT,
        "processing-instruction": NodeKind.INSTRUCTION,
    }
)
# From nodes of one depth these axes give nodes of one depth, already in document order and without doubles.
_LEVEL_AXES = frozenset({"child", "attribute", "self"})


def _absolute(context: Context) -> list[Node]:
    return [context.environment.root]


def _relative(context: Context) -> list[Node]:
    return [context.node]


class PathCompiler:
    """Binds paths; `bind_inner` binds the expressions inside them."""

    def __init__(self, namespaces: Mapping[str, str], bind_inner: Callable[[Syntax], Evaluator]) -> None:
        self._namespaces = {**WELL_KNOWN_PREFIXES, **namespaces}
        self._bind_inner = bind_inner

    def bind(self, path: Path) -> Evaluator:
        """The closure that gives the path's nodes."""
        plain = plain_path(path)
        if plain is not None:
            return plain
        stages: list[Stage] = []
        level = path.start is None
        for step in path.steps:
            level = level and step.axis in _LEVEL_AXES
            stages.append(self._stage(step, needs_sorting=not level))
        if path.start is not None:
            return _walk_from(self._start(path, path.start), stages)
        return _walk(_absolute if path.absolute else _relative, stages)

    def _start(self, path: Path, start: Syntax) -> Evaluator:
        """What the path begins with; a named list is only asked for the rows that the path goes on to."""
        asked = selection_of(path)
        if asked is None:
            return self._bind_inner(start)
        criteria = tuple((column, self._bind_inner(wanted)) for column, wanted in asked.equal)
        return rows_asked(asked.list_id, criteria)

    def _stage(self, step: Step, *, needs_sorting: bool) -> Stage:
        test = self._test(step)
        predicates = [self._bind_inner(predicate) for predicate in step.predicates]
        axis = AXES[step.axis]
        if step.axis == "child" and not step.test.prefix and not step.test.node_type and step.test.name != "*":
            axis = _children_named(step.test.name)
        if not predicates:
            return _plain_stage(axis, test, reverse=step.axis in REVERSE_AXES, needs_sorting=needs_sorting)
        return _filtered_stage(axis, test, predicates, reverse=step.axis in REVERSE_AXES)

    def _test(self, step: Step) -> Test:
        test = step.test
        if test.node_type == "node":
            return lambda _node: True
        if test.node_type:
            return _type_test(test)
        principal = {"attribute": NodeKind.ATTRIBUTE, "namespace": NodeKind.NAMESPACE}.get(step.axis, NodeKind.ELEMENT)
        if test.prefix:
            return self._prefixed_test(test, principal)
        if test.name == "*":
            return lambda node: node.kind is principal
        name = test.name
        return lambda node: node.name == name and node.kind is principal and node.namespace in UNPREFIXED

    def _prefixed_test(self, test: NodeTest, principal: NodeKind) -> Test:
        uri = self._namespaces.get(test.prefix)
        name, prefix = test.name, test.prefix

        def keeps(node: Node) -> bool:
            ours = node.namespace == uri if uri is not None else node.prefix == prefix
            return ours and node.kind is principal and name in ("*", node.name)

        return keeps


def _type_test(test: NodeTest) -> Test:
    kind, target = _KIND_OF_TYPE[test.node_type], test.target
    return lambda node: node.kind is kind and (not target or node.name == target)


def _children_named(name: str) -> Axis:
    return lambda node: node.elements_named(name)


def _plain_stage(axis: Axis, test: Test, *, reverse: bool, needs_sorting: bool) -> Stage:
    def one(node: Node) -> list[Node]:
        found = [candidate for candidate in axis(node) if test(candidate)]
        if reverse:
            found.reverse()
        return found

    def stage(_context: Context, nodes: list[Node]) -> list[Node]:
        if len(nodes) == 1:
            return one(nodes[0])
        found = [candidate for node in nodes for candidate in one(node)]
        return in_document_order(found) if needs_sorting else found

    return stage


def _filtered_stage(axis: Axis, test: Test, predicates: list[Evaluator], *, reverse: bool) -> Stage:
    def one(context: Context, node: Node) -> list[Node]:
        found = keep(context, (candidate for candidate in axis(node) if test(candidate)), predicates)
        if reverse:
            found.reverse()
        return found

    def stage(context: Context, nodes: list[Node]) -> list[Node]:
        if len(nodes) == 1:
            return one(context, nodes[0])
        return in_document_order([candidate for node in nodes for candidate in one(context, node)])

    return stage


def keep(context: Context, nodes: Iterable[Node], predicates: list[Evaluator]) -> list[Node]:
    """The nodes that every predicate keeps, positions counted anew for each predicate."""
    kept = list(nodes)
    for predicate in predicates:
        size = len(kept)
        kept = [
            node
            for position, node in enumerate(kept, start=1)
            if truth(predicate(context.inside(node, position, size)), position)
        ]
    return kept


def _walk(start: Callable[[Context], list[Node]], stages: list[Stage]) -> Evaluator:
    def evaluate(context: Context) -> Value:
        nodes = start(context)
        for stage in stages:
            if not nodes:
                break
            nodes = stage(context, nodes)
        return nodes

    return evaluate


def _walk_from(start: Evaluator, stages: list[Stage]) -> Evaluator:
    def begin(context: Context) -> list[Node]:
        value = start(context)
        if not isinstance(value, list):
            raise XPathError("forms.xpath.type", expected="node-set")
        return value

    return _walk(begin, stages)


def filtered(operand: Evaluator, predicates: list[Evaluator]) -> Evaluator:
    """An expression with predicates, counted in document order."""

    def evaluate(context: Context) -> Value:
        value = operand(context)
        if not isinstance(value, list):
            raise XPathError("forms.xpath.type", expected="node-set")
        return keep(context, value, predicates)

    return evaluate
