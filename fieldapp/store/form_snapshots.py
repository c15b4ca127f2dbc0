"""Forms as the engine read them once, so that reopening reads no XML: implements `usecases.ports.FormSnapshots`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.errors import StoreFull
from fieldapp.domain.ids import Sha256
from fieldapp.store.database import Database
from fieldapp.store.tables import FORM_SNAPSHOT


@dataclass(frozen=True, slots=True)
class StoreFormSnapshots:
    """Snapshots by the hash of the XForm that they were read from."""

    database: Database

    def kept(self, sha256: Sha256) -> bytes | None:
        """Return what was kept of a form, None when nothing was."""
        with self.database.reading() as connection:
            query = select(FORM_SNAPSHOT.c.body).where(FORM_SNAPSHOT.c.sha256 == sha256)
            found: bytes | None = connection.execute(query).scalar_one_or_none()
            return found

    def keep(self, sha256: Sha256, body: bytes) -> None:
        """Keep a form, in the place of what an older engine kept.

        A disk without room for it is no reason not to fill in the form: it is read from its XForm the next time, too,
        and the first answer says that the disk is full. Nor is a transaction under way the place for it (a step that is
        completed checks its form inside its own): whoever reads the form next keeps it.
        """
        if self.database.is_mine:
            return
        row = insert(FORM_SNAPSHOT).values(sha256=sha256, body=body)
        same = {"body": row.excluded.body}
        try:
            with self.database.writing() as connection:
                connection.execute(row.on_conflict_do_update(index_elements=[FORM_SNAPSHOT.c.sha256], set_=same))
        except StoreFull:
            return
