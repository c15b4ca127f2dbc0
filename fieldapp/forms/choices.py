"""Choices of a question: written in the body, from an instance of the form, or from a long list outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldapp.forms.controls import Control, Itemset
from fieldapp.forms.environment import FormEnvironment
from fieldapp.forms.errors import ListMissing
from fieldapp.forms.itext import language_code
from fieldapp.forms.matching import LABEL, NAME, label_in, matches, words_in
from fieldapp.forms.offers import ChoicePage, Offer, offer_of, page_of
from fieldapp.forms.outside import Instances, as_instance, row_of
from fieldapp.forms.questions import Choice
from fieldapp.forms.wording import Wording
from fieldapp.forms.xpath.compiler import bind_syntax
from fieldapp.forms.xpath.context import Context, Wanted
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.selections import BoundCriteria, column_of, selection_of, wanted_in
from fieldapp.forms.xpath.syntax import Call, Syntax

PAGE = 50
"""Choices of a list outside that are shown at once: more than fit on a screen, few enough to be drawn in a frame."""

_HINT = "hint_"
Texts = Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class _Outside:
    """An itemset over a list outside. `is_all`: its rows are exactly those that meet the criteria."""

    list_id: str
    criteria: BoundCriteria
    is_all: bool
    value_column: str
    label_column: str


class ChoiceReader:
    """Works out the choices of questions in one language."""

    def __init__(self, instances: Instances, environment: FormEnvironment) -> None:
        self._instances = instances
        self._environment = environment
        self._outsides: dict[str, _Outside | None] = {}

    def offer(self, control: Control, node: Node, texts: Texts) -> Offer:
        """What a question offers as it stands. Error: `forms.list.too-large`."""
        context = Context(node, self._environment)
        fixed = self._fixed(control, context, texts)
        itemset = control.itemset
        if itemset is None:
            return offer_of(fixed)
        outside = self._outside(control.path, itemset)
        try:
            if outside is None:
                nodes = itemset.nodes.nodes(context)
                return offer_of(fixed + tuple(self._choices(itemset, nodes, context, texts, "")))
            return self._page(itemset, outside, context, texts)
        except ListMissing as missing:
            return Offer(fixed, len(fixed), missing=str(missing.fields["list"]))

    def search(self, control: Control, node: Node, texts: Texts, text: str, *, skip: int, most: int) -> ChoicePage:
        """The choices whose value or label holds each word of `text`: `most` of them after the first `skip`."""
        context, itemset = Context(node, self._environment), control.itemset
        outside = None if itemset is None else self._outside(control.path, itemset)
        if itemset is not None and outside is not None:
            try:
                return self._search(itemset, outside, context, texts, text, skip=skip, most=most)
            except ListMissing:
                return ChoicePage((), more=False)
        words = words_in(text)
        found = [choice for choice in self.offer(control, node, texts).choices if _has(choice, words)]
        return ChoicePage(tuple(found[skip : skip + most]), len(found) > skip + most)

    def _fixed(self, control: Control, context: Context, texts: Texts) -> tuple[Choice, ...]:
        return tuple(
            Choice(item.value, item.label.text(context, texts), media=item.label.media(context, texts))
            for item in control.items
        )

    def _outside(self, path: str, itemset: Itemset) -> _Outside | None:
        """How the itemset of a question asks a list outside; None for one in the form."""
        if path not in self._outsides:
            selection = selection_of(_inside_shuffle(itemset.nodes.syntax))
            if selection is None or not self._instances.is_outside(selection.list_id):
                self._outsides[path] = None
            else:
                criteria = tuple((column, bind_syntax(wanted)) for column, wanted in selection.equal)
                is_all = selection.is_all and selection_of(itemset.nodes.syntax) is not None
                label = "" if itemset.label.value is None else column_of(itemset.label.value.syntax)
                value = column_of(itemset.value.syntax)
                self._outsides[path] = _Outside(selection.list_id, criteria, is_all, value, label)
        return self._outsides[path]

    def _page(self, itemset: Itemset, outside: _Outside, context: Context, texts: Texts) -> Offer:
        """The first choices of a list outside, and a way to the others by their value."""
        wanted = self._wanted(outside, context)

        def further(value: str) -> Choice | None:
            return self._find(itemset, outside, context, texts, value)

        if wanted.is_all and outside.value_column:
            rows = () if wanted.is_none else self._instances.source.rows(outside.list_id, wanted.equal, most=PAGE)
            total = 0 if wanted.is_none else self._instances.source.count(outside.list_id, wanted.equal)
            nodes = list(_items(as_instance(rows)))
        else:
            nodes = itemset.nodes.nodes(context)
            total, nodes = len(nodes), nodes[:PAGE]
        choices = tuple(self._choices(itemset, nodes, context, texts, outside.label_column))
        return page_of(choices, total, further, wanted.equal)

    def _wanted(self, outside: _Outside, context: Context) -> Wanted:
        self._instances.expect(outside.list_id)
        return wanted_in(outside.criteria, context, is_all=outside.is_all)

    def _find(self, itemset: Itemset, outside: _Outside, context: Context, texts: Texts, value: str) -> Choice | None:
        """The choice of a value: the filter runs on the rows that have it, not on the list."""
        equal = {outside.value_column: value} if outside.value_column else {}
        with self._instances.also(outside.list_id, equal):
            nodes = itemset.nodes.nodes(context)
        found = self._choices(itemset, nodes, context, texts, outside.label_column)
        return next((choice for choice in found if choice.value == value), None)

    def _search(
        self, itemset: Itemset, outside: _Outside, context: Context, texts: Texts, text: str, *, skip: int, most: int
    ) -> ChoicePage:
        wanted, source = self._wanted(outside, context), self._instances.source
        if wanted.is_none:
            return ChoicePage((), more=False)
        if wanted.is_all:
            rows = source.rows(outside.list_id, wanted.equal, matching=text, skip=skip, most=most + 1)
            nodes = list(_items(as_instance(rows)))
        else:
            words = words_in(text)
            nodes = [node for node in itemset.nodes.nodes(context) if matches(row_of(node), words)][skip:]
        choices = self._choices(itemset, nodes[:most], context, texts, outside.label_column)
        return ChoicePage(tuple(choices), len(nodes) > most)

    def _choices(
        self, itemset: Itemset, nodes: Iterable[Node], context: Context, texts: Texts, label_column: str
    ) -> Iterator[Choice]:
        language = self._environment.language
        code = language_code(language)
        for node in nodes:
            inside = Context(node, self._environment, current=context.node)
            value = itemset.value.string(inside)
            if value:
                columns = _columns(node, value)
                label = label_in(columns, label_column, language, code) if label_column else None
                others = {name: text for name, text in columns.items() if not name.startswith((_HINT, f"{LABEL}::"))}
                label = label or itemset.label.text(inside, texts)
                media = itemset.label.media(inside, texts)
                yield Choice(value, label, columns.get(f"{_HINT}{code}", ""), others, media)


def _inside_shuffle(syntax: Syntax) -> Syntax:
    """What `randomize()` shuffles; any other expression as it is."""
    return syntax.arguments[0] if isinstance(syntax, Call) and syntax.name == "randomize" else syntax


def _items(instance: Node) -> Iterator[Node]:
    return (item for root in instance.elements() for item in root.elements())


def _has(choice: Choice, words: list[str]) -> bool:
    return matches({NAME: choice.value, LABEL: choice.label}, words)


def _columns(node: Node, value: str) -> dict[str, str]:
    cells = row_of(node)
    return {name: text for name, text in cells.items() if name not in ("itextId", "label") and text != value}
