from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.store.database import Database
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, opened, over_database


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "device"


@pytest.fixture
def database(folder: Path, clock: StoppedClock) -> Iterator[Database]:
    with opened(folder, clock) as database:
        yield database


@pytest.fixture
def visit(database: Database, clock: StoppedClock) -> DeviceStore:
    store = over_database(database, clock)
    store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    return store
