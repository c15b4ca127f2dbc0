"""What the tests of the forms room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.forms.compile import CompiledForm, compile_xlsform

SHIPPED = Path(__file__).parents[3] / "resources" / "forms"


@pytest.fixture(scope="session")
def shipped() -> dict[str, CompiledForm]:
    """Every form that we ship, compiled once."""
    return {path.stem: compile_xlsform(path) for path in sorted(SHIPPED.glob("*.xlsx"))}
