"""Building what stays: a form is hundred thousands of objects, and none of them is garbage on the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the garbage collector while a form is built: its full passes over all of it cost more than the building.

    Where two threads do so at once, the collector may run for the later one; it always runs again afterwards.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


def grown_up() -> None:
    """Count what is there among the collector's old objects, as if it had looked at them: else it would do so in the
    middle of the first answer. Freezing and thawing moves them all at once and keeps none from being freed."""
    gc.freeze()
    gc.unfreeze()
