"""The service report for a device that must start quickly: reportlab, fonts and words come with the first one made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.visit import Acceptance, Refusal
from fieldapp.reports.content import ReportContent
from fieldapp.texts.catalogue import Catalogue

if TYPE_CHECKING:
    from fieldapp.reports.service_report import ServiceReport


class LateReport:
    """Renders the service report; only the first one pays for loading (0.2 to 0.9 s)."""

    def __init__(self, fonts: Path, words: Path, centre_url: str) -> None:
        """`fonts` and `words` are folders; `centre_url` is where the company's own copy can be looked up."""
        self._fonts = fonts
        self._words = words
        self._centre_url = centre_url.rstrip("/")
        self._report: ServiceReport | None = None

    def __call__(self, content: ReportContent, language: str, answer: Acceptance | Refusal | None) -> bytes:
        """Return the PDF of one version; without an answer it is the preview."""
        if self._report is None:
            self._report = self._load()
        return self._report(content, language, answer)

    def _load(self) -> ServiceReport:
        from fieldapp.reports.kit.fonts import load_fonts
        from fieldapp.reports.service_report import ServiceReport

        return ServiceReport(
            fonts=load_fonts(self._fonts), texts=Catalogue.load(self._words), centre_url=self._centre_url
        )
