"""What stands on the customer's page beside what the customer gives: whose report, of what, what is due, who signs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.paper_rows import due_note, signer_line, whose_visit
from fieldapp.ui.viewmodels.report import ReportViewModel
from fieldapp.ui.words import Words


class SignWords(QObject):
    """Base of the customer's page: the words of the draft on it; all empty before there is one."""

    changed = Signal()

    def __init__(self, paper: ReportViewModel, words: Words) -> None:
        super().__init__()
        self._paper, self._words = paper, words

    @Property(bool, notify=changed)
    def byPhone(self) -> bool:
        """Whether nobody was there: who is on the telephone confirms instead of signing (SITE-14)."""
        draft = self._paper.draft
        return draft is not None and draft.afar

    @Property(str, notify=changed)
    def heading(self) -> str:
        """ "霁川服务报告"."""
        draft = self._paper.draft
        company = self._paper.speaker(draft).tell("company") if draft else ""
        return self._words.say("sign.heading", company=company)

    @Property(str, notify=changed)
    def whose(self) -> str:
        """ "禾味生鲜超市 云桥店·11月23日"."""
        draft = self._paper.draft
        return whose_visit(draft.content, self._words) if draft else ""

    @Property(str, notify=changed)
    def asset(self) -> str:
        """ "商用冷柜 CF-680"."""
        draft = self._paper.draft
        return f"{draft.content.asset.product} {draft.content.asset.model}".strip() if draft else ""

    @Property(str, notify=changed)
    def due(self) -> str:
        """ "¥86.00"."""
        return self._paper.due

    @Property(str, notify=changed)
    def dueNote(self) -> str:
        """Why that is due, and what the warranty bears."""
        draft = self._paper.draft
        return due_note(draft.content, self._paper.speaker(draft), self._words) if draft else ""

    @Property(str, notify=changed)
    def signer(self) -> str:
        """ "林芳·值班经理"."""
        draft = self._paper.draft
        return signer_line(draft.content) if draft else ""
