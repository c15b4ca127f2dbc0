"""Actions of a form (`setvalue`): run when it is opened or finished, a repeat is added to, an answer changes."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp.forms.controls import FormEvent, SetValue
from fieldapp.forms.errors import FormDefinitionError, ListMissing
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.recalculation import Recalculation
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.xpath.nodes import Node

_MOST_ROUNDS = 1_000  # two actions that answer each other would never end


class Actions:
    """Runs the actions of one session."""

    def __init__(self, form: FormDefinition, tree: InstanceTree, recalculation: Recalculation) -> None:
        self._form = form
        self._tree = tree
        self._recalculation = recalculation

    def form_opened(self, *, first_time: bool) -> None:
        """Run what belongs to opening: always `odk-instance-load`, `odk-instance-first-load` on a new form."""
        events = {FormEvent.LOAD, FormEvent.FIRST_LOAD} if first_time else {FormEvent.LOAD}
        self._recalculation.changed_values.clear()
        for action in self._form.actions:
            if action.events & events:
                self._apply(action, self._tree.root, only_relevant=True)
        self.settle()

    def form_finished(self) -> None:
        """Run what belongs to the end of the form."""
        for action in self._form.actions:
            if FormEvent.FINISHED in action.events:
                self._apply(action, self._tree.root, only_relevant=True)
        self.settle()

    def repeat_added(self, instance: Node) -> None:
        """Run what belongs to a new instance of a repeat."""
        lineage = self._tree.schema_of[instance]
        for action in self._form.actions:
            target = self._form.schema.by_path[action.target]
            if FormEvent.NEW_REPEAT in action.events and lineage in target.lineage:
                self._apply(action, instance)

    def settle(self) -> None:
        """Work out everything that waits, and run the actions of answers that changed on the way."""
        rounds = 0
        self._recalculation.run()
        while self._recalculation.changed_values:
            rounds += 1
            if rounds > _MOST_ROUNDS:
                raise FormDefinitionError("forms.actions-endless")
            changed = dict.fromkeys(self._recalculation.changed_values)
            self._recalculation.changed_values.clear()
            self._answer_changes(changed)
            self._recalculation.run()

    def _answer_changes(self, changed: Iterable[Node]) -> None:
        for node in changed:
            schema = self._tree.schema_of.get(node)
            if schema is not None:
                for action in self._form.actions:
                    if FormEvent.VALUE_CHANGED in action.events and action.source == schema.path:
                        self._apply(action, node)

    def _apply(self, action: SetValue, source: Node, *, only_relevant: bool = False) -> None:
        """Set the targets that share the innermost repeat instance with the source.

        Opening a form leaves questions alone that are not asked; an answer reaches them for when they are.
        """
        target = self._form.schema.by_path[action.target]
        scope = self._tree.enclosing(source, self._shared(source, target))
        nodes = self._tree.under(scope, target)
        if action.chosen is not None:
            nodes = action.chosen.nodes(self._recalculation.context(source))
        for node in nodes:
            if only_relevant and not self._recalculation.states[node].relevant:
                continue
            text = self._text(action, node)
            if text is not None:
                self._recalculation.assign(node, text)

    def _text(self, action: SetValue, node: Node) -> str | None:
        """What the action sets; None where it reads a list that is not here."""
        if action.value is None:
            return action.text
        try:
            return action.value.string(self._recalculation.context(node))
        except ListMissing:
            return None

    def _shared(self, source: Node, target: SchemaNode) -> SchemaNode:
        lineage = self._tree.schema_of[source].lineage
        shared = [repeat for repeat in target.repeats if repeat in lineage]
        return shared[-1] if shared else self._form.schema.root
