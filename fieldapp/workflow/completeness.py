"""What an order lacks before it can be accepted with a good conscience, one doubt at a time (ACC-2, ACC-3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from fieldapp.domain.contact import Detail
from fieldapp.domain.doubt import Doubt, DoubtKind
from fieldapp.domain.process import JobType
from fieldapp.domain.work_order import Symptom, WorkOrder

HOME = "CN"
"""Numbers without a country code are numbers of this country."""
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|[-—x#])\s*\d{1,5}\s*$", re.IGNORECASE)
"""What is dialled after the number: "-802" behind a full number, "转 2"."""

_FILLERS = re.compile(
    r"\b(?:the|an?|it|is|its|my|our|this|that|has|have|with|to|please|machine|device|unit)\b|设备|机器|机子|一下|麻烦"
    r"|[\W_的了啊呢吧吗呀是很又就都也还在有这那个台我们家店它请您你来]"
)
"""Signs and little words: what they leave is what was said."""
_CONCRETE = 2
"""So many characters, at least, say something ("漏水", "E5")."""


def doubts(order: WorkOrder, vague: Iterable[str]) -> tuple[Doubt, ...]:
    """Return what is missing or doubtful in `order`; `vague` are the phrases that say nothing about a fault."""
    # Since when a training is wanted, nobody asks: a fault has an onset and a scope (ACC-3).
    told = _of_symptom(order.symptom, vague) if order.job_type is JobType.REPAIR else ()
    return tuple((*_of_master_data(order), *told))


def _of_master_data(order: WorkOrder) -> Iterator[Doubt]:
    phone = order.customer.contact.phone
    if not order.customer.site.address.strip():
        yield Doubt(DoubtKind.ADDRESS_MISSING, (Detail.ADDRESS,))
    if not phone.strip():
        yield Doubt(DoubtKind.PHONE_MISSING, (Detail.CONTACT_PHONE,))
    elif not is_usable_phone(phone):
        yield Doubt(DoubtKind.PHONE_UNUSABLE, (Detail.CONTACT_PHONE,))
    if not order.asset.model.strip():
        # A model is found by serial number or purchase record (ACC-3), so the number is asked for as well.
        yield Doubt(DoubtKind.MODEL_MISSING, (Detail.MODEL, Detail.SERIAL_NUMBER))
    if order.asset.purchased_on is None:
        yield Doubt(DoubtKind.PURCHASE_MISSING, (Detail.PURCHASED_ON,))


def _of_symptom(symptom: Symptom, vague: Iterable[str]) -> Iterator[Doubt]:
    asks = tuple(
        detail
        for detail, said in (
            (Detail.ALARM_CODE, symptom.alarm_code),
            (Detail.TRIED, symptom.tried),
            (Detail.SINCE, symptom.since),
            (Detail.IMPACT, symptom.impact),
        )
        if not said.strip()
    )
    if not symptom.what.strip() and not symptom.alarm_code.strip():
        yield Doubt(DoubtKind.SYMPTOM_MISSING, asks)
    elif asks and not symptom.alarm_code.strip() and not is_concrete(symptom.what, vague):
        yield Doubt(DoubtKind.SYMPTOM_VAGUE, asks)
    if Detail.SINCE in asks:
        yield Doubt(DoubtKind.ONSET_MISSING, (Detail.SINCE,))
    if Detail.IMPACT in asks:
        yield Doubt(DoubtKind.IMPACT_MISSING, (Detail.IMPACT,))


def is_concrete(said: str, vague: Iterable[str]) -> bool:
    """Tell whether words about a fault say anything beside the `vague` phrases and little words."""
    left = _folded(said)
    for phrase in sorted(map(_folded, vague), key=len, reverse=True):
        left = left.replace(phrase, " ")
    return len(_FILLERS.sub("", left)) >= _CONCRETE


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def is_usable_phone(text: str) -> bool:
    """Tell whether a number can be dialled: with country code or of this country, an extension after it or not."""
    return _is_valid(text) or _is_valid(_EXTENSION.sub("", text))


def _is_valid(text: str) -> bool:
    import phonenumbers  # here: its tables take a while to load, and only an order with a number asks

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, HOME))
    except phonenumbers.NumberParseException:
        return False
