"""A record as lines for a terminal: the words and rows of the order's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldapp.centre.archive import ArchivedDocument, OrderRecord
from fieldapp.centre.pages.clash_rows import clash_rows
from fieldapp.centre.pages.event_rows import event_rows
from fieldapp.centre.pages.office_rows import office_rows
from fieldapp.centre.pages.record_rows import (
    Row,
    Words,
    answer_rows,
    attic_rows,
    fee_rows,
    move_rows,
    part_rows,
    step_rows,
)
from fieldapp.centre.pages.site_rows import bag_rows, site_rows
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.work_order import WorkOrder


def lines(record: OrderRecord, vocabulary: Vocabulary, words: Words) -> list[str]:
    """Return the whole record, a heading and its lines at a time."""
    order = record.order
    printed = list(_head(order, words))
    printed += _block(words.text("steps"), step_rows(order, vocabulary, words))
    for step, answers in answer_rows(order, vocabulary, words):
        printed += _block(step, answers)
    printed += _block(words.text("attic"), attic_rows(order, vocabulary, words))
    printed += _block(words.text("form-moves"), move_rows(order, vocabulary, words))
    calls = [Row(words.clock(call.at), words.enum(call.outcome), call.remark) for call in order.visit.calls]
    printed += _block(words.text("calls"), calls)
    printed += _block(words.text("clashes"), clash_rows(order, vocabulary, words))
    printed += _block(words.text("office"), office_rows(order, words))
    printed += _block(words.text("site"), site_rows(order, words))
    printed += _block(words.text("bag"), bag_rows(order, words))
    printed += _block(words.text("parts"), part_rows(record, words))
    ledger = [
        Row(words.clock(line.at), f"{line.part_number} {line.quantity:+d}", line.id, figure=line.kind.value)
        for line in record.movements
    ]
    printed += _block(words.text("ledger"), ledger)
    printed += _block(words.text("fees"), fee_rows(order, words))
    for document in record.documents:
        printed += _document(document, words)
    printed += _block(words.text("events"), event_rows(record, vocabulary, words))
    return printed


def _head(order: WorkOrder, words: Words) -> Iterator[str]:
    state = words.enum(order.visit.outcome) if order.visit.outcome else words.enum(order.state)
    symptom, contact = order.symptom, order.customer.contact
    yield f"{' / '.join(order.numbers)}  {order.customer.name}  {words.enum(order.severity)}  {state}"
    fields = (
        ("line.symptom", " ".join(part for part in (symptom.alarm_code, symptom.what, symptom.since) if part)),
        ("line.customer", f"{contact.name} {contact.phone}, {order.customer.site.address}"),
        ("line.asset", f"{order.asset.product} {order.asset.model}, {order.asset.serial_number}"),
        ("line.appointment", f"{words.day(order.appointment.start_at)} {words.window(order.appointment)}"),
        ("line.engineer", order.assignee_name),
    )
    for code, value in fields:
        yield f"  {words.text(code)}: {value}"


def _document(document: ArchivedDocument, words: Words) -> list[str]:
    title = words.text("report", number=document.report_number, version=document.version)
    if document.signed:
        word = words.text(f"satisfaction.{document.satisfaction}")
        signature = f"{words.text('signed', strokes=document.stroke_count)}·{word}"
    elif document.by_phone:
        signature = f"{words.text('by-phone')}·{words.text(f'satisfaction.{document.satisfaction}')}"
    else:
        signature = words.text("refused")
    place = document.path or words.text("file-waiting")
    return ["", title, f"  {signature}", f"  sha256 {document.sha256}", f"  {place}"]


def _block(title: str, rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    return ["", title, *("  " + "  ".join(part for part in _parts(row) if part) for row in rows)]


def _parts(row: Row) -> tuple[str, ...]:
    return (row.at, row.figure, row.title, row.detail)
