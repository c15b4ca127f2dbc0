"""Whoever reads a file or a message has msgspec look at types while nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import msgspec
import pytest

from fieldapp.domain.type_building import TYPE_BUILDING
from fieldapp.scheduling.data_files import read_calendar, read_profile
from fieldapp.workflow.process_file import read_process
from tests.factories import RESOURCES

FILES: list[tuple[Callable[[str], object], str]] = [
    (read_process, "process/repair.toml"),
    (read_calendar, "calendars/china.toml"),
    (read_profile, "sla/standard.toml"),
]


def is_free() -> bool:
    """Ask as another thread would."""
    got: list[bool] = []

    def ask() -> None:
        got.append(TYPE_BUILDING.acquire(blocking=False))
        if got[0]:
            TYPE_BUILDING.release()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    return got[0]


@pytest.mark.parametrize(("read", "name"), FILES)
def test_nobody_else_may_look_at_types_while_a_file_is_read(
    read: Callable[[str], object], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert, free = msgspec.convert, []

    def noted(*args: object, **more: object) -> object:
        free.append(is_free())
        return convert(*args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(msgspec, "convert", noted)
    read((RESOURCES / name).read_text("utf-8"))

    assert free == [False]
    assert is_free()
