from __future__ import annotations

import logging
from pathlib import Path

import pytest

from fieldapp.config import DeviceConfig, find_resources


@pytest.mark.parametrize(
    ("said", "level"),
    [("debug", logging.DEBUG), ("WARNING", logging.WARNING), ("", logging.INFO), ("everything", logging.INFO)],
)
def test_the_environment_names_how_much_is_logged_and_nonsense_means_the_usual(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, level: int
) -> None:
    monkeypatch.setenv("FIELDAPP_LOG", said)

    assert DeviceConfig(data=tmp_path, resources=find_resources()).log_level == level
