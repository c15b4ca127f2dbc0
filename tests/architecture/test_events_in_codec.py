"""Every event can travel: what is encoded is decoded to the same event."""

from __future__ import annotations

import inspect
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain import events
from fieldapp.wire import codec

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=2))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def test_every_event_class_is_known_to_the_codec_under_a_kind_of_its_own() -> None:
    classes = {
        cls
        for _, cls in inspect.getmembers(events, inspect.isclass)
        if issubclass(cls, events.Event) and "kind" in vars(cls)
    }
    assert classes == set(events.EVENT_TYPES)
    assert len({cls.kind for cls in classes}) == len(classes)


@pytest.mark.parametrize("cls", events.EVENT_TYPES, ids=lambda cls: cls.kind)
def test_an_event_that_is_encoded_and_decoded_is_the_same_event(cls: type[events.Event]) -> None:
    @settings(max_examples=20, deadline=None)
    @given(st.from_type(cls))
    def travels(event: events.Event) -> None:
        data = json.loads(codec.encode(codec.event_to_json(event)))
        assert codec.event_from_json(cls.kind, cls.version, data) == event

    travels()
