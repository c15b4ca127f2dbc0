"""What tells that the engineer stands at the depot, or is on his way to one: no tablet knows places (SYN-7)."""

from __future__ import annotations

from fieldapp.domain.events import Event, StepCompleted, VisitClosed
from fieldapp.workflow.kit import KIT


def is_near_depot(event: Event) -> bool:
    """Tell whether this is done where the bag is packed, or is the last thing done at a customer's."""
    return isinstance(event, VisitClosed) or (isinstance(event, StepCompleted) and event.step == KIT)
