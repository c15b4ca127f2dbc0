"""How large the numbers of a message may be, and what a moment must say: held by whoever reads it, never by trust."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""A number that the centre tells: what is larger fits no table here, and no other reader of JSON."""

Seconds = Annotated[int, Meta(ge=0, le=10**9)]
"""A time to wait."""

Instant = Annotated[datetime, Meta(tz=True)]
"""A moment; without its zone it says nothing."""
