"""Results of scans as the sheet shows them: done is green, scanned before is neutral, doubtful or unknown is amber."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.part import CaptureSource
from fieldapp.ui.viewmodels.scan_actions import Asked, Scanned, ScanPlace
from fieldapp.ui.words import Words
from fieldapp.workflow.kit import added_needs, packed_needs

AGAIN = frozenset({"kit.already-checked", "part.already-used", "part.removed-already"})
"""Refusals that only say: this one is done already."""
DOUBTFUL = frozenset({"part.does-not-fit", "part.serial-missing", "part.not-on-van", "part.still-on-van"})
"""Refusals that the engineer may overrule, where the scan was to record something."""
FAULTY_WORDS = {"part.unknown": "scan.unknown", "part.recalled": "scan.recalled"}


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One result: `look` is ok, again or doubt; `mayUse` shows the one action."""

    key: str
    look: str
    title: str
    detail: str
    word: str
    mayUse: bool


def look_of(scanned: Scanned) -> str:
    """Return "ok", "again" or "doubt"."""
    if scanned.error is None:
        return "ok"
    return "again" if scanned.error.code in AGAIN else "doubt"


def may_use(scanned: Scanned) -> bool:
    """Tell whether the engineer may do it all the same."""
    return scanned.error is not None and scanned.error.code in DOUBTFUL and scanned.asked is not Asked.LOOKUP


def scan_row(scanned: Scanned, settled: frozenset[str], words: Words) -> ScanRow:
    """Return the row of one scan; those whose key is in `settled` were used all the same by now."""
    look = look_of(scanned)
    facts = _facts(scanned, words)
    told = _told(scanned, words)
    return ScanRow(
        key=scanned.key,
        look=look,
        title=_title(scanned, words),
        detail=told if look == "doubt" else facts,
        word=_word(scanned, look, words),
        mayUse=may_use(scanned) and scanned.key not in settled,
    )


def _title(scanned: Scanned, words: Words) -> str:
    if scanned.part is None:
        return scanned.label[:60]
    return f"{scanned.part.number} {scanned.part.name(words.language)}"


def _word(scanned: Scanned, look: str, words: Words) -> str:
    if look == "ok":
        return words.say(f"scan.done.{scanned.asked.value}")
    if look == "again":
        return words.say("scan.again")
    code = scanned.error.code if scanned.error is not None else ""
    return words.say(FAULTY_WORDS.get(code, "scan.doubt"))


def _facts(scanned: Scanned, words: Words) -> str:
    """Return serial, lot, stock and fit; and that it was typed (KIT-3)."""
    code, part, facts = scanned.code, scanned.part, []
    if code is not None and code.source is CaptureSource.HAND:
        facts.append(words.say("scan.typed"))
    if code is not None and code.serial_number:
        facts.append(words.say("part.serial", serial=code.serial_number))
    if code is not None and code.lot:
        facts.append(words.say("part.lot", lot=code.lot))
    if part is not None and scanned.model and (not part.fits_models or scanned.model in part.fits_models):
        facts.append(words.say("scan.fits", model=scanned.model))
    if part is not None and scanned.asked is not Asked.OLD:
        facts.append(words.say("part.left", count=scanned.stock))
    return "·".join(facts) if words.language == "zh" else " · ".join(facts)


def _told(scanned: Scanned, words: Words) -> str:
    """Return what happened and what to do, "" if all is well."""
    if scanned.error is None:
        return ""
    told = words.error(scanned.error)
    return words.say("scan.told", what=told.what, do=told.do)


def asked_words(place: ScanPlace, words: Words) -> str:
    """Return what to scan now."""
    if place.asked is not Asked.OLD or place.use is None:
        return words.say(f"scan.ask.{place.asked.value}")
    name = place.part.name(words.language) if place.part is not None else ""
    return words.say("scan.ask.old", part=f"{place.use.part_number} {name}".strip())


def packed_words(place: ScanPlace, words: Words) -> str:
    """Return customer and, at the bag, "2/3 packed"."""
    if place.order is None:
        return words.say("scan.no_order")
    customer, needs = place.order.customer.name, added_needs(place.order)
    if place.asked is not Asked.KIT or not needs:
        return customer
    ready = len(packed_needs(place.order))
    return f"{customer}·{words.say('scan.packed', ready=ready, total=len(needs))}"
