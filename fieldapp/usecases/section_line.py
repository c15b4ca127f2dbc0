"""What a visit's answers say under one heading of the report, in one line: cause, solution (KNO-2, SITE-12)."""

from __future__ import annotations

from fieldapp.domain.process import Process
from fieldapp.domain.work_order import WorkOrder
from fieldapp.reports.content import ACKNOWLEDGED, INTERNAL
from fieldapp.usecases.form_words import FormWords
from fieldapp.workflow.step_form import as_asked


def section_line(order: WorkOrder, process: Process, words: FormWords, section: str) -> str:
    """Return the answers of a report's section as one line; readings are of this machine and stay out of it."""
    sources = [source for source in as_asked(process, order).report if source.section == section]
    told: list[str] = []
    for source in sources:
        for name in source.fields:
            value = order.visit.answer(source.step, name).strip()
            question = words.questions(source.step).get(name)
            is_words = value != ACKNOWLEDGED and not name.startswith(INTERNAL)
            if value and is_words and question is not None and not question.attributes.get("unit"):
                told.append(words.words(source.step, name, value))
    return ("，" if words.language == "zh" else ", ").join(dict.fromkeys(told))
