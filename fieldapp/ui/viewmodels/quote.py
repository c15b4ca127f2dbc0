"""The price of chargeable work on the customer's screen: he agrees, or he does not, before it begins (SITE-12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.domain.work_order import WorkOrder
from fieldapp.reports.content import bill_of
from fieldapp.reports.entries import Bill
from fieldapp.reports.sections.speaker import Speaker
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.paper_rows import FeeWords, bill_rows
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words
from fieldapp.usecases.draft_quote import QuoteDraft, planned_pieces
from fieldapp.usecases.site_verbs import SiteVerbs

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

STEP = Decimal("0.5")
Read = Callable[[OrderId], WorkOrder]


@QmlElement
class QuoteViewModel(QObject):
    """One order's price before the work. What is answered is exactly what is shown; `coverage` asks who pays."""

    changed = Signal()

    def __init__(
        self,
        read: Read,
        verbs: SiteVerbs,
        coverage: Callable[[OrderId], None],
        navigator: Navigator,
        background: Background,
        words: Words,
    ) -> None:
        super().__init__()
        self._read, self._verbs, self._coverage = read, verbs, coverage
        self._navigator, self._background, self._words = navigator, background, words
        self._reading = Latest(background.reader)
        self._order_id = OrderId("")
        self._order: WorkOrder | None = None
        self._draft: QuoteDraft | None = None
        self._hours: Decimal | None = None
        self._pieces: dict[PartNumber, int] | None = None
        self._busy = False
        self._fees = Rows(FeeWords, "key", self)
        words.changed.connect(self._reload)

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Show the price of this order's plan."""
        self._order_id = OrderId(order_id)
        self._order = self._draft = self._hours = self._pieces = None
        self._busy = False
        self.changed.emit()
        self._reload()

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether there is a price to show."""
        return self._draft is not None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the answer is being stored."""
        return self._busy

    @Property(str, notify=changed)
    def whose(self) -> str:
        """ "禾味生鲜超市 云桥店·商用冷柜 CF-680"."""
        order = self._order
        return f"{order.customer.name}·{order_words.product_line(order)}" if order is not None else ""

    @Property(str, notify=changed)
    def cause(self) -> str:
        """What was found, "" before the diagnosis."""
        return self._draft.cause if self._draft else ""

    @Property(str, notify=changed)
    def plan(self) -> str:
        """What is going to be done: the plan's measure, otherwise the order's own words."""
        if self._draft is None:
            return ""
        if self._draft.plan:
            return self._draft.plan
        names = [row["label"] for row in self.spares if row["chosen"]]
        return self._words.say("quote.replace", parts=self._words.say("list_comma").join(names)) if names else ""

    @Property("QVariantList", notify=changed)
    def spares(self) -> list[dict[str, str]]:
        """The planned parts: part, label, "yes" under `chosen` while it is in the price, a word where it has none."""
        if self._draft is None or self._order is None:
            return []
        wanted, priceless = self._draft.pieces, self._draft.priceless
        word = self._words.say("quote.priceless")
        return [
            {
                "part": number,
                "label": self._name(number),
                "chosen": "yes" if number in wanted else "",
                "priceless": word if number in priceless else "",
            }
            for number in planned_pieces(self._order)
        ]

    @Property(str, notify=changed)
    def hoursText(self) -> str:
        """ "1.5 小时"."""
        return self._speaker.tell("fees.hours", number=self._speaker.quantity(self._draft.hours)) if self._draft else ""

    @Property(bool, notify=changed)
    def mayLessen(self) -> bool:
        """Whether there are hours to take off."""
        return self._draft is not None and self._draft.hours > STEP

    @Property(Rows, constant=True)
    def fees(self) -> Rows:
        """The price by line."""
        return self._fees

    @Property(str, notify=changed)
    def priceList(self) -> str:
        """Whose prices they are."""
        return self._speaker.tell("fees.list", version=self._draft.fees.price_list_version) if self._draft else ""

    @Property(str, notify=changed)
    def due(self) -> str:
        """What the customer would pay."""
        return self._speaker.money(self._draft.fees.due) if self._draft else ""

    @Property(str, notify=changed)
    def wayOnly(self) -> str:
        """What is owed for the way alone, in warranty nothing; said beside the refusal."""
        if self._draft is None:
            return ""
        due = self._draft.fees.lines[0].due
        if due.is_zero:
            return self._words.say("quote.nothing_due")
        return self._words.say("quote.way_only", amount=self._speaker.money(due))

    @Property("QVariantList", notify=changed)
    def refusers(self) -> list[str]:
        """Who may say no, to tap: the customer's contact, or somebody else who is named in the remark."""
        if self._order is None:
            return []
        person = self._order.customer.contact
        known = "·".join(text for text in (person.name, person.role) if text)
        return [*filter(None, (known,)), self._words.say("quote.somebody_else")]

    @Slot(int)
    def changeHours(self, halves: int) -> None:
        """Plan so many half hours more, or fewer."""
        if self._draft is not None and self._draft.hours + halves * STEP > 0:
            self._hours = self._draft.hours + halves * STEP
            self._reload()

    @Slot(str)
    def toggle(self, part: str) -> None:
        """Take a planned part out of the price, or in again."""
        if self._draft is not None and self._order is not None:
            pieces, number = dict(self._draft.pieces), PartNumber(part)
            if number in self._draft.priceless:
                return
            if pieces.pop(number, None) is None:
                pieces[number] = planned_pieces(self._order)[number]
            self._pieces = pieces
            self._reload()

    @Slot()
    def agree(self) -> None:
        """Record that the customer agrees to exactly this, and go back to the visit."""
        self._answer(True, "")

    @Slot(str)
    def refuse(self, who: str) -> None:
        """Record that he does not, and who said so: nothing is repaired, and the way is owed (SITE-12)."""
        if who.strip():
            self._answer(False, who)

    @Slot()
    def askCoverage(self) -> None:
        """Back to the visit, where it is settled who pays."""
        self._coverage(self._order_id)
        self._navigator.back()

    @Slot()
    def leave(self) -> None:
        """Back to the visit, nothing answered."""
        self._navigator.back()

    def _answer(self, agreed: bool, remark: str) -> None:
        if self._draft is None or self._busy:
            return
        self._busy = True
        self.changed.emit()
        job = partial(self._verbs.answer_quote, self._draft, agreed, remark)
        self._background.writer.run(job, self._answered, self._refused)

    @property
    def _speaker(self) -> Speaker:
        return Speaker(self._words.catalogue, self._words.language, self._words.zone)

    def _name(self, number: PartNumber) -> str:
        """Return "蒸发器温度传感器 TS-02"."""
        order, language = self._order, self._words.language
        needs = order.kit_needs if order is not None else ()
        name = next((need.name(language) for need in needs if need.part_number == number), "")
        part = self._draft.parts.get(number) if self._draft is not None else None
        return f"{part.name(language) if part is not None else name} {number}".strip()

    @Slot()
    def _reload(self) -> None:
        if self._order_id and not self._busy:
            job = partial(self._drafted, self._order_id, self._words.language, self._hours, self._pieces)
            self._reading.run(job, self._loaded)

    def _drafted(
        self, order_id: OrderId, language: str, hours: Decimal | None, pieces: Mapping[PartNumber, int] | None
    ) -> tuple[WorkOrder, QuoteDraft, Bill]:
        """Run on a reader's thread."""
        draft = self._verbs.draft_quote(order_id, language, hours, pieces)
        return self._read(order_id), draft, bill_of(draft.fees, draft.parts, language)

    def _loaded(self, read: tuple[WorkOrder, QuoteDraft, Bill]) -> None:
        self._order, self._draft, bill = read
        self._fees.show(bill_rows(bill, self._speaker))
        self.changed.emit()

    def _answered(self, _nothing: None) -> None:
        self._busy = False
        self._navigator.back()

    def _refused(self, error: FieldappError) -> None:
        """The price changed meanwhile, or the order is closed: say so, show the new one."""
        self._busy = False
        self._background.failed.emit(error)
        self._reload()
