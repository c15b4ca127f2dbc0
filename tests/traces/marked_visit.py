"""A tablet that handles nothing but marked data, and dies in the middle: run as a process of its own, in a sandbox.

`python -m tests.traces.marked_visit FOLDER` with {"ticket", "url"} as JSON on standard input. It prints two lines of
JSON: its secrets before it begins to work, and what it opened for writing before it crashes.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from fieldapp import device as devices
from fieldapp import enrolled
from fieldapp.config import APP_VERSION
from fieldapp.demo import device_config
from fieldapp.device import Device
from fieldapp.domain.errors import FieldappError, NotFound, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.views.sync import SyncState
from fieldapp.scanning.typed import typed_part_code
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.support.crashes import no_core_dumps
from fieldapp.support.log import begin, log_folder, logging_to
from fieldapp.ui.paper_pictures import page_pictures
from fieldapp.ui.printing import print_document
from fieldapp.ui.viewmodels.paper_reader import PaperReader
from tests.factories import ORDER_ID, STEPS
from tests.fakes.stopped_clock import StoppedClock
from tests.journeys.company import MORNING, answer, sign, signature, sync

PIN, WRONG_PIN = "593172", "860427"
NEW, OLD, UNKNOWN = "2608-11937", "2403-00118", "label-9c41-unknown"
SAID = {
    "call": {"remark": "卸货口暗号翡翠九九一七"},
    "work": {"remark": "Marked-ANSWER-71f3 behind the cover"},
    "report": {"solution": "更换传感器，口令琥珀"},
}
REMARK = "签字时的话：石榴六二"
PHOTO = "photo of the marked nameplate 铭牌照片 "

logger = logging.getLogger("fieldapp.traces")


def main(folder: Path) -> None:
    given = json.loads(sys.stdin.readline())
    opened: set[str] = set()
    sys.addaudithook(lambda event, values: _note_writing(opened, event, values))
    config = device_config(folder, "zh")
    no_core_dumps()
    with logging_to(log_folder(config.data), logging.DEBUG):
        begin(APP_VERSION)
        application = QGuiApplication(sys.argv[:1])
        enrolled.enrol(config, given["ticket"], PIN)
        try:
            devices.unlock(config, WRONG_PIN)
        except Refused as refusal:
            logger.info("refused", exc_info=refusal)
        key = devices.unlock(config, PIN)
        clock = StoppedClock(wall_at=MORNING)
        device = devices.open_device(config, key, clock=clock, centre_url=given["url"])
        known = device.identity
        _say({"token": known.token, "signing key": known.signing_key.hex(), "data key": key.hex()})
        assert sync(device).state is SyncState.IDLE
        visit(device, clock, folder)
        failures(device)
        _say(sorted(opened))
        application.processEvents()
        crash(json.dumps(SAID, ensure_ascii=False))


def visit(device: Device, clock: StoppedClock, folder: Path) -> None:
    """Everything that an engineer does with data, up to copies and prints of the signed report."""
    for step in STEPS[: STEPS.index("sign")]:
        answer(device, clock, step, **SAID.get(step, {}))
        if step == "work":
            use = device.consume_part(ORDER_ID, typed_part_code(f"(01)06901234000023(21){NEW}"))
            device.remove_part(ORDER_ID, use.id, typed_part_code(OLD))
        device.complete_step(ORDER_ID, StepId(step))
    read = PaperReader(device.draft_report, device.queries, device.sign_report.render)
    assert page_pictures(read.pdf(read(ORDER_ID, "zh")))
    answer(device, clock, "sign")
    report = sign(device, signature(REMARK))
    pdf = device.queries.blob(report.document_sha256)
    assert page_pictures(pdf)
    print_document(pdf, report.number)
    (folder / "copies" / "report.pdf").write_bytes(pdf)
    with StoreUnitOfWork(device.database) as work:
        work.put_blob("image/jpeg", PHOTO.encode() * 20_000)
        work.commit()
    assert device.show_visit(ORDER_ID, "zh", StepId("close"))


def failures(device: Device) -> None:
    """What is logged when things go wrong, with marked data in every error."""
    try:
        device.consume_part(ORDER_ID, typed_part_code(UNKNOWN))
    except FieldappError as expected:
        logger.info("a job ended with an expected error", exc_info=expected)
    else:
        raise NotFound("part.unknown", label=UNKNOWN)
    try:
        int(REMARK)
    except ValueError:
        logger.exception("a job on a worker thread failed for %s", REMARK)
    logging.getLogger("urllib3.connectionpool").warning("Retrying %s", device.identity.token)


def crash(said: str) -> None:
    """Die with marked data in a local variable."""
    sys.stdout.flush()
    faulthandler._sigsegv()  # type: ignore[attr-defined]
    raise AssertionError(said)


def _note_writing(opened: set[str], event: str, values: tuple[object, ...]) -> None:
    if event == "open" and isinstance(values[0], str) and isinstance(values[2], int):
        if values[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            opened.add(os.path.abspath(values[0]))
    elif event == "tempfile.mkstemp":
        opened.add(str(values[0]))


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
