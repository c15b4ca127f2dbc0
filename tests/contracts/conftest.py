"""The centre as two subjects: in this process, and over HTTPS in a process of its own."""

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


@pytest.fixture(scope="session")
def centre_process(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Iterator[CentreProcess]:
    data = tmp_path_factory.mktemp("https")
    shutil.copytree(compiled, data / "compiled-forms")
    with CentreProcess(data) as process:
        yield process


@pytest.fixture(params=["in process", "https"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "https":
        process: CentreProcess = request.getfixturevalue("centre_process")
        settings = CentreSettings(data=process.data, resources=RESOURCES)
    else:
        settings = CentreSettings(data=tmp_path, resources=RESOURCES)
    database = Database.open(settings.data)
    clients: list[HttpsCentre] = []

    def over_https(key: DeviceKey) -> Centre:
        clients.append(HttpsCentre(process.address, process.ca_pem, key))
        return clients[-1]

    def in_process(_key: DeviceKey) -> Centre:
        return local_centre(database, settings)

    yield Desk(database, settings, over_https if request.param == "https" else in_process)
    for client in clients:
        client.client.close()
    database.close()
