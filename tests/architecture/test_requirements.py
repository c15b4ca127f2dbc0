"""The table of requirements, the description of the process and the tests' claims say the same."""

from __future__ import annotations

from pathlib import Path

from devtools import requirement_table

ROOT = Path(__file__).parents[2]
TABLE = "| id | in short |\n|---|---|\n| DEP-1 | Leave by |\n| DEP-2 | An hour ahead |\n"
TESTS = """
import pytest

pytestmark = [pytest.mark.req("DEP-1")]

@pytest.mark.req("DEP-2", "KIT-9")
def test_it(): ...
"""


def planted(folder: Path) -> Path:
    """A checkout with two requirements and a test file that claims them and one that does not exist."""
    root = folder / "checkout"
    (root / "docs").mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "docs" / "requirements.md").write_text(TABLE, encoding="utf-8")
    (root / "tests" / "test_planted.py").write_text(TESTS, encoding="utf-8")
    return root


def test_the_table_the_process_and_the_claims_of_the_tests_agree() -> None:
    assert requirement_table.problems(ROOT) == []


def test_the_table_has_words_for_every_requirement() -> None:
    table = requirement_table.requirements(ROOT / "docs" / "requirements.md")
    assert len(table) == 97
    assert [requirement for requirement, words in table.items() if not words] == []


def test_claims_are_read_from_functions_and_from_whole_modules(tmp_path: Path) -> None:
    assert requirement_table.proofs(planted(tmp_path) / "tests") == {
        "DEP-1": ["tests/test_planted.py"],
        "DEP-2": ["tests/test_planted.py::test_it"],
        "KIT-9": ["tests/test_planted.py::test_it"],
    }


def test_a_claim_of_an_unknown_requirement_is_a_problem(tmp_path: Path) -> None:
    problems = requirement_table.problems(planted(tmp_path))
    assert problems == ["KIT-9 is claimed by tests/test_planted.py::test_it but is not in docs/requirements.md"]


def test_a_requirement_of_the_process_that_the_table_lacks_is_a_problem(tmp_path: Path) -> None:
    root = planted(tmp_path)
    (root.parent / "shared").mkdir()
    process = "| id | requirement |\n| DEP-1 | Leave. |\n| DEP-2 | Decide. |\n| KIT-9 | Check. |\n| KIT-8 | Count. |\n"
    (root.parent / "shared" / "PROCESS.md").write_text(process, encoding="utf-8")
    assert "KIT-8 is in PROCESS.md, not in docs/requirements.md" in requirement_table.problems(root)


def test_the_report_counts_what_is_claimed(tmp_path: Path) -> None:
    root = planted(tmp_path)
    (root / "tests" / "test_planted.py").write_text(TESTS.replace('"DEP-2", ', ""), encoding="utf-8")
    report = requirement_table.report(root)
    assert "DEP-2    not yet  An hour ahead" in report
    assert report.endswith("1 of 2 requirements are claimed by a test, 1 are not")
