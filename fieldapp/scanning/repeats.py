"""The same label seen again and again while the camera looks at it is one scan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from fieldapp.scanning.raw_code import RawCode

FORGET_AFTER = timedelta(seconds=3)
"""How long a label must be out of sight before it counts again."""


class Repeats:
    """Remembers what was seen; `seconds` is a clock that never goes back, such as `time.monotonic`."""

    def __init__(self, seconds: Callable[[], float], forget_after: timedelta = FORGET_AFTER) -> None:
        self._seconds = seconds
        self._forget_after = forget_after.total_seconds()
        self._seen: dict[tuple[str, str], float] = {}

    def is_repeat(self, code: RawCode) -> bool:
        """Tell whether the label was seen within the forget time; seeing it starts that time again."""
        now = self._seconds()
        self._seen = {label: at for label, at in self._seen.items() if now - at < self._forget_after}
        label = (code.text, code.symbology)
        known = label in self._seen
        self._seen[label] = now
        return known

    def forget(self) -> None:
        """Let every label count again at once: the engineer asked for the same one on purpose."""
        self._seen.clear()
