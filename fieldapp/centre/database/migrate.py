"""Bringing a database up to this code's schema, inside the transaction of the caller."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fieldapp.domain.errors import BadInput, Refused, StoreError

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection) -> None:
    """Run the missing migrations. Raises StoreError("centre.database-newer") for one ahead of this code."""
    alembic = config(connection)
    scripts = ScriptDirectory.from_config(alembic)
    found = revision_of(connection)
    if found == scripts.get_current_head():
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError("centre.database-newer", revision=found)
    command.upgrade(alembic, "head")


def move_to(connection: Connection, revision: str, *, may_lose: bool) -> None:
    """Go up to a revision, or down for whoever has to go back to an earlier program.

    Down, what only later revisions know is gone afterwards; a backup comes first.
    Raises BadInput("centre.revision-unknown"), Refused("centre.revision-loses"); then nothing was changed.
    """
    alembic = config(connection)
    scripts = ScriptDirectory.from_config(alembic)
    if revision not in revisions():
        raise BadInput("centre.revision-unknown", revision=revision, known=", ".join(revisions()))
    earlier = {script.revision for script in scripts.iterate_revisions(revision_of(connection) or "base", "base")}
    if revision not in earlier:
        command.upgrade(alembic, revision)
    elif not may_lose and revision != revision_of(connection):
        raise Refused("centre.revision-loses", revision=revision)
    else:
        command.downgrade(alembic, revision)


def revisions() -> tuple[str, ...]:
    """Return the revisions of this code, the first one first."""
    scripts = ScriptDirectory(str(_SCRIPTS))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def revision_of(connection: Connection) -> str | None:
    """Return the revision that a database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def config(connection: Connection) -> Config:
    """Return what Alembic needs to work on a connection."""
    made = Config()
    made.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made
