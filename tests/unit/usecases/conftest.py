"""The tablet that every use case is tried on."""

from __future__ import annotations

import pytest

from tests.fakes.tablet import Tablet, story_tablet


@pytest.fixture
def tablet() -> Tablet:
    return story_tablet()
