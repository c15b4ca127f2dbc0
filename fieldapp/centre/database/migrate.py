"""Bringing a database up to this code's schema, inside the transaction of the caller."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fieldapp.domain.errors import BadInput, StoreError

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection) -> None:
    """Run the missing migrations. Raises StoreError("centre.database-newer") for one ahead of this code."""
    config = _config(connection)
    scripts = ScriptDirectory.from_config(config)
    found = revision_of(connection)
    if found == scripts.get_current_head():
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError("centre.database-newer", revision=found)
    command.upgrade(config, "head")


def move_to(connection: Connection, revision: str) -> None:
    """Go up or down to a revision, "base" being none: for whoever has to go back to an earlier program.

    What only later revisions know is gone afterwards; a backup comes first.
    Raises BadInput("centre.revision-unknown"); then nothing was changed.
    """
    config = _config(connection)
    scripts = ScriptDirectory.from_config(config)
    if revision not in ("base", *revisions()):
        raise BadInput("centre.revision-unknown", revision=revision, known=", ".join(revisions()))
    earlier = {script.revision for script in scripts.iterate_revisions(revision_of(connection) or "base", "base")}
    if revision == "base" or revision in earlier:
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def revisions() -> tuple[str, ...]:
    """Return the revisions of this code, the first one first."""
    scripts = ScriptDirectory(str(_SCRIPTS))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def revision_of(connection: Connection) -> str | None:
    """Return the revision that a database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
