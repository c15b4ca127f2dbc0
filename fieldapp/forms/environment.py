"""The world that a form's expressions see: its instances, texts, clock and ids."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from fieldapp.forms.itext import Translations
from fieldapp.forms.xpath.context import Wanted
from fieldapp.forms.xpath.nodes import Node

ChoiceLabels = Callable[[str, str, Node], str]
Clock = Callable[[], datetime]
FindInstance = Callable[[str, Callable[[], Wanted] | None], Node | None]

NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})


def no_choice_labels(_value: str, _question: str, _context: Node) -> str:
    """The lookup of a world without questions."""
    return ""


class FormEnvironment:
    """One world: `root` holds the primary instance; `language` is a name of `translations`.

    `clock` gives instants with zone; dates without an offset belong to the zone of the first one. `properties` are
    what a form may ask of the device: `deviceid`, `username`, `email`, `phonenumber`.
    """

    def __init__(
        self,
        root: Node,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        translations: Translations,
        language: str,
        instances: FindInstance,
        choice_labels: ChoiceLabels = no_choice_labels,
        properties: Mapping[str, str] = NO_PROPERTIES,
    ) -> None:
        zone = clock().tzinfo
        if zone is None:
            raise ValueError("a form's clock needs a zone")
        self._root = root
        self._zone = zone
        self._clock = clock
        self._new_id = new_id
        self._translations = translations
        self._instances = instances
        self._choice_labels = choice_labels
        self._properties = properties
        self.language = language
        self.places: dict[str, list[Node]] = {}

    @property
    def root(self) -> Node:
        """The document node of the primary instance."""
        return self._root

    @property
    def zone(self) -> tzinfo:
        """Zone of the clock."""
        return self._zone

    def now(self) -> datetime:
        """The instant, in the zone of the form."""
        return self._clock().astimezone(self._zone)

    def new_id(self) -> str:
        """A fresh UUID as text."""
        return self._new_id()

    def random(self) -> float:
        """A random number in [0, 1); not for secrets."""
        return random.random()

    def property(self, name: str) -> str:
        """What the device says about itself or its user, "" for what it does not say."""
        return self._properties.get(name, "")

    def instance(self, instance_id: str, wanted: Callable[[], Wanted] | None = None) -> Node | None:
        """The `<instance>` element of that id; of a list outside of the form, with the rows that are wanted."""
        return self._instances(instance_id, wanted)

    def translations(self, text_id: str) -> list[Node]:
        """The `<value>` elements of a text in the language in use."""
        return self._translations.values(text_id, self.language)

    def choice_label(self, value: str, question: str, context: Node) -> str:
        """The label of a choice of the question at a path."""
        return self._choice_labels(value, question, context)


def instances_of(model: Node) -> Mapping[str, Node]:
    """The `<instance>` elements of a `<model>` that have an id."""
    found: dict[str, Node] = {}
    for instance in (child for child in model.elements() if child.name == "instance"):
        instance_id = instance.attribute("id")
        if instance_id:
            found[instance_id] = instance
    return found
