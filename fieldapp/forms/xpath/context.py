"""What an expression is evaluated in, and how functions are declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol, TypeAlias

from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.values import Value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a list's rows: the texts that columns must equal.

    `is_all`: nothing else is asked of them. `is_none`: no row can meet it.
    """

    equal: Mapping[str, str]
    is_all: bool = True
    is_none: bool = False


class Environment(Protocol):
    """The world around an expression: where absolute paths begin, clock, ids, other instances, translations."""

    @property
    def root(self) -> Node:
        """The node that `/` starts from; its children are what `/name` finds."""
        ...

    @property
    def places(self) -> dict[str, list[Node]]:
        """Where absolute paths of names led; whoever adds or removes elements below `root` clears it."""
        ...

    @property
    def zone(self) -> tzinfo:
        """Zone that dates without an offset belong to."""
        ...

    def now(self) -> datetime:
        """The instant of `now()`, in `zone`."""
        ...

    def new_id(self) -> str:
        """A fresh UUID as text."""
        ...

    def random(self) -> float:
        """A random number in [0, 1)."""
        ...

    def instance(self, instance_id: str, wanted: Callable[[], Wanted] | None = None) -> Node | None:
        """The `<instance>` element of that id, None when there is none.

        Of a list that is not in the form it holds at least the rows that are `wanted`, which is only asked for one.
        """
        ...

    @property
    def language(self) -> str:
        """The form's name of the language in use ("中文 (zh)"), "" where it has none."""
        ...

    def property(self, name: str) -> str:
        """What the device says about itself or its user (`deviceid`, `username`), "" for what it does not say."""
        ...

    def translations(self, text_id: str) -> list[Node]:
        """The `<value>` elements of a text in the language in use; raises for a text that does not exist."""
        ...

    def choice_label(self, value: str, question: str, context: Node) -> str:
        """The label of a choice of the question at a path (`jr:choice-name`), "" when it is not among them."""
        ...


class Context:
    """One evaluation: context node, its position and size, the node the expression belongs to, the world."""

    __slots__ = ("current", "environment", "node", "position", "size")

    def __init__(
        self,
        node: Node,
        environment: Environment,
        *,
        position: int = 1,
        size: int = 1,
        current: Node | None = None,
    ) -> None:
        self.node = node
        self.environment = environment
        self.position = position
        self.size = size
        self.current = node if current is None else current

    def inside(self, node: Node, position: int, size: int) -> Context:
        """The context of a predicate for one node of a set."""
        return Context(node, self.environment, position=position, size=size, current=self.current)


Evaluator: TypeAlias = Callable[[Context], Value]
Arguments: TypeAlias = tuple[Evaluator, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the library: how many arguments it takes (`at_most` None: any number) and what it does.

    Arguments come unevaluated, so that `if()` and its like run only the one that is needed. `prepare` gives the call
    for arguments that are known before it runs, as text where they are literals and None where not; its `XPathError`
    is a fault of the author.
    """

    at_least: int
    at_most: int | None
    call: Callable[[Context, Arguments], Value]
    prepare: Callable[[tuple[str | None, ...]], Callable[[Context, Arguments], Value]] | None = None


Library: TypeAlias = Mapping[str, Function]
