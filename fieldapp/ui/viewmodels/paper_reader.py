"""Reads a report for the screen, on a reader thread: the next version as it stands, or the one that was signed."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import OrderId
from fieldapp.domain.process import StepRecord
from fieldapp.domain.visit import Report
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.sign_report import DraftReport, Render, ReportDraft


@dataclass(frozen=True, slots=True)
class Paper:
    """What the report says now; `signed` is the frozen version that stands until the signing step is opened again."""

    draft: ReportDraft
    signed: Report | None

    @property
    def version(self) -> int:
        """Return the version that is shown."""
        return self.signed.version if self.signed is not None else self.draft.version


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Reads reports and makes their PDF."""

    draft: DraftReport
    queries: Queries
    render: Render

    def __call__(self, order_id: OrderId, language: str) -> Paper:
        """Read a report. Raises NotFound("order.unknown", "prices.none"), BadInput("report.hours")."""
        order = self.queries.order(order_id)
        process = self.queries.process(order.pin)
        signed = any(order.visit.is_done(step.id) for step in process.steps if step.records is StepRecord.SIGNATURE)
        frozen = order.visit.reports[-1] if signed and order.visit.reports else None
        return Paper(self.draft(order_id, language), frozen)

    def pdf(self, paper: Paper) -> bytes:
        """Return the document: the signed one as it was frozen, else a preview. Raises NotFound("blob.unknown")."""
        if paper.signed is not None:
            return self.queries.blob(paper.signed.document_sha256)
        return self.render(paper.draft.content, paper.draft.language, None)
