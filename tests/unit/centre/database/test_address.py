"""Where PostgreSQL is, and that nobody learns its password from us."""

from __future__ import annotations

import pytest

from fieldapp.centre.database.address import VARIABLE, chosen_address, shown
from fieldapp.domain.errors import BadInput


def test_what_the_command_line_says_comes_before_the_environment_and_nothing_means_the_file() -> None:
    named = {VARIABLE: "postgresql://zhou:geheim@db/one"}

    assert chosen_address(None, {}) is None
    assert chosen_address("", {VARIABLE: ""}) is None
    assert str(chosen_address(None, named)) == "postgresql+psycopg://zhou:***@db/one"
    assert str(chosen_address("postgresql+psycopg://db/two", named)) == "postgresql+psycopg://db/two"


@pytest.mark.parametrize("typed", ["postgresql://zhou:geheim@db/one", "postgresql://zhou@db/one?password=geheim"])
def test_a_password_on_the_command_line_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(BadInput, match=r"centre\.database-password") as refused:
        chosen_address(typed, {})

    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "typed", ["db", "sqlite:///a-geheim", "mysql://zhou:geheim@db/one", "postgresql://a:geheim@b:x/"]
)
def test_an_address_of_something_else_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(BadInput, match=r"centre\.database-address") as refused:
        chosen_address(None, {VARIABLE: typed})

    assert "geheim" not in str(refused.value)


def test_only_host_port_and_name_are_shown() -> None:
    url = chosen_address(None, {VARIABLE: "postgresql://zhou:geheim@db.example:5433/one?sslmode=verify-full"})

    assert url is not None
    assert shown(url) == "postgresql+psycopg://db.example:5433/one"
