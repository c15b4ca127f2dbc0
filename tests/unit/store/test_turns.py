from __future__ import annotations

from threading import Thread

import pytest

from fieldapp.store.turns import Turns


def waiting(turns: Turns, count: int) -> None:
    """Return once so many threads wait for a turn."""
    while len(turns._waiting) < count:
        pass


def test_who_waits_has_the_turn_before_the_thread_that_gives_it_up_and_wants_it_again() -> None:
    turns, done = Turns(), list[str]()

    def wait_and_note(name: str) -> None:
        with turns:
            done.append(name)

    turns.acquire()
    threads = [Thread(target=wait_and_note, args=(name,)) for name in ("tap", "second tap")]
    for count, thread in enumerate(threads, start=1):
        thread.start()
        waiting(turns, count)
    turns.release()
    with turns:
        done.append("pull")
    for thread in threads:
        thread.join()
    assert done == ["tap", "second tap", "pull"]


def test_a_turn_whose_work_failed_is_over() -> None:
    turns, done = Turns(), list[str]()
    with pytest.raises(ValueError, match="broken"), turns:
        raise ValueError("broken")
    with turns:
        done.append("next")
    assert done == ["next"]
