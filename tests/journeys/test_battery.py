"""The battery dies right after a tap, in each of the fifteen steps: kill -9 of the real application, the PIN again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories import ORDER_ID, STEPS
from tests.journeys.company import company

ROOT = Path(__file__).parents[2]


class Battery:
    """One tablet, switched on again and again over the same folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.shown: dict[str, Any] = {}

    def switch_on(self) -> dict[str, Any]:
        """Start the application anew; return where it stands behind the PIN."""
        command = [sys.executable, "-m", "tests.journeys.switched_on", str(self._folder)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        return self._heard()

    def tell(self, **what: object) -> dict[str, Any]:
        """Have one thing done; return where the application stands then."""
        if self._process is None:
            self.switch_on()
        assert self._process is not None
        assert self._process.stdin is not None
        print(json.dumps(what), file=self._process.stdin, flush=True)
        return self._heard()

    def dies(self) -> None:
        """Without a farewell."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _heard(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            pytest.fail(f"the application ended: {self._process.communicate()[1][-2000:]}")
        said: dict[str, Any] = json.loads(line)
        return said


@pytest.fixture(scope="module")
def battery(tmp_path_factory: pytest.TempPathFactory, company_data: Path) -> Iterator[Battery]:
    with company(tmp_path_factory.mktemp("battery"), company_data) as jichuan:
        battery = Battery(jichuan.folder)
        try:
            yield battery
        finally:
            battery.dies()


@pytest.mark.req("SITE-9", "SYN-2")
@pytest.mark.parametrize("step", STEPS)
def test_a_battery_that_dies_right_after_a_tap_loses_neither_it_nor_the_place(battery: Battery, step: str) -> None:
    came = battery.tell(go=step)
    assert came["step"] == step
    # What the customer says is stored with his signature alone: on the engineer's page of that step is nothing to tap.
    touched = came if step == "sign" else battery.tell(touch=True)
    assert step == "sign" or touched != came

    battery.dies()

    assert battery.switch_on() == {**touched, "page": ["visit", ORDER_ID]}
