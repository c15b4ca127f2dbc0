"""A tablet that visits by itself: run as a process of its own, to be killed.

`python -m tests.journeys.scripted FOLDER` goes on where the visit stands. One JSON line before each thing it does, one
after it was acknowledged: {"try": …} and {"did": …}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fieldapp import device as devices
from fieldapp.demo import DEMO_PIN, device_config
from fieldapp.device import Device
from fieldapp.domain.ids import StepId
from fieldapp.scanning.typed import typed_part_code
from tests.factories import ORDER_ID, STEPS
from tests.fakes.visit_answers import ANSWERS
from tests.journeys.company import NOWHERE, order, sign, signature

Deed = dict[str, Any]
NEW, OLD = "(01)06901234000023(21)2608-11937", "2403-00118"


def main(folder: Path) -> None:
    config = device_config(folder, "zh")
    device = devices.open_device(config, devices.unlock(config, DEMO_PIN), centre_url=NOWHERE)
    for step in STEPS:
        if not order(device).visit.is_done(StepId(step)):
            _do_step(device, step)
    device.close()


def _do_step(device: Device, step: str) -> None:
    """Do what is left of one step."""
    form = device.show_visit(ORDER_ID, "zh", StepId(step)).form_sha256
    for name, value in ANSWERS[step].items():
        if order(device).visit.answer(StepId(step), name) == value:
            continue
        # A first, wrong tap: what is kept must be the last one that was acknowledged.
        for tapped in ("", "typed too fast", value) if name == "remark" else (value,):
            deed = {"kind": "answer", "step": step, "name": name, "value": tapped}
            _tell(
                deed, lambda tapped=tapped, name=name: device.save_answer(ORDER_ID, StepId(step), {name: tapped}, form)
            )
    if step == "work":
        _replace_the_part(device)
    if step == "sign":
        _tell({"kind": "sign"}, lambda: sign(device, signature()))
    else:
        _tell({"kind": "complete", "step": step}, lambda: device.complete_step(ORDER_ID, StepId(step)))


def _replace_the_part(device: Device) -> None:
    if not order(device).visit.parts:
        _tell({"kind": "consume"}, lambda: device.consume_part(ORDER_ID, typed_part_code(NEW)))
    use = order(device).visit.parts[0]
    if use.removed is None:
        _tell({"kind": "remove"}, lambda: device.remove_part(ORDER_ID, use.id, typed_part_code(OLD)))


def _tell(deed: Deed, do: Callable[[], object]) -> None:
    """Say it, do it, say that it was acknowledged."""
    print(json.dumps({"try": deed}), flush=True)
    do()
    print(json.dumps({"did": deed}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
