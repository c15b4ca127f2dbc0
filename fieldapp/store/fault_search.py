"""The search of the fault library: what was typed, to the letter or with one typing error (KNO-1).

What nobody's text holds to the letter is looked for once more with one error in it; see `search.wanted`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.search.folding import compact, is_chinese, words
from fieldapp.search.sounds import alike
from fieldapp.search.spelling import is_spelt, nearest, rests
from fieldapp.search.wanted import Wanted, exact, one_of, one_wrong, same_sound, sounding_pairs
from fieldapp.store.fault_ranks import Question
from fieldapp.store.kept import decode
from fieldapp.wire.messages import DocumentKind

_ALL = 1 << 40
_DOCUMENTS = """
SELECT document FROM json_each(:keys) AS named CROSS JOIN reference
ON reference.kind = :kind AND reference.key = named.value ORDER BY named.key
"""
_KNOWN = "SELECT word FROM json_each(:rests) AS asked CROSS JOIN fault_word ON fault_word.rest = asked.value"
_MOST_WORDS, _LONGEST = 8, 24
"""Whoever pastes a page is answered by its first words, and by their first characters."""
_LONGEST_MISTYPED = 12
"""In longer ones an error is not looked for: there are too many places for it."""


def search(connection: Connection, asked: FaultSearch) -> FaultsFound:
    """Return the first entries that hold every word; where there are none, those with one typing error in one word."""
    typed = list(dict.fromkeys(word[:_LONGEST] for word in words(asked.typed)))[:_MOST_WORDS]
    wanted = [exact(word) for word in typed]
    # Whatever is typed may be a code; the entries of that very code come before those that only name it.
    named = "" if any(map(is_chinese, typed)) else compact(asked.typed)
    keys = _question(asked, wanted, named).keys(connection, asked.most + 1)
    if keys or not typed:
        return _found(connection, asked, keys, wanted)
    return _near(connection, asked, typed)


def of_model(connection: Connection, model: str) -> tuple[FaultEntry, ...]:
    """Return every entry of a model, most often seen first."""
    keys = Question(wanted=(), model=compact(model), only_model=True).keys(connection, _ALL)
    return tuple(entry for entry in _entries(connection, keys) if model in entry.models)


def _question(asked: FaultSearch, wanted: Sequence[Wanted], code: str = "") -> Question:
    codes = dict.fromkeys(one for one in (code, compact(asked.code)) if one)
    return Question(wanted=wanted, model=compact(asked.model), codes=tuple(codes), only_model=asked.only_model)


def _near(connection: Connection, asked: FaultSearch, typed: list[str]) -> FaultsFound:
    """Return what is found with an error in one of the words; another error is only thought of where no sound fits."""
    found: dict[str, None] = {}
    tried: list[Wanted] = []
    for place, word in enumerate(typed):
        for other in _others(connection, word):
            wanted = [other if number == place else exact(one) for number, one in enumerate(typed)]
            keys = _question(asked, wanted).keys(connection, asked.most + 1)
            if keys:
                tried += wanted
                found.update(dict.fromkeys(keys))
                break
    return _found(connection, asked, list(found)[: asked.most + 1], tried, near=bool(found))


def _others(connection: Connection, word: str) -> Iterator[Wanted]:
    """Yield what may have been meant by a word that stands nowhere."""
    if len(word) > _LONGEST_MISTYPED:
        return
    if is_chinese(word):
        pairs = sounding_pairs(word, alike(word))
        known = _known(connection, {pair for place in pairs for pair in place})
        sounding = same_sound([[pair for pair in place if pair in known] for place in pairs])
        yield from (one for one in (sounding, one_wrong(word)) if one is not None)
    elif is_spelt(word):
        meant = nearest(word, _known(connection, set(rests(word))))
        if meant:
            yield one_of(meant)


def _known(connection: Connection, rests_or_pairs: set[str]) -> set[str]:
    """Return the words of the library under any of these: Latin words by rests, pairs of Chinese by themselves."""
    return set(connection.exec_driver_sql(_KNOWN, {"rests": json.dumps(sorted(rests_or_pairs))}).scalars())


def _found(
    connection: Connection, asked: FaultSearch, keys: list[str], wanted: Sequence[Wanted], near: bool = False
) -> FaultsFound:
    return FaultsFound(
        entries=_entries(connection, keys[: asked.most]),
        more=len(keys) > asked.most,
        near=near,
        patterns=tuple(dict.fromkeys(one.pattern for one in wanted)),
    )


def _entries(connection: Connection, keys: Sequence[str]) -> tuple[FaultEntry, ...]:
    values = {"keys": json.dumps(keys), "kind": DocumentKind.FAULT_ENTRY.value}
    documents = connection.exec_driver_sql(_DOCUMENTS, values).scalars().all()
    return tuple(decode(document, FaultEntry) for document in documents)
