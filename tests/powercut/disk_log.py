"""What a disk was told, and what of it a power cut leaves: pure, no file is touched here."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

SECTOR = 512
"""A disk writes sectors whole or not at all; a longer write may stop between any two of them."""


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes handed over, not yet durable."""

    name: str
    start: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """The file was cut to a size; not yet durable."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """Everything handed over for this file before is durable, its name in the folder as well."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The file's name was taken away; durable at once where the folder was synced with it."""

    name: str = field(kw_only=False)
    durable: bool


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The screen said "stored" for everything up to this event."""

    seq: int


Deed = Written | Truncated | Synced | Removed | Acknowledged


@dataclass
class DiskLog:
    """Deeds in their order."""

    deeds: list[Deed] = field(default_factory=list)

    def add(self, deed: Deed) -> None:
        """Write down one more."""
        self.deeds.append(deed)


@dataclass
class _File:
    """Durable bytes, and what was handed over since."""

    content: bytearray = field(default_factory=bytearray)
    exists: bool = False
    named: bool = False
    """Whether its name in the folder is durable."""
    unsure: list[Written | Truncated | Removed] = field(default_factory=list)

    def settle(self) -> None:
        """Everything handed over reaches the disk."""
        for deed in self.unsure:
            self.reach(deed)
        self.unsure.clear()
        self.exists = self.named = True

    def reach(self, deed: Written | Truncated | Removed) -> None:
        """Let one deed reach the disk."""
        if isinstance(deed, Removed):
            self.content, self.exists, self.named = bytearray(), False, False
            return
        self.exists = True
        if isinstance(deed, Truncated):
            del self.content[deed.size :]
            return
        gap = deed.start - len(self.content)
        self.content.extend(bytes(max(0, gap)))
        self.content[deed.start : deed.start + len(deed.data)] = deed.data


def after_cut(before: dict[str, bytes], deeds: list[Deed], chance: random.Random) -> dict[str, bytes]:
    """Return what lies on the disk when the power goes after `deeds`: everything synced, any part of the rest."""
    files = {name: _File(bytearray(content), exists=True, named=True) for name, content in before.items()}
    for deed in deeds:
        if isinstance(deed, Acknowledged):
            continue
        file = files.setdefault(deed.name, _File())
        if isinstance(deed, Synced):
            if not file.named:
                _settle_names(files.values())  # SQLite syncs the folder with the first sync of a new file
            file.settle()
        elif isinstance(deed, Removed) and deed.durable:
            file.unsure.clear()
            file.reach(deed)
        else:
            file.unsure.append(deed)
    kept_share = chance.choice((0.0, 0.1, 0.4, 0.8, 1.0))
    for file in files.values():
        for deed in file.unsure:
            if chance.random() < kept_share:
                for part in _reached(deed, chance):
                    file.reach(part)
    return {name: bytes(file.content) for name, file in files.items() if file.exists}


def acknowledged(deeds: list[Deed]) -> int:
    """Return the last event that the screen had said was stored, 0 for none."""
    return max((deed.seq for deed in deeds if isinstance(deed, Acknowledged)), default=0)


def _settle_names(files: Iterable[_File]) -> None:
    """Names that were taken away before are gone for good."""
    for file in files:
        last = max((place for place, deed in enumerate(file.unsure) if isinstance(deed, Removed)), default=-1)
        for deed in file.unsure[: last + 1]:
            file.reach(deed)
        del file.unsure[: last + 1]


def _reached(deed: Written | Truncated | Removed, chance: random.Random) -> list[Written | Truncated | Removed]:
    """Return what of a deed came through: every third write loses some of its sectors."""
    if not isinstance(deed, Written) or chance.random() > 0.3:
        return [deed]
    edges = [0, *range(SECTOR - deed.start % SECTOR, len(deed.data), SECTOR), len(deed.data)]
    whole = [Written(deed.name, deed.start + a, deed.data[a:b]) for a, b in pairwise(edges)]
    return [sector for sector in whole if chance.random() < 0.5]
