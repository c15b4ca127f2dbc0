from __future__ import annotations

import json
from functools import reduce

import pytest

from fieldapp.wire.codec import CHAIN_START, chain, decode, encode, to_json
from fieldapp.wire.messages import EventRow
from fieldapp.workflow.apply import apply
from tests.factories import make_clock_evidence, make_events, make_fault, make_order, make_part, make_price_list

WORKED = reduce(apply, make_events(), make_order())


@pytest.mark.parametrize(
    "value",
    [WORKED, *make_events(), make_part(), make_fault(), make_price_list()],
    ids=lambda value: type(value).__name__,
)
def test_a_value_is_written_without_spaces_and_with_sorted_keys_and_read_back_equal(value: object) -> None:
    written = encode(value)
    canonical = json.dumps(json.loads(written), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert written == canonical.encode()
    assert decode(written, type(value)) == value


def test_a_dictionary_and_the_value_it_was_made_of_are_written_alike_whatever_the_order_of_its_keys() -> None:
    turned = dict(reversed(to_json(WORKED).items()))
    assert encode(turned) == encode(WORKED)


def test_a_row_as_it_travels_and_its_json_lead_to_the_same_link_of_the_chain() -> None:
    event = make_events()[0]
    row = EventRow(
        seq=7, group=3, kind=event.kind, version=event.version, data=to_json(event), clock=make_clock_evidence()
    )
    assert chain(CHAIN_START, row) == chain(CHAIN_START, to_json(row))
