"""How much room files may take that anybody may hand over: until one is read whole, nobody knows whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fieldapp.domain.errors import CentreRefused

_LATER_S = 60


@dataclass(slots=True, eq=False)
class Share:
    """The room of one file that comes in."""

    room: BundleRoom
    carrier: str
    size: int = 0

    def grow(self, size: int) -> None:
        """Take room for `size` bytes more. Raises CentreRefused("rate-limited") where there is none."""
        self.room.refuse_more(self.carrier, size)
        self.size += size


@dataclass(slots=True, kw_only=True)
class BundleRoom:
    """Bytes that may lie at this worker, of one carrier and of all; for the thread of its event loop."""

    of_one: int
    of_all: int
    _shares: list[Share] = field(default_factory=list)

    @contextmanager
    def share(self, carrier: str) -> Iterator[Share]:
        """Give room for one file, until the block ends."""
        share = Share(self, carrier)
        self._shares.append(share)
        try:
            yield share
        finally:
            self._shares.remove(share)

    def refuse_more(self, carrier: str, size: int) -> None:
        """Raise CentreRefused("rate-limited") if `size` bytes more of this carrier are too much."""
        of_all = sum(share.size for share in self._shares)
        of_one = sum(share.size for share in self._shares if share.carrier == carrier)
        if of_one + size > self.of_one or of_all + size > self.of_all:
            raise CentreRefused("rate-limited", retry_after_s=_LATER_S)
