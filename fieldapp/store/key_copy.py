"""The copy of the data key for the company: sealed here, and remembered once it was delivered (SYN-6)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import Sha256
from fieldapp.store import meta
from fieldapp.store.database import Database
from fieldapp.store.identity import Enrolment
from fieldapp.trust.escrow import key_name, seal
from fieldapp.wire.messages import SealedKey


@dataclass(frozen=True, slots=True)
class StoreKeyCopy:
    """The open store's data key, handed out sealed only."""

    database: Database
    key: bytes

    def undelivered_key(self, public_key: str) -> SealedKey | None:
        """Return the key sealed to the company's `public_key`, None where the centre has that copy.

        Raises BadInput("trust.escrow-unreadable") for a public key that is none.
        """
        name = key_name(public_key)
        with self.database.reading() as connection:
            known = meta.read(connection, meta.ENROLMENT, Enrolment)
            delivered = meta.read(connection, meta.SEALED_FOR, str)
        if known is None:
            raise StoreError("store.not-enrolled")
        if delivered == name:
            return None
        return SealedKey(key_name=name, sealed=seal(public_key, self.key, known.device_id))

    def key_delivered(self, copy: SealedKey) -> None:
        """Remember to which of the company's keys the delivered copy was sealed."""
        with self.database.writing() as connection:
            meta.write(connection, meta.SEALED_FOR, Sha256(copy.key_name))
