"""Scanners that type: a burst of characters, ended by Enter or Tab, is a scan; a person's typing is not (PRT-1).

No Qt and no clock in here: the screen's event filter hands on each character with the time of its key event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from fieldapp.scanning import gs1, iso15434
from fieldapp.scanning.raw_code import RawCode

ENDS = frozenset("\r\n\t")

_PAUSE = 4
"""A gap of this many mean gaps begins a new burst: a hand was slower than that, no scanner is."""

_AIM_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeSettings:
    """`mean_gap` divides scanners (5 to 35 ms a key, Bluetooth more) from hands (over 80 ms); set by a test scan.

    `separators`: what the scanner types for GS, e.g. "|", because many cannot type control characters.
    """

    mean_gap: timedelta = timedelta(milliseconds=50)
    least: int = 4
    separators: str = ""


class Wedge:
    """Collects the characters of one burst."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self._settings = settings or WedgeSettings()
        self._mean_gap = self._settings.mean_gap.total_seconds()
        self._typed: list[str] = []
        self._began_at = 0.0
        self._last_at = 0.0

    @property
    def is_in_burst(self) -> bool:
        """Tell whether so many characters came so fast that they can only be a scanner's."""
        return len(self._typed) >= self._settings.least and self._is_fast()

    def feed(self, typed: str, at: float) -> RawCode | None:
        """Take the text of one key event (Ctrl+] as the character GS) at `at`, seconds of a clock that never goes back.

        Return the scan when its Enter or Tab came, None otherwise. Keys without text (Shift) change nothing.
        """
        if not typed:
            return None
        if self._typed and not 0 <= at - self._last_at <= _PAUSE * self._mean_gap:
            self._typed.clear()
        if typed in ENDS:
            return self._end()
        if not self._typed:
            self._began_at = at
        self._last_at = at
        self._typed.append(typed)
        return None

    def _end(self) -> RawCode | None:
        burst, is_scan = "".join(self._typed), self.is_in_burst
        self._typed.clear()
        return self._scan(burst) if is_scan else None

    def _is_fast(self) -> bool:
        return self._last_at - self._began_at <= self._mean_gap * (len(self._typed) - 1)

    def _scan(self, burst: str) -> RawCode | None:
        prefix = _AIM_PREFIX.match(burst)
        symbology = prefix[0] if prefix else ""
        text = burst[len(symbology) :]
        if symbology in gs1.SYMBOLOGIES or text.startswith(iso15434.HEADER):
            text = text.translate(dict.fromkeys(map(ord, self._settings.separators), gs1.SEPARATOR))
        return RawCode(text, symbology) if text else None
