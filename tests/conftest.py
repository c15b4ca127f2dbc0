"""What all tests share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import dev

pytest_plugins = ["tests.no_warnings", "tests.postgres"]

# No test is timed: an example that a busy machine makes slow is no fault of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A plain `pytest` runs as `python3 dev.py test` does: without a screen.
for name, value in dev.TESTING.items():
    os.environ.setdefault(name, value)

os.environ.pop("FIELDAPP_CENTRE_DATABASE", None)  # a company's database is nobody's to test on

# Python has read these two already: they hold for the tests' own modules, and for every Python that a test starts.
os.environ["PYTHONDONTWRITEBYTECODE"] = dev.TESTING["PYTHONDONTWRITEBYTECODE"]
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"]


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped forms, compiled; a copy as `compiled-forms` spares a new centre two seconds."""
    from fieldapp.centre.publish import read_resources  # not before the lines above: its compiled modules are kept

    folder = tmp_path_factory.mktemp("compiled")
    read_resources(dev.ROOT / "resources", folder)
    return folder
