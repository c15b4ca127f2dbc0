"""Names of things, each its own type, so that one is never handed over in place of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

OrderId = NewType("OrderId", str)
"""The centre's key of a work order, never shown; the number on paper is `WorkOrder.number`."""
CustomerId = NewType("CustomerId", str)
AssetId = NewType("AssetId", str)
EngineerId = NewType("EngineerId", str)
DeviceId = NewType("DeviceId", str)
PartNumber = NewType("PartNumber", str)
SerialNumber = NewType("SerialNumber", str)
FaultEntryId = NewType("FaultEntryId", str)
StepId = NewType("StepId", str)
GateId = NewType("GateId", str)
FormId = NewType("FormId", str)
CalendarId = NewType("CalendarId", str)
ProfileId = NewType("ProfileId", str)
"""A table of limits and clocks; a customer or contract may have another one than the standard (SLA-6)."""
Sha256 = NewType("Sha256", str)
"""Lower-case hexadecimal digest, 64 characters: the name of a blob or of a form version."""
Scope = NewType("Scope", str)
"""What one sync cursor follows: `engineer:<id>`, `depot:<id>`, `reference` (SYNC.md)."""


@dataclass(frozen=True, slots=True, order=True)
class EventId:
    """Identity of an event: the device that wrote it and its gapless number there (SYNC.md, Model)."""

    device_id: DeviceId
    seq: int

    def __str__(self) -> str:
        return f"{self.device_id}:{self.seq}"
