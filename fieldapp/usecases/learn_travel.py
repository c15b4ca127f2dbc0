"""Learn how long the ways take from the trips that are recorded on this tablet (DEP-3, DEP-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from fieldapp.domain.customer import Coordinates
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
