"""One schedule's world: the real centre and real tablets, and who does what to them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import Connection, func, select

from fieldapp.centre import facts
from fieldapp.centre.backup.making import tell
from fieldapp.centre.backup.manifest import read_contents
from fieldapp.centre.database.tables import device as device_table
from fieldapp.centre.database.tables import event, live_row, stock_movement
from fieldapp.centre.desk import orders as desk
from fieldapp.centre.devices.feed import REFERENCE, engineer_scope
from fieldapp.domain.errors import CentreUnreachable
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import meta
from fieldapp.wire.messages import SyncAnswer, SyncRequest
from tests.simulation.real.company import OWNERS, Company
from tests.simulation.real.killing import Guillotine, Killed, copy_folder
from tests.simulation.real.line import Line
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.witness import Witness


@dataclass
class _FarEnd:
    """The centre as one tablet reaches it; a centre that is killed meanwhile does not answer, and is started again."""

    world: World
    device_id: str
    token: str

    def __getattr__(self, name: str) -> Callable[..., object]:
        return partial(self._ask, name)

    def _ask(self, name: str, *said: object) -> object:
        try:
            centre = self.world.company.centre.known_as(self.device_id, self.token)
            answer: object = getattr(centre, name)(*said)
        except Killed:
            if not self.world.guillotine.has_fallen or self.world.picked_up:
                raise  # it was the tablet
            self.world.start_centre_again()
            raise CentreUnreachable("centre.unreachable") from None
        return answer


@dataclass
class World:
    """Centre, tablets, witness; `chance` decides everything that is not decided by them."""

    company: Company
    chance: Random
    witness: Witness = field(default_factory=Witness)
    tablets: list[Tablet] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    forked: set[int] = field(default_factory=set)
    late: list[tuple[str, str, SyncRequest]] = field(default_factory=list)
    """What tablets sent under names that they have no more, with those names and their tokens."""
    answers: list[tuple[int, Path]] = field(default_factory=list)
    """What lies on sticks at the depot, with whose it is."""
    epochs: int = 0
    facts_told: int = 0
    picked_up: bool = True
    guillotine: Guillotine = field(init=False)

    def __post_init__(self) -> None:
        self.company.begin()
        self.guillotine = Guillotine(self._picture_centre)
        self.guillotine.watch(self.company.database.engine)
        for place in range(len(OWNERS)):
            if place != 1 or self.chance.random() < 0.5:
                self.join(len(self.tablets), place)

    def join(self, body: int, place: int, folder: Path | None = None) -> Tablet:
        """Switch a tablet on."""
        chance = Random(self.chance.getrandbits(64))
        line = Line(lambda: None, lambda request, answer: None, chance)
        tablet = Tablet(body, folder or self.company.at_work / f"tablet-{place}", OWNERS[place], line)
        line.far_end = lambda: _FarEnd(self, tablet.id, tablet.token)
        line.heard = partial(self.heard, tablet)
        tablet.given_up = self.witness.given_up
        self.tablets.append(tablet)
        if folder is None:
            self.witness.begin(body)
        return tablet

    def close(self) -> None:
        """Let go of everything."""
        for tablet in self.tablets:
            tablet.database.close()
        self.guillotine.release()
        self.company.database.engine.dispose()

    def say(self, *words: object) -> None:
        """Note what happens, for whoever reads of a broken promise."""
        self.trace.append(" ".join(map(str, words)))

    def fact(self) -> str:
        """Return something that nobody told before."""
        self.facts_told += 1
        return f"f{self.facts_told}"

    def somebody(self) -> Tablet | None:
        """Return a tablet that is in use."""
        there = [tablet for tablet in self.tablets if not tablet.is_gone]
        return self.chance.choice(there) if there else None

    def is_revoked(self, tablet: Tablet) -> bool:
        """Tell whether the office took it out of use."""
        with self.company.database.read() as connection:
            query = select(device_table.c.revoked_at).where(device_table.c.id == tablet.id)
            return connection.execute(query).scalar() is not None

    def has_left(self, tablet: Tablet) -> bool:
        """Tell whether the centre took its farewell; what it still writes on a stick is a stranger's."""
        with self.company.database.read() as connection:
            query = select(device_table.c.removed_at).where(device_table.c.id == tablet.id)
            return connection.execute(query).scalar() is not None

    def orders(self) -> dict[OrderId, WorkOrder]:
        """Return every order as the centre has it."""
        with self.company.database.read() as connection:
            return {order.id: order for order in desk.read_all(connection)}

    def events_known(self) -> int:
        """Return how many events the centre has taken in."""
        with self.company.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(event)).scalar_one())

    def epoch(self, connection: Connection) -> str:
        """Return the centre's present epoch."""
        return facts.read(connection, facts.Fact.EPOCH) or ""

    def is_between_epochs(self, tablet: Tablet) -> bool:
        """Tell whether a tablet still holds orders of the epoch before, because it has not pulled everything yet."""
        with tablet.guillotine.looking_away(), tablet.database.reading() as connection:
            return meta.read(connection, meta.RESYNC, bool) or False

    def movements(self) -> list[str]:
        """Return every line of the vans' ledger."""
        with self.company.database.read() as connection:
            return list(connection.execute(select(stock_movement.c.id)).scalars())

    def movements_of(self, tablet: Tablet) -> list[str]:
        """Return the lines that are in sight of a tablet."""
        mine = (live_row.c.scope == engineer_scope(tablet.engineer), live_row.c.kind == "stock_movement")
        with self.company.database.read() as connection:
            return sorted(connection.execute(select(live_row.c.key).where(*mine)).scalars())

    def blob(self, name: str) -> bytes | None:
        """Return a file that the centre keeps, None where it has none."""
        return next((path.read_bytes() for path in self.company.settings.blobs.folder.rglob(f"{name}*")), None)

    def set_guillotine(self, statements: int) -> None:
        """Let the centre be killed at a statement."""
        self.picked_up = False
        self.guillotine.set(statements)

    def lift_guillotine(self) -> None:
        """Let it live."""
        self.guillotine.lift()
        self.picked_up = True

    def start_centre_again(self) -> None:
        """Start the centre on what it left when it was killed."""
        self.met.add("centre killed")
        self.picked_up = True
        self.company.database.engine.dispose()
        shutil.rmtree(self.company.settings.data)
        self._killed.rename(self.company.settings.data)
        self.say("centre is killed and started again")

    def back_up(self) -> None:
        """Keep the centre as it is now, and tell the tablets, as a backup that was read through does."""
        with self.guillotine.looking_away():
            with self.company.database.read() as connection:
                contents = read_contents(connection)
            self.company.database.engine.dispose()
            copy_folder(self.company.settings.data, self._backup)
            self.company.database.transact(lambda connection: tell(connection, contents))
        self.say("centre is backed up")

    def restore(self) -> None:
        """Go back to the last backup, in a new epoch."""
        if not self._backup.exists():
            return
        self.met.add("restored yesterday's backup")
        self.company.database.engine.dispose()
        copy_folder(self._backup, self.company.settings.data)
        self.epochs += 1
        with self.guillotine.looking_away(), self.company.database.write() as connection:
            facts.renew_epoch(connection)
            facts.write(connection, facts.Fact.EPOCH, f"life-{self.epochs}")
        self.witness.has_restored = True
        for tablet in self.tablets:
            if tablet.is_gone:
                self.witness.lost.update(self.witness.facts(tablet.body))
        self.say("centre is restored from its backup")

    @property
    def _killed(self) -> Path:
        return self.company.at_work / "centre-killed"

    @property
    def _backup(self) -> Path:
        return self.company.at_work / "centre-backup"

    def _picture_centre(self) -> None:
        copy_folder(self.company.settings.data, self._killed)

    def heard(self, tablet: Tablet, request: SyncRequest, answer: SyncAnswer) -> None:
        """Tell the witness what the centre answered to this tablet. Raises BrokenPromise."""
        scopes = {engineer_scope(tablet.engineer), REFERENCE}
        with self.guillotine.looking_away():
            revoked = self.is_revoked(tablet)
        self.witness.heard(tablet.id, scopes, revoked, request, answer)
