"""The centre as four subjects: in this process and over HTTPS in a process of its own, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.settings import CentreSettings
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.centre import Centre
from tests.contracts.centre_process import CentreProcess
from tests.contracts.desk import RESOURCES, Desk
from tests.contracts.https_centre import HttpsCentre
from tests.postgres import Cluster


@pytest.fixture(scope="session")
def centre_process(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Iterator[CentreProcess]:
    data = tmp_path_factory.mktemp("https")
    shutil.copytree(compiled, data / "compiled-forms")
    with CentreProcess(data) as process:
        yield process


@pytest.fixture(scope="session")
def centre_process_on_postgresql(
    tmp_path_factory: pytest.TempPathFactory, compiled: Path, postgres: Cluster
) -> Iterator[CentreProcess]:
    """Two workers, so that what one request wrote is often read by another process."""
    data = tmp_path_factory.mktemp("https")
    shutil.copytree(compiled, data / "compiled-forms")
    with CentreProcess(data, database=postgres.prepared_database(), workers=2) as process:
        yield process


@pytest.fixture(params=["in process", "https", "in process, postgresql", "https, postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    way, _, database_kind = request.param.partition(", ")
    if way == "https":
        name = "centre_process_on_postgresql" if database_kind else "centre_process"
        process: CentreProcess = request.getfixturevalue(name)
        settings = CentreSettings(data=process.data, resources=RESOURCES, database=process.database)
    else:
        url = request.getfixturevalue("postgres_url") if database_kind else None
        settings = CentreSettings(data=tmp_path, resources=RESOURCES, database=url)
    database = Database.of(settings)
    clients: list[HttpsCentre] = []

    def over_https(key: DeviceKey) -> Centre:
        clients.append(HttpsCentre(process.address, process.ca_pem, key))
        return clients[-1]

    def in_process(_key: DeviceKey) -> Centre:
        return local_centre(database, settings)

    yield Desk(database, settings, over_https if way == "https" else in_process)
    for client in clients:
        client.client.close()
    database.close()
