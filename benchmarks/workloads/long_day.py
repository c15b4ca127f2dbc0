"""A long day on a tablet: two hundred visits in its list, and a checklist of five hundred questions, all shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from fieldapp.device import Device
from fieldapp.domain.ids import FormId, OrderId, Scope, Sha256
from fieldapp.domain.sla import Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store.identity import Identity
from fieldapp.store.inbox import Inbox
from fieldapp.wire.codec import to_json
from fieldapp.wire.messages import Change, DocumentKind, FormDocument, Operation, SyncAnswer
from tests.factories import ORDER_ID, local

VISITS, QUESTIONS = 200, 500
MINE, REFERENCE = Scope("engineer:zhou"), Scope("reference")
KINDS = ("tick", "state", "reading", "remark", "causes")
STATES, CAUSES = ("ok", "fault", "none"), ("seal", "sensor", "valve", "other")


def question(number: int) -> str:
    """The name of a question."""
    return f"{KINDS[number % len(KINDS)]}_{number}"


def answer(number: int) -> str:
    """What is answered to it."""
    return ("OK", STATES[number % 3], f"{number / 10:.1f}", f"看过第 {number} 处", "seal other")[number % len(KINDS)]


def long_form() -> FormDocument:
    """The checklist, as the centre would publish it in the place of the form `arrive`."""
    names = [question(number) for number in range(QUESTIONS)]
    binds = "".join(f'<bind nodeset="/data/{name}" type="{_type(name)}"/>' for name in names)
    text = f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Long</h:title>
<model><instance><data id="arrive" version="2026129900">{"".join(f"<{name}/>" for name in names)}</data></instance>
{binds}</model></h:head><h:body>{"".join(map(_control, range(QUESTIONS)))}</h:body></h:html>"""
    return FormDocument(
        form_id="arrive", version="2026129900", sha256=Sha256(sha256(text.encode()).hexdigest()), xform=text
    )


def _type(name: str) -> str:
    return "decimal" if name.startswith("reading") else "string"


def _control(number: int) -> str:
    name = question(number)
    kind = KINDS[number % len(KINDS)]
    label = f"<label>第 {number + 1} 项：{kind}</label>"
    if kind == "tick":
        return f'<trigger ref="/data/{name}">{label}</trigger>'
    if kind == "state":
        return f'<select1 ref="/data/{name}" appearance="columns-pack">{label}{_items(STATES)}</select1>'
    if kind == "causes":
        return f'<select ref="/data/{name}" appearance="columns">{label}{_items(CAUSES)}</select>'
    return f'<input ref="/data/{name}">{label}</input>'


def _items(values: tuple[str, ...]) -> str:
    return "".join(f"<item><label>{value}</label><value>{value}</value></item>" for value in values)


def fill_the_day(device: Device) -> None:
    """Give the tablet, as a pull would, two hundred visits of today and the long form, which the story's order pins."""
    form, order = long_form(), device.queries.order(ORDER_ID)
    story = replace(order, pin=replace(order.pin, forms={**order.pin.forms, FormId("arrive"): form.sha256}))
    _give(device, REFERENCE, [(DocumentKind.FORM, "arrive", form)])
    _give(device, MINE, [(DocumentKind.WORK_ORDER, str(one.id), one) for one in (story, *visits_like(order))])


def visits_like(order: WorkOrder) -> list[WorkOrder]:
    """Return the day's other visits, four minutes after each other."""
    begin = local("08:00")
    return [
        replace(
            order,
            id=OrderId(f"wo-long-{number}"),
            number=f"WX-261123-{500 + number}",
            appointment=TimeWindow(begin + timedelta(minutes=4 * number), begin + timedelta(minutes=4 * number + 30)),
            planned_minutes=3,
            severity=list(Severity)[number % 4],
            customer=replace(order.customer, name=f"{order.customer.name} {number} 号柜"),
        )
        for number in range(VISITS - 7)
    ]


def _give(device: Device, scope: Scope, documents: list[tuple[DocumentKind, str, object]]) -> None:
    inbox = Inbox(device.database)
    first = inbox.cursors().get(scope, 0) + 1
    changes = tuple(
        Change(scope=scope, number=number, operation=Operation.PUT, kind=kind, key=key, document=to_json(document))
        for number, (kind, key, document) in enumerate(documents, first)
    )
    inbox.apply(
        SyncAnswer(
            epoch=Identity(device.database).epoch(),
            server_time=device.clock.now(),
            applied_seq=0,
            backed_up_seq=0,
            outcomes=(),
            changes=changes,
            more=False,
        )
    )
