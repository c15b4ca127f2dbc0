"""Whatever a tablet writes into an event of any kind: each gets its word, and nothing behind it waits (SYN-2)."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.publish import Published, publish
from fieldapp.domain.ids import DeviceId, EventId
from fieldapp.domain.opening import provisional_number
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import DocumentKind, EventRow, Verdict
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW, repair_process, save_answer
from tests.unit.centre.conftest import AppClient

GOLDEN = Path(__file__).parents[3] / "golden" / "wire"
ROWS = [json.loads(path.read_text("utf-8"))["row"] for path in sorted(GOLDEN.glob("v[0-9]*/*.json"))]
EXAMPLES = int(os.environ.get("FIELDAPP_FUZZ", "40"))
"""How many batches; `FIELDAPP_FUZZ=5000` for a long run."""

EXTREMES: list[Any] = [
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-14:00", "2026-11-23T08:00:00"),
    *("1970-01-01T00:00:00Z", "0001-01-01", "9999-12-31", "P999999999D", "-P999999999D", "PT0.000001S"),
    *("NaN", "sNaN", "Infinity", "-Infinity", "1E+999999", "-1E-999999", "0E+999999", "-0", "0.1", "1" * 400),
    *(0, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 2**70, 1e308, 5e-324, -0.0),
    *(
        "",
        " ",
        "\0",
        "x\0y",
        "冷" * 500,
        "a" * 70_000,
        "👩🏽‍🔧",
        "\u202e",
        "\ufeff",
        "\uffff",
        "%s {what} ${x}",
        "' OR 1=1--",
    ),
    *("../../etc/passwd", "<script>", "\r\nx", "T1:1", "T1:0", "nobody:99999999999999999999", None, True, [], {}, [[]]),
    {"": {"": None}},
    [None] * 3,
]
EXTREME = st.sampled_from(EXTREMES) | st.text(max_size=30) | st.integers() | st.datetimes().map(str)


@st.composite
def spoiled_rows(draw: st.DrawFn) -> list[tuple[dict[str, Any], bool]]:
    """A few rows of any kinds, each with some of its values replaced, and whether it shares the group before it."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        row = copy.deepcopy(draw(st.sampled_from(ROWS)))
        for _ in range(draw(st.integers(0, 3))):
            _spoil(draw, row[draw(st.sampled_from(("data", "data", "data", "clock")))])
        found.append((row, draw(st.booleans())))
    return found


def _spoil(draw: st.DrawFn, data: dict[str, Any]) -> None:
    place: Any = data
    while True:
        keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        inner = place[key]
        if not (isinstance(inner, dict | list) and inner) or draw(st.integers(0, 3)) == 0:
            place[key] = draw(EXTREME)
            return
        place = inner


def _written(tablet: Tablet, order: WorkOrder, spoiled: list[tuple[dict[str, Any], bool]]) -> None:
    """Let the tablet write these rows about the order, as far as they are readable as rows at all."""
    for row, shares in spoiled:
        seq, group = len(tablet.rows) + 1, tablet.rows[-1].group if tablet.rows else 1
        data = row["data"]
        if data.get("order_id") == "wo-261123-004":
            data["order_id"] = order.id
        if row["kind"] == "order.opened":
            _made_own(data, EventId(DeviceId(tablet.device_id), seq))
        try:
            clock = from_json({**row, "data": {}}, EventRow).clock
        except Exception:  # no clock at all: the whole request would be malformed, which `Tablet` cannot send
            clock = tablet_clock()
        tablet.rows.append(
            EventRow(
                seq=seq,
                group=group if shares and tablet.rows else group + 1,
                kind=row["kind"],
                version=row["version"],
                data=data,
                clock=clock,
            )
        )


def tablet_clock() -> Any:
    return from_json({**ROWS[0], "data": {}}, EventRow).clock


def _made_own(data: dict[str, Any], event_id: EventId) -> None:
    """Let the order that is opened be this event's own, so that most of them are taken."""
    data["order_id"] = str(event_id)
    for name in ("customer", "asset"):
        if isinstance(data.get(name), dict):
            data[name]["id"] = str(event_id)
    if isinstance(data.get("opening"), dict):
        data["opening"].update(number=provisional_number(event_id), source=None)


@pytest.fixture
def takes_new_orders(desk: Desk, published: Published) -> None:
    """The shipped limits, and the process that the golden order names."""
    opened = next(row for row in ROWS if row["kind"] == "order.opened")
    pin = opened["data"]["pin"]
    with desk.database.write() as connection:
        feed, process = Feed(), repair_process()
        publish(connection, feed, published, NOW)
        feed.put(REFERENCE, DocumentKind.PROCESS, f"{pin['process_id']}@{pin['process_version']}", process)
        feed.flush(connection)


@pytest.mark.req("SYN-2")
@pytest.mark.both_databases
def test_poison_event_does_not_block_whatever_stands_in_it(
    desk: Desk, tablet: Tablet, app: FastAPI, takes_new_orders: None
) -> None:
    client, tablet_of_all = AppClient(app), tablet

    @seed(20261123)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(spoiled_rows())
    def each_gets_its_word(spoiled: list[tuple[dict[str, Any], bool]]) -> None:
        tablet, order = tablet_of_all, desk.order()
        begin = len(tablet.rows) + 1
        _written(tablet, order, spoiled)
        tablet.write(save_answer("work", "remark", "behind it all", order_id=order.id))

        answer = tablet.sync(begin=begin)

        assert [one.seq for one in answer.outcomes] == [row.seq for row in tablet.rows[begin - 1 :]]
        assert answer.outcomes[-1].verdict in (Verdict.ACCEPTED, Verdict.CLASH)
        again = tablet.sync(begin=begin)
        assert again.outcomes == answer.outcomes
        assert tablet.agrees_with(again.digests)
        for document in tablet.held(DocumentKind.WORK_ORDER).values():
            from_json(document, WorkOrder)
        for road in (f"/orders/{order.number}", "/", "/parked"):
            assert client.get(road).status_code == 200, road

    each_gets_its_word()
