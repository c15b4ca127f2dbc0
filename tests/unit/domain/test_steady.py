from __future__ import annotations

import gc
import weakref

import pytest

from fieldapp.domain.steady import grown_up, without_collection


def test_the_collector_rests_while_something_is_built_and_runs_again_afterwards() -> None:
    assert gc.isenabled()
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_runs_again_when_building_fails() -> None:
    with pytest.raises(ValueError, match="broken"), without_collection():
        raise ValueError("broken")
    assert gc.isenabled()


class Circle:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


def test_what_has_grown_up_is_still_freed_once_nobody_needs_it() -> None:
    circle = Circle()
    watched = weakref.ref(circle)
    frozen = gc.get_freeze_count()
    grown_up()
    assert gc.get_freeze_count() == frozen == 0

    del circle
    gc.collect()

    assert watched() is None
