from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.domain.money import Money
from fieldapp.reports.sections.speaker import Speaker
from tests.factories import RESOURCES, SHANGHAI, local, make_refusal, yuan
from tests.fakes.shipped import shipped_words
from tests.unit.reports.reading_pdf import needs_poppler, text_of
from tests.unit.reports.story import content, service_report, signature

ZH = Speaker(shipped_words(), "zh", SHANGHAI)
EN = Speaker(shipped_words(), "en", SHANGHAI)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (yuan("86.00"), "¥86.00"),
        (yuan("12345.6"), "¥12,345.60"),
        (yuan("-3"), "−¥3.00"),
        (Money(Decimal("5"), "EUR"), "EUR 5.00"),
    ],
)
def test_an_amount_has_its_sign_and_two_places(amount: Money, said: str) -> None:
    assert ZH.money(amount) == said


@pytest.mark.parametrize(
    ("number", "said"), [(Decimal("1.50"), "1.5"), (Decimal("10"), "10"), (3, "3"), (Decimal("0"), "0")]
)
def test_a_quantity_has_no_idle_zeros(number: Decimal | int, said: str) -> None:
    assert ZH.quantity(number) == said


def test_a_time_of_another_day_has_its_date_and_one_that_never_came_a_dash() -> None:
    day = date(2026, 11, 23)
    assert ZH.clock(local("09:51"), day) == "09:51"
    assert ZH.clock(local("18:30", day=-1), day) == "11-22 18:30"
    assert ZH.clock(None, day) == "–"


def test_an_own_text_in_place_of_a_code_is_said_as_it_is() -> None:
    assert EN.word_for("refusal", "cost") == "Cost not accepted"
    assert EN.word_for("refusal", "要先问老板") == "要先问老板"


def test_what_says_nothing_leaves_no_sign_behind() -> None:
    assert ZH.join("E02", "", "一直有") == "E02·一直有"
    assert EN.join("E02", "", "always") == "E02, always"


def _told() -> list[tuple[str, str]]:
    """Place and code of everything that a document says, codes with parts cut at the part."""
    found = []
    for path in sorted((RESOURCES.parent / "fieldapp" / "reports").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tell":
                code = node.args[0]
                choices = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
                found += [(f"{path.name}:{node.lineno}", _start(choice)) for choice in choices]
    return found


def _start(code: ast.expr) -> str:
    if isinstance(code, ast.JoinedStr):
        code = code.values[0]
    return code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else ""


def test_everything_a_document_says_has_words() -> None:
    known = shipped_words().texts["zh"]
    told = _told()
    assert len(told) > 60
    assert [one for one in told if not any(code.startswith(f"documents.{one[1]}") for code in known)] == []


@needs_poppler
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_whole_report_leaves_no_code_and_no_place_unsaid(language: str, tmp_path: Path) -> None:
    for answer in (signature(remark="好"), make_refusal(), None):
        text = text_of(service_report()(content(language=language), language, answer), tmp_path)
        assert "documents." not in text
        assert "{" not in text
