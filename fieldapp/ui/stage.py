"""What every view model stands on; made with the window, before anything heavy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldapp.domain.errors import FieldappError, StoreDamaged
from fieldapp.ui.background import Background
from fieldapp.ui.bus import CARE, Bus, Changed
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What every view model stands on: threads, notices, words, time and the way between pages."""

    background: Background
    bus: Bus
    words: Words
    ticker: Ticker
    navigator: Navigator
    shell: ShellViewModel

    def branch(self) -> Stage:
        """Return a stage with threads, notices and time of its own, for an open store: they end with it."""
        return replace(self, background=Background(), bus=Bus(), ticker=self.ticker.branch())

    def tell_care(self, failure: FieldappError | None) -> None:
        """Have problems read anew after the store was looked through; damage is told at once: an opening mends it."""
        self.bus.publish(Changed(frozenset({CARE}), frozenset()))
        if isinstance(failure, StoreDamaged):
            self.background.failed.emit(failure)
