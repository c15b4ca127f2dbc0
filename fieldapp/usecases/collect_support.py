"""Collect what helps when something went wrong, to be looked at before it is handed out (USE-5)."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from fieldapp.domain.errors import StoreError
from fieldapp.domain.views.figures import StoreFigures
from fieldapp.support.bundle import Bundle, bundle
from fieldapp.support.machine import libraries, machine

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSupport:
    """Reads log, versions, sizes and counts; without an open store (`figures` is None) all but the counts."""

    data: Path
    app_version: str
    now: Callable[[], datetime]
    figures: Callable[[], StoreFigures] | None = None

    def __call__(self) -> Bundle:
        """Return the bundle. Where a store cannot be counted, its error's code stands for the counts."""
        made_at = self.now()
        facts = {
            "made_at": made_at.isoformat(timespec="seconds"),
            "app": self.app_version,
            "machine": machine(),
            "libraries": libraries(),
            "disk": self._disk(),
            "files": self._sizes(),
            "store": self._counts(),
        }
        return bundle(self.data, facts, made_at)

    def _counts(self) -> dict[str, object] | None:
        """Return the counts, None without an open store."""
        if self.figures is None:
            return None
        try:
            return asdict(self.figures())
        except StoreError as failure:  # a damaged store may be why somebody asks for help
            _log.info("store not counted", exc_info=failure)
            return {"not_counted": failure.code}

    def _disk(self) -> dict[str, int]:
        """Return the room on the disk of the data folder, in bytes; nothing for a folder that is not there."""
        if not self.data.is_dir():
            return {}
        usage = shutil.disk_usage(self.data)
        return {"free_bytes": usage.free, "total_bytes": usage.total}

    def _sizes(self) -> dict[str, int | dict[str, int]]:
        """Return the bytes of each file of the data folder, and of its folders how many files there are and bytes.

        Only names of ours stand there; the names of blobs are left out all the same, for they tell one file's content.
        """
        if not self.data.is_dir():
            return {}
        return {
            path.name: _of_folder(path) if path.is_dir() else path.stat().st_size
            for path in sorted(self.data.iterdir())
        }


def _of_folder(folder: Path) -> dict[str, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return {"files": len(sizes), "bytes": sum(sizes)}
