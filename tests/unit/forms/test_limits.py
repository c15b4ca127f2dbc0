from __future__ import annotations

import pytest

from fieldapp.forms.limits import limit_of
from fieldapp.forms.questions import Limit


@pytest.mark.parametrize(
    ("value", "limit"),
    [("-18.4", Limit.WITHIN), ("-15", Limit.WITHIN), ("-4", Limit.ABOVE), ("", None), ("cold", None)],
)
def test_an_upper_limit_alone_is_held(value: str, limit: Limit | None) -> None:
    assert limit_of(value, {"high": "-15"}) is limit


def test_a_question_without_limits_has_none() -> None:
    assert limit_of("5", {"unit": "A"}) is None
