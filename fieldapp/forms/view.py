"""What a session shows of its form: questions in body order, repeats, problems, fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fieldapp.forms.choices import ChoiceReader
from fieldapp.forms.controls import Control, ControlKind, enclosing
from fieldapp.forms.datatypes import written
from fieldapp.forms.environment import FormEnvironment
from fieldapp.forms.errors import ListMissing
from fieldapp.forms.itext import language_code
from fieldapp.forms.limits import limit_of
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.offers import NOTHING, ChoicePage, Offer
from fieldapp.forms.questions import FieldState, Problem, ProblemKind, QuestionState, RepeatState
from fieldapp.forms.reading import resolve_path
from fieldapp.forms.recalculation import Recalculation
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.wording import Label, Wording, media_among
from fieldapp.forms.xpath.context import Context
from fieldapp.forms.xpath.nodes import Node

_SELECTS = (ControlKind.SELECT_ONE, ControlKind.SELECT_MANY, ControlKind.RANK)
NOT_YET = "–"
"""Stands in a note where a calculation has no result yet: "平均 – ℃"."""
_SECTIONS = (ControlKind.GROUP, ControlKind.REPEAT)
_PHRASE_MARK = "|"


class FormView:
    """Reads one session's state; changes nothing."""

    def __init__(
        self,
        form: FormDefinition,
        tree: InstanceTree,
        recalculation: Recalculation,
        environment: FormEnvironment,
        choices: ChoiceReader,
    ) -> None:
        self._form = form
        self._tree = tree
        self._recalculation = recalculation
        self._environment = environment
        self._choices = choices
        self._around: dict[str, tuple[Control, ...]] = {}
        self._row_titles: dict[str, Label | None] = {}

    @property
    def _texts(self) -> Mapping[str, Wording]:
        return self._form.wordings.get(self._environment.language, {})

    def leaves(self) -> Iterator[Node]:
        """Every element and attribute that takes a value."""
        return (node for node in self._tree.nodes() if self._tree.schema_of[node].is_leaf)

    def text(self, label: Label | None, node: Node, gap: str = "") -> str:
        """A label in the language in use, "" for none, and for one that a list should give that is not here."""
        try:
            return "" if label is None else label.text(Context(node, self._environment), self._texts, gap)
        except ListMissing:
            return ""

    def forms_of(self, label: Label | None, node: Node) -> Mapping[str, str]:
        """The other forms of a label (`short`, `guidance`, `image` …) in the language in use."""
        try:
            return {} if label is None else label.forms(Context(node, self._environment), self._texts)
        except ListMissing:
            return {}

    def words_of(self, node: Node) -> str:
        """All words that a control says about a node, to see when they change."""
        control = self._form.controls.get(self._tree.schema_of[node].path)
        labels = () if control is None else (control.label, control.hint)
        said = (text for label in labels for text in (self.text(label, node), *self.forms_of(label, node).values()))
        return "\n".join(said)

    def label_of(self, node: Node) -> str:
        """The label of the control that asks for a node, "" when none does."""
        control = self._form.controls.get(self._tree.schema_of[node].path)
        return "" if control is None else self.text(control.label, node)

    def is_select(self, node: Node) -> bool:
        """Whether a node's control offers choices."""
        control = self._form.controls.get(self._tree.schema_of[node].path)
        return control is not None and control.kind in _SELECTS

    def offer_of(self, node: Node) -> Offer:
        """The choices of a select as it stands; none for any other node."""
        if not self.is_select(node):
            return Offer()
        return self._choices.offer(self._form.controls[self._tree.schema_of[node].path], node, self._texts)

    def _standing_offer(self, control: Control, node: Node) -> Offer:
        """The offer as the rules left it; one that nobody had asked for yet is kept, so that its changes are told."""
        state = self._recalculation.states[node]
        if state.choices is not None:
            return state.choices
        offer = self.offer_of(node)
        if control.itemset is not None:
            state.choices = offer
        return offer

    def search(self, node: Node, text: str, *, skip: int, most: int) -> ChoicePage:
        """The choices of a select that hold the words of `text`."""
        control = self._form.controls[self._tree.schema_of[node].path]
        return self._choices.search(control, node, self._texts, text, skip=skip, most=most)

    def choice_label(self, value: str, question: str, context: Node) -> str:
        """The label of a choice of the question at a path, absolute or seen from the context."""
        shared = [node for node in (context, *context.ancestors()) if node in self._tree.schema_of]
        base = self._tree.schema_of[shared[0]].path if shared else ""
        schema = self._form.schema.by_path.get(resolve_path(question, base))
        if schema is None:
            return ""
        nodes = (found for scope in shared for found in self._tree.under(scope, schema))
        node = next(nodes, None)
        if node is None:
            return ""
        offer = self.offer_of(node)
        if offer.missing:
            raise ListMissing("forms.list.missing", list=offer.missing)
        found = offer.find(value)
        return "" if found is None else found.label

    def allowed(self, node: Node, value: str) -> str:
        """The part of an answer that its control can hold."""
        control = self._form.controls.get(self._tree.schema_of[node].path)
        if control is None:
            return value
        if control.kind is ControlKind.TRIGGER:
            return "OK" if value in ("OK", "true", "1") else ""
        if control.kind not in _SELECTS:
            return value
        offer = self._standing_offer(control, node)
        return offer.kept(value, is_one=control.kind is ControlKind.SELECT_ONE)

    def questions(self) -> Iterator[QuestionState]:
        """Relevant questions in body order."""
        return self._inside(self._form.body, self._tree.root, "", "")

    def question_at(self, node: Node) -> QuestionState | None:
        """The question of a node as `questions()` has it; None for one that is not asked now."""
        path = self._tree.schema_of[node].path
        control = self._form.controls.get(path)
        if control is None or control.kind in _SECTIONS or not self._recalculation.states[node].relevant:
            return None
        if not self._around:
            self._around.update(enclosing(self._form.body))
        section, section_label, scope = "", "", self._tree.root
        for around in self._around[path]:
            schema = self._form.schema.by_path.get(around.path)
            if schema is not None:
                scope = self._tree.enclosing(node, schema)
                section = self._tree.address(scope)
            section_label = self.text(around.label, scope) or section_label
        return self._question(control, node, section, section_label)

    def _inside(
        self, controls: Iterable[Control], scope: Node, section: str, section_label: str
    ) -> Iterator[QuestionState]:
        for control in controls:
            schema = self._form.schema.by_path.get(control.path)
            if schema is None:
                label = self.text(control.label, scope) or section_label
                yield from self._inside(control.children, scope, section, label)
                continue
            for node in self._tree.under(scope, schema):
                if not self._recalculation.states[node].relevant:
                    continue
                if control.kind in _SECTIONS:
                    label = self.text(control.label, node) or section_label
                    yield from self._inside(control.children, node, self._tree.address(node), label)
                else:
                    yield self._question(control, node, section, section_label)

    def _question(self, control: Control, node: Node, section: str, section_label: str) -> QuestionState:
        state = self._recalculation.states[node]
        bind = self._recalculation.bind(self._tree.schema_of[node])
        value = node.string_value()
        offer = self._standing_offer(control, node) if control.kind in _SELECTS else NOTHING
        forms = self.forms_of(control.label, node)
        gap = NOT_YET if state.readonly and control.kind is ControlKind.INPUT and not value else ""
        return QuestionState(
            path=self._tree.address(node),
            kind=control.kind,
            data_type=bind.data_type,
            value=value,
            label=self.text(control.label, node, gap),
            hint=self.text(control.hint, node, gap),
            guidance=self.forms_of(control.hint, node).get("guidance", ""),
            short=forms.get("short", ""),
            media=media_among(forms),
            appearance=control.appearance,
            choices=offer.with_chosen(value),
            choices_total=offer.total,
            list_missing=offer.missing,
            required=state.required,
            readonly=state.readonly,
            problem=self._problem(node),
            limit=limit_of(value, bind.attributes),
            attributes=bind.attributes,
            settings=control.attributes,
            phrases=self._phrases(bind.attributes),
            section=section,
            section_label=section_label,
        )

    def _phrases(self, attributes: Mapping[str, str]) -> tuple[str, ...]:
        """Phrases of the language in use (`phrases_en`), else those without a language."""
        code = language_code(self._environment.language)
        written = attributes.get(f"phrases_{code}") or attributes.get("phrases", "")
        return tuple(phrase.strip() for phrase in written.split(_PHRASE_MARK) if phrase.strip())

    def repeats(self) -> Iterator[RepeatState]:
        """Relevant repeats, outermost first."""
        for parent, repeat in self._tree.ranges():
            control = self._form.controls.get(repeat.path)
            if control is None or not self._recalculation.states[parent].relevant:
                continue
            instances = tuple(self._tree.address(node) for node in self._tree.instances(parent, repeat))
            may_change = control.count is None and not control.fixed
            label = self._repeat_label(repeat, parent)
            yield RepeatState(self._tree.range_address(parent, repeat), label, instances, may_change)

    def _repeat_label(self, repeat: SchemaNode, parent: Node) -> str:
        """The label of a repeat, which an author's group around it has."""
        if repeat.path not in self._row_titles:
            around = (control for top in self._form.body for control in top.walk() if control.path == repeat.path)
            labels = (control.label for control in around if control.label is not None)
            self._row_titles[repeat.path] = next(labels, None)
        return self.text(self._row_titles[repeat.path], parent)

    def problems(self) -> Iterator[Problem]:
        """Problems in the order of the data."""
        return (problem for node in self.leaves() if (problem := self._problem(node)) is not None)

    def overfull(self, repeats: Iterable[tuple[Node, SchemaNode]]) -> Iterator[Problem]:
        """Problems of the repeats that should have more rows than a form may have, as far as they are asked."""
        for parent, repeat in repeats:
            if parent in self._tree.schema_of and self._recalculation.states[parent].relevant:
                label = self._repeat_label(repeat, parent)
                yield Problem(self._tree.range_address(parent, repeat), ProblemKind.ROWS, label)

    def _problem(self, node: Node) -> Problem | None:
        kind = self._recalculation.states[node].problem
        if kind is None:
            return None
        bind = self._recalculation.bind(self._tree.schema_of[node])
        message = bind.required_message if kind is ProblemKind.REQUIRED else bind.constraint_message
        return Problem(self._tree.address(node), kind, self.label_of(node), self.text(message, node))

    def fields(self) -> Iterator[FieldState]:
        """All elements in document order."""
        for node in self._tree.elements():
            state, schema = self._recalculation.states[node], self._tree.schema_of[node]
            is_leaf, value = schema.is_leaf, node.string_value() if schema.is_leaf else ""
            yield FieldState(
                path=self._tree.address(node),
                is_group=not is_leaf,
                relevant=state.relevant,
                value=value,
                written=written(value, self._recalculation.bind(schema).data_type),
                required=state.required,
                readonly=state.readonly,
                problem=state.problem,
            )
