"""Whose order it is: the customers that the tablet knows, found by words of name, address and phone, or by pinyin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.customer import Customer
from fieldapp.forms.matching import folded, words_in
from fieldapp.search.pinyin import Spelling, sounds_like, spelt
from fieldapp.ui.background import Worker
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.opening_choices import NEW
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1
MOST = 8
"""Customers that stand there without a search, and hits of one that are shown."""


@QmlElement
class CustomerSearch(QObject):
    """The customers to choose from: the chosen one first, then what was found, at last one that nobody knows yet.

    Their names are spelt on `reader` once somebody searches; until they are, words find them.
    """

    changed = Signal()

    def __init__(
        self,
        reader: Worker,
        words: Words,
        parent: QObject,
        spell: Callable[[Iterable[str]], dict[str, Spelling]] = spelt,
    ) -> None:
        super().__init__(parent)
        self._reader, self._words, self._spell = reader, words, spell
        self._customers: Mapping[str, Customer] = {}
        self._spellings: dict[str, Spelling] = {}
        self._asked: set[str] = set()
        self._chosen, self._text = NEW, ""
        self._hits: list[str] = []
        words.changed.connect(self.changed)

    def show(self, customers: Mapping[str, Customer], chosen: str) -> None:
        """Offer these customers, one of them chosen."""
        if customers != self._customers:
            self._text = ""
        self._customers, self._chosen = customers, chosen
        self._find()

    @Slot(str)
    def search(self, text: str) -> None:
        """Look for words; "" shows the first customers again."""
        self._text = text.strip()
        names = [one.name for one in self._customers.values() if one.name not in self._asked]
        if self._text and names:
            self._asked.update(names)
            self._reader.run(partial(self._spell, names), self._spelt)
        self._find()

    @Property("QVariantList", notify=changed)
    def choices(self) -> list[dict[str, str]]:
        """What stands there, as value and label."""
        keys = self._hits[:MOST]
        if self._chosen in self._customers and self._chosen not in keys:
            keys = [self._chosen, *keys]
        told = [{"value": key, "label": self._customers[key].name} for key in keys]
        return [*told, {"value": NEW, "label": self._words.say("opening.new_customer")}]

    @Property(bool, notify=changed)
    def isLong(self) -> bool:
        """Whether there are more than can stand there."""
        return len(self._customers) > MOST

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many customers the tablet knows."""
        return len(self._customers)

    @Property(int, notify=changed)
    def shown(self) -> int:
        """How many of them stand there."""
        return len(self.choices) - 1

    @Property(str, notify=changed)
    def found(self) -> str:
        """What was looked for, "" for nothing."""
        return self._text

    @Property(int, notify=changed)
    def hits(self) -> int:
        """How many of what was found stand there."""
        return min(len(self._hits), MOST)

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether more was found."""
        return len(self._hits) > MOST

    def _spelt(self, found: Mapping[str, Spelling]) -> None:
        self._spellings.update(found)
        self._find()

    def _find(self) -> None:
        words = words_in(self._text)
        self._hits = [key for key, one in self._customers.items() if self._is_found(one, words)]
        self.changed.emit()

    def _is_found(self, customer: Customer, words: list[str]) -> bool:
        texts = [folded(text) for text in (customer.name, customer.site.address, customer.contact.phone)]
        spelling = self._spellings.get(customer.name, ())
        return all(any(word in text for text in texts) or sounds_like(word, spelling) for word in words)
