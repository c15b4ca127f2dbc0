"""What a centre does again and again ends with the centre only."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest

from fieldapp.centre.repeating import repeated
from fieldapp.domain.errors import BadInput, StoreError


@pytest.mark.expects_log("the database failed for a moment")
@pytest.mark.parametrize(
    "fault", [StoreError("centre.database-damaged"), BadInput("wire.malformed"), OSError("no room")], ids=repr
)
def test_an_act_that_fails_is_done_again_and_the_last_one_too(fault: Exception) -> None:
    done: list[str] = []
    again = Event()

    def act() -> None:
        done.append("act")
        if len(done) > 1:
            again.set()
        raise fault

    with repeated("test", timedelta(milliseconds=1), act, lambda: done.append("end")):
        assert again.wait(30)

    assert done[:2] == ["act", "act"]
    assert done[-1] == "end"
