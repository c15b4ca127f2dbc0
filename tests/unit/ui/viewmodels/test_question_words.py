from __future__ import annotations

import pytest

from fieldapp.ui.viewmodels.question_words import told_words
from tests.ui.stage import Device


@pytest.mark.parametrize(
    ("answer", "told"),
    [("ab" * 32 + ".jpg", "照片"), ("cd" * 32 + ".png", "照片"), ("21.4 kΩ", "21.4 kΩ"), ("ab.jpg", "ab.jpg")],
)
def test_an_answer_that_is_a_picture_is_told_as_one(device: Device, answer: str, told: str) -> None:
    assert told_words(answer, device.words) == told
