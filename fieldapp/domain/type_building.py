"""One thing at a time may learn what a type consists of: the lock that the readers of files and messages share."""

from __future__ import annotations

from threading import RLock
from typing import Final

TYPE_BUILDING: Final = RLock()
"""Held while msgspec looks at a type for the first time: it notes on each class what it knows so far, and a second
thread that meets such a class half known ends the program with a crash (msgspec 0.22)."""
