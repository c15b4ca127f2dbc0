"""What a lock page is tried with: a PIN that opens, a depot's code, and what they refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

from fieldapp.domain.errors import BadInput, FieldappError, Refused
from fieldapp.scanning.raw_code import RawCode
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.viewmodels.lock import LockDoors

PIN = "246810"
CODE = "FIELDAPPKEY1-GOOD"


@dataclass
class Door:
    """It opens for the right PIN, or refuses with `fault`; a shut `gate` makes it slow."""

    pin: str = PIN
    fault: FieldappError = field(default_factory=lambda: Refused("pin.wrong", left=4))
    kind: OpensWith = OpensWith.PIN
    new_kind: OpensWith = OpensWith.PIN
    recover_fault: FieldappError | None = None
    code_fault: FieldappError | None = None
    wait: timedelta = timedelta()
    demo_pin: str | None = None
    in_picture: str = CODE
    tried: list[str] = field(default_factory=list)
    renewed: list[tuple[str, str]] = field(default_factory=list)
    gate: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, pin: str) -> object:
        self.tried.append(pin)
        assert self.gate.wait(10)
        if pin != self.pin:
            raise self.fault
        return f"opened with {pin}"

    def set_new(self, by: str, secret: str) -> None:
        if self.recover_fault is not None:
            raise self.recover_fault
        self.renewed.append((by, secret))
        self.pin, self.kind = secret, self.new_kind

    def check_code(self, code: str) -> None:
        if code != CODE:
            raise BadInput("recover.code-invalid")
        if self.code_fault is not None:
            raise self.code_fault

    def doors(self) -> LockDoors:
        return LockDoors(
            unlock=self,
            opens_with=lambda: self.kind,
            waits=lambda: self.wait,
            new_opens_with=lambda: self.new_kind,
            read_picture=lambda _path: (RawCode("TS-02", ""), RawCode(self.in_picture, "")),
            check_code=self.check_code,
            recover=self.set_new,
            renew=self.set_new,
            demo_pin=lambda: self.demo_pin,
        )
