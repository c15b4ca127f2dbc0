"""The dependency graph of a form: what to work out again when an answer changes, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.references import Reference
from fieldapp.forms.schema import Schema, SchemaNode
from fieldapp.forms.xpath.compiler import Expression


class Property(IntEnum):
    """What a rule decides; the order is that in which the rules of one node run."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    CHOICES = 3
    REQUIRED = 4
    READONLY = 5
    CONSTRAINT = 6
    LABEL = 7


# These decide what other expressions read, so they run in an order in which nothing is read before it is decided.
_SHAPES_VALUE = frozenset({Property.RELEVANT, Property.COUNT, Property.CALCULATE, Property.CHOICES})


class _Wait(IntEnum):
    """How strictly one path waits for another; the larger one holds where there are several."""

    COUNT = 0  # "one more row while the last says so" counts itself: it comes to rest by running again
    OTHER_INSTANCE = 1  # a row that reads the row before it
    RELEVANCE = 2  # questions that show each other are allowed as long as no value goes round with them
    VALUE = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One expression that decides a property of all nodes of a path. `expression` is None for labels, whose
    texts hold several."""

    node: SchemaNode
    property: Property
    expression: Expression | None
    reads: frozenset[Reference]


@dataclass(frozen=True, slots=True)
class Dependent:
    """A rule to run again, for the instances below `scope` only (a repeat or the root).

    `is_place`: only when rows of the repeat changed places.
    """

    rule: int
    scope: SchemaNode
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Rules in the order in which they run, for each path the rules that read it and those that decide it."""

    rules: tuple[Rule, ...]
    dependents: Mapping[SchemaNode, tuple[Dependent, ...]]
    own: Mapping[SchemaNode, tuple[int, ...]]


def build_graph(rules: Iterable[Rule], schema: Schema) -> Graph:
    """Order the rules. Error: `forms.cycle` with the names of the questions that wait for each other."""
    found = list(rules)
    rank = _ranks(found, schema)
    ordered = tuple(sorted(found, key=lambda rule: (rank[rule.node], rule.property)))
    dependents: dict[SchemaNode, dict[Dependent, None]] = {}
    own: dict[SchemaNode, list[int]] = {}
    for number, rule in enumerate(ordered):
        own.setdefault(rule.node, []).append(number)
        for reference in rule.reads:
            dependent = Dependent(number, _scope(rule.node, reference, schema), reference.is_place)
            dependents.setdefault(reference.node, {})[dependent] = None
    return Graph(
        ordered,
        {node: tuple(readers) for node, readers in dependents.items()},
        {node: tuple(numbers) for node, numbers in own.items()},
    )


def _scope(target: SchemaNode, reference: Reference, schema: Schema) -> SchemaNode:
    """The innermost repeat that holds target, source and everything on the way between them."""
    shared = [repeat for repeat in target.repeats if repeat in reference.pivot.lineage]
    shared = [repeat for repeat in shared if repeat in reference.node.lineage]
    # A path that ends at the repeat itself reads its siblings too, so their instances count as one scope.
    inside = [repeat for repeat in shared if repeat is not reference.node]
    return inside[-1] if inside else schema.root


_Waits = dict[SchemaNode, dict[SchemaNode, _Wait]]


def _ranks(rules: list[Rule], schema: Schema) -> dict[SchemaNode, int]:
    """Place of each path in an order in which nothing is read before it is decided."""
    waits: _Waits = {node: {} for node in schema.root.walk()}
    for node in waits:
        if node.parent is not None:
            waits[node][node.parent] = _Wait.VALUE
    for rule in rules:
        if rule.property in _SHAPES_VALUE:
            for reference in rule.reads:
                _add_wait(waits[rule.node], rule, reference)
    while True:
        rank, cycle = _topological(waits)
        if not cycle:
            return rank
        _loosen(waits, cycle)


def _add_wait(waits: dict[SchemaNode, _Wait], rule: Rule, reference: Reference) -> None:
    if rule.property is Property.CHOICES and reference.node is rule.node:
        return  # a filter may look at what is chosen
    repeats = rule.node.repeats
    wait = _Wait.VALUE
    if rule.property is Property.COUNT:
        wait = _Wait.COUNT
    elif repeats and repeats[-1] in reference.node.lineage[:-1] and repeats[-1] not in reference.pivot.lineage:
        wait = _Wait.OTHER_INSTANCE
    elif rule.property is Property.RELEVANT:
        wait = _Wait.RELEVANCE
    waits[reference.node] = max(wait, waits.get(reference.node, wait))


def _loosen(waits: _Waits, cycle: list[SchemaNode]) -> None:
    """Take the waits out of a cycle that need not hold. Error: `forms.cycle` when all of them must."""
    edges = list(pairwise(cycle))
    loose = [edge for edge in edges if waits[edge[0]][edge[1]] < _Wait.RELEVANCE]
    if not loose and len(edges) > 1 and all(waits[node][other] is _Wait.RELEVANCE for node, other in edges):
        loose = edges
    if not loose:
        names = " → ".join(node.name for node in cycle)
        raise FormDefinitionError("forms.cycle", questions=names, path=cycle[0].path, property="calculate")
    for node, other in loose:
        del waits[node][other]


def _topological(waits: _Waits) -> tuple[dict[SchemaNode, int], list[SchemaNode]]:
    """The order, or the first cycle found. Without recursion: a long chain of calculations is no reason to fail."""
    rank: dict[SchemaNode, int] = {}
    for start in waits:
        trail: list[SchemaNode] = []
        on_trail: set[SchemaNode] = set()
        stack = [(start, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                rank[node] = len(rank)
                on_trail.discard(trail.pop())
            elif node in on_trail:
                return rank, [*trail[trail.index(node) :], node]
            elif node not in rank:
                trail.append(node)
                on_trail.add(node)
                stack.append((node, True))
                stack.extend((other, False) for other in waits[node])
    return rank, []
