"""What engineer or desk wrote, offered in the words of the trade (ACC-4); the customer's words are never touched."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp.domain.process import Phrase

CUSTOMERS_OWN = "customer_"
"""Questions whose names begin so hold the customer's words; no other wording is offered for them."""


def offered(question: str, text: str, phrases: Iterable[Phrase]) -> str:
    """Return the text in professional wording, "" where it stands so already or the words are the customer's.

    The longest phrase is replaced first; what was put in is not looked through again.
    """
    if question.startswith(CUSTOMERS_OWN):
        return ""
    pieces: list[tuple[str, bool]] = [(text, False)]
    for phrase in sorted(phrases, key=lambda one: len(one.plain), reverse=True):
        pieces = [new for piece in pieces for new in _split(piece, phrase)]
    worded = "".join(piece for piece, _ in pieces)
    return worded if worded != text else ""


def _split(piece: tuple[str, bool], phrase: Phrase) -> list[tuple[str, bool]]:
    """Return a piece cut where the phrase stands; a piece that was put in (True) stays whole."""
    text, put_in = piece
    if put_in or phrase.plain not in text or phrase.professional in text:
        return [piece]
    parts = text.split(phrase.plain)
    cut: list[tuple[str, bool]] = [(parts[0], False)]
    for part in parts[1:]:
        cut += [(phrase.professional, True), (part, False)]
    return cut
