"""What all tests share."""

from __future__ import annotations

import os
import sys

from hypothesis import settings

import dev

pytest_plugins = ["tests.no_warnings"]

# No test is timed: an example that a busy machine makes slow is no fault of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A plain `pytest` runs as `python3 dev.py test` does: without a screen.
for name, value in dev.TESTING.items():
    os.environ.setdefault(name, value)

# Python has read these two already: they hold for the tests' own modules, and for every Python that a test starts.
os.environ["PYTHONDONTWRITEBYTECODE"] = dev.TESTING["PYTHONDONTWRITEBYTECODE"]
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"]
