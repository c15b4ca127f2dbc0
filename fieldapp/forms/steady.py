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


def look_once() -> None:
    """Let the collector look at what was built while it rested: now, and not in the middle of the first answer."""
    gc.collect(1)
