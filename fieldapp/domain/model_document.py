"""Drawings and manuals: files about a model, on the tablet where there is an order for it (ANA-1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldapp.domain.ids import Sha256


class DocumentPurpose(Enum):
    """What a file is opened for."""

    DRAWING = "drawing"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDocument:
    """One file about some models, named by its content: a new edition is another document.

    `size` is in bytes; `edition` is what its title page says.
    """

    sha256: Sha256
    models: tuple[str, ...]
    purpose: DocumentPurpose
    title_zh: str
    title_en: str
    edition: str
    pages: int
    size: int
    media_type: str = "application/pdf"

    def title(self, language: str) -> str:
        """Return the title in "zh" or "en"."""
        return self.title_zh if language == "zh" else self.title_en
