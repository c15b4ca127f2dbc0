"""A real tablet in a folder of its own: the encrypted store, the engine, a clock that somebody may set."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from fieldapp.domain.events import Event
from fieldapp.domain.ids import EngineerId, OrderId
from fieldapp.domain.views.sync import SyncProgress
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import order_rows
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.inbox import Inbox
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.store.moving import become
from fieldapp.store.outbox import Outbox
from fieldapp.store.outbox_rows import EMPTIED
from fieldapp.store.packing import unpacked
from fieldapp.store.pruning import prune
from fieldapp.store.queries import StoreQueries
from fieldapp.store.tables import ORDER_BASE, ORDER_CURRENT, OUTBOX
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.sync.engine import SyncEngine
from fieldapp.sync.push import BatchSize
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import EnrolAnswer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY
from tests.fakes.syncing import after
from tests.simulation.real.killing import Guillotine, copy_folder
from tests.simulation.real.line import Line

_WHOLE_RUN = 10_000
_IN_YEARS = datetime(2100, 1, 1, tzinfo=UTC)
"""Later than any clock of a schedule says."""


@dataclass
class Tablet:
    """One machine. `body` tells it from its copies, which have its id."""

    body: int
    folder: Path
    engineer: EngineerId
    line: Line
    clock: StoppedClock = field(default_factory=StoppedClock)
    is_gone: bool = False
    given_up: dict[str, bytes] = field(default_factory=dict)
    """By hash, what the content was that a tablet has no more: only the test remembers it."""
    database: Database = field(init=False)
    guillotine: Guillotine = field(init=False)
    _who: Enrolment | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Start the program."""
        self._who = None
        self.database = open_database(self.folder, KEY, self.clock)
        self.guillotine = Guillotine(lambda: copy_folder(self.folder, self._picture))
        self.guillotine.watch(self.database._writer, self.database._readers)

    @property
    def _picture(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-killed")

    def start_again(self) -> None:
        """Start the program on what it left when it was killed."""
        self.database.close()
        shutil.rmtree(self.folder)
        self._picture.rename(self.folder)
        self.open()

    @property
    def id(self) -> str:
        """Return who it is to the centre."""
        return self._known.device_id

    @property
    def token(self) -> str:
        """Return its token."""
        return self._known.token

    @property
    def _known(self) -> Enrolment:
        if self._who is None:
            with self.guillotine.looking_away():
                self._who = self.identity.enrolment()
        assert self._who is not None
        return self._who

    @property
    def outbox(self) -> Outbox:
        """Return what waits for the centre, and what did."""
        return Outbox(self.database)

    @property
    def identity(self) -> Identity:
        """Return what it knows about itself."""
        return Identity(self.database)

    def write(self, events: Sequence[Event], photo: bytes = b"") -> None:
        """One local transaction. Raises Killed, FieldappError."""
        with StoreUnitOfWork(self.database) as work:
            if photo:
                work.put_blob("image/jpeg", photo)
            work.append(*events)
            work.commit()

    def run(self, steps: int = _WHOLE_RUN) -> SyncProgress:
        """Run the engine until it ends, or is interrupted after so many steps. Raises Killed."""
        engine = SyncEngine(
            centre=self.line,  # type: ignore[arg-type]
            outbox=self.outbox,
            inbox=Inbox(self.database),
            blobs=BlobQueue(self.database),
            identity=self.identity,
            key_copy=StoreKeyCopy(self.database, KEY),
            published=lambda applied: None,
            size=BatchSize(),
        )
        return engine.run(lambda progress: None, after(steps))

    def become(self, answer: EnrolAnswer, key: DeviceKey) -> None:
        """Go on under another name. Raises Killed."""
        known = replace(self._known, device_id=answer.device_id, token=answer.token, signing_key=key.secret)
        become(self.database, KEY, known, answer.epoch)
        self._who = None

    def movements(self) -> list[str]:
        """Return the lines of the van's ledger."""
        with self.guillotine.looking_away():
            return sorted(line.id for line in StoreQueries(self.database).movements())

    def killed_after(self) -> bool:
        """Tell whether the guillotine fell; then the program was started again."""
        fell = self.guillotine.has_fallen
        self.guillotine.lift()
        if fell:
            self.start_again()
        return fell

    def rows(self) -> list[tuple[int, int, dict[str, object], str]]:
        """Return number, group, content and state of every event that is kept."""
        with self.guillotine.looking_away(), self.database.reading() as connection:
            found = connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq))
            return [(row.seq, row.group_no, self._content(row.digest, row.body), row.state) for row in found]

    def grow_old(self) -> int:
        """Years pass: what a verified backup holds gives up its content; return how many events did."""
        with self.guillotine.looking_away():
            with self.database.reading() as connection:
                whole = {row.digest: row.body for row in connection.execute(select(OUTBOX)) if row.body != EMPTIED}
            with self.database.writing() as connection:
                while prune(connection, _IN_YEARS):
                    pass
                emptied = connection.execute(select(OUTBOX.c.digest).where(OUTBOX.c.body == EMPTIED)).scalars().all()
        self.given_up.update({digest: whole[digest] for digest in emptied if digest in whole})
        return len(set(emptied) & set(whole))

    def _content(self, digest: str, body: bytes) -> dict[str, object]:
        """Return what an event says; of an emptied one, what it said by its hash."""
        return decode(body if body != EMPTIED else self.given_up[digest], dict[str, object])

    def bases(self) -> dict[OrderId, WorkOrder]:
        """Return the orders as the centre sent them."""
        with self.guillotine.looking_away(), self.database.reading() as connection:
            rows = connection.execute(select(ORDER_BASE.c.order_id, ORDER_BASE.c.document))
            return {OrderId(row.order_id): unpacked(row.document, WorkOrder) for row in rows}

    def shows(self, order_id: OrderId) -> WorkOrder | None:
        """Return the order as the engineer sees it, None where it is not his."""
        with self.guillotine.looking_away(), self.database.reading() as connection:
            hidden = select(ORDER_CURRENT.c.hidden).where(ORDER_CURRENT.c.order_id == order_id)
            if connection.execute(hidden).scalar() != 0:
                return None
            return order_rows.current(connection, order_id)
