"""What belongs to one machine is not committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from devtools import forbidden_text

ROOT = Path(__file__).parents[2]


def test_the_checkout_names_no_machine_and_no_registry() -> None:
    assert forbidden_text.problems(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "see https://" + "py" + "pi.org/simple",
        "pip install --index" + "-url there",
        "open('/ro" + "ot/.config/x')",
        "cd /ho" + "me/somebody/fieldapp",
        '"resolved": "ht' + 'tps://there"',
    ],
)
def test_text_that_belongs_to_one_machine_is_found(line: str) -> None:
    assert [number for number, _ in forbidden_text.findings(f"fine\n{line}\n")] == [2]


@pytest.mark.parametrize(
    "line", ["a root/.hidden thing", "/root/group/name", "tests/home/page.py", "/data/kit/mat", "build/work/main.py"]
)
def test_text_that_only_looks_like_it_is_left_alone(line: str) -> None:
    assert list(forbidden_text.findings(line)) == []


def test_a_lock_file_with_addresses_is_found(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text("version = 1\n", encoding="utf-8")
    (tmp_path / "requirements.lock").write_text("biip @ https://there/biip.whl\n", encoding="utf-8")
    assert sorted(line.split(":")[0] for line in forbidden_text.problems(tmp_path)) == ["requirements.lock", "uv.lock"]
