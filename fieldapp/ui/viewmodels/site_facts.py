"""What was recorded at the customer's, in words for the pages: price, slip, count, closing (SITE, PRO-4)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from fieldapp.domain.messages import does_not_wait
from fieldapp.domain.on_site import BroughtBack, SiteRecord, TakenAway
from fieldapp.domain.work_order import OrderState
from fieldapp.reports.sections.speaker import Speaker
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words
from fieldapp.usecases.show_site import SiteView
from fieldapp.workflow.on_site import last_quote

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SiteFacts(QObject):
    """Texts of one order at the customer's; all empty until `show` was called."""

    changed = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._view: SiteView | None = None

    def show(self, view: SiteView) -> None:
        """Show this order."""
        self._view = view
        self.changed.emit()

    @Property(str, notify=changed)
    def priceText(self) -> str:
        """ "客户 10:12 同意 ¥424.00" or that he refused; "" while he was shown no price."""
        quote = last_quote(self._view.order.visit) if self._view else None
        if quote is None:
            return ""
        code = "quote.agreed" if quote.agreed else "quote.refused"
        at, amount = self._words.time(quote.at), self._speaker.money(quote.fees.due)
        if quote.remark and not quote.agreed:
            return self._words.say("quote.refused_by", who=quote.remark, time=at, amount=amount)
        return self._words.say(code, time=at, amount=amount)

    @Property(bool, notify=changed)
    def priceRefused(self) -> bool:
        """Whether the last price was refused."""
        quote = last_quote(self._view.order.visit) if self._view else None
        return quote is not None and not quote.agreed

    @Property(str, notify=changed)
    def takenText(self) -> str:
        """Until when the machine is away, or when it came back; "" where it never left."""
        taken, back = self._taken, self._back
        if taken is None:
            return ""
        if back is not None:
            return self._words.say(
                "take_away.back", day=self._words.full_day(back.at.astimezone(self._words.zone).date())
            )
        return self._words.say("take_away.done", day=self._words.full_day(taken.return_on))

    @Property(str, notify=changed)
    def takenDetail(self) -> str:
        """What went along, how it looked, and the loaner; once it is back, what came back with it."""
        taken, words = self._taken, self._words
        if taken is None:
            return ""
        if self._back is not None:
            loaner_back, remark = self._back.loaner, self._back.remark
            came = words.say("take_away.back_loaner", serial=loaner_back) if loaner_back else ""
            return "·".join(text for text in (came, remark) if text)
        loaner = taken.loaner
        stays = words.say("take_away.loaner", serial=loaner.serial_number, model=loaner.model) if loaner else ""
        went = words.say("take_away.detail", accessories=taken.accessories, condition=taken.condition)
        return "·".join(text for text in (went, stays) if text)

    @Property(str, notify=changed)
    def waitsNotText(self) -> str:
        """Says that the customer wants somebody else and nobody was sent yet (TRV-1); "" otherwise."""
        order = self._view.order if self._view else None
        if order is None or order.state is not OrderState.ACCEPTED or not does_not_wait(order):
            return ""
        return self._words.say("late.does_not_wait")

    @Property(str, notify=changed)
    def notMineText(self) -> str:
        """Says that nothing is repaired here after the finding; "" otherwise."""
        return self._words.say("site.not_mine") if self._view is not None and not self._view.mine else ""

    @Property(str, notify=changed)
    def failedText(self) -> str:
        """The checks that did not pass, which send back to the work (SITE-6); "" when none failed."""
        failed = self._view.failed if self._view else ()
        return self._words.say("site.failed", checks=self._list(failed)) if failed else ""

    @Property(str, notify=changed)
    def leftText(self) -> str:
        """What is not back in the bag, by name (SITE-7); "" when all is."""
        left = self._view.left_behind if self._view else ()
        return self._words.say("site.left", things=self._list(left)) if left else ""

    @Property("QVariantList", notify=changed)
    def bag(self) -> list[str]:
        """The standard things that must be back."""
        return list(self._view.bag) if self._view else []

    @Property(str, notify=changed)
    def bagCount(self) -> str:
        """ "11 件带来"."""
        return self._words.say("site.bag_count", count=len(self._view.bag)) if self._view else ""

    @Property(str, notify=changed)
    def cause(self) -> str:
        """The confirmed cause."""
        return self._view.cause if self._view else ""

    @Property(str, notify=changed)
    def suggestedText(self) -> str:
        """How much was passed on to the company; "" for nothing."""
        noted = self._view.order.visit.on_site.suggestions if self._view else ()
        return self._words.say("suggest.done", count=len(noted)) if noted else ""

    @Property(str, notify=changed)
    def closedText(self) -> str:
        """ "已归档·已解决·11:32"; "" while the visit is open (PRO-4)."""
        if self._view is None or self._view.order.state is not OrderState.CLOSED:
            return ""
        visit = self._view.order.visit
        if visit.outcome is None or visit.closed_at is None:
            return ""
        outcome = self._words.say(f"outcome.{visit.outcome.value}")
        return self._words.say("site.closed", outcome=outcome, time=self._words.time(visit.closed_at))

    @property
    def _taken(self) -> TakenAway | None:
        site = self._site
        return site.taken_away[-1] if site is not None and site.taken_away else None

    @property
    def _back(self) -> BroughtBack | None:
        """Return the machine's return; None while it is away, and where it never was."""
        site = self._site
        return site.brought_back[-1] if site is not None and site.away is None and site.brought_back else None

    @property
    def _site(self) -> SiteRecord | None:
        """Return the record that has the slip: of the order from which the machine is away, else of this one."""
        if self._view is None:
            return None
        return (self._view.away or self._view.order).visit.on_site

    @property
    def _speaker(self) -> Speaker:
        return Speaker(self._words.catalogue, self._words.language, self._words.zone)

    def _list(self, names: tuple[str, ...]) -> str:
        return self._words.say("list_comma").join(names)
