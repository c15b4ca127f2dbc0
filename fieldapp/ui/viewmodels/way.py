"""The way to the site: how early one wants to be there, and what leads there (DEP-1, DEP-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.departure import EarlyMargin
from fieldapp.scheduling.directions import Directions, directions
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import ORDER, Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words
from fieldapp.usecases.arrival_margin import ChooseMargin

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code of a link, as it is drawn."""

    link: str
    side: int
    path: str


def code_of(link: str) -> Code:
    """Make the code, which takes a tenth of a second: not on the UI thread."""
    import qrcode  # here, because a page that shows no code needs none of it

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(link.encode())
    code.make(fit=True)
    modules = code.get_matrix()
    return Code(link, len(modules), _outlined(modules))


def _outlined(rows: list[list[bool]]) -> str:
    """Return the dark modules as a path, a stroke of them at a time."""
    parts: list[str] = []
    for row, modules in enumerate(rows):
        column = 0
        for dark, group in groupby(modules):
            run = len(list(group))
            if dark:
                parts.append(f"M{column} {row}h{run}v1h-{run}z")
            column += run
    return "".join(parts)


@QmlElement
class WayViewModel(QObject):
    """One way; a chosen margin is kept at once and every screen plans with it."""

    changed = Signal()

    def __init__(
        self, choose: ChooseMargin, background: Background, bus: Bus, words: Words, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._choose, self._background, self._bus, self._words = choose, background, bus, words
        self._order: WorkOrder | None = None
        self._plan: DeparturePlan | None = None
        self._chosen = False
        self._code: Code | None = None
        self._newest_code = Latest(background.reader)
        words.changed.connect(self.changed)

    def show(self, order: WorkOrder, plan: DeparturePlan) -> None:
        """Show the way to this order's site."""
        if self._order is None or self._order.id != order.id:
            self._chosen = False
        self._order, self._plan = order, plan
        self.changed.emit()
        link = self.link
        if link and (self._code is None or self._code.link != link):
            self._newest_code.run(partial(code_of, link), self._coded)

    @Property("QVariantList", notify=changed)
    def margins(self) -> list[dict[str, str]]:
        """How early one can want to be there: 5, 7.5 or 10 minutes."""
        return [
            {"value": str(one.value), "label": self._words.say("way.margin", minutes=f"{one.value:g}")}
            for one in EarlyMargin
        ]

    @Property(str, notify=changed)
    def margin(self) -> str:
        """The margin that the plan was made with."""
        return str(self._plan.early / timedelta(minutes=1)) if self._plan else ""

    @Slot(str)
    def chooseMargin(self, margin: str) -> None:
        """Want to be there so early, for this visit."""
        if self._order is not None:
            self._chosen = True
            self._keep(EarlyMargin(float(margin)), self._order.id)

    @Property(bool, notify=changed)
    def mayKeep(self) -> bool:
        """Whether a margin was chosen for this visit that could count for all."""
        return self._chosen

    @Slot()
    def keepMargin(self) -> None:
        """Want this margin for every visit that has no choice of its own."""
        if self._plan is not None:
            self._chosen = False
            self._keep(EarlyMargin(float(self.margin)), None)

    @property
    def _directions(self) -> Directions | None:
        return directions(self._order.customer.site, self._order.customer.name) if self._order else None

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether anything leads there: coordinates or an address."""
        return self._directions is not None

    @Property(str, notify=changed)
    def link(self) -> str:
        """What a map application opens."""
        found = self._directions
        return found.link if found else ""

    @Property(str, notify=changed)
    def address(self) -> str:
        """The address, to read out."""
        found = self._directions
        return found.address if found else ""

    @Property(str, notify=changed)
    def coordinates(self) -> str:
        """Latitude and longitude, "" where only the address is known."""
        found = self._directions
        return found.coordinates if found else ""

    @Property(int, notify=changed)
    def codeSide(self) -> int:
        """How many modules the QR code is wide, its quiet zone included; 0 without one, and while it is made."""
        return self._code.side if self._code is not None and self._code.link == self.link else 0

    @Property(str, notify=changed)
    def codePath(self) -> str:
        """The dark modules as one SVG path, a module being one unit wide: for the telephone's camera."""
        return self._code.path if self._code is not None and self.codeSide else ""

    def _coded(self, code: Code) -> None:
        self._code = code
        self.changed.emit()

    def _keep(self, margin: EarlyMargin, order_id: OrderId | None) -> None:
        job = partial(self._choose, margin, order_id)
        self._background.writer.run(job, self._kept)

    def _kept(self, _nothing: None) -> None:
        ids = frozenset({self._order.id}) if self._order else frozenset()
        self._bus.publish(Changed(frozenset({ORDER}), ids))
