"""What was agreed by telephone, in words for lists and for the order (CON-2, CON-7, ANA-3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldapp.domain.contact import RecordedCorrection
from fieldapp.domain.views.agreed import Agreed, WaitsFor
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
