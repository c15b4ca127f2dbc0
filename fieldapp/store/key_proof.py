"""Whether a key is the one of a database file, asked of the file itself."""

from __future__ import annotations

from pathlib import Path

from fieldapp.domain.errors import NotFound, StoreDamaged
from fieldapp.store.connections import reading_engine
from fieldapp.store.failures import translated


def opens(path: Path, key: bytes) -> bool:
    """Tell whether `key` reads the file. Raises NotFound("store.not-there"), StoreError for a disk that does not."""
    if not path.exists():
        raise NotFound("store.not-there", folder=str(path.parent))
    engine = reading_engine(path, key)
    try:
        with translated(), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except StoreDamaged:
        return False
    finally:
        engine.dispose()
    return True
