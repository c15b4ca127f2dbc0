"""Learn how long the ways take from the trips that are recorded on this tablet (DEP-3, DEP-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from threading import Lock

from fieldapp.domain.customer import Coordinates, Site
from fieldapp.domain.views.departure import TravelEstimate
from fieldapp.scheduling.learning import LearnedTravel, learn
from fieldapp.scheduling.trips import trips_of
from fieldapp.usecases.ports import Queries


@dataclass(frozen=True, slots=True)
class LearnTravel:
    """Make the travel source of now: a few hundred trips take some hundredths of a second, so nothing is stored.

    Make it anew when an arrival was recorded or orders came down; `home` is where the engineer's days begin.
    """

    queries: Queries
    home: Coordinates | None
    zone: tzinfo

    def __call__(self) -> LearnedTravel:
        """Return a `TravelTime` that knows every sound trip of the orders here."""
        return LearnedTravel(self.home, learn(trips_of(self.queries.orders(), self.home, self.zone), self.zone))


class OwnTravel:
    """The travel source of the tablet: what its own trips teach, learnt anew when `forget` said that there are more.

    A `TravelTime` for every thread; whoever asks first after `forget` learns, so ask on a reader's thread.
    """

    def __init__(self, learn_travel: LearnTravel) -> None:
        self._learn = learn_travel
        self._known: LearnedTravel | None = None
        self._lock = Lock()

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        """Return how long it takes to be at `site` at `at`, from `origin` or from home."""
        return self._learned().estimate(site, at, origin)

    def forget(self) -> None:
        """Take note that trips were recorded, or orders with trips came down."""
        with self._lock:
            self._known = None

    def _learned(self) -> LearnedTravel:
        with self._lock:
            if self._known is None:
                self._known = self._learn()
            return self._known
