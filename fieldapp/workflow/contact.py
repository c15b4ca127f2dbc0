"""What agreements with the customer and messages to the office do to an order (CON, TRV, ACC-2).

The engineer's word changes a detail only where the order still says what he corrected: whatever the office wrote in the
meantime stays, and the history shows both (SYNC.md rule 6).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import singledispatch
from typing import Any

from fieldapp.domain.asset import FROM_PURCHASE
from fieldapp.domain.contact import (
    AppointmentChange,
    CallBack,
    Confirmation,
    ContactRecord,
    Correction,
    Delay,
    Detail,
    Message,
    NobodyHome,
    RecordedCorrection,
)
from fieldapp.domain.contact_events import (
    AppointmentMoved,
    CallBackMade,
    CallPlanned,
    ContactEvent,
    DelayNoted,
    DetailsCorrected,
    MessageSent,
    NobodyMet,
    VisitConfirmed,
)
from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder


def read_detail(order: WorkOrder, detail: Detail) -> str:
    """Return what the order says of a detail, "" for nothing."""
    contact, site, asset, symptom = order.customer.contact, order.customer.site, order.asset, order.symptom
    on = asset.purchased_on
    return {
        Detail.CONTACT_NAME: contact.name,
        Detail.CONTACT_PHONE: contact.phone,
        Detail.ADDRESS: site.address,
        Detail.ACCESS: site.access,
        Detail.MODEL: asset.model,
        Detail.SERIAL_NUMBER: str(asset.serial_number),
        Detail.PURCHASED_ON: "" if on is None else on.isoformat(),
        Detail.ALARM_CODE: symptom.alarm_code,
        Detail.SINCE: symptom.since,
        Detail.HOW_OFTEN: symptom.how_often,
        Detail.TRIED: symptom.tried,
        Detail.IMPACT: symptom.impact,
    }[detail]


def with_detail(order: WorkOrder, detail: Detail, new: str) -> WorkOrder:
    """Return the order with another value of a detail, whoever says so. Raises ValueError for a day that is none."""
    return _WRITERS[detail](order, new)


@singledispatch
def changed(event: ContactEvent, order: WorkOrder) -> WorkOrder:
    """Return `order` after `event`; applied again the same event changes nothing."""
    return order


@changed.register
def _appointment(event: AppointmentMoved, order: WorkOrder) -> WorkOrder:
    changes = order.visit.contact.appointment_changes
    taken = event.customer_agrees and order.appointment == event.old
    change = AppointmentChange(
        old=event.old,
        new=event.new,
        reason=event.reason,
        customer_agrees=event.customer_agrees,
        at=event.at,
        taken=taken,
    )
    if any(replace(past, taken=taken) == change for past in changes):
        return order
    after = replace(order, appointment=event.new) if taken else order
    return _recorded(after, appointment_changes=(*changes, change))


@changed.register
def _corrected(event: DetailsCorrected, order: WorkOrder) -> WorkOrder:
    for correction in event.corrections:
        order = _with_correction(order, correction, event)
    if event.warranty is None or order.asset.warranty_known:
        return order
    return replace(order, asset=order.asset.with_warranty(event.warranty))


def _with_correction(order: WorkOrder, correction: Correction, event: DetailsCorrected) -> WorkOrder:
    past = order.visit.contact.corrections
    if any((one.correction, one.at) == (correction, event.at) for one in past):
        return order
    write = _WRITERS[correction.detail]
    taken = read_detail(order, correction.detail) == correction.old and can_say(correction)
    after = write(order, correction.new) if taken else order
    return _recorded(after, corrections=(*past, RecordedCorrection(correction=correction, at=event.at, taken=taken)))


def can_say(correction: Correction) -> bool:
    """Tell whether the order has room for the new value; a date must be one."""
    if correction.detail is not Detail.PURCHASED_ON or not correction.new:
        return True
    try:
        date.fromisoformat(correction.new)
    except ValueError:
        return False
    return True


def _contact(order: WorkOrder, **values: str) -> WorkOrder:
    contact = replace(order.customer.contact, **values)
    return replace(order, customer=replace(order.customer, contact=contact))


def _site(order: WorkOrder, **values: Any) -> WorkOrder:
    return replace(order, customer=replace(order.customer, site=replace(order.customer.site, **values)))


def _symptom(order: WorkOrder, **values: str) -> WorkOrder:
    return replace(order, symptom=replace(order.symptom, **values))


def _address(order: WorkOrder, new: str) -> WorkOrder:
    # The old coordinates would lead to the old place.
    return _site(order, address=new, coordinates=None)


def _purchased_on(order: WorkOrder, new: str) -> WorkOrder:
    """Return the order with another day of purchase; a warranty that counts from it moves along (CON-4, CON-7)."""
    asset, on = order.asset, date.fromisoformat(new) if new else None
    until = asset.warranty_until_on
    if asset.warranty_rule == FROM_PURCHASE and on and asset.purchased_on and until:
        until = on + (until - asset.purchased_on)
    return replace(order, asset=replace(asset, purchased_on=on, warranty_until_on=until))


def _serial_number(order: WorkOrder, new: str) -> WorkOrder:
    """Return the order with another machine's number; the warranty of the first one says nothing of it (CON-7).

    One that has no end yet was said of the machine that is still to be taken over (SITE-14): it stays.
    """
    asset = replace(order.asset, serial_number=SerialNumber(new))
    another = bool(order.asset.serial_number) and order.asset.serial_number != asset.serial_number
    return replace(order, asset=asset.without_warranty() if another and asset.warranty_known else asset)


_WRITERS: dict[Detail, Callable[[WorkOrder, str], WorkOrder]] = {
    Detail.CONTACT_NAME: lambda order, new: _contact(order, name=new),
    Detail.CONTACT_PHONE: lambda order, new: _contact(order, phone=new),
    Detail.ADDRESS: _address,
    Detail.ACCESS: lambda order, new: _site(order, access=new),
    Detail.MODEL: lambda order, new: replace(order, asset=replace(order.asset, model=new)),
    Detail.SERIAL_NUMBER: _serial_number,
    Detail.PURCHASED_ON: _purchased_on,
    Detail.ALARM_CODE: lambda order, new: _symptom(order, alarm_code=new),
    Detail.SINCE: lambda order, new: _symptom(order, since=new),
    Detail.HOW_OFTEN: lambda order, new: _symptom(order, how_often=new),
    Detail.TRIED: lambda order, new: _symptom(order, tried=new),
    Detail.IMPACT: lambda order, new: _symptom(order, impact=new),
}


@changed.register
def _call_planned(event: CallPlanned, order: WorkOrder) -> WorkOrder:
    return _recorded(order, next_call_at=event.call_at)


@changed.register
def _called_back(event: CallBackMade, order: WorkOrder) -> WorkOrder:
    made = CallBack(at=event.at, solved=event.solved, wants_visit=event.wants_visit, remark=event.remark)
    past = order.visit.contact.call_backs
    return order if made in past else _recorded(order, call_backs=(*past, made), next_call_at=None)


@changed.register
def _confirmed(event: VisitConfirmed, order: WorkOrder) -> WorkOrder:
    made = Confirmation(at=event.at, means=event.means, expected_arrival_at=event.expected_arrival_at)
    past = order.visit.contact.confirmations
    return order if made in past else _recorded(order, confirmations=(*past, made))


@changed.register
def _message(event: MessageSent, order: WorkOrder) -> WorkOrder:
    past = order.visit.contact.messages
    if any(one.id == event.message_id for one in past):
        return order
    sent = Message(
        id=event.message_id,
        at=event.at,
        to=event.to,
        topic=event.topic,
        text=event.text,
        attachments=event.attachments,
    )
    return _recorded(order, messages=(*past, sent))


@changed.register
def _delayed(event: DelayNoted, order: WorkOrder) -> WorkOrder:
    noted = Delay(
        at=event.at, reason=event.reason, expected_at=event.expected_at, means=event.means, answer=event.answer
    )
    past = order.visit.contact.delays
    return order if noted in past else _recorded(order, delays=(*past, noted))


@changed.register
def _nobody(event: NobodyMet, order: WorkOrder) -> WorkOrder:
    met = NobodyHome(at=event.at, card=event.card, photo=event.photo)
    past = order.visit.contact.nobody_home
    return order if met in past else _recorded(order, nobody_home=(*past, met))


def _recorded(order: WorkOrder, **values: Any) -> WorkOrder:
    contact: ContactRecord = replace(order.visit.contact, **values)
    return replace(order, visit=replace(order.visit, contact=contact))
