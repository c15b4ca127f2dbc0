"""What all tests share."""

from __future__ import annotations

import os

import dev

pytest_plugins = ["tests.no_warnings"]

# A plain `pytest` runs as `python3 dev.py test` does: without a screen.
for name, value in dev.TESTING.items():
    os.environ.setdefault(name, value)
