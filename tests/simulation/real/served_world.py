"""The world of the schedules with a served centre: another process, TLS, real sockets, and lines that are cut."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import requests

from fieldapp.domain.ids import DeviceId
from fieldapp.domain.views.sync import SyncProgress
from fieldapp.stick import usb_road
from fieldapp.store.identity import Identity
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.sync.usb_bundle import UsbRoad
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from tests.fakes.stores import KEY
from tests.kills.nursery import Nursery
from tests.simulation.real.company import BATCH_EVENTS, Company
from tests.simulation.real.cut_line import CutLine
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.world import World

_TWO_TABLETS = 0
"""A seed of which the world makes two."""


def centre_nursery(company: Company) -> Nursery:
    """Return where the company's centre lives; small batches, no limit of calls."""
    limits: dict[str, Any] = {"batch_events": BATCH_EVENTS, "request_burst": 1_000_000}
    return Nursery("centre", {"data": str(company.settings.data), "limits": limits})


@dataclass
class ServedWorld:
    """Two tablets and what stands between them and a centre in a process of its own."""

    company: Company
    nursery: Nursery
    mutant: str = ""
    """The rule that is broken in the centre's process; in this one by whoever asks."""
    world: World = field(init=False)
    line: CutLine = field(init=False)
    opened: ExitStack = field(default_factory=ExitStack)
    port: int = 0
    calls: dict[int, HttpCentre] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = World(self.company, Random(_TWO_TABLETS))
        self.opened.callback(self.world.close)
        self.opened.callback(self.nursery.kill)
        self.company.database.engine.dispose()
        self.serve()
        self.line = self.opened.enter_context(CutLine(self.port))
        self.ca_file = self.company.at_work / "ca.pem"
        self.ca_file.write_text(CompanyCa.load(self.company.settings.trust).certificate_pem)
        self.opened.callback(self._hang_up)
        for tablet in self.world.tablets:
            tablet.line.far_end = partial(self._reached, tablet)

    def close(self) -> None:
        """End everything."""
        self.opened.close()

    def serve(self) -> None:
        """Begin the centre, at the same port as before."""
        said = self.nursery.begin(port=self.port, mutant=self.mutant)
        self.port = int(said["ready"].rpartition(":")[2])

    def kill_centre(self) -> None:
        """End the centre by SIGKILL and begin another on its files."""
        self.nursery.kill()
        self.company.database.engine.dispose()
        self.serve()

    def sync(self, tablet: Tablet, steps: int = 10_000) -> SyncProgress:
        """One run of a tablet's engine over a connection of its own. Raises Killed."""
        self._hang_up()
        try:
            return tablet.run(steps)
        finally:
            self._hang_up()

    def road(self, tablet: Tablet) -> UsbRoad:
        """Return the tablet's way over a stick."""
        return usb_road(StoreKeyCopy(tablet.database, KEY), Identity(tablet.database), lambda applied: None)

    def at_the_depot(self, bundle: Path) -> bytes:
        """Hand a tablet's file over at a depot, which has a line of its own; return the answer's bytes."""
        address = f"https://127.0.0.1:{self.port}/v1/bundles"
        answer = requests.post(address, data=bundle.read_bytes(), verify=str(self.ca_file), timeout=30)
        assert answer.ok, answer.text
        return answer.content

    def _reached(self, tablet: Tablet) -> HttpCentre:
        if tablet.body not in self.calls:
            known = tablet.identity.enrolment()
            assert known is not None
            key = DeviceKey.from_secret(known.signing_key)
            told = Credentials(device_id=DeviceId(tablet.id), token=tablet.token, signer=key)
            self.calls[tablet.body] = HttpCentre(f"https://127.0.0.1:{self.line.port}", self.ca_file, told)
        return self.calls[tablet.body]

    def _hang_up(self) -> None:
        for call in self.calls.values():
            call.close()
        self.calls.clear()
