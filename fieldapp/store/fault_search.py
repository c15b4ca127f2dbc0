"""The search of the fault library: same model and code first, then by how the fault shows, then by all else (KNO-1).

Each rank is a question of its own, asked until enough is found: what a rank finds comes in the order of the places,
most often seen first, and nothing is sorted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.search.folding import compact, is_chinese, words
from fieldapp.search.shingles import CODE, MODEL, whole
from fieldapp.search.sounds import alike
from fieldapp.search.spelling import is_spelt, nearest, rests
from fieldapp.search.wanted import Wanted, exact, one_of, one_wrong, same_sound, sounding_pairs
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import DocumentKind

_EVERY = "SELECT key FROM fault_entry ORDER BY place LIMIT :most"
_DOCUMENTS = """
SELECT document FROM json_each(:keys) AS named CROSS JOIN reference
ON reference.kind = :kind AND reference.key = named.value ORDER BY named.key
"""
_KNOWN = "SELECT word FROM json_each(:rests) AS asked CROSS JOIN fault_word ON fault_word.rest = asked.value"
_MOST_WORDS = 8
"""Whoever pastes a page is answered by its first words."""


def search(connection: Connection, asked: FaultSearch) -> FaultsFound:
    """Return the first entries that hold every word; where there are none, those with one typing error in one word."""
    typed = list(dict.fromkeys(words(asked.typed)))[:_MOST_WORDS]
    wanted = [exact(word) for word in typed]
    keys = keys_of(connection, asked, wanted, compact(asked.typed))
    if keys or not typed:
        return _found(connection, asked, keys, wanted)
    return _near(connection, asked, typed)


def keys_of(connection: Connection, asked: FaultSearch, wanted: Sequence[Wanted], code: str = "") -> list[str]:
    """Return the keys of what holds every word, best first, at most one more than asked for.

    `code` is what was typed, taken as a code: the entries of that very code come before those that only name it.
    """
    most = asked.most + 1
    found: dict[str, None] = {}
    for grams, is_shown in _ranks(asked, wanted, code):
        statement, values = _statement(grams, wanted, is_shown)
        found.update(dict.fromkeys(connection.exec_driver_sql(statement, {**values, "most": most}).scalars()))
        if len(found) >= most:
            break
    return list(found)[:most]


def of_model(connection: Connection, model: str) -> tuple[FaultEntry, ...]:
    """Return every entry of a model, most often seen first."""
    statement, values = _statement(f"marks : {whole(MODEL, compact(model))}", (), False)
    keys = connection.exec_driver_sql(statement, {**values, "most": -1}).scalars().all()
    return tuple(entry for entry in _entries(connection, keys) if model in entry.models)


def _ranks(asked: FaultSearch, wanted: Sequence[Wanted], code: str) -> Iterator[tuple[str, bool]]:
    """Yield the questions of the ranks: an FTS5 expression ("" for every entry), and whether it is about `head`."""
    anywhere = " AND ".join(f"({one.grams})" for one in wanted)
    shown = f"head : ({anywhere})" if wanted else ""
    named = compact(asked.model)
    model = f"marks : {whole(MODEL, named)}" if named else ""
    codes = " OR ".join(whole(CODE, one) for one in dict.fromkeys((code, compact(asked.code))) if one)
    coded = f"marks : ({codes})" if codes else ""
    if model:
        if coded:
            yield _all_of(model, coded, anywhere), False
        yield _all_of(model, shown), True
        yield _all_of(model, anywhere), False
    if asked.only_model and model:
        return
    if coded:
        yield _all_of(coded, anywhere), False
    if shown:
        yield shown, True
    yield anywhere, False


def _all_of(*questions: str) -> str:
    return " AND ".join(f"({question})" for question in questions if question)


def _statement(grams: str, wanted: Sequence[Wanted], is_shown: bool) -> tuple[str, dict[str, str]]:
    """Return the statement of one rank: what the grams find, held against the texts, by place."""
    if not grams:
        return _EVERY, {}
    values = {"grams": grams}
    holds = []
    for number, one in enumerate(wanted):
        either = []
        for place, glob in enumerate(one.globs):
            values[f"glob_{number}_{place}"] = f"*{glob}*\f*" if is_shown else f"*{glob}*"
            either.append(f"fault_entry.words GLOB :glob_{number}_{place}")
        holds.append(f" AND ({' OR '.join(either)})")
    return (
        "SELECT fault_entry.key FROM fault_search CROSS JOIN fault_entry ON fault_entry.place = fault_search.rowid"
        f" WHERE fault_search MATCH :grams{''.join(holds)} ORDER BY fault_search.rowid LIMIT :most"
    ), values


def _near(connection: Connection, asked: FaultSearch, typed: list[str]) -> FaultsFound:
    """Return what is found with an error in one of the words; another error is only thought of where no sound fits."""
    found: dict[str, None] = {}
    tried: list[Wanted] = []
    for place, word in enumerate(typed):
        for other in _others(connection, word):
            wanted = [other if number == place else exact(one) for number, one in enumerate(typed)]
            keys = keys_of(connection, asked, wanted)
            if keys:
                tried += wanted
                found.update(dict.fromkeys(keys))
                break
    return _found(connection, asked, list(found)[: asked.most + 1], tried, near=bool(found))


def _others(connection: Connection, word: str) -> Iterator[Wanted]:
    """Yield what may have been meant by a word that stands nowhere."""
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
    """Return the words of the library under any of these: Latin words by their rests, pairs of Chinese by themselves."""
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
    documents = connection.exec_driver_sql(_DOCUMENTS, values).scalars()
    return tuple(decode(document, FaultEntry) for document in documents)
