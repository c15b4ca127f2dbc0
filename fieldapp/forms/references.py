"""Which paths of a form an expression reads, found by walking its paths over the schema instead of over nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.forms.schema import Schema, SchemaNode
from fieldapp.forms.xpath.syntax import Call, Filter, NodeTest, Path, Step, Syntax, parts


@dataclass(frozen=True, slots=True)
class Reference:
    """A path that an expression reads, and `pivot`: the highest path it passed on the way there.

    An answer inside a repeat only concerns expressions of the same instance when the pivot lies inside the repeat.
    `is_place`: the expression only asks at which place the node stands among its like (`position(..)`).
    """

    node: SchemaNode
    pivot: SchemaNode
    is_place: bool = False


def references(syntax: Syntax, context: SchemaNode, schema: Schema) -> frozenset[Reference]:
    """Everything that an expression bound to `context` reads."""
    collector = _Collector(schema, context)
    collector.visit(syntax, frozenset({Reference(context, context)}))
    return frozenset(collector.found)


class _Collector:
    def __init__(self, schema: Schema, context: SchemaNode) -> None:
        self.schema = schema
        self.context = context
        self.found: set[Reference] = set()

    def visit(self, syntax: Syntax, places: frozenset[Reference]) -> frozenset[Reference]:
        """Note what an expression reads when run at `places`; give the paths of the node-set it yields."""
        match syntax:
            case Path():
                return self.path(syntax, places)
            case Filter(operand, predicates):
                reached = self.visit(operand, places)
                for predicate in predicates:
                    self.visit(predicate, reached)
                return reached
            case Call(name, arguments):
                return self.call(name, arguments, places)
            case _:
                for part in parts(syntax):
                    self.visit(part, places)
                return frozenset()

    def call(self, name: str, arguments: tuple[Syntax, ...], places: frozenset[Reference]) -> frozenset[Reference]:
        if name == "current":
            return frozenset({Reference(self.context, self.context)})
        if name == "position" and len(arguments) == 1 and isinstance(arguments[0], Path):
            return self.position(arguments[0], places)
        reached = [self.visit(argument, places) for argument in arguments]
        passes_nodes_on = name in ("indexed-repeat", "randomize") and bool(reached)
        return reached[0] if passes_nodes_on else frozenset()

    def position(self, path: Path, places: frozenset[Reference]) -> frozenset[Reference]:
        """`position(path)` reads nothing of the nodes but where they stand."""
        known = set(self.found)
        reached = self.path(path, places)
        self.found -= reached - known
        self.found.update(Reference(place.node, place.pivot, is_place=True) for place in reached)
        return frozenset()

    def path(self, path: Path, places: frozenset[Reference]) -> frozenset[Reference]:
        if path.start is not None:
            places = self.visit(path.start, places)
        elif path.absolute:
            places = self.enter(path)
        steps = path.steps[1:] if path.absolute and path.start is None else path.steps
        for step in steps:
            places = self.step(step, places)
        self.found.update(places)
        return places

    def enter(self, path: Path) -> frozenset[Reference]:
        """The places after the first step of an absolute path, which leads from the document to the root."""
        root = self.schema.root
        if not path.steps:
            return frozenset()
        first = path.steps[0]
        if first.axis.startswith("descendant"):
            reached: Iterable[SchemaNode] = root.walk()
        else:
            reached = (root,) if matches(first.test, root) else ()
        places = frozenset(Reference(node, root) for node in reached)
        for predicate in first.predicates:
            self.visit(predicate, places)
        return places

    def step(self, step: Step, places: frozenset[Reference]) -> frozenset[Reference]:
        reached: set[Reference] = set()
        for place in places:
            # What stands beside a node is reached by way of what is above it: other rows of its repeat are read.
            beside = step.axis.startswith(("following", "preceding")) and place.node.parent is not None
            above = place.node.lineage[-2 if step.axis.endswith("sibling") else 0] if beside else place.node
            pivot = _higher(place.pivot, above)
            for node in _along(step, place.node):
                if matches(step.test, node):
                    reached.add(Reference(node, _higher(pivot, node)))
        frozen = frozenset(reached)
        for predicate in step.predicates:
            self.visit(predicate, frozen)
        return frozen


def _along(step: Step, node: SchemaNode) -> Iterable[SchemaNode]:
    """The paths on a step's axis; of a named child only that one, as forms are wide."""
    match step.axis:
        case "self":
            return (node,)
        case "child":
            named = node.children.get(_written(step.test))
            return node.children.values() if named is None else (named,)
        case "parent":
            return () if node.parent is None else (node.parent,)
        case "attribute":
            return node.attributes.values()
        case _:
            return _along_others(step.axis, node)


def _along_others(axis: str, node: SchemaNode) -> Iterable[SchemaNode]:
    ancestors = node.lineage[:-1]
    match axis:
        case "descendant":
            return list(node.walk())[1:]
        case "descendant-or-self":
            return node.walk()
        case "ancestor":
            return ancestors
        case "ancestor-or-self":
            return node.lineage
        case "following-sibling" | "preceding-sibling":
            return node.parent.children.values() if node.parent is not None else ()
        case "following" | "preceding":
            return node.lineage[0].walk()
        case _:
            return ()


def matches(test: NodeTest, node: SchemaNode) -> bool:
    """Whether a step's test keeps elements of this path."""
    if test.node_type:
        return test.node_type == "node"
    return test.name == "*" or _written(test) == node.name.removeprefix("@")


def _written(test: NodeTest) -> str:
    return f"{test.prefix}:{test.name}" if test.prefix else test.name


def _higher(pivot: SchemaNode, node: SchemaNode) -> SchemaNode:
    return node if node in pivot.lineage else pivot
