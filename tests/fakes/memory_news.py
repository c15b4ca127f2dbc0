"""News without a database: what a test says came down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fieldapp.domain.news import KeptNews, News
from tests.fakes.stopped_clock import StoppedClock


@dataclass
class MemoryNews:
    """Implements `usecases.ports.NewsShelf`."""

    clock: StoppedClock
    kept: list[KeptNews] = field(default_factory=list)

    def came(self, *news: News) -> None:
        """These came down now."""
        for one in news:
            self.kept.append(KeptNews(id=len(self.kept) + 1, at=self.clock.now(), seen_at=None, news=one))

    def listed(self) -> tuple[KeptNews, ...]:
        return tuple(reversed(self.kept))

    def mark_seen(self, ids: Iterable[int]) -> None:
        wanted = set(ids)
        now = self.clock.now()
        self.kept = [replace(one, seen_at=one.seen_at or now) if one.id in wanted else one for one in self.kept]
