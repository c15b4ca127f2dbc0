"""Every connection keeps temporary tables off the disk, and asks the disk itself where a plain sync is no sync."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from fieldapp.store import connections
from fieldapp.store.connections import keyed_connection, reading_engine, writing_engine
from tests.fakes.stores import KEY

IN_MEMORY = 2
FULL = 2
Opened = Callable[[Path, bytes], Engine]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.db"
    with closing(keyed_connection(path, KEY)) as raw:
        raw.execute("CREATE TABLE kept (content BLOB)")
    return path


def settings(engine: Engine, *names: str) -> list[object]:
    with engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]
    engine.dispose()
    return found


@pytest.mark.req("SYN-6")
@pytest.mark.parametrize("opened", [writing_engine, reading_engine])
def test_temporary_tables_lie_in_memory_for_on_the_disk_they_would_lie_in_clear(path: Path, opened: Opened) -> None:
    assert settings(opened(path, KEY), "temp_store") == [IN_MEMORY]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(("platform", "asked"), [("darwin", 1), ("linux", 0), ("win32", 0)])
@pytest.mark.parametrize("opened", [writing_engine, reading_engine])
def test_on_a_mac_commits_and_checkpoints_wait_for_the_disk_itself(
    path: Path, opened: Opened, platform: str, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "sys", SimpleNamespace(platform=platform))

    found = settings(opened(path, KEY), "synchronous", "fullfsync", "checkpoint_fullfsync")

    assert found == [FULL, asked, asked]
