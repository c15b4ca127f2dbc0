"""The whole application without its pixels: a real centre in its own process, and a tablet that is enrolled there."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from fieldapp import cli, enrolled
from fieldapp import device as devices
from fieldapp.config import DeviceConfig
from fieldapp.demo import DEMO_PIN, DemoCentre, device_config
from fieldapp.device import Device
from fieldapp.domain.ids import StepId
from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.domain.visit import Acceptance, Refusal, Report, Satisfaction
from fieldapp.domain.work_order import WorkOrder
from tests.factories import ORDER_ID, START_DAY, STEPS, local
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.visit_answers import ANSWERS

NUMBER = "WX-261123-004"
MORNING = local("08:20")
NOWHERE = "https://127.0.0.1:9"
"""An address where nobody answers."""
IN_A_PROCESS = ("init", "ticket", "recover")
"""What a company begins with, and what tells a secret: where that goes is looked at from outside."""


def prepared(folder: Path) -> Path:
    """Make the demo company and an enrolled, synced tablet once; every journey works on a copy of the folder."""
    first = _company(folder)
    first.centre.prepare(START_DAY, MORNING)
    first.open_centre()
    try:
        first.enrol()
        with first.tablet() as device:
            assert sync(device).state is SyncState.IDLE
    finally:
        first.cut_the_line()
    return folder


class JourneyCentre(DemoCentre):
    """The server runs in its own process; a word at its command line is said in this one, beside the server.

    A Python of its own for each word takes ten times the time of what it does.
    """

    __slots__ = ()

    def _command(self, *words: str) -> str:
        if words[0] in IN_A_PROCESS:
            return super()._command(*words)
        said, complained = io.StringIO(), io.StringIO()
        with redirect_stdout(said), redirect_stderr(complained):
            code = cli.main(["centre", words[0], "--data", str(self.data), *words[1:]])
        if code != 0:
            raise RuntimeError(f"centre {words[0]}: {complained.getvalue().strip()}")
        return said.getvalue()


@dataclass
class Company:
    """One centre and one tablet in a folder of their own."""

    folder: Path
    centre: DemoCentre
    config: DeviceConfig
    clock: StoppedClock
    key: bytes = b""
    """The data key, once a PIN has opened it: deriving it anew costs what it must."""

    def open_centre(self) -> None:
        """The centre can be reached from now on, always at the same address."""
        self.centre.start(self.clock.wall_at)

    def cut_the_line(self) -> None:
        """The centre's process is gone, without a farewell."""
        if self.centre.process is not None:
            self.centre.process.kill()
            self.centre.stop()

    def enrol(self) -> None:
        """A new tablet becomes known to the centre by a one-time ticket; what was there before is thrown away."""
        shutil.rmtree(self.config.data, ignore_errors=True)
        self.key = b""
        enrolled.enrol(self.config, self.centre.ticket(), DEMO_PIN)

    @contextmanager
    def tablet(self) -> Iterator[Device]:
        """Unlock and open the tablet; closed again at the end of the block."""
        self.key = self.key or devices.unlock(self.config, DEMO_PIN)
        device = devices.open_device(self.config, self.key, clock=self.clock, centre_url=self.centre.url or NOWHERE)
        try:
            yield device
        finally:
            device.close()

    def record(self) -> dict[str, Any]:
        """What `fieldapp centre show --json` prints of the story's order."""
        return json.loads(self.centre._command("show", NUMBER, "--json"))  # type: ignore[no-any-return]


@contextmanager
def company(folder: Path, made: Path) -> Iterator[Company]:
    """A copy of what `prepared` made, the centre not yet running; every process ends with the block."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    copied = _company(folder)
    try:
        yield copied
    finally:
        copied.cut_the_line()


def _company(folder: Path) -> Company:
    return Company(folder, JourneyCentre(folder / "centre"), device_config(folder, "zh"), StoppedClock(wall_at=MORNING))


def sync(device: Device) -> SyncProgress:
    """One whole run."""
    return device.sync.run(lambda progress: None, lambda: False)


def work_through(
    device: Device, clock: StoppedClock, until: str, at_step: dict[str, Callable[[], object]] | None = None
) -> None:
    """Answer question by question and complete every step before `until`; `at_step` is done before its completion."""
    for step in STEPS[: STEPS.index(until)]:
        if not order(device).visit.is_done(StepId(step)):
            answer(device, clock, step)
            if at_step and step in at_step:
                at_step[step]()
            device.complete_step(ORDER_ID, StepId(step))


def answer(device: Device, clock: StoppedClock, step: str, **changes: str) -> None:
    """Give the story's answers of one step, ten seconds each, the form being the pinned one."""
    view = device.show_visit(ORDER_ID, "zh", StepId(step))
    for name, value in {**ANSWERS[step], **changes}.items():
        clock.pass_time(timedelta(seconds=10))
        device.save_answer(ORDER_ID, StepId(step), {name: value}, view.form_sha256)


def sign(device: Device, given: Acceptance | Refusal) -> Report:
    """Show the draft and record the customer's answer to exactly that."""
    return device.sign_report(device.draft_report(ORDER_ID, "zh"), given)


def order(device: Device) -> WorkOrder:
    return device.queries.order(ORDER_ID)


def signature(remark: str = "") -> Acceptance:
    """Two strokes of a pen, forty points."""
    across = tuple(InkPoint(40.0 + 6.5 * n, 80.0 + (n % 5) * 4.25, n * 16, 0.3 + (n % 4) * 0.1) for n in range(25))
    down = tuple(InkPoint(120.0 + n * 0.5, 30.0 + 5.0 * n, 700 + n * 16, 0.6) for n in range(15))
    return Acceptance(
        signer_name="林芳", strokes=(Stroke(across), Stroke(down)), satisfaction=Satisfaction.SATISFIED, remark=remark
    )
