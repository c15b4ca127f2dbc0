"""Ends a process at a chosen SQL statement: what was on the disk in that moment is what the next one finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, event

NEVER = -1


class Killed(BaseException):
    """The process is gone. No `except Exception` survives it."""


@dataclass
class Guillotine:
    """Counts the statements and commits of some engines; falls at the one that it is set to.

    `picture` keeps what is on the disk in that moment, before anything is rolled back.
    """

    picture: Callable[[], None]
    left: int = NEVER
    counted: int = 0
    has_fallen: bool = False
    looks_away: bool = False
    engines: list[Engine] = field(default_factory=list)

    def watch(self, *engines: Engine) -> None:
        """Count what these do from now on."""
        for engine in engines:
            event.listen(engine, "before_cursor_execute", self._statement)
            event.listen(engine, "commit", self._commit)
        self.engines += engines

    def set(self, statements: int) -> None:
        """Fall before the statement or commit of this number, from 0."""
        self.left = statements
        self.has_fallen = False

    def release(self) -> None:
        """Count no more."""
        for engine in self.engines:
            event.remove(engine, "before_cursor_execute", self._statement)
            event.remove(engine, "commit", self._commit)
        self.engines.clear()

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """Do not count while the block runs: a test looks, the process does nothing."""
        before, self.looks_away = self.looks_away, True
        try:
            yield
        finally:
            self.looks_away = before

    def lift(self) -> None:
        """Fall no more."""
        self.left = NEVER

    def _statement(self, *_: object) -> None:
        self._count()

    def _commit(self, _: object) -> None:
        self._count()

    def _count(self) -> None:
        if self.looks_away:
            return
        self.counted += 1
        if self.left == NEVER:
            return
        if self.left == 0:
            self.left = NEVER
            self.has_fallen = True
            self.picture()
            raise Killed
        self.left -= 1


def copy_folder(source: Path, target: Path) -> None:
    """Make `target` what `source` is now. What several processes share for the moment only is made anew by SQLite."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
