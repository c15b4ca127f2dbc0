"""A centre of its own for each test, its clock standing at the story's start."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fieldapp.centre.app import create_app
from fieldapp.centre.database.address import VARIABLE
from fieldapp.centre.database.engine import Database
from fieldapp.centre.publish import Published, read_resources
from fieldapp.centre.settings import CentreSettings
from tests.factories import NOW

RESOURCES = Path(__file__).parents[3] / "resources"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on SQLite; what is marked `both_databases`, or everything if the environment says so, on PostgreSQL, too."""
    if "database_kind" in metafunc.fixturenames:
        both = os.environ.get("FIELDAPP_BOTH_DATABASES") or metafunc.definition.get_closest_marker("both_databases")
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"] if both else ["sqlite"])


@pytest.fixture
def settings(
    tmp_path: Path, database_kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> CentreSettings:
    """Of a centre whose database is empty; commands and processes of the test find the same one."""
    url = request.getfixturevalue("postgres_url") if database_kind == "postgresql" else None
    monkeypatch.setenv(VARIABLE, url.render_as_string(hide_password=False) if url is not None else "")
    return CentreSettings(data=tmp_path / "centre", resources=RESOURCES, database=url, now=lambda: NOW)


@pytest.fixture
def database(settings: CentreSettings) -> Iterator[Database]:
    opened = Database.of(settings)
    yield opened
    opened.close()


class AppClient:
    """Speaks to an application in this process, a request at a time; `host` is where it seems to come from."""

    def __init__(self, app: FastAPI, host: str = "127.0.0.1") -> None:
        self._app = app
        self._host = host

    def request(self, method: str, road: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._request(method, road, options))

    async def _request(self, method: str, road: str, options: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, client=(self._host, 50000), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="https://centre") as client:
            return await client.request(method, road, **options)

    def get(self, road: str, **options: Any) -> httpx.Response:
        return self.request("GET", road, **options)

    def post(self, road: str, **options: Any) -> httpx.Response:
        return self.request("POST", road, **options)

    def put(self, road: str, **options: Any) -> httpx.Response:
        return self.request("PUT", road, **options)


@pytest.fixture
def app(database: Database, settings: CentreSettings) -> FastAPI:
    return create_app(database, settings)


@pytest.fixture
def client(app: FastAPI) -> AppClient:
    return AppClient(app)


@pytest.fixture
def client_elsewhere(app: FastAPI) -> AppClient:
    return AppClient(app, "192.0.2.7")


@pytest.fixture(scope="session")
def published(compiled: Path) -> Published:
    """The shipped processes, forms and limits."""
    return read_resources(RESOURCES, compiled)
