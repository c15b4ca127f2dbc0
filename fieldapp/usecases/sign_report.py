"""Write the report from what was recorded, and bind the customer's word to it (REP-1 to REP-4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from fieldapp.domain.errors import BadInput, GateClosed
from fieldapp.domain.events import ReportSigned, StepCompleted
from fieldapp.domain.fees import Fees
from fieldapp.domain.going import from_afar
from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.domain.process import Moment, Process, StepRecord
from fieldapp.domain.visit import Acceptance, Refusal, Report
from fieldapp.domain.work_order import WorkOrder
from fieldapp.reports.content import ReportContent, report_content
from fieldapp.signature.evidence import content_sha256
from fieldapp.usecases.bill_so_far import bill_so_far, due_at_gate, parts_of
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.step_form import as_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What the customer is shown before signing: exactly this is bound by `content_sha256`.

    `afar`: nobody was there, who was on the telephone confirms instead of signing (SITE-14).
    """

    order_id: OrderId
    number: str
    version: int
    content: ReportContent
    fees: Fees
    content_sha256: Sha256
    language: str
    afar: bool = False


@dataclass(frozen=True, slots=True)
class DraftReport:
    """Put the next version of the report together."""

    queries: Queries
    clock: Clock
    forms: FormShelf
    zone: tzinfo

    def __call__(self, order_id: OrderId, language: str) -> ReportDraft:
        """Return the draft. Raises NotFound("order.unknown", "prices.none"), BadInput("report.hours")."""
        return self.of(self.queries.order(order_id), language, self.clock.now())

    def of(self, order: WorkOrder, language: str, at: datetime) -> ReportDraft:
        """Return the draft of an order as it stands inside a transaction or outside."""
        process = self.queries.process(order.pin)
        parts = parts_of(self.queries, order)
        bill = bill_so_far(self.queries, process, order, parts)
        number = report_number(order)
        version = len(order.visit.reports) + 1
        words = FormWords(self.forms, order, process, language, self.clock.now)
        told = as_asked(process, order)
        content = report_content(order, told, words, bill, parts, language, self.zone, number, version, at)
        return ReportDraft(
            order_id=order.id,
            number=number,
            version=version,
            content=content,
            fees=bill,
            content_sha256=content_sha256(content),
            language=language,
            afar=from_afar(order.visit),
        )


def report_number(order: WorkOrder) -> str:
    """Return what the order's report is called: it keeps its first number when the centre gives the order its own."""
    if order.visit.reports:
        return order.visit.reports[-1].number
    return f"SR-{order.number.partition('-')[2] or order.number}"


Render = Callable[[ReportContent, str, Acceptance | Refusal | None], bytes]
"""Makes the PDF: content, language, and how the customer answered (None for the preview)."""


@dataclass(frozen=True, slots=True)
class SignReport:
    """Freeze a version: PDF, strokes, fees and the completion of the signing step in one transaction."""

    begin: Begin
    clock: Clock
    queries: Queries
    draft: DraftReport
    render: Render

    def __call__(self, shown: ReportDraft, answer: Acceptance | Refusal) -> Report:
        """Sign, or record the refusal, for exactly the draft that was shown.

        Raises BadInput("sign.no-ink", "sign.no-name", "sign.refusal-reason"), GateClosed("gate.closed"),
        BadInput("report.changed") if something was recorded since it was shown, Refused("order.not-open").
        """
        order = self.queries.order(shown.order_id)
        _check(answer, from_afar(order.visit))
        process = self.queries.process(order.pin)
        step = next(step for step in process.steps if step.records is StepRecord.SIGNATURE)
        self._check_gates(process, order, step.id)
        if self.draft.of(order, shown.language, shown.content.written_at).content_sha256 != shown.content_sha256:
            raise BadInput("report.changed", number=shown.number)
        # The paper bears the moment of signing; when it was shown is no part of what is bound.
        at = self.clock.now()
        document = self.render(replace(shown.content, written_at=at), shown.language, answer)
        with self.begin() as work:
            if open_order(work, order.id) != order:
                raise BadInput("report.changed", number=shown.number)
            report = Report(
                number=shown.number,
                version=shown.version,
                at=at,
                content_sha256=shown.content_sha256,
                document_sha256=work.put_blob("application/pdf", document),
                fees=shown.fees,
                acceptance=answer if isinstance(answer, Acceptance) else None,
                refusal=answer if isinstance(answer, Refusal) else None,
            )
            work.append(
                ReportSigned(order_id=order.id, at=at, report=report),
                StepCompleted(order_id=order.id, at=at, step=step.id),
            )
            work.commit()
        return report

    def _check_gates(self, process: Process, order: WorkOrder, step: StepId) -> None:
        """Refuse while a gate of the signing step is closed."""
        due = due_at_gate(self.queries, process, order, step)
        for moment in Moment:
            for gate in closed_gates(process, order, step, moment, due):
                raise GateClosed("gate.closed", gate=gate.id, zh=gate.words.zh, en=gate.words.en)


def _check(answer: Acceptance | Refusal, afar: bool) -> None:
    """Refuse an empty pad, a word by telephone of nobody or where somebody went, a refusal without reason (REP-3)."""
    spoken = isinstance(answer, Acceptance) and answer.by_phone and afar
    if isinstance(answer, Acceptance) and not spoken and not any(stroke.points for stroke in answer.strokes):
        raise BadInput("sign.no-ink")
    if isinstance(answer, Acceptance) and spoken and not answer.signer_name.strip():
        raise BadInput("sign.no-name")
    if isinstance(answer, Refusal) and not (answer.reason.strip() and answer.witness_remark.strip()):
        raise BadInput("sign.refusal-reason")
