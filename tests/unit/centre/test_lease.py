"""One worker at a time: a job is kept by renewing and lost by time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.centre import lease
from fieldapp.centre.database.engine import Database
from fieldapp.centre.lease import Job
from tests.factories import NOW

pytestmark = pytest.mark.both_databases

LIFE = timedelta(seconds=90)


def takes(database: Database, holder: str, after: timedelta = timedelta()) -> bool:
    return database.transact(lambda connection: lease.take(connection, Job.CLOCKS, holder, NOW + after, LIFE))


def test_the_first_has_the_job_and_keeps_it_by_asking_again(database: Database) -> None:
    assert takes(database, "a")
    assert not takes(database, "b")
    assert takes(database, "a", LIFE / 2)
    assert not takes(database, "b", LIFE)


def test_a_job_whose_holder_is_silent_goes_to_the_next_and_does_not_come_back(database: Database) -> None:
    takes(database, "a")

    assert takes(database, "b", LIFE)
    assert not takes(database, "a", LIFE)


def test_a_job_given_back_is_free_at_once_and_nobody_gives_back_anothers(database: Database) -> None:
    takes(database, "a")

    database.transact(lambda connection: lease.give_back(connection, Job.CLOCKS, "b", NOW))
    assert not takes(database, "b")
    database.transact(lambda connection: lease.give_back(connection, Job.CLOCKS, "a", NOW))
    assert takes(database, "b")


def test_no_two_workers_have_the_same_name() -> None:
    assert len({lease.new_holder() for _ in range(100)}) == 100
