"""What every view model stands on; made with the window, before anything heavy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldapp.ui.background import Background
from fieldapp.ui.bus import Bus
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
