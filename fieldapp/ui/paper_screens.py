"""The pages of the report, put together: its preview, and the customer's page that only a PIN leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.paper_reader import PaperReader
from fieldapp.ui.viewmodels.pin import PinViewModel, Unlock
from fieldapp.ui.viewmodels.report import Print, ReportViewModel
from fieldapp.ui.viewmodels.sign import SignViewModel
from fieldapp.ui.viewmodels.sign_memory import SignMemory
from fieldapp.ui.viewmodels.signing import Signing
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.sign_report import DraftReport, SignReport


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDoors:
    """What the report's pages do and read. `unlock(pin)` raises Refused("pin.wrong", "pin.wait"); it may block."""

    queries: Queries
    draft: DraftReport
    sign: SignReport
    save: SaveAnswer
    print_out: Print
    unlock: Unlock
    opens_with: Callable[[], OpensWith]
    read_setting: Callable[[str, str], str]
    write_setting: Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class PaperScreens:
    """The view models of preview and customer page; whoever holds this keeps them alive for QML."""

    report: ReportViewModel
    sign: SignViewModel


def paper_screens(doors: PaperDoors, stage: Stage) -> PaperScreens:
    """Make the view models and the routes `report` and `sign`, each opened with an order's id; on the UI thread."""
    report = _report(doors, stage)
    signing = Signing(queries=doors.queries, draft=doors.draft, save=doors.save, sign=doors.sign)
    sign = SignViewModel(
        paper=_report(doors, stage),
        signing=signing,
        pin=PinViewModel(doors.unlock, doors.opens_with, stage.background, stage.words, stage.ticker),
        memory=SignMemory(doors.read_setting, doors.write_setting, stage.background),
        navigator=stage.navigator,
        background=stage.background,
        shell=stage.shell,
        words=stage.words,
    )
    stage.navigator.add(
        Route("report", "report/ReportPage.qml", report, enter=report.preview),
        Route("sign", "sign/SignPage.qml", sign, enter=sign.enter, whole_screen=True),
    )
    return PaperScreens(report, sign)


def _report(doors: PaperDoors, stage: Stage) -> ReportViewModel:
    """Return one reading of reports; the customer's page has its own, so that nothing changes under the pen."""
    return ReportViewModel(
        read=PaperReader(doors.draft, doors.queries, doors.sign.render),
        print_out=doors.print_out,
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
    )
