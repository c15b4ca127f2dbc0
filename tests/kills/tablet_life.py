"""One life of a tablet: it takes a file of known content, if none waits, and syncs once; killed between two steps."""

from __future__ import annotations

import base64
import os
import random
import signal
from pathlib import Path
from typing import Any

from fieldapp.domain.ids import DeviceId
from fieldapp.domain.views.sync import SyncProgress
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import open_database
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.sync.http_line import HttpLine
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import SyncAnswer, SyncRequest
from fieldapp.wire.tus import STEP
from tests.fakes.stores import KEY, over_database
from tests.fakes.syncing import Runner
from tests.kills.nursery import say

PLACES = (
    (HttpLine, "exchange"),
    (BlobQueue, "note_upload"),
    (BlobQueue, "delivered"),
)


def content_of(seed: int) -> bytes:
    """Return the file that a life with this seed takes: up to five steps, often ending at a step's border."""
    chance = random.Random(seed)
    return chance.randbytes(chance.randrange(0, 5) * STEP + chance.choice([0, 1, 1000, STEP - 1]))


class EndsIn(list[SyncProgress]):
    """What the engine said, and the end of this life as soon as it says that it is in this state."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state

    def append(self, progress: SyncProgress) -> None:
        super().append(progress)
        if progress.state.value == self._state:
            os.kill(os.getpid(), signal.SIGKILL)


class OverheardCentre(HttpCentre):
    """Says every exchange to the test, as it was understood."""

    def sync(self, request: SyncRequest) -> SyncAnswer:
        answer = super().sync(request)
        say(heard=[base64.b64encode(encode(told)).decode() for told in (request, answer)])
        return answer


def live(settings: dict[str, Any], told: dict[str, Any]) -> None:
    """Sync once; says which file it took, and how it ended."""
    folder = Path(settings["folder"])
    database = open_database(folder, KEY, SystemClock())
    store = over_database(database, None)  # type: ignore[arg-type]
    if told["give"] is not None and not store.blobs.undelivered():
        with StoreUnitOfWork(database) as work:
            work.put_blob("image/jpeg", content_of(told["give"]))
            work.commit()
        say(gave=told["give"])
    key = DeviceKey.from_secret(bytes.fromhex(settings["secret"]))
    known = Credentials(device_id=DeviceId(settings["device_id"]), token=settings["token"], signer=key)
    line = OverheardCentre if settings.get("is_overheard") else HttpCentre
    centre = line(told.get("url") or settings["url"], folder / "ca.pem", known)
    done = Runner(store, centre, EndsIn(told.get("kill_in", ""))).run()
    say(state=done.state.value, code=done.code, waiting=len(store.blobs.undelivered()))
    centre.close()
    database.close()
