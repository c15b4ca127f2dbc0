"""Processes that begin in a blink, forked from one that has loaded everything, and end by SIGKILL.

`python -m tests.kills.nursery ROOM SETTINGS` reads a line of JSON for every life and writes what the life says, then
`{"ended": <signal>}`. A life kills itself at the crossing `kill_at`: before and after each of the steps that its room
names, and at each of its SQL statements. With `mutant` it lives with a broken rule.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from sqlalchemy import Engine, event

from tests.simulation.real.mutants import MUTANTS

ROOT = Path(__file__).parents[2]
Told = dict[str, Any]


class Nursery:
    """Lives of one room, one after the other, as the test sees them."""

    def __init__(self, room: str, settings: Told) -> None:
        command = [sys.executable, "-m", "tests.kills.nursery", room, json.dumps(settings)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._pid = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._process.stdin.close()
        said = self._process.stderr.read()
        assert self._process.wait(60) == 0, said
        self._process.stdout.close()
        self._process.stderr.close()

    def begin(self, **told: Any) -> Told:
        """Begin a life and return the first that it says; `{"ended": 9}` if that is all."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        self._pid = int(self._said()["pid"])
        return self.listen()

    def listen(self) -> Told:
        """Return what the life says next, or that it ended."""
        said = self._said()
        if "ended" in said:
            self._pid = 0
        return said

    def rest(self) -> list[Told]:
        """Return what the life still says until it ends."""
        said: list[Told] = []
        while self._pid:
            said.append(self.listen())
        return said

    @property
    def lives(self) -> bool:
        """Tell whether the life that was begun has not ended by itself."""
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            return False
        return self._pid != 0

    def kill(self) -> list[Told]:
        """End the life as a pulled plug would; return what it had said."""
        if self._pid:
            with suppress(ProcessLookupError):  # it may have ended by itself a moment ago
                os.kill(self._pid, signal.SIGKILL)
        return self.rest()

    def _said(self) -> Told:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the nursery is gone"
        said: Told = json.loads(line)
        return said


def say(**told: Any) -> None:
    """Say something to the test."""
    os.write(1, (json.dumps(told) + "\n").encode())


def kill_at(crossing: int, places: tuple[tuple[ModuleType | type, str], ...]) -> None:
    """Let this process kill itself at its crossing of that number."""
    left = [crossing]

    def cross() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def crossed(step: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            cross()
            made = step(*given, **named)
            cross()
            return made

        return watched

    for place, name in places:
        setattr(place, name, crossed(getattr(place, name)))
    event.listen(Engine, "before_cursor_execute", lambda *_: cross())
    event.listen(Engine, "commit", lambda *_: cross())


def run(room: str, settings: Told) -> None:
    """Fork a life for every line of standard input, and wait for its end."""
    if room == "centre":
        from tests.kills import centre_life as life
    else:
        from tests.kills import tablet_life as life  # type: ignore[no-redef]
    for line in sys.stdin:
        told = json.loads(line)
        child = os.fork()
        if child == 0:
            sys.stdin.close()
            try:
                if told.get("kill_at"):
                    kill_at(told["kill_at"], life.PLACES)
                with MUTANTS[told["mutant"]]() if told.get("mutant") else nullcontext():
                    life.live(settings, told)
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            os._exit(0)
        say(pid=child)
        _, status = os.waitpid(child, 0)
        say(ended=os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status))


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]))
