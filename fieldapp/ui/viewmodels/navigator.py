"""Where the engineer is in the application, as data: sections, pages and sheets are routes, not code in QML."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.support.lines import noted
from fieldapp.ui.properties import Property

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

logger = logging.getLogger(__name__)

PAGES = Path(__file__).resolve().parent.parent / "qml" / "FieldApp" / "pages"


def _stay(_argument: str) -> None:
    """Enter a page that needs nothing."""


@dataclass(frozen=True, slots=True)
class Route:
    """One page or sheet.

    `name` is what `open` is called with; `file` its QML file below `pages/`; `view_model` is handed to it as required
    property `vm`, with `shell` and `navigator` beside it. `section` lights up in the rail ("" leaves the one that is
    lit); `enter(argument)` runs on the way in, mostly to load an order. `whole_screen` hides rail and bar (lock, enrol,
    customer view). A `sheet` comes over the page that is open.
    """

    name: str
    file: str
    view_model: QObject
    section: str = ""
    enter: Callable[[str], None] = _stay
    whole_screen: bool = False
    sheet: bool = False

    def url(self) -> QUrl:
        """Return the file's address for a Loader."""
        return QUrl.fromLocalFile(str(PAGES / self.file))


@dataclass(frozen=True, slots=True)
class Place:
    """A page on the stack, with what it was opened for (an order's id, or "")."""

    route: Route
    argument: str


@QmlElement
class Navigator(QObject):
    """The stack of pages and the sheet over it. QML shows `source` with `viewModel`; it decides nothing."""

    changed = Signal()
    sheetChanged = Signal()
    sectionsChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._routes: dict[str, Route] = {}
        self._stack: list[Place] = []
        self._sheet: Place | None = None

    def add(self, *routes: Route) -> None:
        """Make pages known; before that `open` refuses their names."""
        self._routes.update({route.name: route for route in routes})
        self.sectionsChanged.emit()

    @Property(str, notify=changed)
    def section(self) -> str:
        """The lit section: that of the topmost page that names one."""
        return next((place.route.section for place in reversed(self._stack) if place.route.section), "")

    @Property(str, notify=changed)
    def page(self) -> str:
        """The name of the page on top, "" while nothing is open."""
        return self._stack[-1].route.name if self._stack else ""

    @Property(str, notify=changed)
    def argument(self) -> str:
        """What the page on top was opened for."""
        return self._stack[-1].argument if self._stack else ""

    @Property(QUrl, notify=changed)
    def source(self) -> QUrl:
        """The file of the page on top."""
        return self._stack[-1].route.url() if self._stack else QUrl()

    @Property(QObject, notify=changed)
    def viewModel(self) -> QObject | None:
        """The view model of the page on top."""
        return self._stack[-1].route.view_model if self._stack else None

    @Property(bool, notify=changed)
    def wholeScreen(self) -> bool:
        """Whether rail and bar are hidden."""
        return bool(self._stack) and self._stack[-1].route.whole_screen

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:
        """Whether there is a page below."""
        return len(self._stack) > 1

    @Property(str, notify=sheetChanged)
    def sheet(self) -> str:
        """The name of the open sheet, "" without one."""
        return self._sheet.route.name if self._sheet else ""

    @Property(QUrl, notify=sheetChanged)
    def sheetSource(self) -> QUrl:
        """The file of the open sheet."""
        return self._sheet.route.url() if self._sheet else QUrl()

    @Property(QObject, notify=sheetChanged)
    def sheetViewModel(self) -> QObject | None:
        """The view model of the open sheet."""
        return self._sheet.route.view_model if self._sheet else None

    @Property("QVariantList", notify=sectionsChanged)
    def pages(self) -> list[str]:
        """The names of all pages and sheets that can be opened."""
        return list(self._routes)

    @Slot(str, result=bool)
    def has(self, name: str) -> bool:
        """Tell whether a page or sheet of that name can be opened."""
        return name in self._routes

    @Slot(str, result=QObject)
    def viewModelOf(self, name: str) -> QObject | None:
        """Return the view model of a page, for another page that shows a part of it; None while it is not known."""
        route = self._routes.get(name)
        return route.view_model if route is not None else None

    @Slot(str)
    def openSection(self, name: str) -> None:
        """Begin anew at the page of a section."""
        if name in self._routes:
            self._stack.clear()
            self.open(name, "")

    @Slot(str, str)
    def open(self, name: str, argument: str) -> None:
        """Open a page on top, or a sheet; going to the page that is open already does not pile it up."""
        route = self._routes.get(name)
        if route is None:
            raise KeyError(name)
        logger.info("opens", extra=noted(page=name))
        route.enter(argument)
        if route.sheet:
            self._sheet = Place(route, argument)
            self.sheetChanged.emit()
            return
        if self._stack and self._stack[-1].route is route:
            self._stack.pop()
        self._stack.append(Place(route, argument))
        self._close_sheet()
        self.changed.emit()

    @Slot()
    def back(self) -> None:
        """Close the sheet, or go to the page below, which is entered again so that it shows what is new."""
        if self._sheet is not None:
            self._close_sheet()
        elif len(self._stack) > 1:
            self._stack.pop()
            below = self._stack[-1]
            below.route.enter(below.argument)
            self.changed.emit()

    def cover(self, name: str, keep: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """Leave only the page `name`; return what was open below it, each page with its argument, for `uncover`.

        Pages that are not in `keep` are known no more: what they show goes with them.
        """
        places = tuple((place.route.name, place.argument) for place in self._stack if place.route.name not in keep)
        self._routes = {known: route for known, route in self._routes.items() if known in keep}
        self._stack.clear()
        logger.info("the pages are covered", extra=noted(page=name))
        self.open(name, "")
        self.sectionsChanged.emit()
        return places

    def uncover(self, places: tuple[tuple[str, str], ...]) -> None:
        """Open again what `cover` returned, from the bottom up."""
        self._stack.clear()
        for name, argument in places:
            self.open(name, argument)

    @Slot()
    def closeSheet(self) -> None:
        """Close the sheet."""
        self._close_sheet()

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet = None
            self.sheetChanged.emit()
