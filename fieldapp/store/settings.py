"""Settings of this device: words under a name, read by `Queries.setting`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.dialects.sqlite import insert

from fieldapp.store.database import Database
from fieldapp.store.tables import SETTING


@dataclass(frozen=True, slots=True)
class Settings:
    """Writes settings; they are not events, the centre never sees them."""

    database: Database

    def write(self, name: str, value: str) -> None:
        """Write or replace a setting."""
        row = insert(SETTING).values(name=name, value=value)
        with self.database.writing() as connection:
            same = {"value": row.excluded.value}
            connection.execute(row.on_conflict_do_update(index_elements=[SETTING.c.name], set_=same))
