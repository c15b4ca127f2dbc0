from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.patterns import read_pattern


@pytest.mark.parametrize(
    ("pattern", "subject"),
    [
        (r"^[A-Z]{3}+_+[0-9]{4}+_+[0-9]{3,4}$", "CAR_2015_048"),  # possessive, as ODK's documentation writes it
        (r"^\p{L}+$", "冷柜é"),
        (r"^\p{IsHan}+$", "冷柜"),
        (r"^[\u4e00-\u9fa5]+$", "冷柜"),
        (r"^\x{4e00}$", "一"),
        (r"^(?=.*\d)(?!.*\s)[a-z\d]+$", "a1"),
        (r"(?<=WX-)\d{6}", "WX-261123"),
        (r"^(?<year>\d{4})-\k<year>$", "2026-2026"),
        (r"^\Qa.b(\E$", "a.b("),
        (r"^[a-z&&[^b]]+$", "acd"),
        (r"^[\w.-]+@[\w-]+$", "lin.fang@hewei-1"),
        (r"^[^\d\W]+$", "abc"),
        (r"\/x\-y", "/x-y"),
        (r"^\e\cA$", "\x1b\x01"),
        (r"^a\\d$", r"a\d"),
        (r"(?i)^cf-680$", "CF-680"),
    ],
)
def test_a_pattern_of_java_or_javascript_matches_as_there(pattern: str, subject: str) -> None:
    assert read_pattern(pattern).matches(subject)


@pytest.mark.parametrize(
    ("pattern", "subject"), [(r"^\d+$", "１２"), (r"^\w+$", "é"), (r"^\Qa.b\E$", "axb"), (r"^[a-z&&[^b]]+$", "abc")]
)
def test_a_pattern_of_java_or_javascript_refuses_as_there(pattern: str, subject: str) -> None:
    assert not read_pattern(pattern).matches(subject)


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a{99999999999999999999}", r"\x{110000}", "(" * 3_000 + ")" * 3_000, "a" * 10_001]
)
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(XPathError) as caught:
        read_pattern(pattern)
    assert caught.value.code == "forms.xpath.pattern"
    assert len(str(caught.value.fields["pattern"])) <= 80


@pytest.mark.parametrize("pattern", [r"^(\w|a|\w\w|[a-z]+)+$", "(?R)"])
def test_a_hostile_pattern_is_stopped_and_named(pattern: str) -> None:
    with pytest.raises(XPathError) as caught:
        read_pattern(pattern).matches("a" * 60 + "!")
    assert (caught.value.code, caught.value.fields["pattern"]) == ("forms.xpath.slow-pattern", pattern)
