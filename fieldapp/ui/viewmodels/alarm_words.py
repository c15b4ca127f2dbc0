"""Alarms in words: what is due for whom, and the figures to it (DEP-2, TRV-4, SLA-3)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.scheduling.alarms import AlarmKind
from fieldapp.scheduling.departure import last_departure
from fieldapp.ui.words import Words
from fieldapp.usecases.show_alarms import CALLS, Ring

_DEPARTURES = frozenset({AlarmKind.DECIDE, AlarmKind.LEAVE, AlarmKind.LATE})
_LATE = frozenset({AlarmKind.LATE, AlarmKind.NOTICE})


def alarm_text(ring: Ring, words: Words, now: datetime) -> str:
    """Return what is due: "现在出发·禾味生鲜超市 云桥店".

    Who has not left when the promised window is over is not going to be late: he has missed it. Who will leave
    that late because the job before takes so long has not missed it yet.
    """
    kind, name = ring.alarm.kind, ring.order.customer.name
    if kind in _LATE and now > ring.order.appointment.end_at:
        return words.say("departing.missed", name=name)
    room = "departing" if kind in _DEPARTURES else "alarm"
    clock = words.say(f"clock.{ring.alarm.clock.value}") if ring.alarm.clock is not None else ""
    return words.say(f"{room}.{kind.value}", name=name, clock=clock)


def alarm_detail(ring: Ring, words: Words) -> str:
    """Return the figures: when to leave, when the call was planned, by when a limit ends."""
    kind = ring.alarm.kind
    if kind in CALLS:
        return words.say(f"alarm.{kind.value}_at", time=words.time(ring.alarm.at))
    if kind is AlarmKind.UNHEARD:
        return words.say("alarm.unheard_at", phone=ring.order.customer.contact.phone)
    if ring.limit is not None:
        return words.say("alarm.limit", time=words.time(ring.limit.due_at))
    if ring.leg is None:
        return ""
    plan = ring.leg.plan
    appointment = words.time(plan.appointment_at)
    if kind is AlarmKind.OVERRUN:
        return words.say("alarm.overrun_at", before=ring.before, time=words.time(last_departure(plan)))
    if kind is AlarmKind.NOTICE and ring.late is not None:
        return words.say("alarm.notice_at", time=words.time(ring.late.say_at), appointment=appointment)
    return words.say("depart.short_summary", leave=words.time(plan.leave_by_at), appointment=appointment)
