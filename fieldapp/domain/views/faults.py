"""What a search of the fault library asks and finds (KNO-1)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import Sha256
from fieldapp.domain.part import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSearch:
    """What is looked for: words as someone types them, in the light of an order's `model` and alarm `code`.

    Entries of that model and code come first; `only_model` leaves the others out. Nothing typed finds every entry.
    """

    typed: str = ""
    model: str = ""
    code: str = ""
    only_model: bool = False
    most: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultsFound:
    """The first entries that hold every word, best first, and whether there are `more` than were asked for.

    `near`: none holds them to the letter, these do with one typing error. `patterns` are regular expressions that match
    in folded text what was found, for what is set in bold.
    """

    entries: tuple[FaultEntry, ...] = ()
    more: bool = False
    near: bool = False
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAtHand:
    """A part of an entry: what the catalogue says of it, where it knows it, and how many lie on this van."""

    number: str
    part: Part | None
    on_van: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultView:
    """One entry, ready to be read: with its parts, and those of its pictures that are on this tablet."""

    entry: FaultEntry
    parts: tuple[PartAtHand, ...]
    pictures: tuple[tuple[Sha256, bytes], ...]
