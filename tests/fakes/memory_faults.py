"""The search of the fault library without an index: every entry is looked at, and all that are found are sorted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.search.folding import compact, is_chinese, words
from fieldapp.search.searched import shown_of_fault, told_of_fault
from fieldapp.search.sounds import alike
from fieldapp.search.spelling import is_spelt, nearest

Rank = Callable[[FaultEntry], tuple[bool | int, ...]]


def found_in(entries: Iterable[FaultEntry], asked: FaultSearch) -> FaultsFound:
    library = [entry for entry in entries if not asked.only_model or _is_of(entry, asked.model)]
    typed = list(dict.fromkeys(word[:24] for word in words(asked.typed)))[:8]
    patterns = [re.escape(word) for word in typed]
    hits = _holding(library, patterns)
    if not hits and typed:
        for place, word in enumerate(typed):
            for meant in _meant(library, word):
                tried = [meant if number == place else pattern for number, pattern in enumerate(patterns)]
                hits = _holding(library, tried)
                if hits:
                    return _answer(hits, asked, tried, near=True)
    return _answer(hits, asked, patterns, near=False)


def _answer(hits: list[FaultEntry], asked: FaultSearch, patterns: list[str], near: bool) -> FaultsFound:
    codes = {compact(asked.typed), compact(asked.code)} - {""}

    def rank(entry: FaultEntry) -> tuple[bool | int, ...]:
        of_model, of_code = _is_of(entry, asked.model), compact(entry.code) in codes
        shown = all(re.search(pattern, " ".join(_words(shown_of_fault(entry)))) for pattern in patterns)
        return not (of_model and of_code), not of_model, of_model and not shown, not of_code, not shown, -entry.cases

    best = sorted(hits, key=rank)
    return FaultsFound(
        entries=tuple(best[: asked.most]),
        more=len(best) > asked.most,
        near=near,
        patterns=tuple(dict.fromkeys(patterns)) if hits else (),
    )


def _holding(library: list[FaultEntry], patterns: list[str]) -> list[FaultEntry]:
    return [entry for entry in library if all(re.search(pattern, _text(entry)) for pattern in patterns)]


def _meant(library: list[FaultEntry], word: str) -> list[str]:
    if len(word) > 12:
        return []
    if is_chinese(word):
        sounds = "".join(f"[{sign}{alike(sign)[sign]}]" for sign in word)
        gaps = [word[:place] + "[^ ]" + word[place:] for place in range(1, len(word))]
        if len(word) > 2:
            gaps += [word[:place] + "[^ ]" + word[place + 1 :] for place in range(len(word))]
        if len(word) > 3:
            gaps += [word[:place] + word[place + 1 :] for place in range(len(word))]
        return ([sounds] if len(word) > 1 else []) + (["|".join(gaps)] if gaps else [])
    spelt = {known for entry in library for known in _text(entry).split() if is_spelt(known)}
    meant = nearest(word, spelt) if is_spelt(word) else ()
    return ["|".join(map(re.escape, meant))] if meant else []


def _is_of(entry: FaultEntry, model: str) -> bool:
    return compact(model) in [compact(known) for known in entry.models]


def _text(entry: FaultEntry) -> str:
    return " ".join(_words((*shown_of_fault(entry), *told_of_fault(entry))))


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words(text)]
