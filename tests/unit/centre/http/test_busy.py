"""A database without time is a "come later" to whoever asks, and nothing was taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import URL

from fieldapp.centre.app import create_app
from fieldapp.centre.database.engine import Database
from fieldapp.centre.settings import CentreSettings, PoolLimits
from tests.unit.centre.conftest import AppClient


@pytest.fixture
def small(postgres_url: URL, settings: CentreSettings) -> Iterator[tuple[Database, AppClient]]:
    """A centre on PostgreSQL with one connection, and who speaks to it."""
    limits = PoolLimits(connections=1, wait=timedelta(milliseconds=100))
    with closing(Database.open_url(postgres_url, limits)) as database:
        yield database, AppClient(create_app(database, replace(settings, database=postgres_url, pool=limits)))


@pytest.mark.parametrize("road", ["/v1/hello", "/"])
def test_without_a_free_connection_the_answer_is_busy_and_when_to_come_again(
    small: tuple[Database, AppClient], road: str
) -> None:
    database, client = small
    headers = {"Authorization": "Bearer x", "Fieldapp-Device": "X"}

    with database.read():
        answer = client.get(road, headers=headers)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["code"] == "centre-busy"
    assert client.get("/v1/hello", headers=headers).status_code == 401


@pytest.mark.both_databases
@pytest.mark.parametrize("road", ["/orders/%00", "/forms/%00.xlsx", "/forms/lists/%00.csv", "/documents/%00.pdf"])
def test_an_address_that_no_column_can_hold_leads_nowhere(client: AppClient, road: str) -> None:
    assert client.get(road).status_code in {400, 404}
