"""What a schedule is run with: whose rules, how a second run of it differs, and where is counted what it meets."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.simulation.centre import Centre
from tests.simulation.device import Device
from tests.simulation.faults import Fault, Met


@dataclass(frozen=True, slots=True)
class Rules:
    """By whose rules centre and tablets live: the protocol's, or a mutant's."""

    centre: type[Centre] = Centre
    device: type[Device] = Device


@dataclass(frozen=True, slots=True)
class Twin:
    """How a second run of the same schedule differs, in what must make no difference."""

    has_other_clocks: bool = False
    swaps_channels: bool = False


@dataclass(slots=True)
class Tally:
    """What a run has met: faults and happenings by number."""

    faults: list[int] = field(default_factory=lambda: [0] * len(Fault))
    met: list[int] = field(default_factory=lambda: [0] * len(Met))
