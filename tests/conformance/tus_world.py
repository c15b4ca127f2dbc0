"""A centre that runs, and a tablet that it knows, for clients of tus that nobody here wrote."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldapp.centre.app import new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import DeviceId, EngineerId, Sha256
from fieldapp.sync.enrolment import enrol
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import EnrolRequest
from fieldapp.wire.tus import STEP
from tests.contracts.centre_process import ROOT, CentreProcess


@dataclass(frozen=True)
class TusWorld:
    """`url` is where uploads begin; `headers` show who asks; `ca_file` is whom to trust."""

    url: str
    headers: dict[str, str]
    ca_file: Path
    centre: HttpCentre
    settings: CentreSettings

    def stored(self, name: Sha256) -> bytes:
        """Return a file as a tablet would fetch it."""
        return b"".join(self.centre.get_blob(name).pieces)


@contextmanager
def tus_world(folder: Path) -> Iterator[TusWorld]:
    """Run a centre while the block does."""
    settings = CentreSettings(data=folder / "centre", resources=ROOT / "resources")
    with CentreProcess(settings.data) as process:
        with closing(Database.open(settings.data)) as desk:
            with desk.write() as connection:
                register_engineer(connection, EngineerId("zhou"), "周明远")
            ticket = new_ticket(desk, settings, EngineerId("zhou"), process.address)
        key, ca_file = DeviceKey.generate(), folder / "ca.pem"
        request = EnrolRequest(code=ticket.code, device_name="平板", public_key=key.public_key, app_version="0.1.0")
        answer = enrol(ticket, request, ca_file)
        known = Credentials(device_id=DeviceId(answer.device_id), token=answer.token, signer=key)
        headers = {"Authorization": f"Bearer {answer.token}", "Fieldapp-Device": answer.device_id}
        with closing(HttpCentre(process.address, ca_file, known)) as centre:
            yield TusWorld(f"{process.address}/v1/uploads", headers, ca_file, centre, settings)


def content(seed: int, steps: int = 3) -> bytes:
    """Return a file of some steps and a rest."""
    return random.Random(seed).randbytes(steps * STEP + 1000 + seed)
