"""Every event can travel: what is encoded is decoded to the same event."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp import domain
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.events import Event
from fieldapp.domain.time_window import TimeWindow
from fieldapp.wire import codec

INSTANTS = st.datetimes(timezones=st.just(UTC))
st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(TimeWindow, st.tuples(INSTANTS, INSTANTS).map(lambda ends: TimeWindow(*sorted(ends))))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=2))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def kinds_of(base: type[Event]) -> Iterator[type[Event]]:
    """Yield every event class below `base` that has a kind of its own, wherever in `domain` it stands."""
    for cls in base.__subclasses__():
        # A class with slots is made twice; only the second stands in its module.
        if "kind" in vars(cls) and getattr(sys.modules.get(cls.__module__), cls.__name__, None) is cls:
            yield cls
        yield from kinds_of(cls)


def test_every_event_class_is_known_to_the_codec_under_a_kind_of_its_own() -> None:
    for module in iter_modules(domain.__path__, "fieldapp.domain."):
        import_module(module.name)
    classes = {cls for cls in kinds_of(Event) if cls.__module__.startswith("fieldapp.domain.")}
    assert classes == set(EVENT_TYPES)
    assert len({cls.kind for cls in classes}) == len(classes)


@pytest.mark.parametrize("cls", EVENT_TYPES, ids=lambda cls: cls.kind)
def test_an_event_that_is_encoded_and_decoded_is_the_same_event(cls: type[Event]) -> None:
    @settings(max_examples=20, deadline=None)
    @given(st.from_type(cls))
    def travels(event: Event) -> None:
        data = json.loads(codec.encode(codec.event_to_json(event)))
        assert codec.event_from_json(cls.kind, cls.version, data) == event

    travels()
