"""What a recovery must not forget if it is cut off, or met by a second damage: a small file beside the database.

It lies there from before the first file is moved until the database tells the same, and on until the centre has said
how far it knows, where that is needed. The database cannot hold it: it is what was damaged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from fieldapp.domain.errors import BadInput
from fieldapp.store.durable import sync_folder
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode

NAME = "recovery.note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done to the files: the backup that is the database now, and the folder of what was there before.

    `backup_at` is None and `aside` "" where the note itself cannot be read any more.
    """

    backup_at: datetime | None
    aside: str
    found_nothing: bool = False
    """There was no database to set aside."""
    unsure: bool = False
    """How many events were recorded last is not known, of this damage or of one before it."""
    under_way: bool = True
    """The database does not tell of it yet."""

    def is_in_place(self, database: Path) -> bool:
        """Tell whether the file at `database` is the backup already, and not what was damaged."""
        moved = self.found_nothing or not self.aside or (database.parent / self.aside / database.name).exists()
        return database.exists() and moved


def read(folder: Path) -> Restored | None:
    """Return the note of the data folder `folder`; one that cannot be read leaves nothing sure. Raises OSError."""
    try:
        return decode((folder / NAME).read_bytes(), Restored)
    except FileNotFoundError:
        return None
    except BadInput:
        return Restored(backup_at=None, aside="", unsure=True)


def write(folder: Path, note: Restored) -> None:
    """Write it durably, in the place of an earlier one. Raises OSError."""
    write_private(folder / NAME, encode(note))


def told(folder: Path, note: Restored) -> None:
    """The database tells of it now: what is left to remember is that the centre must be asked. Raises OSError."""
    if note.unsure:
        write(folder, replace(note, under_way=False))
    else:
        forget(folder)


def forget(folder: Path) -> None:
    """Nothing of it is open any more. Raises OSError."""
    path = folder / NAME
    if path.exists():
        path.unlink()
        sync_folder(folder)
