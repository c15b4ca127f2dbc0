"""The engineer's own figures in words (USE-4)."""

from __future__ import annotations

from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.ui.words import Words


def figure_rows(figures: OwnFigures, words: Words) -> list[dict[str, str]]:
    """Return label and text of each figure; a count of nothing says that there is nothing yet."""
    arrived = figures.arrived_early + figures.arrived_in_target + figures.arrived_on_time + figures.arrived_late
    replied = figures.replied_in_time + figures.replied_late
    told = {
        "arrivals": words.say(
            "own.arrivals.text",
            early=figures.arrived_early,
            target=figures.arrived_in_target,
            on_time=figures.arrived_on_time,
            late=figures.arrived_late,
        )
        if arrived
        else "",
        "replies": words.say("own.replies.text", met=figures.replied_in_time, late=figures.replied_late)
        if replied
        else "",
        "endings": words.say("own.endings.text", solved=figures.solved, closed=figures.closed)
        if figures.closed
        else "",
        "trips": words.say("own.trips.text", count=figures.trips) if figures.trips else "",
    }
    nothing = words.say("own.nothing")
    return [{"label": words.say(f"own.{name}"), "text": text or nothing} for name, text in told.items()]
