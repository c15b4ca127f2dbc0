"""An order as short texts: who, what, where, until when; each a property that a page shows as it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from fieldapp.domain.going import Going, going, last_talk
from fieldapp.domain.views.order import OrderView
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.agreed_words import cancelled_line, correction_lines, old_time, untaken_move, waits_text
from fieldapp.ui.viewmodels.doubt_rows import doubt_names
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class OrderFacts(QObject):
    """The words of one order; all empty until `show` was called."""

    changed = Signal()

    def __init__(self, words: Words, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._ticker = ticker
        self._view: OrderView | None = None

    def show(self, view: OrderView) -> None:
        """Show this order, in the language of the moment."""
        self._view = view
        self.changed.emit()

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number on paper."""
        return self._view.order.number if self._view else ""

    @Property(str, notify=changed)
    def name(self) -> str:
        """Who is visited."""
        return self._view.order.customer.name if self._view else ""

    @Property(int, notify=changed)
    def level(self) -> int:
        """1 to 4; 0 without an order."""
        return self._view.order.severity.value if self._view else 0

    @Property(str, notify=changed)
    def levelWord(self) -> str:
        """The level in a word."""
        return self._words.level(self._view.order.severity) if self._view else ""

    @Property(str, notify=changed)
    def intakeLine(self) -> str:
        """ "WX-261123-004·08:12 受理·调度 许婧"."""
        if self._view is None:
            return ""
        order = self._view.order
        return self._words.say(
            "order.intake",
            number="·".join(filter(None, (order_words.job_word(order, self._words), " / ".join(order.numbers)))),
            time=self._words.time(order.received_at),
            dispatcher=order.dispatcher,
        )

    @Property(str, notify=changed)
    def linkedText(self) -> str:
        """The orders that it came out of, and that came out of it, a line each; "" mostly."""
        return "\n".join(order_words.linked_lines(self._view.order, self._words)) if self._view else ""

    @Property(str, notify=changed)
    def product(self) -> str:
        """What is served: "商用冷柜 CF-680"."""
        return order_words.product_line(self._view.order) if self._view else ""

    @Property(str, notify=changed)
    def symptomTitle(self) -> str:
        """The code with its meaning, or the complaint."""
        if self._view is None:
            return ""
        return order_words.symptom_title(self._view.order, next(iter(self._view.faults), None), self._words)

    @Property(str, notify=changed)
    def symptomText(self) -> str:
        """What, since when, how often: the customer's words (ACC-4)."""
        return order_words.symptom_lines(self._view.order, self._words, below_title=True)[0] if self._view else ""

    @Property(str, notify=changed)
    def symptomMore(self) -> str:
        """What was tried, what stands still."""
        return order_words.symptom_lines(self._view.order, self._words)[1] if self._view else ""

    @Property(str, notify=changed)
    def address(self) -> str:
        """Where to go."""
        return self._view.order.customer.site.address if self._view else ""

    @Property(str, notify=changed)
    def access(self) -> str:
        """How to get in."""
        return self._view.order.customer.site.access if self._view else ""

    @Property(str, notify=changed)
    def contact(self) -> str:
        """Whom to ask for: "林芳·值班经理"."""
        if self._view is None:
            return ""
        person = self._view.order.customer.contact
        return "·".join(text for text in (person.name, person.role) if text)

    @Property(str, notify=changed)
    def phone(self) -> str:
        """The number to call."""
        return self._view.order.customer.contact.phone if self._view else ""

    @Property(str, notify=changed)
    def assetLine(self) -> str:
        """ "序列号 CF680-24D-01763·2024-04-18 购"."""
        if self._view is None:
            return ""
        asset = self._view.order.asset
        bought = self._words.say("order.bought", day=asset.purchased_on.isoformat()) if asset.purchased_on else ""
        serial = self._words.say("order.serial", serial=asset.serial_number) if asset.serial_number else ""
        return "·".join(text for text in (serial, bought) if text)

    @Property(bool, notify=changed)
    def inWarranty(self) -> bool:
        """Whether warranty covers the day of the visit."""
        return self._view is not None and self._view.in_warranty

    @Property(str, notify=changed)
    def warranty(self) -> str:
        """ "保修内", that it is over, or that nobody knows and it is to be asked."""
        if self._view is None:
            return ""
        if self._view.warranty_until_on is None:
            return self._words.say("warranty.unknown")
        return self._words.say("warranty.in" if self._view.in_warranty else "warranty.out")

    @Property(str, notify=changed)
    def warrantyUntil(self) -> str:
        """ "保修至 2027-04-17（登记）", or since when it is over, with who says so; "" without an order."""
        if self._view is None or self._view.warranty_until_on is None:
            return self.warranty
        code = "warranty.until" if self._view.in_warranty else "warranty.ended"
        told = self._words.say(code, day=self._view.warranty_until_on.isoformat())
        return self._words.say("warranty.by_register", told=told) if self._view.warranty_by_register else told

    @Property(str, notify=changed)
    def windowText(self) -> str:
        """ "今天 10:00–10:30"."""
        return order_words.window_line(self._view.order, self._words, self._ticker.now()) if self._view else ""

    @Property(str, notify=changed)
    def windowOld(self) -> str:
        """The start that was promised before, "" when the appointment was never moved."""
        return old_time(self._view.agreed, self._words, self._ticker.now()) if self._view else ""

    @Property(str, notify=changed)
    def waitsText(self) -> str:
        """What the order waits for: a call-back, another try, the centre, the customer."""
        return waits_text(self._view.agreed, self._words, self._ticker.now()) if self._view else ""

    @Property(str, notify=changed)
    def filesText(self) -> str:
        """How many photos and papers of it the centre does not have yet, "" for none."""
        return order_words.files_text(self._view.files, self._words) if self._view else ""

    @Property(bool, notify=changed)
    def fromRegister(self) -> bool:
        """Whether all that was corrected was taken over from the register, not from the customer (ACC-3)."""
        return self._view is not None and self._view.from_register

    @Property(str, notify=changed)
    def correctedText(self) -> str:
        """What the customer corrected, old and new, line by line (CON-7)."""
        if self._view is None:
            return ""
        return correction_lines(tuple(one for one in self._view.agreed.corrections if one.taken), self._words)

    @Property(str, notify=changed)
    def untakenText(self) -> str:
        """Corrections and a new time that the office's own words stand against, line by line."""
        if self._view is None:
            return ""
        shown = {clash.place.detail for clash in self._view.order.clashes}  # side by side, with both values
        rest = tuple(one for one in self._view.agreed.untaken if one.correction.detail not in shown)
        moved = "" if None in shown else untaken_move(self._view.order, self._words, self._ticker.now())
        return "\n".join(text for text in (correction_lines(rest, self._words), moved) if text)

    @Property(str, notify=changed)
    def cancelledText(self) -> str:
        """Who cancelled the order and why, "" for one that stands."""
        return cancelled_line(self._view.order, self._words, self._ticker.now()) if self._view else ""

    @Property(str, notify=changed)
    def windowMore(self) -> str:
        """When to leave, where somebody goes there, and whether the customer was spoken with."""
        if self._view is None:
            return ""
        called = self._words.say("order.called" if self.called else "order.not_called")
        if going(self._view.order.visit) is not Going.GOES_ON or self._view.order.cancellation is not None:
            return called
        leave = self._words.say("order.leave", time=self._words.time(self._view.departure.leave_by_at))
        return f"{leave}·{called}"

    @Property(bool, notify=changed)
    def called(self) -> bool:
        """Whether somebody was reached at the customer's."""
        return self._view is not None and last_talk(self._view.order.visit) is not None

    @Property(str, notify=changed)
    def proposedText(self) -> str:
        """Which level the engineer proposed last, and why; "" without a proposal (SLA-4)."""
        proposals = self._view.order.visit.planning.severity_proposals if self._view else ()
        if not proposals:
            return ""
        return self._words.say(
            "severity.proposed", level=self._words.level(proposals[-1].severity), reason=proposals[-1].reason
        )

    @Property(str, notify=changed)
    def missingText(self) -> str:
        """What is missing or doubtful in the order (ACC-2), "" if nothing."""
        if self._view is None or not self._view.doubts:
            return ""
        return self._words.say("missing.line", names=doubt_names(self._view.doubts, self._words))
