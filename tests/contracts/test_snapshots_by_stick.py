"""A stick alone brings a tablet below the floor in step with its centre, on both databases (SYN-5)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.centre.devices.cursors import compact
from fieldapp.centre.facts import renew_epoch
from fieldapp.domain.events import OrderAccepted
from tests.factories import NOW
from tests.fakes.by_stick import CarriedTablet, office, tablet
from tests.fakes.long_away import LATER, in_step, is_gone, long_away, say


@pytest.fixture(params=["sqlite", "postgresql"])
def mine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CarriedTablet]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    with office(tmp_path / "centre", url) as centre, tablet(centre, tmp_path) as made:
        yield made


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_stick_alone_brings_a_tablet_in_step_after_90_days_and_again_after_a_restore(mine: CarriedTablet) -> None:
    given = long_away(mine)
    mine.store.do(OrderAccepted(at=NOW, order_id=given[0].id))

    assert mine.carry().code == ""
    assert in_step(mine)
    assert is_gone(mine, given[2])

    say(mine, "before the restore", *given[:2])
    compact(mine.office.desk.database, LATER)
    with mine.office.desk.database.write() as connection:
        renew_epoch(connection)
    assert mine.carry().waiting == 0
    assert in_step(mine)
    assert mine.store.queries.order(given[0].id) == mine.record(given[0]).order
