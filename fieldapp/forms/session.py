"""Filling in one form: every answer gives the smallest set of changes; nothing here knows a screen or a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import uuid4

from fieldapp.domain.errors import FormError
from fieldapp.domain.steady import grown_up, without_collection
from fieldapp.forms.actions import Actions
from fieldapp.forms.answers import read_answers, write_answers
from fieldapp.forms.capacity import MOST_ROWS, check_answer
from fieldapp.forms.choice_source import ChoiceSource, NoLists
from fieldapp.forms.choices import PAGE, ChoiceReader
from fieldapp.forms.datatypes import written
from fieldapp.forms.environment import NO_PROPERTIES, FormEnvironment
from fieldapp.forms.errors import AnswerError
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.node_state import Readers
from fieldapp.forms.offers import ChoicePage
from fieldapp.forms.outside import Instances
from fieldapp.forms.preloads import ended, preload
from fieldapp.forms.questions import Aspect, ChangeSet, FieldState, Problem, QuestionState, RepeatState
from fieldapp.forms.recalculation import Recalculation
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.view import FormView
from fieldapp.forms.xml_tree import write_document
from fieldapp.forms.xpath.moments import Moment
from fieldapp.forms.xpath.nodes import Node


class FormSession:
    """One form while it is filled in.

    `language` is a language code ("zh") or the form's own name for it. `now` gives instants with zone. `answers` are
    what `answers()` gave before; without them the form is new, and its first-load actions run: the first change set
    holds what they gave. `choices` serves lists that live outside of the form, `properties` what it asks of the device.

    `unknown_answers` are addresses in `answers` for which this form has no question.
    """

    def __init__(
        self,
        form: FormDefinition,
        *,
        language: str,
        now: Callable[[], datetime],
        answers: Mapping[str, str] | None = None,
        choices: ChoiceSource | None = None,
        new_id: Callable[[], str] = lambda: str(uuid4()),
        properties: Mapping[str, str] = NO_PROPERTIES,
    ) -> None:
        self.form = form
        self._tree = InstanceTree(form.schema)
        self.unknown_answers = read_answers(self._tree, answers or {})
        self._instances = Instances(form.instances, choices or NoLists())
        self._environment = FormEnvironment(
            self._tree.document,
            clock=now,
            new_id=new_id,
            translations=form.translations,
            language=form.translations.resolve(language),
            instances=self._instances.find,
            choice_labels=lambda value, question, node: self._view.choice_label(value, question, node),
            properties=properties,
        )
        self._overfull: dict[tuple[Node, SchemaNode], None] = {}
        self._added: list[Node] = []
        self._removed: list[str] = []
        readers = Readers(lambda node: self._view.offer_of(node), lambda node: self._view.words_of(node))
        self._recalculation = Recalculation(form, self._tree, self._environment, readers, self._set_count)
        reader = ChoiceReader(self._instances, self._environment)
        self._view = FormView(form, self._tree, self._recalculation, self._environment, reader)
        self._actions = Actions(form, self._tree, self._recalculation)
        with without_collection():
            self._open(first_time=not answers)
        grown_up()

    def _open(self, *, first_time: bool) -> None:
        preload(self.form, self._tree, self._environment, first_time=first_time)
        self._recalculation.enter(self._tree.root)
        self._add_fixed_rows()
        self._recalculation.run()
        self._actions.form_opened(first_time=first_time)
        self._forget_changes()
        if first_time:
            self._recalculation.unsaved.note_all(self._tree.root)
        self._recalculation.unsaved.opened()

    @property
    def language(self) -> str:
        """The form's name of the language in use."""
        return self._environment.language

    def set(self, path: str, value: str) -> ChangeSet:
        """Answer the question at an address; "" takes the answer away.

        Errors: `forms.answer.no-question` for an address without one, `forms.answer.readonly`, and for what no form
        can hold `forms.answer.too-long`, `forms.answer.characters`. Where the form itself fails on the answer
        (`forms.endless`, `forms.xpath.*`), the answer before it stands.
        """
        check_answer(path, value)
        node = self._tree.find(path)
        if node is None or not self._tree.schema_of[node].is_leaf:
            raise AnswerError("forms.answer.no-question", path=path)
        if self._recalculation.states[node].readonly:
            raise AnswerError("forms.answer.readonly", path=path)
        before = self._recalculation.states[node].stored
        return self._step(
            lambda: self._recalculation.assign(node, self._view.allowed(node, value)),
            lambda: self._recalculation.assign(node, before),
        )

    def add_repeat(self, path: str) -> ChangeSet:
        """Add an instance to the repeat at an address without position.

        Errors: `forms.answer.no-repeat`, `forms.answer.too-many-rows`; where the form fails, the row is not there.
        """
        parent, repeat = self._range(path)
        rows = len(self._tree.instances(parent, repeat))
        if not self._tree.has_room(parent, repeat, rows + 1):
            raise AnswerError("forms.answer.too-many-rows", path=path, limit=MOST_ROWS)
        return self._step(
            lambda: self._add(parent, repeat),
            lambda: self._set_rows(parent, repeat, rows),
        )

    def remove_repeat(self, path: str) -> ChangeSet:
        """Remove the repeat instance at an address (`/data/parts[2]`). Error: `forms.answer.no-repeat`."""
        node = self._tree.find(path)
        if node is None or not self._tree.schema_of[node].is_repeat:
            raise AnswerError("forms.answer.no-repeat", path=path)
        self._remove(node)
        self._actions.settle()
        return self._changes()

    def set_language(self, language: str) -> ChangeSet:
        """Speak another language of the form, its default where it lacks this one."""
        self._environment.language = self.form.translations.resolve(language)
        self._recalculation.refresh_labels()
        self._actions.settle()
        return self._changes()

    def questions(self) -> tuple[QuestionState, ...]:
        """The relevant questions in the order of the form."""
        return tuple(self._view.questions())

    def takes_answer(self, path: str) -> bool:
        """Whether the question at an address may be answered as things stand."""
        node = self._tree.find(path)
        return node is not None and self._tree.schema_of[node].is_leaf and not self._recalculation.states[node].readonly

    def question(self, path: str) -> QuestionState | None:
        """One question as `questions()` has it; None where nothing is asked at that address now."""
        node = self._tree.find(path)
        return None if node is None else self._view.question_at(node)

    @property
    def missing_lists(self) -> frozenset[str]:
        """The lists outside that were asked for and are not here."""
        return self._instances.missing

    def search_choices(self, path: str, text: str, *, skip: int = 0, most: int = PAGE) -> ChoicePage:
        """The choices of a select whose value or label holds each word of `text`, a page at a time.

        Error: `forms.answer.no-question` for an address without a select.
        """
        node = self._tree.find(path)
        if node is None or not self._view.is_select(node):
            raise AnswerError("forms.answer.no-question", path=path)
        return self._view.search(node, text, skip=skip, most=most)

    def repeats(self) -> tuple[RepeatState, ...]:
        """The relevant repeats with the addresses of their instances."""
        return tuple(self._view.repeats())

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the form from being complete, in the order of its data; empty when it is complete."""
        return (*self._view.problems(), *self._view.overfull(self._overfull))

    def fields(self) -> tuple[FieldState, ...]:
        """All nodes of the data in their order, asked or not."""
        return tuple(self._view.fields())

    def answers(self) -> dict[str, str]:
        """Every answer by address, also those that are not relevant now; the constructor takes it back."""
        states = self._recalculation.states
        return dict(write_answers(self._tree, {node: states[node].stored for node in self._view.leaves()}))

    def finalise(self) -> ChangeSet:
        """Note that the form ends now, for its values and actions that wait for it (`timestamp end`)."""
        for node in ended(self.form, self._tree):
            self._recalculation.assign(node, Moment(self._environment.now()).text())
        self._actions.form_finished()
        return self._changes()

    def finalised_answers(self) -> dict[str, str]:
        """The answers that count: those of questions that are not relevant are left out."""
        return {address: text for address, text in self._relevant_answers() if text}

    def instance_xml(self) -> str:
        """The data as an XForms instance; what is not relevant is empty."""
        root = self._tree.root.copy()
        for node, twin in zip(self._tree.elements(), self._tree.elements(root), strict=True):
            schema = self._tree.schema_of[node]
            if schema.is_leaf and (text := node.string_value()):
                twin.set_text(written(text, self._recalculation.bind(schema).data_type))
        return write_document(root)

    def _relevant_answers(self) -> Iterable[tuple[str, str]]:
        states = self._recalculation.states
        values = {node: node.string_value() for node in self._view.leaves() if states[node].relevant}
        return write_answers(self._tree, values)

    def _range(self, path: str) -> tuple[Node, SchemaNode]:
        found = self._tree.find_range(path)
        if found is None:
            raise AnswerError("forms.answer.no-repeat", path=path)
        return found

    def _add(self, parent: Node, repeat: SchemaNode) -> None:
        instance = self._tree.add(parent, repeat)
        self._recalculation.enter(instance)
        self._recalculation.rows_changed(parent, repeat, len(self._tree.instances(parent, repeat)))
        self._actions.repeat_added(instance)
        self._recalculation.unsaved.row_added(instance)
        self._added.append(instance)

    def _remove(self, instance: Node) -> None:
        assert instance.parent is not None  # repeat instances hang in the tree
        parent, repeat = instance.parent, self._tree.schema_of[instance]
        place = self._tree.instances(parent, repeat).index(instance)
        self._removed.append(self._tree.address(instance))
        self._recalculation.unsaved.row_leaves(parent, repeat, place)
        self._recalculation.leave(instance)
        self._tree.remove(instance)
        self._recalculation.rows_changed(parent, repeat, place)

    def _set_count(self, parent: Node, repeat: SchemaNode, wanted: int) -> None:
        """Give a counted repeat its rows; those that it has stay where the form asks for more than it may."""
        if self._tree.has_room(parent, repeat, wanted):
            self._overfull.pop((parent, repeat), None)
            self._set_rows(parent, repeat, wanted)
        else:
            self._overfull[parent, repeat] = None

    def _set_rows(self, parent: Node, repeat: SchemaNode, wanted: int) -> None:
        instances = self._tree.instances(parent, repeat)
        for instance in reversed(instances[wanted:]):
            self._remove(instance)
        for _ in range(wanted - len(instances)):
            self._add(parent, repeat)

    def _add_fixed_rows(self) -> None:
        """A repeat whose rows may not come and go has at least one."""
        for parent, repeat in list(self._tree.ranges()):
            control = self.form.controls.get(repeat.path)
            is_fixed = control is not None and control.fixed and control.count is None
            if is_fixed and not self._tree.instances(parent, repeat):
                self._add(parent, repeat)

    def _step(self, do: Callable[[], None], undo: Callable[[], None]) -> ChangeSet:
        """Do something and work out what follows; undone where the form fails on it."""
        try:
            do()
            self._actions.settle()
        except FormError:
            self._recalculation.give_up()
            undo()
            self._actions.settle()
            self._forget_changes()  # but not the answers: what an action gave on the way is told with the next change
            raise
        return self._changes()

    def _forget_changes(self) -> None:
        self._recalculation.take_changes()
        self._added.clear()
        self._removed.clear()

    def _changes(self) -> ChangeSet:
        changes: dict[str, frozenset[Aspect]] = {
            self._tree.address(node): aspects for node, aspects in self._recalculation.take_changes().items()
        }
        added = tuple(self._tree.address(node) for node in self._added if node in self._tree.schema_of)
        removed = tuple(self._removed)
        self._added.clear()
        self._removed.clear()
        unsaved = self._recalculation.unsaved
        replaced = unsaved.replaced()
        return ChangeSet(changes, added, removed, unsaved.take(), replaced)
