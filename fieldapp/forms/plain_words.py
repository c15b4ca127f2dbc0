"""The words of a form as its author wrote them, without a session: labels and choices by path, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fieldapp.forms.choice_source import ChoiceSource, NoLists
from fieldapp.forms.controls import Control, ControlKind, Itemset
from fieldapp.forms.itext import language_code
from fieldapp.forms.matching import LABEL, label_in
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.wording import Label, Wording
from fieldapp.forms.xpath.nodes import Node

SELECTS = (ControlKind.SELECT_ONE, ControlKind.SELECT_MANY, ControlKind.RANK)
_GAP = "…"
_UNIT = "unit"


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Words of one version in one language ("zh", or the form's own name for it); what answers fill in is "…".

    `lists` knows the labels of choices that the form itself does not hold.
    """

    form: FormDefinition
    language: str
    lists: ChoiceSource = field(default_factory=NoLists)

    def label(self, path: str) -> str:
        """The label of the question at a path without positions; its bare name where nobody is asked."""
        control = self.form.controls.get(path)
        words = "" if control is None else self._text(control.label, {})
        return words or self._around(path) or path.rpartition("/")[2]

    def _around(self, path: str) -> str:
        """The words of a repeat: XLSForm writes them to the group around it, which has the same path."""
        groups = (control for top in self.form.body for control in top.walk() if control.path == path)
        return next((words for group in groups if (words := self._text(group.label, {}))), "")

    def choices(self, path: str) -> dict[str, str]:
        """Every choice of a question, whatever a filter shows of it, as value -> label; none for other questions."""
        control = self.form.controls.get(path)
        if control is None or control.kind not in SELECTS:
            return {}
        fixed = {item.value: self._text(item.label, {}) for item in control.items}
        return fixed | ({} if control.itemset is None else dict(self._listed(control.itemset)))

    def unit(self, path: str) -> str:
        """The unit behind a reading, "" without one."""
        bind = self.form.binds.get(path)
        return "" if bind is None else bind.attributes.get(_UNIT, "")

    def answer(self, path: str, value: str) -> str:
        """An answer in words: choice labels, a reading with its unit, other values as they are."""
        control = self.form.controls.get(path)
        if control is None or control.kind not in SELECTS:
            return f"{value} {self.unit(path)}".rstrip()
        choices = self.choices(path)
        parts = [value] if control.kind is ControlKind.SELECT_ONE else value.split()
        named = (choices.get(part) or self._in_list(control, part) or part for part in parts)
        return f"{(', ' if self.language == 'en' else '、').join(named)} {self.unit(path)}".rstrip()

    def _in_list(self, control: Control, value: str) -> str:
        """The label of a choice in a list outside of the form, "" where the list lacks it or is not here."""
        itemset = control.itemset
        if itemset is None or itemset.list_id not in self.form.lists or not self.lists.has(itemset.list_id):
            return ""
        column = LABEL if itemset.label.value is None else itemset.label.value.text.strip()
        language = self.form.translations.resolve(self.language)
        for row in self.lists.rows(itemset.list_id, {itemset.value.text.strip(): value}, most=1):
            return label_in(row, column, language, language_code(language)) or row.get(column, "")
        return ""

    def _listed(self, itemset: Itemset) -> Iterator[tuple[str, str]]:
        instance = self.form.instances.get(itemset.list_id)
        for item in _items(instance) if instance is not None else ():
            cells = {cell.name: cell.string_value() for cell in item.elements()}
            value = cells.get(itemset.value.text.strip(), "")
            if value:
                yield value, self._text(itemset.label, cells) or value

    def _text(self, label: Label | None, cells: Mapping[str, str]) -> str:
        """A label whose expressions can only name a cell of its choice."""
        if label is None:
            return ""
        if label.text_id is not None:
            written = label.text_id.text.strip()
            name = cells.get(written, written.strip("'\""))
            return self._spoken(self._texts.get(name, (name,)))
        if label.value is not None:
            return cells.get(label.value.text.strip(), _GAP)
        return self._spoken(label.wording)

    @property
    def _texts(self) -> Mapping[str, Wording]:
        return self.form.wordings.get(self.form.translations.resolve(self.language), {})

    def _spoken(self, wording: Wording) -> str:
        return "".join(piece if isinstance(piece, str) else _GAP for piece in wording).strip()


def is_asked(control: Control) -> bool:
    """Whether a control is a question, not a group of them."""
    return control.kind is not ControlKind.GROUP and bool(control.path)


def has_open_list(form: FormDefinition, path: str) -> bool:
    """Whether choices of the question come from a list outside of the form, which the form cannot name."""
    control = form.controls.get(path)
    if control is None or control.itemset is None:
        return False
    instance = form.instances.get(control.itemset.list_id)
    return instance is None or next(instance.elements(), None) is None


def _items(instance: Node) -> Iterator[Node]:
    """The rows of a list in the form: the children of its root."""
    for root in instance.elements():
        yield from root.elements()
