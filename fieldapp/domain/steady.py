"""Building what stays: a form is hundred thousands of objects, and none of them is garbage on the way.

Nor is what a batch of a sync consists of: to look for garbage in it, and in all else that is there, was a fifth of the
work of a push.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the garbage collector while much is built: its full passes over all of it cost more than the building.

    To be used around work that ends soon, never around a call over the network: nothing is collected meanwhile.
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
