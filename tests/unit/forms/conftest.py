"""What the tests of the forms room share."""

from __future__ import annotations

import pytest

from fieldapp.forms.compile import CompiledForm
from tests.factories import RESOURCES
from tests.fakes.shipped import shipped_forms

SHIPPED = RESOURCES / "forms"


@pytest.fixture(scope="session")
def shipped() -> dict[str, CompiledForm]:
    """Every form that we ship, compiled once."""
    return shipped_forms()
