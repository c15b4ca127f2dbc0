"""Keeps a session's data true to the form: runs the rules that a change touches, in order, and says what changed."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from fieldapp.forms.binds import Bind
from fieldapp.forms.capacity import calculated
from fieldapp.forms.datatypes import cast
from fieldapp.forms.errors import FormDefinitionError, ListMissing
from fieldapp.forms.graph import Dependent, Property
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.node_state import NodeState, Readers
from fieldapp.forms.questions import Aspect, ProblemKind
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.unsaved import Unsaved
from fieldapp.forms.xpath.compiler import Expression
from fieldapp.forms.xpath.context import Context, Environment
from fieldapp.forms.xpath.nodes import Node

_ASPECTS = tuple(Aspect)
_MOST_RUNS = 1_000  # repeats that count themselves settle in as many runs as they have rows


class Recalculation:
    """State and rules of all elements of a tree. `set_count` adds or removes repeat instances."""

    def __init__(
        self,
        form: FormDefinition,
        tree: InstanceTree,
        environment: Environment,
        readers: Readers,
        set_count: Callable[[Node, SchemaNode, int], None],
    ) -> None:
        self.form = form
        self.tree = tree
        self.environment = environment
        self.readers = readers
        self.set_count = set_count
        self.states: dict[Node, NodeState] = {}
        self.changed_values: list[Node] = []
        self.unsaved = Unsaved(tree, self.states)
        self._queue: list[tuple[int, int, Node]] = []
        self._queued: set[tuple[int, Node]] = set()
        self._serial = 0
        self._before: dict[Node, tuple[object, ...]] = {}
        self._is_watching = False
        self._unchecked: dict[Node, None] = {}

    def enter(self, top: Node) -> None:
        """Take in new elements; every rule about them will run."""
        states, own, rules = self.states, self.form.graph.own, self.form.graph.rules
        for element in self.tree.nodes(top):
            schema = self.tree.schema_of[element]
            above = states.get(element.parent) if element.parent is not None else None
            text = element.string_value() if schema.is_leaf else ""
            state = states[element] = NodeState(cast(text, self.bind(schema).data_type) if text else "")
            if above is not None:
                state.relevant, state.readonly = above.relevant, above.readonly
            shown = state.stored if state.relevant else ""
            if text != shown:
                element.set_text(shown)
            self._unchecked[element] = None
            for number in own.get(schema, ()):
                if rules[number].property is not Property.COUNT:
                    self._push(number, element)
            for child in schema.children.values():
                if child.is_repeat:
                    self._push_counts(child, element)

    def _push_counts(self, repeat: SchemaNode, parent: Node) -> None:
        for number in self.form.graph.own.get(repeat, ()):
            if self.form.graph.rules[number].property is Property.COUNT:
                self._push(number, parent)

    def leave(self, top: Node) -> None:
        """Forget elements that are about to go."""
        for element in self.tree.nodes(top):
            self.states.pop(element, None)
            self._before.pop(element, None)
            self._unchecked.pop(element, None)

    def bind(self, schema: SchemaNode) -> Bind:
        """The bind of a path; one that says nothing where the form has none."""
        return self.form.binds.get(schema.path) or Bind(schema.path)

    def context(self, node: Node) -> Context:
        """The context of an expression that belongs to a node."""
        return Context(node, self.environment)

    def assign(self, node: Node, text: str, *, is_given: bool = True) -> None:
        """Give a leaf a new value and queue what reads it; `is_given`: by an answer or action, not by a calculation."""
        state = self.states[node]
        value = calculated(cast(text, self.bind(self.tree.schema_of[node]).data_type), lambda: self.tree.address(node))
        if value == state.stored:
            return
        self._remember(node)
        before, state.stored = state.stored, value
        self.unsaved.note(node, before if is_given else None)
        if value and state.choices is None:
            self._push_own(node, Property.CHOICES)  # the filter also binds what is calculated or set
        self._show(node, state)

    def rows_changed(self, parent: Node, repeat: SchemaNode, first: int) -> None:
        """Queue what reads a repeat that got or lost a row; those from `first` on stand at another place now.

        What a row reads of itself alone is not among it: a new one runs all its rules as it enters.
        """
        self.environment.places.clear()
        for schema in repeat.walk():
            for dependent in self.form.graph.dependents.get(schema, ()):
                if repeat in dependent.scope.lineage:
                    continue
                if dependent.is_place and repeat in self.form.graph.rules[dependent.rule].node.lineage:
                    self._push_moved(dependent.rule, self.tree.instances(parent, repeat)[first:])
                else:
                    self._push_dependent(dependent, parent)

    def _push_moved(self, number: int, rows: list[Node]) -> None:
        for row in rows:
            for node in self.tree.under(row, self.form.graph.rules[number].node):
                self._push(number, node)

    def run(self) -> None:
        """Run what is queued until nothing is, then check the answers that were touched.

        Error: `forms.endless` when the form's questions never come to rest.
        """
        runs: dict[tuple[int, Node], int] = {}
        while self._queue:
            number, _serial, node = heapq.heappop(self._queue)
            self._queued.discard((number, node))
            if node in self.states:
                runs[number, node] = runs.get((number, node), 0) + 1
                if runs[number, node] > _MOST_RUNS:
                    raise FormDefinitionError("forms.endless", path=self.tree.address(node))
                self._run_rule(number, node)
        for node in list(self._unchecked):
            self._check(node)
        self._unchecked.clear()

    def give_up(self) -> None:
        """Forget what waits, after a rule that failed."""
        self._queue, self._queued, self.changed_values = [], set(), []

    def take_changes(self) -> dict[Node, frozenset[Aspect]]:
        """What changed since the last call, by element; elements that ended as they began are not in it.

        The first call begins the watch: all that came before it is how the form was opened.
        """
        self._is_watching = True
        found: dict[Node, frozenset[Aspect]] = {}
        for node, before in self._before.items():
            after = self.states[node].facts(node.string_value() if self._is_leaf(node) else "")
            if after != before:
                pairs = zip(_ASPECTS, before, after, strict=True)
                found[node] = frozenset(aspect for aspect, old, new in pairs if old != new)
        self._before.clear()
        return found

    def refresh_labels(self) -> None:
        """Note every label and list of choices anew, as after a change of language."""
        for number, rule in enumerate(self.form.graph.rules):
            if rule.property in (Property.LABEL, Property.CHOICES):
                for node in self.tree.under(self.tree.root, rule.node):
                    self._push(number, node)

    def _is_leaf(self, node: Node) -> bool:
        return self.tree.schema_of[node].is_leaf

    def _remember(self, node: Node) -> None:
        if self._is_watching and node not in self._before:
            value = node.string_value() if self._is_leaf(node) else ""
            self._before[node] = self.states[node].facts(value)

    def _push(self, number: int, node: Node) -> None:
        if (number, node) not in self._queued:
            self._queued.add((number, node))
            self._serial += 1
            heapq.heappush(self._queue, (number, self._serial, node))

    def _push_dependent(self, dependent: Dependent, source: Node) -> None:
        rule = self.form.graph.rules[dependent.rule]
        target = rule.node
        if rule.property is Property.COUNT and target.parent is not None:
            target = target.parent
        alone = self.tree.only.get(target)
        if alone is not None:
            self._push(dependent.rule, alone)
            return
        lineage = self.tree.schema_of[source].lineage
        scope = dependent.scope if dependent.scope in lineage else self.form.schema.root
        for node in self.tree.under(self.tree.enclosing(source, scope), target):
            self._push(dependent.rule, node)

    def _run_rule(self, number: int, node: Node) -> None:
        rule = self.form.graph.rules[number]
        self._remember(node)
        if rule.property is Property.CHOICES:
            self._offer_choices(node)
        elif rule.property is Property.LABEL:
            self.states[node].label = self.readers.label(node)
        elif rule.expression is not None:
            try:
                self._decide(rule.property, rule.node, rule.expression, node)
            except ListMissing:
                self._unchecked[node] = None  # a list that is not here can judge nothing: what stood before stays

    def _decide(self, decided: Property, schema: SchemaNode, expression: Expression, node: Node) -> None:
        state, context = self.states[node], self.context(node)
        match decided:
            case Property.RELEVANT:
                state.own_relevant = expression.boolean(context)
                self._inherit(node)
            case Property.READONLY:
                state.own_readonly = expression.boolean(context)
                self._inherit(node)
            case Property.REQUIRED:
                state.required = expression.boolean(context)
                self._unchecked[node] = None
            case Property.CALCULATE if state.relevant:
                text = expression.string(context)
                self.assign(node, "" if text == "NaN" else text, is_given=False)
            case Property.COUNT:
                wanted = expression.number(self._range_context(node, schema))
                self.set_count(node, schema, int(min(wanted, 1e9)) if wanted >= 0 else 0)
            case _:
                self._unchecked[node] = None

    def _range_context(self, parent: Node, repeat: SchemaNode) -> Context:
        """The context of a repeat's count: a place beside its instances, as there may be none."""
        place = Node(repeat.prototype.kind, repeat.prototype.name)
        place.parent = parent
        return self.context(place)

    def _offer_choices(self, node: Node) -> None:
        """Note the choices; chosen values that are not among them no longer show."""
        state = self.states[node]
        if state.choices is None and not state.stored:
            return  # nobody has seen them yet and there is nothing to hold against them: `view` asks when it shows them
        state.choices = self.readers.choices(node)
        self._show(node, state)

    def _inherit(self, node: Node) -> None:
        """Bring relevance and read-only of a node and all below in line with what is above."""
        above = self.states.get(node.parent) if node.parent is not None else None
        state = self.states[node]
        relevant = state.own_relevant and (above is None or above.relevant)
        readonly = state.own_readonly or (above is not None and above.readonly)
        if (relevant, readonly) == (state.relevant, state.readonly):
            return
        self._remember(node)
        turned, state.relevant, state.readonly = relevant != state.relevant, relevant, readonly
        if turned and self._is_leaf(node):
            self._turn(node, state)
        for child in (*node.elements(), *self.tree.attributes(node)):
            self._inherit(child)

    def _turn(self, node: Node, state: NodeState) -> None:
        self._unchecked[node] = None
        self._show(node, state)
        if state.relevant:
            self._push_own(node, Property.CALCULATE)

    def _push_own(self, node: Node, decided: Property) -> None:
        for number in self.form.graph.own.get(self.tree.schema_of[node], ()):
            if self.form.graph.rules[number].property is decided:
                self._push(number, node)

    def _show(self, node: Node, state: NodeState) -> None:
        """Bring the text of a leaf in line with its state and queue what reads it."""
        self._unchecked[node] = None
        text = state.shown()
        if text == node.string_value():
            return
        node.set_text(text)
        self.changed_values.append(node)
        for dependent in self.form.graph.dependents.get(self.tree.schema_of[node], ()):
            self._push_dependent(dependent, node)

    def _check(self, node: Node) -> None:
        """Decide whether the answer stands: required ones must be there, given ones meet the constraint."""
        state = self.states[node]
        problem = self._problem(node, state) if state.relevant and self._is_leaf(node) else None
        if problem is not state.problem:
            self._remember(node)
            state.problem = problem

    def _problem(self, node: Node, state: NodeState) -> ProblemKind | None:
        if not node.string_value():
            return ProblemKind.REQUIRED if state.required else None
        constraint = self.bind(self.tree.schema_of[node]).constraint
        try:
            holds = constraint is None or constraint.boolean(self.context(node))
        except ListMissing:
            return None
        return None if holds else ProblemKind.CONSTRAINT
