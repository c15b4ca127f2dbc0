"""A finger whose every tap is counted: scans, strokes and photos are not taps (USE-1), what is typed is noted apart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem

from fieldapp.tour.hand import Hand
from tests.journeys.on_screen import STILL, OnScreen


class CountedHand(Hand):
    """Counts where it taps, by step."""

    def __init__(self, tablet: OnScreen, pictures: Path) -> None:
        super().__init__(tablet.application.main.window, tablet.is_at_rest, pictures, STILL)
        self.taps: dict[str, int] = {}
        self.step = ""

    @property
    def count(self) -> int:
        """All taps so far."""
        return sum(self.taps.values())

    def _click(self, item: QQuickItem, place: QPointF) -> None:
        self.taps[self.step] = self.taps.get(self.step, 0) + 1
        super()._click(item, place)
