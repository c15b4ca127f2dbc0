"""The copy of a spare key for the company: sealed here, and remembered once it was delivered (SYN-6)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import Sha256
from fieldapp.store import meta
from fieldapp.store.database import Database
from fieldapp.store.failures import translated
from fieldapp.store.identity import Enrolment
from fieldapp.store.identity_card import IdentityCard
from fieldapp.store.identity_card import keep as keep_card
from fieldapp.store.spare_keys import SpareKeys, new_spare
from fieldapp.trust.escrow import key_name, seal
from fieldapp.wire.messages import SealedKey


@dataclass(frozen=True, slots=True)
class StoreKeyCopy:
    """What opens the store besides the PIN, handed out sealed only; `key` is the open store's data key."""

    database: Database
    key: bytes

    def undelivered_key(self, public_key: str) -> SealedKey | None:
        """Return a spare key sealed to the company's `public_key`, None where the centre has one that was not used.

        One that did not arrive for sure is sent again, not replaced: the company may have it. One that a backup brought
        back after it was replaced opens no more, and is.
        Raises BadInput("trust.escrow-unreadable") for a public key that is none, StoreError.
        """
        name = key_name(public_key)
        with self.database.reading() as connection:
            known = meta.read(connection, meta.ENROLMENT, Enrolment)
            delivered = meta.read(connection, meta.SEALED_FOR, str)
            spare = meta.read(connection, meta.SPARE, bytes)
        if known is None:
            raise StoreError("store.not-enrolled")
        with translated():
            keep_card(self.database.folder, self.key, IdentityCard(enrolment=known, company_key=public_key))
        if delivered == name and not self._spares.one_is_due:
            return None
        if spare is None or self._spares.is_spent(spare):
            spare = new_spare()
            with self.database.writing() as connection:
                meta.write(connection, meta.SPARE, spare)
        self._spares.add(spare, self.key)
        return SealedKey(key_name=name, sealed=seal(public_key, spare, known.device_id))

    def key_delivered(self, copy: SealedKey) -> None:
        """Remember to which of the company's keys the delivered copy was sealed; what it replaces opens no more."""
        with self.database.reading() as connection:
            spare = meta.read(connection, meta.SPARE, bytes)
        if spare is not None:
            self._spares.note_delivered(spare)
        with self.database.writing() as connection:
            meta.write(connection, meta.SEALED_FOR, Sha256(copy.key_name))
            meta.forget(connection, meta.SPARE)

    @property
    def _spares(self) -> SpareKeys:
        return SpareKeys(self.database.folder)
