"""Orders that the engineer opens himself, put together: the sheet "new_order", and the findings it may begin with."""

from __future__ import annotations

from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.finding_list import FindingList
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.new_order import SHEET, NewOrderViewModel, OpeningDoors


def opening_screen(doors: OpeningDoors, stage: Stage) -> NewOrderViewModel:
    """Make the view model and route of the sheet "new_order"; the visit's pages show its findings."""
    new_order = NewOrderViewModel(
        doors=doors,
        findings=FindingList(show=doors.show_findings, background=stage.background, bus=stage.bus, words=stage.words),
        background=stage.background,
        words=stage.words,
        ticker=stage.ticker,
        navigator=stage.navigator,
    )
    stage.navigator.add(Route(SHEET, "order/NewOrderSheet.qml", new_order, enter=new_order.enter, sheet=True))
    return new_order
