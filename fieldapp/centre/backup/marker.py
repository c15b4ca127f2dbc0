"""A note beside the database of how far it was: a database that is behind its note was put back from a copy.

It lies in the data folder and in the log's folder beside it, so that a whole data folder put back is noticed, too. It
says the epoch, how many starts and backups were counted, and how high the numbers of all tablets and scopes add up. A
copy is made before a backup is counted, and from a stopped centre before the next start is: both are always noticed.
What another program copied from a running centre is noticed if the note was renewed since, as it is every half minute.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select

from fieldapp.centre import facts
from fieldapp.centre.database.address import shown
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import device, scope
from fieldapp.centre.repeating import repeated
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, StoreError
from fieldapp.support.log import log_folder
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode

EVERY = timedelta(seconds=30)
"""Between two renewals while a centre serves."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """How far a database certainly was."""

    epoch: str
    generation: int
    reach: int
    """The last numbers of all tablets and scopes, added up: none of them ever falls."""
    restoring: bool = False
    """A restore has begun and not ended."""


def begin(database: Database, settings: CentreSettings) -> str:
    """Count a start, and begin another life of a database that is behind its note; return its epoch.

    To be called before anybody is answered. Raises StoreError("centre.restore-unfinished").
    """
    known = tuple(_read(settings))
    if any(marker.restoring for marker in known):
        raise StoreError("centre.restore-unfinished", folder=str(settings.data))

    def count(connection: Connection) -> Marker:
        _renew_if_behind(connection, known)
        facts.begin_epoch(connection)
        facts.count_up(connection, max((marker.generation for marker in known), default=0) + 1)
        return reached(connection)

    now = database.transact(count)
    write(settings, now)
    return now.epoch


def keep(database: Database, settings: CentreSettings) -> None:
    """Renew the note; of a database that was put back under a running centre begin another life."""
    known = tuple(_read(settings))
    with database.read() as connection:
        now = reached(connection)
        is_behind = any(_behind(connection, marker) for marker in known)
    if is_behind:

        def renew(connection: Connection) -> Marker:
            _renew_if_behind(connection, known)
            return reached(connection)

        now = database.transact(renew)
    if known != (now,) * len(_places(settings)):
        write(settings, now)


def kept(database: Database, settings: CentreSettings) -> AbstractContextManager[None]:
    """Keep the note renewed while the block runs, and once more at its end."""
    again = partial(keep, database, settings)
    return repeated("life-note", EVERY, again, again)


def write(settings: CentreSettings, marker: Marker) -> None:
    """Write the note in all of its places, each whole or not at all. Raises OSError."""
    for place in _places(settings):
        write_private(place, encode(marker))


def mark_restoring(settings: CentreSettings) -> None:
    """Keep every centre from starting on this data folder until `write` says that the restore is at its end."""
    known = tuple(_read(settings))
    generation = max((marker.generation for marker in known), default=0)
    write(settings, Marker(epoch="", generation=generation, reach=0, restoring=True))


def is_restoring(settings: CentreSettings) -> bool:
    """Tell whether a restore was begun here and did not come to its end."""
    return any(marker.restoring for marker in _read(settings))


def after_restore(connection: Connection, settings: CentreSettings) -> Marker:
    """Begin another life of a database that was just put back; return what its note is to say."""
    facts.renew_epoch(connection)
    facts.count_up(connection, max((marker.generation for marker in _read(settings)), default=0) + 1)
    return reached(connection)


def _renew_if_behind(connection: Connection, known: tuple[Marker, ...]) -> None:
    if any(_behind(connection, marker) for marker in known):
        facts.renew_epoch(connection)
        _log.warning("the database is older than it was: another life begins")


def _behind(connection: Connection, marker: Marker) -> bool:
    """Tell whether the database is what it was before the note was written; an empty one is another, not behind."""
    now = reached(connection)
    if now.epoch == "":
        return False
    if now.epoch != marker.epoch:
        return marker.epoch not in facts.former_epochs(connection)
    return now.generation < marker.generation or now.reach < marker.reach


def reached(connection: Connection) -> Marker:
    """Return how far the database is, as this transaction sees it."""
    sums = (select(func.coalesce(func.sum(column), 0)) for column in (device.c.last_seq, scope.c.last_number))
    return Marker(
        epoch=facts.read(connection, facts.Fact.EPOCH) or "",
        generation=facts.generation(connection),
        reach=sum(int(connection.execute(query).scalar_one()) for query in sums),
    )


def _places(settings: CentreSettings) -> tuple[Path, Path]:
    """Return where the notes of this database lie: another database of the same folder has notes of its own."""
    if settings.database is None:
        name = "centre.life"
    else:
        name = f"centre-{hashlib.sha256(shown(settings.database).encode()).hexdigest()[:12]}.life"
    return settings.data / name, log_folder(settings.data) / name


def _read(settings: CentreSettings) -> Iterator[Marker]:
    """Yield what the notes say, as far as they are there; one that cannot be read says nothing."""
    for place in _places(settings):
        try:
            yield decode(place.read_bytes(), Marker)
        except FileNotFoundError:
            continue
        except (OSError, BadInput):
            _log.warning("a note of how far the database was cannot be read", exc_info=True)
