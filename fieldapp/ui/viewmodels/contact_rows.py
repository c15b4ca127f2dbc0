"""The telephone as rows: what to confirm, which times to offer, when to try again; pure functions, no Qt object."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.contact import Detail
from fieldapp.domain.going import Going
from fieldapp.domain.process import StepRecord
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.windows import Obstacle
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.words import Words
from fieldapp.usecases.record_call import corrected_since
from fieldapp.usecases.show_contact import ContactView
from fieldapp.workflow.contact import read_detail

Row = dict[str, str | bool]

MOVE_REASONS = ("customer", "job_before", "road", "spares", "other")
"""Why an appointment is moved: the words of `ui.move.reason.*`."""
SHEETS = {
    CallOutcome.RESCHEDULED: "move",
    CallOutcome.NO_ANSWER: "retry",
    CallOutcome.OTHER_ENGINEER: "pass_on",
}
"""Outcomes that are not recorded before a sheet has asked for what belongs to them."""
_ASKED = ((Detail.ADDRESS, "address"), (Detail.MODEL, "model"), (Detail.PURCHASED_ON, "purchased_on"))


def sheet_for(view: ContactView | None, record: StepRecord, outcome: str) -> str:
    """Return the sheet that the one next action of a call opens, "" where pressing it records the call."""
    if view is None or record is not StepRecord.CALL:
        return ""
    if view.going is Going.CALL_BACK_OWED:
        return "call_back"
    if not outcome:
        return ""
    if CallOutcome(outcome) is CallOutcome.CORRECTED and not corrected_since(view.order.visit):
        return "correct"
    return SHEETS.get(CallOutcome(outcome), "")


def confirm_lines(order: WorkOrder, words: Words, now: datetime) -> list[Row]:
    """Return what the customer is asked to confirm, one line each, with what it said before it was corrected."""
    changed = [change for change in order.visit.contact.appointment_changes if change.taken]
    old_time = window_text(changed[-1].old, words, now) if changed else ""
    lines = [_line("appointment", words, order_words.window_line(order, words, now), old=old_time)]
    for detail, code in _ASKED:
        note = words.say("call.no_place") if detail is Detail.ADDRESS and _has_no_place(order) else ""
        lines.append(_line(code, words, detail_text(order, detail, words), note, _old(order, detail, words)))
    said, more = order_words.symptom_lines(order, words)
    code = order.symptom.alarm_code
    lines.append(_line("symptom", words, f"{code} {said}".strip(), more))
    return lines


def detail_text(order: WorkOrder, detail: Detail, words: Words) -> str:
    """Return a detail for reading; "未知" where the order says nothing."""
    return read_detail(order, detail) or words.say("call.unknown")


def _line(code: str, words: Words, text: str, note: str = "", old: str = "") -> Row:
    return {"key": code, "label": words.say(f"call.line.{code}"), "text": text, "note": note, "old": old}


def _has_no_place(order: WorkOrder) -> bool:
    return order.customer.site.coordinates is None


def _old(order: WorkOrder, detail: Detail, words: Words) -> str:
    """Return what stood there before the first correction, "" where none was taken over."""
    fixed = (one.correction for one in order.visit.contact.corrections if one.taken)
    first = next((correction for correction in fixed if correction.detail is detail), None)
    return "" if first is None else first.old or words.say("call.unknown")


def detail_rows(order: WorkOrder, words: Words) -> list[Row]:
    """Return everything that can be corrected with what the order says of it now."""
    return [
        {
            "detail": detail.value,
            "label": words.say(f"detail.{detail.value}"),
            "text": read_detail(order, detail),
            "day": detail is Detail.PURCHASED_ON,
        }
        for detail in Detail
    ]


def window_text(window: TimeWindow, words: Words, now: datetime) -> str:
    """Return "今天 10:30–11:00"."""
    day = words.day_of(window.start_at, now) or words.say("today")
    until = f"–{words.time(window.end_at)}" if window.end_at > window.start_at else ""
    return f"{day} {words.time(window.start_at)}{until}"


def offer_rows(view: ContactView, words: Words, now: datetime) -> list[Row]:
    """Return the windows to offer: "10:30" for today, "明日 09:00" for another day; `value` names the start."""
    return [
        {
            "value": window.start_at.isoformat(),
            "label": f"{words.day_of(window.start_at, now)} {words.time(window.start_at)}".strip(),
            "detail": window_text(window, words, now),
        }
        for window in view.offers
    ]


def retry_rows(view: ContactView, words: Words, now: datetime) -> list[Row]:
    """Return when to call again."""
    return [
        {
            "value": at.isoformat(),
            "label": words.say("retry.at", time=words.time(at)),
            "detail": words.say("retry.after", time=words.duration(at - now)),
        }
        for at in view.retries
    ]


def hindrance_text(view: ContactView, words: Words) -> str:
    """Return why the wanted time is not possible, all reasons in one line; a time that is over needs no other."""
    told = []
    past = [one for one in view.answer.hindrances if one.obstacle is Obstacle.PAST]
    for one in past or view.answer.hindrances:
        until = words.time(one.until_at) if one.until_at is not None else ""
        code = f"hindrance.{one.obstacle.value}"
        told.append(words.say(code, until=until))
    return words.say("list_comma").join(dict.fromkeys(told))
