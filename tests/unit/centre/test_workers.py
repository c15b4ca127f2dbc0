"""Several processes behind one port: replaced when one dies, stopped together, one of them watches the clocks."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, select

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import alert, lease
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.server import check_workers
from fieldapp.domain.errors import Refused
from fieldapp.trust.device_keys import DeviceKey
from tests.contracts.centre_process import CentreProcess
from tests.contracts.https_centre import HttpsCentre
from tests.contracts.watched_server import WatchedServer
from tests.factories import NOW, local, make_order
from tests.postgres import Cluster

PATIENCE = 60.0


@pytest.fixture
def data(tmp_path: Path, compiled: Path) -> Path:
    """A data folder that need not compile the forms again."""
    folder = tmp_path / "data"
    shutil.copytree(compiled, folder / "compiled-forms")
    return folder


@pytest.fixture
def server(postgres: Cluster, postgres_url: URL) -> WatchedServer:
    assert postgres_url.database is not None
    return WatchedServer(str(postgres.folder), postgres_url.database)


@pytest.fixture
def late_order(postgres_url: URL) -> Iterator[Database]:
    """A database with an order of level 1 that nobody answered."""
    with closing(Database.open_url(postgres_url)) as database:
        with database.write() as connection:
            feed = Feed()
            orders.register(connection, feed, make_order(), NOW)
            feed.flush(connection)
        yield database


def wait_until(holds: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came"
        time.sleep(0.05)


def alerts(database: Database) -> int:
    with database.read() as connection:
        return len(connection.execute(select(alert)).all())


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.req("SLA-3")
def test_a_worker_that_is_killed_is_replaced_all_end_gracefully_and_the_alert_is_raised_once(
    data: Path, postgres_url: URL, server: WatchedServer, late_order: Database
) -> None:
    with CentreProcess(data, local("10:30"), database=postgres_url, workers=2) as process:
        first = server.workers()
        assert len(first) == 2
        wait_until(lambda: alerts(late_order))  # whoever has the job is killed after it, or has it for a while yet
        victim = min(first)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: len(server.workers() - {victim}) == 2)

        centre = HttpsCentre(process.address, process.ca_pem, DeviceKey.generate())
        answers = {centre.raw("GET", "/v1/ca").status_code for _ in range(20)}
        centre.client.close()
        working = server.workers()

        assert (process.stop(), answers) == (0, {200})

    assert [number for number in (first | working) if is_alive(number)] == []
    assert alerts(late_order) == 1
    with late_order.read() as connection:
        assert len(connection.execute(select(lease)).all()) == 1
    assert list(data.glob("serving*")) == []


def test_workers_whose_parent_is_killed_end_by_themselves(data: Path, postgres_url: URL, server: WatchedServer) -> None:
    with CentreProcess(data, database=postgres_url, workers=2) as process:
        left = server.workers()
        assert len(left) == 2
        process.kill()

        wait_until(lambda: not any(map(is_alive, left)))


def test_the_file_of_one_desk_takes_one_worker(tmp_path: Path) -> None:
    with closing(Database.open(tmp_path)) as database:
        check_workers(database, 1)

        with pytest.raises(Refused, match=r"centre\.one-worker") as refused:
            check_workers(database, 2)

    assert refused.value.fields == {"workers": 2}
