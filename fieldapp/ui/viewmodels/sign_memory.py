"""What of a signing that was not confirmed outlives a lock, a crash, the way back: the customer's words, all of them.

Ink does not: a signature is given in one go for what stands on the page. That there was some is remembered and said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from fieldapp.ui.background import Background

Read = Callable[[str, str], str]
Write = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was begun for an order: the remark, "" for none, and whether there was ink."""

    order_id: str
    remark: str
    ink: bool


class SignMemory(QObject):
    """Keeps it among the tablet's settings, in the encrypted store; `recalled` tells what there was."""

    recalled = Signal(object)

    def __init__(self, read: Read, write: Write, background: Background) -> None:
        """`read(name, default)` and `write(name, value)` block."""
        super().__init__()
        self._read, self._write, self._background = read, write, background
        self._order_id = ""
        self._ink = False

    def enter(self, order_id: str) -> None:
        """Look what was begun for this order; ink is told once."""
        self._order_id, self._ink = order_id, False
        self._background.writer.run(partial(self._recall, order_id), self._tell)

    def note_remark(self, remark: str) -> None:
        """Keep the customer's words."""
        self._keep("remark", remark)

    def note_ink(self, present: bool) -> None:
        """Keep that there is ink, or none any more."""
        if present is not self._ink:
            self._ink = present
            self._keep("ink", "yes" if present else "")

    def confirmed(self) -> None:
        """Forget it: the customer's word is kept with the report."""
        self.note_remark("")
        self.note_ink(False)

    def _keep(self, what: str, value: str) -> None:
        self._background.writer.run(partial(self._write, _name(what, self._order_id), value), self._kept)

    def _recall(self, order_id: str) -> Recalled:
        ink = self._read(_name("ink", order_id), "")
        if ink:
            self._write(_name("ink", order_id), "")
        return Recalled(order_id, self._read(_name("remark", order_id), ""), bool(ink))

    def _tell(self, begun: Recalled) -> None:
        if begun.order_id == self._order_id:
            self.recalled.emit(begun)

    def _kept(self, _nothing: None) -> None:
        """Nothing waits for it."""


def _name(what: str, order_id: str) -> str:
    return f"sign.{what}.{order_id}"
