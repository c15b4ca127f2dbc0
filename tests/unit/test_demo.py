"""The demo company keeps to itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.centre.database.address import VARIABLE
from fieldapp.demo import DemoCentre


def test_the_demo_never_meets_the_database_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "postgresql://company@127.0.0.1:1/fieldapp")
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    with pytest.raises(RuntimeError, match="There are no data of a centre in"):
        DemoCentre(tmp_path / "centre").record("WX-261123-004")
