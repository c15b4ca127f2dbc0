from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.wire.messages import DocumentKind
from tests.factories import make_order
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, opened, over_database, over_memory


@pytest.fixture
def centre() -> SmallCentre:
    """A centre that knows the story's order."""
    centre = SmallCentre()
    centre.publish(make_order())
    assert centre.feed[0].kind is DocumentKind.WORK_ORDER
    return centre


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield over_memory(clock)
    else:
        with opened(tmp_path / "device", clock) as database:
            yield over_database(database, clock)
