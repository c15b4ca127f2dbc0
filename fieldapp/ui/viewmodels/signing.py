"""What one press of 确认签字 stores: the customer's answers to the form, then the signature bound to what was shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.errors import BadInput
from fieldapp.domain.process import StepRecord
from fieldapp.domain.visit import Acceptance, Refusal, Report
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.sign_report import DraftReport, ReportDraft, SignReport
from fieldapp.workflow.step_form import form_of

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Signs on the writer's thread. The answers are no content of the report: they do not change what is bound."""

    queries: Queries
    draft: DraftReport
    save: SaveAnswer
    sign: SignReport

    def __call__(self, shown: ReportDraft, answer: Acceptance | Refusal, progress: Progress) -> Report:
        """Sign, or record the refusal. Raises as SignReport; answers are kept only for a draft that still holds."""
        progress(0.1)
        if self.draft(shown.order_id, shown.language).content_sha256 != shown.content_sha256:
            raise BadInput("report.changed", number=shown.number)
        order = self.queries.order(shown.order_id)
        process = self.queries.process(order.pin)
        step = next(step for step in process.steps if step.records is StepRecord.SIGNATURE)
        sha256, _ = self.queries.form(order.pin, form_of(step, order))
        self.save(order.id, step.id, answers(answer), sha256)
        progress(0.3)
        report = self.sign(shown, answer)
        progress(1.0)
        return report


def answers(answer: Acceptance | Refusal) -> dict[str, str]:
    """Return the form's answers; those of the other way out are cleared."""
    if isinstance(answer, Acceptance):
        return {
            "agreed": "OK",
            "satisfaction": answer.satisfaction.value,
            "customer_remark": answer.remark,
            "refused": "",
            "refusal_reason": "",
            "witness_remark": "",
        }
    return {
        "agreed": "",
        "satisfaction": "",
        "customer_remark": "",
        "refused": "OK",
        "refusal_reason": answer.reason,
        "witness_remark": answer.witness_remark,
    }
