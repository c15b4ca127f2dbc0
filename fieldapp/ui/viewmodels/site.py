"""At the customer's beside the step's questions: price, slips, suggestions, what must come back (SITE)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.on_site import LoanerUnit, SuggestionKind
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.answer_pictures import AnswerPictures
from fieldapp.ui.viewmodels.code_asking import CodeAsking
from fieldapp.ui.viewmodels.contact import Run
from fieldapp.ui.viewmodels.coverage import CoverageViewModel
from fieldapp.ui.viewmodels.site_facts import SiteFacts
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.save_answer import NewFile
from fieldapp.usecases.show_site import SiteView
from fieldapp.usecases.site_verbs import SiteVerbs
from fieldapp.usecases.take_away import TakeAwaySlip

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

BACK_IN = timedelta(days=7)
MOST_PHOTOS = 4
SUGGESTED = {SuggestionKind.SALES_LEAD: ("another", "newer", "contract"), SuggestionKind.PRODUCT: ("easier", "quieter")}


@QmlElement
class SiteViewModel(CodeAsking):
    """What the sheets of the site show and do; photos and loaner of a slip that was begun stay with their order."""

    changed = Signal()
    asked = Signal(str)
    """A sheet is to be opened: take_away, bring_back or suggest."""

    def __init__(
        self, verbs: SiteVerbs, pictures: AnswerPictures, words: Words, ticker: Ticker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._verbs, self._pictures = verbs, pictures
        self._words, self._ticker = words, ticker
        self._facts = SiteFacts(words, self)
        self._coverage = CoverageViewModel(verbs.settle_coverage, words, self)
        self._order: WorkOrder | None = None
        self._away: WorkOrder | None = None
        self._run: Run | None = None
        self._photos: list[tuple[str, NewFile]] = []
        self._loaner = ""
        pictures.begin(self._taken)
        words.changed.connect(self.changed)

    def begin(self, run: Run) -> None:
        """Say who runs the verbs."""
        self._run = run
        self._coverage.begin(run)

    def show(self, view: SiteView) -> None:
        """Show this order as it stands."""
        if self._order is None or self._order.id != view.order.id:
            self._photos, self._loaner = [], ""
        self._order, self._away = view.order, view.away
        self._facts.show(view)
        self._coverage.show(view)
        self.changed.emit()

    @Property(SiteFacts, constant=True)
    def facts(self) -> SiteFacts:
        """What was recorded, in words."""
        return self._facts

    @Property(CoverageViewModel, constant=True)
    def coverage(self) -> CoverageViewModel:
        """Who pays."""
        return self._coverage

    @Property(AnswerPictures, constant=True)
    def pictures(self) -> AnswerPictures:
        """What takes photos in."""
        return self._pictures

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether one is at the customer's with an open order."""
        order = self._order
        return order is not None and order.state is OrderState.ACCEPTED and order.visit.arrived_at is not None

    @Property(bool, notify=changed)
    def mayTakeAway(self) -> bool:
        """Whether the machine may be taken along: it was not yet."""
        return self.there and self._order is not None and not self._order.visit.on_site.taken_away

    @Property(bool, notify=changed)
    def mayBringBack(self) -> bool:
        """Whether a machine is away, taken on this order or on the one it came out of."""
        return self._away is not None

    @Property(str, notify=changed)
    def loanerLeft(self) -> str:
        """The serial number of the loaner that stands with the customer, "" for none."""
        away = self._away.visit.on_site.away if self._away is not None else None
        return away.loaner.serial_number if away is not None and away.loaner is not None else ""

    @Property("QVariantList", notify=changed)
    def loanerPlaces(self) -> list[str]:
        """Where a loaner is that did not come back, to tap."""
        return [self._words.say(f"take_away.where.{name}") for name in ("customer", "workshop")]

    @Property(str, notify=changed)
    def today(self) -> str:
        """The engineer's day, where a picker of days begins."""
        return self._ticker.now().astimezone(self._words.zone).isoformat(timespec="minutes")

    @Property(str, notify=changed)
    def backOn(self) -> str:
        """The day of return that is proposed."""
        return (self._ticker.now().astimezone(self._words.zone).date() + BACK_IN).isoformat()

    @Property(str, notify=changed)
    def loaner(self) -> str:
        """The loaner's serial number as it was scanned, "" without one."""
        return self._loaner

    @Property(str, notify=changed)
    def loanerModel(self) -> str:
        """The model of the loaner that is proposed."""
        return self._order.asset.model if self._order else ""

    @Property("QVariantList", notify=changed)
    def photos(self) -> list[dict[str, str]]:
        """The photos of the condition, and one free place while there is room."""
        taken = [{"value": value, "picture": self._pictures.address(value)} for value, _file in self._photos]
        return taken if len(taken) == MOST_PHOTOS else [*taken, {"value": "", "picture": ""}]

    @Property("QVariantList", notify=changed)
    def accessories(self) -> list[str]:
        """What usually goes along, to tap."""
        return [self._words.say(f"take_away.with.{name}") for name in ("nothing", "loose", "cable", "papers")]

    @Property("QVariantList", notify=changed)
    def conditions(self) -> list[str]:
        """What it usually looks like, to tap."""
        return [self._words.say(f"take_away.looks.{name}") for name in ("clean", "scratched", "dented", "dead")]

    @Slot()
    def askTakeAway(self) -> None:
        """Open the slip."""
        self.asked.emit("take_away")

    @Slot()
    def askBringBack(self) -> None:
        """Open the sheet of the return."""
        self.asked.emit("bring_back")

    @Slot()
    def askSuggest(self) -> None:
        """Open the sheet of leads and ideas."""
        self.asked.emit("suggest")

    @Slot(str)
    def keepLoaner(self, serial: str) -> None:
        """Take over what was typed or read by a scanner."""
        if serial.strip() != self._loaner:
            self._loaner = serial.strip()
            self.changed.emit()

    @Slot()
    def scanLoaner(self) -> None:
        """Read the loaner's label; the slip opens again with it."""
        self.ask_code(self._words.say("take_away.scan"), partial(self._scanned, "take_away"))

    @Slot()
    def scanLoanerBack(self) -> None:
        """Read the label of the loaner that comes back; the sheet opens again with it."""
        self.ask_code(self._words.say("take_away.scan_back"), partial(self._scanned, "bring_back"))

    @Slot(int)
    def dropPhoto(self, place: int) -> None:
        """Leave a photo out."""
        del self._photos[place]
        self.changed.emit()

    @Slot(str, str, str, str)
    def takeAway(self, accessories: str, condition: str, return_on: str, loaner_model: str) -> None:
        """Record the slip; the loaner is part of it once its serial is known."""
        if self._order is None:
            return
        loaner = LoanerUnit(model=loaner_model.strip(), serial_number=SerialNumber(self._loaner))
        slip = TakeAwaySlip(
            accessories=accessories,
            condition=condition,
            return_on=date.fromisoformat(return_on),
            photos=tuple(file for _value, file in self._photos),
            loaner=loaner if self._loaner else None,
        )
        self._do(partial(self._verbs.take_away, self._order.id, slip), stay=False)
        self._loaner = ""

    @Slot(str)
    def bringBack(self, remark: str) -> None:
        """Record that the machine is back, and the loaner whose serial number was read."""
        if self._away is not None:
            self._do(partial(self._verbs.bring_back, self._away.id, self._loaner, remark), stay=True)
            self._loaner = ""

    @Slot(str, result="QVariantList")
    def suggestions(self, kind: str) -> list[str]:
        """Return what customers often say, to tap."""
        found = SuggestionKind(kind)
        return [self._words.say(f"suggest.{kind}.{name}") for name in SUGGESTED[found]]

    @Slot(str, str)
    def suggest(self, kind: str, text: str) -> None:
        """Pass on what the customer agreed to have passed on."""
        if self._order is not None:
            self._do(partial(self._verbs.suggest, self._order.id, SuggestionKind(kind), text, True), stay=True)

    def _scanned(self, sheet: str, code: str) -> None:
        self.keepLoaner(code)
        self.asked.emit(sheet)

    def _taken(self, _name: str, value: str, file: NewFile) -> None:
        self._photos.append((value, file))
        self.changed.emit()

    def _do(self, verb: Callable[[], None], *, stay: bool) -> None:
        if self._run is not None:
            self._run(verb, stay)
