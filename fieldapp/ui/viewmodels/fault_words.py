"""Entries of the fault library put into words for the screens, with what a search found set in bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.views.faults import FaultsFound, PartAtHand
from fieldapp.search.folding import compact
from fieldapp.search.highlights import pieces
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True)
class FaultHit:
    """One hit: `cause` and `detail` are styled text with what was found in bold; `name` is for a screen reader.

    `detail` is how the fault shows, or what else of the entry was found where neither that nor the cause was.
    """

    key: str
    code: str
    cause: str
    detail: str
    models: str
    cases: str
    cured: str
    matches: bool
    name: str


@dataclass(frozen=True, slots=True)
class FaultPart:
    """A part of an entry and how many lie on this van."""

    key: str
    name: str
    stock: str
    carried: bool


@dataclass(frozen=True, slots=True)
class FaultModel:
    """A model to look at alone; "" stands for all of them."""

    model: str
    label: str
    chosen: bool


def marked(text: str, patterns: Iterable[str]) -> str:
    """Return the text for Text.StyledText, with what the patterns match in bold."""
    cut = pieces(text, patterns)
    return "".join(f"<b>{escape(piece.text)}</b>" if piece.found else escape(piece.text) for piece in cut)


def hits(found: FaultsFound, code: str, of_one_model: bool, words: Words) -> tuple[FaultHit, ...]:
    """Return the entries of a search as rows; those of the alarm `code` are marked, models told where they differ."""
    return tuple(_hit(entry, found.patterns, code, of_one_model, words) for entry in found.entries)


def cause(entry: FaultEntry, words: Words) -> str:
    """Return why, in the language of the moment."""
    return _said(words, entry.cause_zh, entry.cause_en)


def symptom(entry: FaultEntry, words: Words) -> str:
    """Return how it shows, in the language of the moment."""
    return _said(words, entry.symptom_zh, entry.symptom_en)


def measure(entry: FaultEntry, words: Words) -> str:
    """Return plan A, in the language of the moment."""
    return _said(words, entry.measure_zh, entry.measure_en)


def fallback(entry: FaultEntry, words: Words) -> str:
    """Return plan B, in the language of the moment; "" where there is none."""
    return _said(words, entry.fallback_zh, entry.fallback_en)


def tools(entry: FaultEntry, words: Words) -> str:
    """Return the special tools as one line, in the language of the moment."""
    chinese = words.language == "zh" or not entry.tools_en
    return words.say("list_comma").join(entry.tools_zh if chinese else entry.tools_en)


def cases(entry: FaultEntry, words: Words) -> str:
    """Return "38 例", "" for an entry that was never met."""
    return words.say("fault.cases", count=entry.cases) if entry.cases else ""


def cured(entry: FaultEntry, words: Words) -> str:
    """Return "修好 92%", "" for an entry that was never met."""
    return words.say("fault.cured", percent=round(100 * entry.cured / entry.cases)) if entry.cases else ""


def part_rows(parts: Sequence[PartAtHand], words: Words) -> tuple[FaultPart, ...]:
    """Return the parts with the van's stock; one that the catalogue does not know shows its number."""
    return tuple(
        FaultPart(
            key=one.number,
            name="" if one.part is None else one.part.name(words.language),
            stock=words.say("knowledge.on_van", count=one.on_van)
            if one.on_van > 0
            else words.say("knowledge.not_here"),
            carried=one.on_van > 0,
        )
        for one in parts
    )


def model_rows(models: Sequence[str], mine: str, chosen: str, words: Words) -> tuple[FaultModel, ...]:
    """Return the models to choose from: all, then that of the order, then the others by name."""
    ordered = sorted(models, key=lambda model: (model != mine, model))
    every = FaultModel("", words.say("knowledge.all_models"), not chosen)
    return every, *(FaultModel(model, model, model == chosen) for model in ordered)


def _hit(entry: FaultEntry, patterns: Sequence[str], code: str, of_one_model: bool, words: Words) -> FaultHit:
    why, how = cause(entry, words), symptom(entry, words)
    models = words.say("list_comma").join(entry.models)
    return FaultHit(
        key=entry.id,
        code=entry.code,
        cause=marked(why, patterns),
        detail=marked(_shown_for(entry, patterns, words), patterns),
        models="" if of_one_model else _first(entry.models),
        cases=cases(entry, words),
        cured=cured(entry, words),
        matches=bool(entry.code) and compact(entry.code) == compact(code),
        name=words.say("comma").join(text for text in (entry.code, why, how, models, cases(entry, words)) if text),
    )


def _first(models: Sequence[str]) -> str:
    """Return "CF-680", "CF-680 +2" where there are others: a row has no room for all."""
    return " +".join((*models[:1], *([str(len(models) - 1)] if len(models) > 1 else [])))


def _shown_for(entry: FaultEntry, patterns: Sequence[str], words: Words) -> str:
    """Return the text that shows why an entry was found: how it shows, unless only another one holds what was typed."""
    how = symptom(entry, words)
    if not patterns or any(piece.found for piece in pieces(f"{cause(entry, words)} {how}", patterns)):
        return how
    parts = words.say("list_comma").join(entry.parts)
    others = (measure(entry, words), fallback(entry, words), tools(entry, words), parts)
    return next((text for text in others if any(piece.found for piece in pieces(text, patterns))), how)


def _said(words: Words, chinese: str, english: str) -> str:
    """Return the text of the language, the other one where an entry has none of it."""
    return (chinese or english) if words.language == "zh" else (english or chinese)
