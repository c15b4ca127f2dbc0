"""What this engineer writes again and again, offered beside the author's phrases (USE-2)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from fieldapp.domain.ids import StepId
from fieldapp.usecases.ports import Queries

MARK = "；"
"""Stands between phrases that were tapped one after another."""
LEAST, MOST, LONGEST = 2, 3, 24
"""Written at least so often; so many are offered; none longer than so many characters."""
_POSITION = re.compile(r"\[\d+\]")
_CODED = re.compile(r"[\d\s.,:;/+\-]*|[0-9a-f]{64}\.\w+")
"""Numbers, times and names of files are answers, not phrases."""


@dataclass(frozen=True, slots=True)
class OwnPhrases:
    """Counts the answers of the last weeks' visits; reads all of them, so it belongs on a reader thread."""

    queries: Queries

    def __call__(self, step: StepId) -> dict[str, tuple[str, ...]]:
        """Return by question (without positions of rows) the most used phrases of a step, the most used first."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for order in self.queries.orders():
            for name, text in order.visit.answers.get(step, {}).items():
                counts[_POSITION.sub("", name)].update(set(_phrases(text)))
        return {name: found for name, counted in counts.items() if (found := _most_used(counted))}


def _phrases(text: str) -> list[str]:
    pieces = (piece.strip() for piece in text.split(MARK))
    return [piece for piece in pieces if len(piece) <= LONGEST and not _CODED.fullmatch(piece)]


def _most_used(counted: Counter[str]) -> tuple[str, ...]:
    often = sorted((text for text, count in counted.items() if count >= LEAST), key=lambda text: (-counted[text], text))
    return tuple(often[:MOST])
