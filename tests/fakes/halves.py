"""A keyring in memory, which can be closed, emptied and taken away."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldapp.domain.errors import StoreError


@dataclass
class MemoryHalves:
    kept: dict[str, bytes] = field(default_factory=dict)
    there: bool = True
    closed: bool = False

    def usable(self) -> bool:
        return self.there and not self.closed

    def read(self, name: str) -> bytes | None:
        self._look()
        return self.kept.get(name)

    def write(self, name: str, half: bytes) -> None:
        self._look()
        self.kept[name] = half

    def forget(self, name: str) -> None:
        self._look()
        self.kept.pop(name, None)

    def _look(self) -> None:
        if self.closed or not self.there:
            raise StoreError("key.keyring-closed")
