"""The line between a tablet and the centre: everything is written as on the wire, and what is written may be lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from random import Random
from typing import Any

from fieldapp.domain.errors import CentreAnswerInvalid, CentreUnreachable, FieldappError
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import Hello, SyncAnswer, SyncRequest


class Trouble(Enum):
    """What can happen to one exchange."""

    NONE = "none"
    LOST_REQUEST = "lost request"
    LOST_ANSWER = "lost answer"
    TRUNCATED = "truncated answer"
    CAPTIVE_PORTAL = "captive portal"
    DOUBLED = "duplicated body"
    LATE = "request that arrives late"


_ANSWERS: dict[str, Any] = {"hello": Hello, "sync": SyncAnswer}


@dataclass
class Line:
    """Implements `wire.Centre` over another one. `trouble` is the share of exchanges that something happens to."""

    far_end: Callable[[], Any]
    heard: Callable[[SyncRequest, SyncAnswer], None]
    chance: Random
    trouble: float = 0.0
    doubles: bool = False
    schema: int | None = None
    most_changes: int = 2000
    late: list[SyncRequest] = field(default_factory=list)
    met: set[Trouble] = field(default_factory=set)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Send whatever a centre can be asked; a question that the protocol gets tomorrow meets the same trouble."""
        return lambda *said: self._send(name, said)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Exchange events and changes; now and then in small answers, or as an older program asks."""
        request = replace(request, most_changes=min(request.most_changes, self.most_changes))
        if self.schema is not None:
            request = replace(request, schema=self.schema)
        sent = decode(encode(request), SyncRequest)
        answer: SyncAnswer = self._send("sync", (sent,))
        return answer

    def _send(self, name: str, said: tuple[Any, ...]) -> Any:
        trouble = self._pick()
        self.met.add(trouble)
        if trouble is Trouble.LATE and name == "sync":
            self.late.append(said[0])
        if trouble in (Trouble.LOST_REQUEST, Trouble.LATE):
            raise CentreUnreachable("centre.unreachable")
        if trouble is Trouble.CAPTIVE_PORTAL:
            self._read(name, b"<html>Please log in</html>")
        if trouble is Trouble.DOUBLED or self.doubles:
            self._asked_before(name, said)
        answer = self._ask(name, said)
        if trouble is Trouble.LOST_ANSWER:
            raise CentreUnreachable("centre.unreachable")
        if name not in _ANSWERS:
            return answer
        written = encode(answer)
        return self._read(name, written[: len(written) * 2 // 3] if trouble is Trouble.TRUNCATED else written)

    def _asked_before(self, name: str, said: tuple[Any, ...]) -> None:
        """The first of two bodies arrives; its answer, whatever it says, is not read by anybody."""
        try:
            self._ask(name, said)
        except FieldappError:
            self.met.add(Trouble.LOST_ANSWER)

    def _ask(self, name: str, said: tuple[Any, ...]) -> Any:
        answer = getattr(self.far_end(), name)(*said)
        if name == "sync":
            self.heard(said[0], answer)
        return answer

    def _read(self, name: str, written: bytes) -> Any:
        if name not in _ANSWERS:
            raise CentreAnswerInvalid("centre.malformed")
        try:
            return decode(written, _ANSWERS[name])
        except FieldappError as fault:
            raise CentreAnswerInvalid("centre.malformed") from fault

    def _pick(self) -> Trouble:
        if self.chance.random() >= self.trouble:
            return Trouble.NONE
        return self.chance.choice(list(Trouble)[1:])
