"""News in words: what happened to which order, old and new side by side (SYN-3, ANA-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.news import KeptNews, News, NewsKind
from fieldapp.domain.time_window import TimeWindow
from fieldapp.ui.words import Words

_ICONS = {
    NewsKind.CANCELLED: "block",
    NewsKind.TAKEN_AWAY: "swap_horiz",
    NewsKind.NEW_ORDER: "assignment",
    NewsKind.APPOINTMENT: "event_repeat",
    NewsKind.LEVEL: "error-fill",
    NewsKind.SUPPLY: "inventory_2",
    NewsKind.REPLY: "chat",
    NewsKind.DETAIL: "edit_note",
    NewsKind.SETTLED: "assignment",
}
_PRESSING = frozenset({NewsKind.CANCELLED, NewsKind.TAKEN_AWAY, NewsKind.APPOINTMENT})


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One piece of news; `before` and `after` are the old and the new value, "" where there is none.

    `struck` tells that the old value holds no more;
    `look` is "warning" for what changes the day, else "neutral"; `opens` tells whether its order is still here.
    """

    key: str
    orderId: str
    iconName: str
    title: str
    who: str
    before: str
    after: str
    detail: str
    struck: bool
    look: str
    unseen: bool
    opens: bool


def news_row(kept: KeptNews, words: Words, now: datetime) -> NewsRow:
    """Return one piece of news in the language of the moment."""
    news = kept.news
    before, after = _values(news, words, now)
    when = f"{words.day_of(kept.at, now)} {words.time(kept.at)}".strip()
    return NewsRow(
        key=str(kept.id),
        orderId=news.order_id,
        iconName=_ICONS[news.kind],
        title=_title(news, words),
        who="·".join(text for text in (when, news.customer, news.number) if text),
        before=before,
        after=after,
        detail=_detail(news, words, now),
        struck=news.kind is not NewsKind.REPLY,
        look="warning" if news.kind in _PRESSING or news.comes_too_late else "neutral",
        unseen=kept.seen_at is None,
        opens=news.unsent if news.kind is NewsKind.TAKEN_AWAY else news.customer != "",
    )


def in_one_line(row: NewsRow) -> str:
    """Return old and new with what else there is to say, for a bar."""
    change = f"{row.before} → {row.after}" if row.before and row.struck else row.after
    return "·".join(text for text in (change, row.detail) if text)


def _title(news: News, words: Words) -> str:
    if news.comes_too_late:
        return words.say("news.too_late")
    if news.kind is NewsKind.REPLY:
        return words.say("news.reply", name=news.by)
    if news.kind is NewsKind.SUPPLY and news.supply is not None:
        return words.say("news.supply", state=words.say(f"supply.state.{news.supply.state.value}"))
    if news.kind is NewsKind.DETAIL and news.detail is not None:
        return words.say("news.detail", detail=words.say(f"detail.{news.detail.value}"))
    if news.kind is NewsKind.SETTLED:
        return words.say("news.declined" if news.new == "rejected" else "news.taken_up")
    return words.say(f"news.{news.kind.value}")


def _values(news: News, words: Words, now: datetime) -> tuple[str, str]:
    """Return the old and the new value."""
    if news.windows is not None:
        old, new = news.windows
        return _window(old, words, now), _window(new, words, now)
    if news.levels is not None:
        return words.level(news.levels[0]), words.level(news.levels[1])
    if news.kind is NewsKind.DETAIL:
        nothing = words.say("news.nothing")
        return news.old or nothing, news.new or nothing
    if news.kind is NewsKind.REPLY:
        return words.say("news.asked", text=news.old) if news.old else "", news.text
    return "", ""


def _detail(news: News, words: Words, now: datetime) -> str:
    if news.kind is NewsKind.CANCELLED:
        return words.say("news.cancelled_why", name=news.by, reason=news.text)
    if news.kind is NewsKind.LEVEL:
        return words.say("news.level_why", name=news.by, reason=news.text) if news.text else ""
    if news.kind is NewsKind.TAKEN_AWAY:
        return words.say("news.will_be_delivered" if news.unsent else "news.is_delivered")
    if news.kind is NewsKind.NEW_ORDER:
        return _window(news.appointment, words, now)
    if news.kind is NewsKind.SETTLED:
        return words.say("news.level_why", name=news.by, reason=news.text) if news.text else news.by
    if news.supply is None:
        return ""
    expected_at = news.supply.expected_at
    expected = words.say("news.expected", time=_moment(expected_at, words, now)) if expected_at is not None else ""
    due = words.say("news.appointed", time=_moment(news.appointment.start_at, words, now))
    return "·".join(text for text in (expected, due if news.comes_too_late else "", news.supply.remark) if text)


def _window(window: TimeWindow, words: Words, now: datetime) -> str:
    until = f"–{words.time(window.end_at)}" if window.end_at > window.start_at else ""
    return f"{_moment(window.start_at, words, now)}{until}"


def _moment(at: datetime, words: Words, now: datetime) -> str:
    return f"{words.day_of(at, now)} {words.time(at)}".strip()
