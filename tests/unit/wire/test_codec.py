from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import reduce
from threading import Barrier, Thread

import msgspec
import pytest

from fieldapp.wire import codec
from fieldapp.wire.codec import CHAIN_START, chain, decode, encode, from_json, to_json
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


class Looking:
    """Stands for msgspec's decoder: notes how many are being made at that moment."""

    together: list[int]
    begun: int

    def __init__(self, _kind: object) -> None:
        Looking.begun += 1
        Looking.together.append(Looking.begun)
        time.sleep(0.02)
        Looking.begun -= 1

    def decode(self, _data: bytes) -> object:
        return None


@pytest.mark.parametrize("way", [lambda kind: decode(b"{}", kind), lambda kind: from_json({}, kind)])
def test_threads_look_at_types_for_the_first_time_one_after_the_other(
    way: Callable[[type], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    Looking.together, Looking.begun = [], 0
    monkeypatch.setattr(msgspec.json, "Decoder", Looking)
    monkeypatch.setattr(msgspec, "convert", lambda *_args, **_more: Looking.together.append(Looking.begun))
    codec._decoder.cache_clear()
    start = Barrier(4)

    def meet(kind: type) -> None:
        start.wait()
        way(kind)

    threads = [Thread(target=meet, args=(type(f"Kind{number}", (), {}),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codec._decoder.cache_clear()
    assert Looking.together.count(1) >= 4
    assert max(Looking.together) == 1
