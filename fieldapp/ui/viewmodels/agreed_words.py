"""What was agreed by telephone, in words for lists and for the order (CON-2, CON-7, ANA-3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldapp.domain.contact import RecordedCorrection
from fieldapp.domain.views.agreed import Agreed, WaitsFor
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.words import Words


def waits_text(agreed: Agreed, words: Words, now: datetime) -> str:
    """Return "11:03 回电·还有 1 小时 20 分", "等中心答复"; "" while nothing is waited for."""
    if agreed.waits_for is WaitsFor.NOTHING:
        return ""
    if agreed.call_at is None:
        return words.say(f"wait.{agreed.waits_for.value}")
    told = words.say(f"wait.{agreed.waits_for.value}", time=words.time(agreed.call_at))
    left = agreed.call_at - now
    code = "contact.left" if left > timedelta(0) else "contact.overdue"
    return f"{told}·{words.say(code, time=words.duration(abs(left)))}"


def old_time(agreed: Agreed, words: Words, now: datetime) -> str:
    """Return the time that was promised before, "" when it was never moved."""
    if agreed.moved_from_at is None:
        return ""
    return f"{words.day_of(agreed.moved_from_at, now)} {words.time(agreed.moved_from_at)}".strip()


def correction_lines(corrections: tuple[RecordedCorrection, ...], words: Words) -> str:
    """Return one line for each correction: "地址：云桥区青澜路 88 号 → 青澜路 90 号"."""
    unknown = words.say("call.unknown")
    return "\n".join(
        words.say(
            "corrected.line",
            detail=words.say(f"detail.{one.correction.detail.value}"),
            old=one.correction.old or unknown,
            new=one.correction.new or unknown,
        )
        for one in corrections
    )


def untaken_move(order: WorkOrder, words: Words, now: datetime) -> str:
    """Return own and office's time where the office had moved the appointment meanwhile (SYN-3), "" for no such."""
    moves = [one for one in order.visit.contact.appointment_changes if one.customer_agrees]
    if not moves or moves[-1].taken or moves[-1].new == order.appointment:
        return ""
    mine = f"{words.day_of(moves[-1].new.start_at, now)} {words.time(moves[-1].new.start_at)}".strip()
    theirs = f"{words.day_of(order.appointment.start_at, now)} {words.time(order.appointment.start_at)}".strip()
    return words.say("moved.untaken", mine=mine, theirs=theirs)


def cancelled_line(order: WorkOrder, words: Words, now: datetime) -> str:
    """Return who cancelled the order, when and why, "" for one that stands."""
    told = order.cancellation
    if told is None:
        return ""
    when = f"{words.day_of(told.at, now)} {words.time(told.at)}".strip()
    return words.say("order.cancelled_by", name=told.by, time=when, reason=told.reason)
