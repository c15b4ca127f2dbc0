"""One crashed tablet for all that is said about what tablets leave on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.company import company
from tests.journeys.conftest import company_data
from tests.traces.tablet import Crashed, Sandbox, run_until_it_crashes

__all__ = ["company_data"]


@pytest.fixture(scope="session")
def crashed(tmp_path_factory: pytest.TempPathFactory, company_data: Path) -> Iterator[Crashed]:
    """Let a tablet enrol, work and crash; the centre stays outside the sandbox."""
    with company(tmp_path_factory.mktemp("traces"), company_data) as jichuan:
        jichuan.open_centre()
        ticket = jichuan.centre.ticket()
        sandbox = Sandbox(jichuan.folder / "sandbox")
        sandbox.install_printer()
        sandbox.made("copies")
        secrets, opened, said = run_until_it_crashes(sandbox, {"ticket": ticket, "url": jichuan.centre.url})
        yield Crashed(jichuan, sandbox, ticket, secrets, opened, said)
