"""Years of work on one tablet: closed orders of the past, the orders of the day, and a large parts catalogue.

Everything comes as a centre would send it, in answers of the size that a centre sends.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from fieldapp.domain.ids import AssetId, CustomerId, OrderId, PartNumber, Scope, SerialNumber
from fieldapp.domain.part import Part
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.wire.codec import to_json
from fieldapp.wire.messages import Change, DocumentKind, Operation, SyncAnswer
from fieldapp.workflow.apply import apply_all
from tests.factories import NOW, local, make_events, make_order, make_part, repair_process
from tests.fakes.stores import EPOCH

MINE, REFERENCE = Scope("engineer:zhou"), Scope("reference")
A_DAY = 8
AN_ANSWER = 2_000
"""Changes of one answer: as many as a device asks for (`SyncRequest.most_changes`)."""

TOWNS = ("云桥", "青澜", "望江", "石门", "梧桐", "南塘", "北苑", "西岭", "东湖", "临港")
SHOPS = ("生鲜超市", "便利店", "大酒店", "中央厨房", "冷链仓库", "食品厂", "医院食堂", "水产市场")
NAMES = ("禾味", "百川", "福满", "金穗", "绿源", "海岳", "同庆", "瑞丰", "长青", "安康", "锦程", "和顺")
MODELS = ("CF-680", "CF-420", "CR-900", "IM-150", "WD-300", "VC-850")
THINGS = ("蒸发器", "传感器", "风机", "门封", "压缩机", "冷凝器", "铜管", "电容", "温控器", "主板", "灯管", "过滤器")
IN_ENGLISH = (
    "evaporator", "sensor", "fan", "door seal", "compressor", "condenser",
    "copper pipe", "capacitor", "thermostat", "main board", "lamp", "filter",
)  # fmt: skip


def past_orders(count: int) -> Iterator[WorkOrder]:
    """Yield closed orders, oldest first, `A_DAY` of each day until yesterday; each with a whole visit in it."""
    chance = random.Random(4)
    worked = apply_all(make_order(), make_events())
    for number in range(count):
        days_ago = (count - number - 1) // A_DAY + 1
        yield _order(worked, number, -days_ago, 8 + number % A_DAY, chance, OrderState.CLOSED)


def orders_of_today() -> Iterator[WorkOrder]:
    """Yield the day: `A_DAY` open orders."""
    chance = random.Random(5)
    for place in range(A_DAY):
        yield _order(make_order(), 900_000 + place, 0, 9 + place, chance, OrderState.ASSIGNED)


def _order(
    template: WorkOrder, number: int, day: int, hour: int, chance: random.Random, state: OrderState
) -> WorkOrder:
    start_at = local(f"{hour:02d}:00", day=day)
    customer = f"{chance.choice(NAMES)}{chance.choice(SHOPS)} {chance.choice(TOWNS)}{chance.randrange(1, 60)}店"
    model = chance.choice(MODELS)
    serial = SerialNumber(f"{model.replace('-', '')}-{chance.randrange(16, 26)}D-{chance.randrange(100_000):05d}")
    closed_at = start_at + timedelta(hours=1) if state is OrderState.CLOSED else None
    asset = replace(template.asset, id=AssetId(f"asset-{serial}"), model=model, serial_number=serial)
    return replace(
        template,
        id=OrderId(f"wo-{number:06d}"),
        number=f"WX-{start_at:%y%m%d}-{number % 1000:03d}",
        customer=replace(template.customer, id=CustomerId(f"customer-{number % 5000}"), name=customer),
        asset=asset,
        appointment=TimeWindow(start_at, start_at + timedelta(minutes=30)),
        state=state,
        visit=replace(template.visit, closed_at=closed_at),
    )


def parts(count: int) -> Iterator[Part]:
    """Yield a catalogue: numbers, names of two things in both languages, a GTIN each."""
    chance = random.Random(6)
    for number in range(count):
        one, other, size = chance.randrange(12), chance.randrange(12), chance.randrange(1000)
        yield make_part(
            number=PartNumber(f"P-{number:06d}"),
            name_zh=f"{THINGS[one]}{THINGS[other]} {size}mm",
            name_en=f"{IN_ENGLISH[one]} for {IN_ENGLISH[other]} {size} mm",
            gtin=f"{6_901_234_000_000 + number:014d}",
        )


def day_changes() -> Iterator[Change]:
    """Yield what every tablet has: the day's orders, which the past follows in the same scope."""
    for number, order in enumerate(orders_of_today(), start=1):
        yield _change(MINE, number, DocumentKind.WORK_ORDER, order.id, order)


def reference_changes(count: int) -> Iterator[Change]:
    """Yield the process and so many parts."""
    process = repair_process()
    yield _change(REFERENCE, 1, DocumentKind.PROCESS, f"{process.id}@{process.version}", process)
    for number, part in enumerate(parts(count), start=2):
        yield _change(REFERENCE, number, DocumentKind.PART, part.number, part)


def past_changes(count: int) -> Iterator[Change]:
    """Yield so many past orders, behind the day's."""
    for number, order in enumerate(past_orders(count), start=A_DAY + 1):
        yield _change(MINE, number, DocumentKind.WORK_ORDER, order.id, order)


def answers(changes: Iterator[Change], at: datetime = NOW) -> Iterator[SyncAnswer]:
    """Yield the answers in which a centre sends these changes."""
    while some := tuple(islice(changes, AN_ANSWER)):
        yield SyncAnswer(
            epoch=EPOCH,
            server_time=at,
            applied_seq=0,
            backed_up_seq=0,
            outcomes=(),
            changes=some,
            more=len(some) == AN_ANSWER,
        )


def _change(scope: Scope, number: int, kind: DocumentKind, key: str, document: object) -> Change:
    return Change(scope=scope, number=number, operation=Operation.PUT, kind=kind, key=key, document=to_json(document))
