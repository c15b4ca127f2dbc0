"""A call that is made ahead of its turn: on its way while what came before it is being taken over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
Asked = TypeVar("Asked")


@dataclass(slots=True)
class CallAhead(Generic[Asked, T]):
    """At most one call, on a thread of its own; all other methods are for the one thread that the line is for."""

    _under_way: tuple[Asked, Future[T]] | None = None

    def begin(self, asked: Asked, call: Callable[[Asked], T]) -> None:
        """Begin the call, once one before it has ended."""
        self.settle()
        answer: Future[T] = Future()
        self._under_way = asked, answer
        Thread(target=_make, args=(answer, call, asked), name="sync ahead", daemon=True).start()

    def answer_to(self, asked: Asked) -> Future[T] | None:
        """Wait for the call to end; return how, None where it asked something else or there was none."""
        under_way, self._under_way = self._under_way, None
        if under_way is None:
            return None
        under_way[1].exception()
        return under_way[1] if under_way[0] == asked else None

    def settle(self) -> None:
        """Wait for the call to end; nobody asks for its answer any more, so nobody is told of its failure."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way[1].exception()

    @property
    def is_under_way(self) -> bool:
        """Tell whether a call was begun of which nobody took the answer."""
        return self._under_way is not None


def _make(answer: Future[T], call: Callable[[Asked], T], asked: Asked) -> None:
    try:
        answer.set_result(call(asked))
    except BaseException as fault:  # handed to whoever asks for the answer
        answer.set_exception(fault)
