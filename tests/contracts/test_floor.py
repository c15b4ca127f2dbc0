"""Who holds the floor of a feed down, and what is refused below it (SYNC.md rule 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.centre.devices.cursors import Compacted, compact
from fieldapp.centre.devices.retirement import revoke
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.views.sync import SyncState
from tests.contracts.company import Company, Tablet, company_in


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    with company_in(tmp_path) as company:
        yield company


def compacted(company: Company) -> Compacted:
    return compact(company.desk.database, company.settings.now())


def waiting_behind(company: Company) -> Tablet:
    """A tablet that has the first of three versions of an order; nothing can be thrown away while it may come."""
    order, tablet = company.desk.order(), company.tablet()
    for _ in range(2):  # the second contact tells what the first one brought
        assert tablet.runner.run().state is SyncState.IDLE
    for wishes in ("one", "two"):
        company.change(replace(order, wishes=wishes))
    assert compacted(company) == Compacted(scopes=1, changes=1)
    assert compacted(company) == Compacted()
    return tablet


@pytest.mark.req("SYN-6")
def test_a_tablet_that_is_revoked_holds_the_floor_down_no_longer(company: Company) -> None:
    tablet = waiting_behind(company)

    with company.desk.database.write() as connection:
        revoke(connection, tablet.known.device_id, company.settings.now())

    assert compacted(company) == Compacted(scopes=1, changes=1)


def test_a_tablet_that_did_not_come_for_more_than_90_days_holds_the_floor_down_no_longer(company: Company) -> None:
    waiting_behind(company)
    company.pass_time(timedelta(days=89))
    assert compacted(company) == Compacted()

    company.pass_time(timedelta(days=2))

    assert compacted(company) == Compacted(scopes=1, changes=1)


@pytest.mark.req("SYN-2")
def test_a_snapshot_that_was_begun_below_the_floor_is_to_be_begun_again(company: Company) -> None:
    tablet = waiting_behind(company)
    company.pass_time(timedelta(days=91))
    compacted(company)

    with pytest.raises(CentreRefused, match="cursor-expired"):
        tablet.line.snapshot(tablet.mine, number=1)

    assert tablet.line.snapshot(tablet.mine).number == 3
