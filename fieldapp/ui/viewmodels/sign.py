"""The customer's page: what was done, what it costs, and the customer's own word on it (REP-3).

Nothing is chosen beforehand. The engineer's application lies behind it and is reached by PIN only.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.visit import Acceptance, Refusal, Report, Satisfaction
from fieldapp.ui.background import Background, LongWork
from fieldapp.ui.items.ink import InkPad
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.paper_rows import SummaryRow, customer_rows
from fieldapp.ui.viewmodels.pin import PinViewModel
from fieldapp.ui.viewmodels.refusal import RefusalViewModel
from fieldapp.ui.viewmodels.report import ReportViewModel
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.sign_memory import Recalled, SignMemory
from fieldapp.ui.viewmodels.sign_words import SignWords
from fieldapp.ui.viewmodels.signing import Signing
from fieldapp.ui.words import Words
from fieldapp.usecases.sign_report import ReportDraft

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SignViewModel(SignWords):
    """Collects agreement, ink, satisfaction and remark, or a refusal. `wiped` tells the pad to be empty again."""

    told = Signal()
    """As `changed`: a property is told of by a signal of its own class only."""
    wiped = Signal()

    def __init__(
        self,
        *,
        paper: ReportViewModel,
        signing: Signing,
        pin: PinViewModel,
        memory: SignMemory,
        navigator: Navigator,
        background: Background,
        shell: ShellViewModel,
        words: Words,
    ) -> None:
        """`paper` and `pin` belong to this page alone."""
        super().__init__(paper, words)
        self._signing, self._memory = signing, memory
        self._navigator, self._background, self._shell = navigator, background, shell
        self._rows = Rows(SummaryRow, "key", self)
        self._engineers_language = words.language
        self._agreed = self._has_ink = self._busy = False
        self._satisfaction = self._remark = self._speaker_name = ""
        self._signed: Report | None = None
        self._read: ReportDraft | None = None
        self._work = LongWork(self)
        self._refusal = RefusalViewModel(words, self)
        self._lock = pin
        self.changed.connect(self.told)
        self._work.progressed.connect(self.changed)
        self._refusal.given.connect(self._keep)
        self._lock.unlocked.connect(self._unlocked)
        memory.recalled.connect(self._recalled)
        paper.drafted.connect(self._other_content)
        words.changed.connect(self.changed)

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Hand the tablet over: an empty page for this order."""
        self._engineers_language = self._words.language
        self._signed = self._read = None
        self._remark = ""
        self._refusal.clear()
        self._lock.look()
        self._memory.enter(order_id)
        self._wipe()
        self._paper.show(order_id)
        self._other_content()

    @Property(ReportViewModel, constant=True)
    def paper(self) -> ReportViewModel:
        """What is signed."""
        return self._paper

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """What the customer reads."""
        return self._rows

    @Property(bool, notify=told)
    def agreed(self) -> bool:
        """Whether the customer ticked the sentence."""
        return self._agreed

    @Property(str, notify=told)
    def satisfaction(self) -> str:
        """One of satisfied, fairly, dissatisfied; "" before the customer chose."""
        return self._satisfaction

    @Property(str, notify=told)
    def remark(self) -> str:
        """What the customer wrote."""
        return self._remark

    @Property(str, notify=told)
    def primaryText(self) -> str:
        """The one next action, or what is missing for it."""
        return self._words.say(self._missing() or ("sign.confirm_phone" if self.byPhone else "sign.confirm"))

    @Property(bool, notify=told)
    def blocked(self) -> bool:
        """Whether something is missing."""
        return bool(self._missing()) or self._busy or self._paper.draft is None

    @Property(bool, notify=told)
    def busy(self) -> bool:
        """Whether the report is being made."""
        return self._busy

    @Property(float, notify=told)
    def fraction(self) -> float:
        """How far it is."""
        return self._work.fraction

    @Property(bool, notify=told)
    def finished(self) -> bool:
        """Whether the word of the customer is kept."""
        return self._signed is not None

    @Property(bool, notify=told)
    def refused(self) -> bool:
        """Whether that word was a refusal."""
        return self._signed is not None and self._signed.refusal is not None

    @Property(str, notify=told)
    def thanks(self) -> str:
        """What stands on the page afterwards."""
        draft = self._paper.draft
        if self._signed is None or draft is None:
            return ""
        return self._words.say("sign.noted" if self.refused else "sign.thanks", name=draft.content.customer.contact)

    @Property(RefusalViewModel, constant=True)
    def refusal(self) -> RefusalViewModel:
        """The other way out."""
        return self._refusal

    @Property(PinViewModel, constant=True)
    def lock(self) -> PinViewModel:
        """The way back to the engineer's application: by PIN only."""
        return self._lock

    @Slot(bool)
    def agree(self, agreed: bool) -> None:
        """Take the tick of the sentence."""
        self._agreed = agreed
        self.changed.emit()

    @Property(str, notify=told)
    def speakerName(self) -> str:
        """Who confirms on the telephone, where nobody was there to sign."""
        return self._speaker_name

    @Slot(str)
    def nameSpeaker(self, name: str) -> None:
        """Take who confirms on the telephone."""
        self._speaker_name = name.strip()
        self.changed.emit()

    @Slot(bool)
    def inkChanged(self, present: bool) -> None:
        """Know whether there is ink on the pad."""
        self._has_ink = present
        self._memory.note_ink(present)
        self.changed.emit()

    @Slot(str)
    def rate(self, satisfaction: str) -> None:
        """Take the customer's face."""
        self._satisfaction = satisfaction
        self.changed.emit()

    @Slot(str)
    def say(self, remark: str) -> None:
        """Take the customer's remark."""
        self._remark = remark.strip()
        self._memory.note_remark(self._remark)
        self.changed.emit()

    @Slot(object)
    def _recalled(self, begun: Recalled) -> None:
        """Show the words that a lock or a crash interrupted; say that ink has to be given anew."""
        self._remark = self._remark or begun.remark
        if begun.ink:
            self._shell.notice.show(self._words.say("sign.ink_gone"), self._words.say("sign.ink_again"), "")
        self.changed.emit()

    @Slot(QQuickItem)
    def confirm(self, pad: QQuickItem) -> None:
        """Sign with what stands on the pad."""
        draft = self._paper.draft
        if draft is None or self.blocked or not isinstance(pad, InkPad):
            return
        accepted = Acceptance(
            signer_name=self._speaker_name if draft.afar else draft.content.customer.contact,
            strokes=() if draft.afar else pad.strokes(),
            satisfaction=Satisfaction(self._satisfaction),
            remark=self._remark,
            by_phone=draft.afar,
        )
        self._keep(accepted)

    @Slot()
    def switchLanguage(self) -> None:
        """Let the customer read in the other language; what was signed for the first is wiped."""
        self._shell.setLanguage("en" if self._words.language == "zh" else "zh")

    def _missing(self) -> str:
        """Return the words' code of what is missing for a signature, "" for nothing."""
        if not self._agreed:
            return "sign.need.agreed"
        if self.byPhone and not self._speaker_name:
            return "sign.need.name"
        if not self.byPhone and not self._has_ink:
            return "sign.need.ink"
        return "" if self._satisfaction else "sign.need.face"

    @Slot(object)
    def _keep(self, answer: Acceptance | Refusal) -> None:
        draft = self._paper.draft
        if draft is None or self._busy:
            return
        self._busy = True
        self._work.begin()
        self.changed.emit()
        job = partial(self._signing, draft, answer, self._work.report)
        self._background.writer.run(job, self._kept, self._not_kept)

    def _kept(self, report: Report) -> None:
        self._busy, self._signed = False, report
        self._memory.confirmed()
        self.changed.emit()

    def _not_kept(self, error: FieldappError) -> None:
        """Nothing was signed: say why, and show the report as it stands now; the same report keeps its ink."""
        self._busy = False
        self.changed.emit()
        self._background.failed.emit(error)
        self._other_content()
        if self._paper.draft is not None:
            self._paper.show(self._paper.draft.order_id)

    @Slot()
    def _other_content(self) -> None:
        """Show other content than before; what the customer gave belonged to the former and is wiped."""
        draft = self._paper.draft
        if draft is not None and draft is not self._read and self._signed is None and not self._busy:
            self._read = draft
            self._speaker_name = draft.content.customer.contact if draft.afar else ""
            self._refusal.show(draft.afar)
            self._rows.show(customer_rows(draft.content, self._paper.speaker(draft)))
            self._wipe()

    def _wipe(self) -> None:
        self._agreed = self._has_ink = False
        self._satisfaction = ""
        self.wiped.emit()
        self.changed.emit()

    @Slot(object)
    def _unlocked(self, _what: object) -> None:
        self._shell.setLanguage(self._engineers_language)
        self._navigator.back()
