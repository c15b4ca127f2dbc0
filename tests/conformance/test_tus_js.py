"""tus-js-client against the centre, and the tablet's client against @tus/server, where node has them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance.tus import SCENARIOS, Findings, our_client, their_client

NODE = os.environ.get("FIELDAPP_TUS_NODE", "")
"""A folder with node_modules (see tests/conformance/tus.py): tests install nothing."""


@pytest.fixture
def node() -> Path:
    if shutil.which("node") is None:
        pytest.skip("node is missing")
    if not NODE:
        pytest.skip("FIELDAPP_TUS_NODE names no folder with tus-js-client and @tus/server")
    return Path(NODE)


@pytest.mark.parametrize("run", [their_client, our_client], ids=["tus-js-client", "@tus/server"])
def test_every_scenario_ends_well(run: Callable[[Path, Path], Findings], tmp_path: Path, node: Path) -> None:
    assert run(tmp_path, node) == dict.fromkeys(SCENARIOS, "ok")
