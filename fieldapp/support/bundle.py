"""The support bundle: the log and the facts about program, machine and store, as one zip that can be looked into first.

Nothing personal is in it: the log lets nothing in (`lines`), the facts are numbers and versions, and paths in crash
reports are cut to their ends, for they name the user's home.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from fieldapp.domain.errors import BadInput
from fieldapp.support.log import log_files, log_folder

ABOUT = "about.json"
_PATH = re.compile(r'File "([^"]*)"')

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a bundle."""

    name: str
    content: bytes

    @property
    def size(self) -> int:
        """Return its bytes, unpacked."""
        return len(self.content)

    @property
    def text(self) -> str:
        """Return what it says; every file of a bundle is text."""
        return self.content.decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What would be handed out, whole, before any of it leaves the tablet."""

    made_at: datetime
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"fieldapp-support-{self.made_at:%Y%m%d-%H%M%S}.zip"

    def write(self, path: Path) -> None:
        """Write the zip whole or not at all. Raises BadInput("support.not-saved") naming the file."""
        unfinished = path.with_name(f"{path.name}.part")
        try:
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                for piece in self.pieces:
                    entry = zipfile.ZipInfo(piece.name, self.made_at.timetuple()[:6])
                    archive.writestr(entry, piece.content, zipfile.ZIP_DEFLATED)
            unfinished.replace(path)
        except OSError as fault:
            if unfinished.exists():
                unfinished.unlink()
            raise BadInput("support.not-saved", file=str(path)) from fault


def bundle(data: Path, facts: Facts, made_at: datetime) -> Bundle:
    """Return the bundle of a data folder: `facts` as JSON, then the log's files, the newest first."""
    about = Piece(ABOUT, json.dumps(facts, ensure_ascii=False, indent=2, default=str).encode())
    return Bundle(made_at, (about, *(Piece(path.name, _told(path)) for path in log_files(log_folder(data)))))


def _told(path: Path) -> bytes:
    """Return what a file of the log folder says, its paths cut."""
    text = path.read_text("utf-8", errors="replace")
    return _PATH.sub(lambda found: f'File "{"/".join(PurePath(found[1]).parts[-2:])}"', text).encode()
