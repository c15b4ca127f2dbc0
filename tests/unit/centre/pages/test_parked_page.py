"""The page of what waits for the office."""

from __future__ import annotations

import pytest

from tests.unit.centre.conftest import AppClient


@pytest.mark.parametrize(
    ("address", "words"), [("/parked", "没有待处理的记录"), ("/parked?language=en", "No record waits")]
)
def test_a_centre_where_nothing_waits_says_so(client: AppClient, address: str, words: str) -> None:
    page = client.get(address)

    assert page.status_code == 200
    assert words in page.text
