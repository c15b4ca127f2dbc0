"""Paths of names alone (`/data/site/reading`, `../state`, `current()/../state`): nearly all that forms are made of.

They walk straight to their nodes. What an absolute one found is remembered by the environment until a repeat gets or
loses a row, since nothing else moves the elements of a form.
"""

from __future__ import annotations

from fieldapp.forms.xpath.context import Context, Evaluator
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.syntax import Call, NodeTest, Path, Step
from fieldapp.forms.xpath.values import Value

XFORMS_NAMESPACE = "http://www.w3.org/2002/xforms"
# A name without prefix finds the instance's own nodes also where a form leaves them in the default namespace.
UNPREFIXED = frozenset({"", XFORMS_NAMESPACE})


def plain_path(path: Path) -> Evaluator | None:
    """The closure of a path of names, after any number of steps up; None for a path that is more than that."""
    above = 0
    names: list[str] = []
    for step in path.steps:
        name = _name_of(step)
        if name is None and not (_is_up(step) and not names and not path.absolute):
            return None
        if name is None:
            above += step.axis == "parent"
        else:
            names.append(name)
    if path.absolute:
        return _absolute(tuple(names))
    if path.start is None:
        return _relative(above, tuple(names))
    return _from_current(above, tuple(names)) if path.start == Call("current", ()) else None


def _name_of(step: Step) -> str | None:
    test = step.test
    is_plain = step.axis == "child" and not (step.predicates or test.prefix or test.node_type) and test.name != "*"
    return test.name if is_plain else None


def _is_up(step: Step) -> bool:
    return step.axis in ("parent", "self") and not step.predicates and step.test == NodeTest(node_type="node")


def _absolute(names: tuple[str, ...]) -> Evaluator:
    key = "/".join(names)

    def evaluate(context: Context) -> Value:
        places = context.environment.places
        found = places.get(key)
        if found is None:
            found = places[key] = _below(context.environment.root, names)
        return found

    return evaluate


def _relative(above: int, names: tuple[str, ...]) -> Evaluator:
    return lambda context: _walk(context.node, above, names)


def _from_current(above: int, names: tuple[str, ...]) -> Evaluator:
    return lambda context: _walk(context.current, above, names)


def _walk(start: Node, above: int, names: tuple[str, ...]) -> list[Node]:
    node: Node | None = start
    for _ in range(above):
        node = node.parent if node is not None else None
    return [] if node is None else _below(node, names)


def _below(node: Node, names: tuple[str, ...]) -> list[Node]:
    nodes = [node]
    for name in names:
        if len(nodes) == 1:
            nodes = [child for child in nodes[0].elements_named(name) if child.namespace in UNPREFIXED]
        else:
            nodes = [child for above in nodes for child in above.elements_named(name) if child.namespace in UNPREFIXED]
    return nodes
