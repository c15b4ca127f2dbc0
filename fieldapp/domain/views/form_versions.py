"""Versions of a form that are on the tablet, and what a visit offers to go on with (PRO-2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import FormId, Sha256
from fieldapp.domain.process import version_rank


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVersion:
    """A published version; `version` is its author's, by custom yyyymmddrr."""

    form_id: FormId
    version: str
    sha256: Sha256

    @property
    def rank(self) -> tuple[int, str]:
        """Return what orders versions: the higher number is the newer one; what is no number is older than all."""
        return version_rank(self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOffer:
    """Another version of the form on the screen: a newer one, or the one that the order had before its last move."""

    version: FormVersion
    is_newer: bool
