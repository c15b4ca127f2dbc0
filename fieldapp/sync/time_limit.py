"""A limit for a whole call: the line's own go from packet to packet, and a byte a minute passes them for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Timer
from types import TracebackType
from typing import Self

from fieldapp.domain.errors import CentreUnreachable
from fieldapp.sync.line_faults import failures_named


class TimeLimit:
    """Ends a call that takes too long, sending and heads included; failures in the block get their names as well.

    Raises CentreUnreachable("centre.timeout") for what was ended, whatever that looked like from within: a body without
    a length seems whole when its line is cut.
    """

    def __init__(self, allowed: timedelta, end: Callable[[], None]) -> None:
        """`end` is called on a thread of its own."""
        self._allowed = allowed
        self._end = end
        self._timer: Timer | None = None
        self._naming = failures_named()
        self.is_over = False

    def begin(self) -> None:
        """Let the time run from now."""
        self.stop()
        self._timer = Timer(self._allowed.total_seconds(), self._strike)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Let it stand still."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def __enter__(self) -> Self:
        self._naming.__enter__()
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        self.stop()
        if self.is_over and (fault is None or isinstance(fault, Exception)):
            raise CentreUnreachable("centre.timeout") from fault
        return self._naming.__exit__(kind, fault, trace)

    def _strike(self) -> None:
        self.is_over = True
        self._end()
