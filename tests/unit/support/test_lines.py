"""One record, one line of JSON, nobody's data."""

from __future__ import annotations

import json
import logging
from typing import Any

from fieldapp.domain.errors import CentreRefused, StoreDamaged
from fieldapp.support.lines import JsonLine, noted, told

SECRET = "林芳 138 0000 4127"


class Kept(logging.Handler):
    """The lines of one logger."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLine())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def last(self) -> dict[str, Any]:
        return json.loads(self.lines[-1])  # type: ignore[no-any-return]


def logger(name: str) -> tuple[logging.Logger, Kept]:
    """A logger whose records go nowhere else."""
    kept = Kept()
    made = logging.Logger(name)
    made.addHandler(kept)
    return made, kept


def raise_it() -> None:
    customer = SECRET
    raise ValueError(f"invalid number: {customer}")


def test_a_call_of_ours_is_written_with_moment_level_room_words_and_fields() -> None:
    log, kept = logger("fieldapp.store.database")

    log.info("the store is open", extra=noted(ms=31, order="WX-261123-004"))

    line = kept.last
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "room": "fieldapp.store.database",
        "note": "the store is open",
        "thread": "MainThread",
        "ms": 31,
        "order": "WX-261123-004",
    }


def test_what_words_would_be_filled_with_is_not_written() -> None:
    log, kept = logger("fieldapp.sync")

    log.warning("nobody at %s", SECRET)

    assert kept.last["note"] == "nobody at %s"


def test_of_another_librarys_message_only_its_place_is_written() -> None:
    log, kept = logger("requests.sessions")

    log.warning(f"bad answer from {SECRET}")

    assert kept.last["note"].startswith("support/test_lines.py:")
    assert "4127" not in kept.lines[0]


def test_an_error_is_written_with_type_code_and_places_and_so_is_its_cause() -> None:
    log, kept = logger("fieldapp.ui")

    try:
        try:
            raise_it()
        except ValueError as fault:
            raise StoreDamaged("blob.damaged", sha256="ab" * 32, label=SECRET) from fault
    except StoreDamaged:
        log.exception("a job failed")

    error = kept.last["error"]
    assert (error["type"], error["code"], error["sha256"]) == ("StoreDamaged", "blob.damaged", "ab" * 32)
    assert error["left_out"] == "label"
    assert error["because"]["type"] == "ValueError"
    assert error["because"]["where"][-1].endswith(" raise_it")
    assert not set(SECRET.split()) & set(kept.lines[0].replace('"', " ").split())


def test_an_error_that_words_are_filled_with_is_written_as_an_error() -> None:
    log, kept = logger("fieldapp.centre.http.problems")

    log.error("the database refused: %s", StoreDamaged("store.unreadable"))

    assert kept.last["error"]["code"] == "store.unreadable"


def test_a_long_chain_of_causes_is_cut() -> None:
    error: BaseException = ValueError(0)
    for number in range(1, 9):
        outer = ValueError(number)
        outer.__cause__ = error
        error = outer

    depth, said = 1, told(error)
    while "because" in said:
        depth, said = depth + 1, said["because"]  # type: ignore[assignment]

    assert depth == 4


def test_a_code_that_the_centre_made_up_is_written_only_if_it_looks_like_one() -> None:
    assert told(CentreRefused("order.not-open"))["code"] == "order.not-open"
    assert told(CentreRefused(SECRET))["left_out"] == "code"
