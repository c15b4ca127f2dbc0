"""Values that JSON carries and a database may refuse: they consume their number and stand in nobody's way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.centre.devices.feed import REFERENCE
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.trust.escrow import SEALED_BYTES
from fieldapp.wire.codec import event_to_json
from fieldapp.wire.messages import EnrolRequest, SealedKey, Verdict
from tests.contracts.desk import Desk
from tests.factories import consume, save_answer

NUL = "TS\0-02"
LONG = "冷" * 500


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(
    ("part_number", "quantity", "verdict", "code"),
    [
        (NUL, 1, Verdict.ACCEPTED, ""),
        (LONG, 1, Verdict.ACCEPTED, ""),
        ("TS-02", 2**31 - 1, Verdict.ACCEPTED, ""),
        ("TS-02", 2**31, Verdict.REJECTED, "part.quantity"),
        ("TS-02", 2**70, Verdict.REJECTED, "event.value-impossible"),
    ],
    ids=["nul", "long", "as many as a column counts", "one more", "more than 64 bits"],
)
def test_poison_event_does_not_block_though_a_column_could_not_hold_it(
    desk: Desk, part_number: str, quantity: int, verdict: Verdict, code: str
) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(consume(order_id=order.id, part_number=PartNumber(part_number), raw=part_number, quantity=quantity))
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))

    answer = tablet.sync()

    assert [(outcome.verdict, outcome.code) for outcome in answer.outcomes] == [(verdict, code), (Verdict.ACCEPTED, "")]
    record = desk.record(order)
    assert [part.part_number for part in record.order.visit.parts] == [part_number] * (not code)
    assert [line.part_number for line in record.movements] == [part_number] * (not code)


@pytest.mark.req("SYN-2")
def test_poison_event_does_not_block_though_its_kind_or_order_holds_a_nul(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write_rows(("future\0kind", 1, {"order_id": order.id}))
    tablet.write_rows(("k" * 500, 1, {"order_id": order.id}))
    lost = save_answer("kit", "floor_mat", "OK", order_id=OrderId("wx\0"))
    tablet.write_rows((lost.kind, lost.version, event_to_json(lost)))
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))

    answer = tablet.sync()

    assert [outcome.code for outcome in answer.outcomes] == ["event.unknown", "event.unknown", "order.unknown", ""]
    assert [outcome.code for outcome in tablet.sync().outcomes] == [outcome.code for outcome in answer.outcomes]


def test_a_device_may_call_itself_what_it_likes_and_a_key_is_named_by_its_hash_alone(desk: Desk) -> None:
    key = DeviceKey.generate()
    centre = desk.connect(key)
    request = EnrolRequest(code=desk.code(), device_name=NUL, public_key=key.public_key, app_version="9" * 400)

    assert centre.enrol(request).device_id

    tablet = desk.tablet()
    for name in ("\0" * 64, "x" * 64):
        with pytest.raises(CentreRefused, match=r"wire\.malformed"):
            tablet.centre.keep_key(SealedKey(key_name=name, sealed=bytes(SEALED_BYTES)))


def test_a_cursor_that_no_column_holds_does_not_keep_the_events_out(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    tablet.write(save_answer("work", "remark", "x", order_id=order.id))
    request = tablet.request()

    with pytest.raises(CentreRefused, match="cursor-unknown"):
        tablet.centre.sync(replace(request, cursors={REFERENCE: 2**70}))

    assert tablet.centre.hello().last_seq == 1
