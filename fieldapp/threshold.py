"""What is done with a store that is closed, once it really is: opened, given another name, removed (SYN-6).

Everything here runs on the writer's thread and waits for the closing that goes on behind the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from fieldapp.config import DeviceConfig
from fieldapp.store.clock import DeviceClock
from fieldapp.ui.bus import Bus
from fieldapp.ui.stage import Stage

if TYPE_CHECKING:
    from fieldapp.device import Device
    from fieldapp.sync.ports import Applied


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The doors of the data folder. `inside` gives the stage on which the next open store will tell its changes."""

    config: DeviceConfig
    clock: DeviceClock
    centre_url: str
    is_closed: Event
    inside: Callable[[], Stage]

    def unlock(self, pin: str) -> Device:
        """Try the PIN, and open the store behind it. Raises Refused, StoreError."""
        from fieldapp.device import Listeners, open_device, unlock

        self.is_closed.wait()
        key = unlock(self.config, pin, self.clock)
        inside = self.inside()
        listeners = Listeners(
            committed=inside.bus.publish_commit,
            pulled=partial(_publish_pull, inside.bus),
            cared=inside.tell_care,
        )
        return open_device(self.config, key, listeners, self.clock, self.centre_url)

    def check(self, pin: str) -> object:
        """Try the PIN and open nothing. Raises Refused, StoreError."""
        from fieldapp.device import unlock

        unlock(self.config, pin, self.clock)
        return None

    def rename(self, ticket: str, pin: str) -> None:
        """Go on under another name with everything that lies here (SYNC.md rule 12).

        Raises Refused for the PIN, and what `enrol_anew` raises; then nothing was changed.
        """
        from fieldapp.device import unlock
        from fieldapp.enrolled import enrol_anew

        self.is_closed.wait()
        enrol_anew(self.config, unlock(self.config, pin, self.clock), ticket, self.clock)

    def remove(self) -> None:
        """Remove the data of a revoked tablet. Raises StoreError."""
        from fieldapp.access import remove_everything

        self.is_closed.wait()
        remove_everything(self.config, self.clock.now())


def _publish_pull(bus: Bus, applied: Applied) -> None:
    bus.publish_pull(applied.kinds, applied.orders)
