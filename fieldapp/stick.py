"""The tablet's road without a network, put together: what the screen and the command line hand out and take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fieldapp.config import APP_VERSION
from fieldapp.domain.errors import StoreError
from fieldapp.store import identity_card
from fieldapp.store.black_box import Unsent, of_this_name, read_unsent
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.clock import DeviceClock
from fieldapp.store.identity_card import IdentityCard
from fieldapp.store.inbox import Inbox
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.store.outbox import Outbox
from fieldapp.sync.black_box import BlackBox
from fieldapp.sync.carried import HandedOut, Sender
from fieldapp.sync.ports import Applied, Identity
from fieldapp.sync.usb_bundle import UsbRoad
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.bundles import BundleHead
from fieldapp.wire.codec import CHAIN_START

_SPOOL = "carried"


def usb_road(copy: StoreKeyCopy, identity: Identity, published: Callable[[Applied], None]) -> UsbRoad:
    """Return the road of an open store."""
    database = copy.database

    def sender() -> Sender:
        card = identity_card.read(database.folder, copy.key)
        if card is None:
            raise StoreError("bundle.no-company-key")
        return sender_of(of_this_name(card, database))

    return UsbRoad(
        outbox=Outbox(database),
        inbox=Inbox(database),
        blobs=BlobQueue(database),
        identity=identity,
        sender=sender,
        published=published,
        now=database.clock.now,
        spool=database.folder / _SPOOL,
    )


def black_box(folder: Path, key: bytes, clock: DeviceClock, to: Path) -> HandedOut:
    """Write everything unsent of a closed store into one file for the company, however damaged the store is.

    Raises StoreBusy, StoreError("bundle.no-company-key"), StoreFull("bundle.no-room"), BadInput("bundle.…").
    """
    written: list[HandedOut] = []

    def take(unsent: Unsent) -> None:
        sender = sender_of(unsent.card)
        box = BlackBox(
            head=_head(unsent, sender, clock),
            rows=unsent.rows,
            files=unsent.files,
            origins=unsent.origins,
            content=unsent.content,
        )
        written.append(box.write(to, sender))

    read_unsent(folder, key, clock, take)
    return written[0]


def sender_of(card: IdentityCard) -> Sender:
    """Return a tablet as its bundles name it."""
    known = card.enrolment
    return Sender(
        device_id=known.device_id,
        engineer_name=known.engineer_name,
        program=APP_VERSION,
        key=DeviceKey.from_secret(known.signing_key),
        company_key=card.company_key,
        ca_pem=known.ca_pem,
    )


def _head(unsent: Unsent, sender: Sender, clock: DeviceClock) -> BundleHead:
    rows = unsent.rows
    return BundleHead(
        device_id=sender.device_id,
        engineer_name=sender.engineer_name,
        program=sender.program,
        epoch=unsent.epoch,
        after=rows[0][0].seq - 1 if rows else 0,
        until=rows[-1][0].seq if rows else 0,
        events=len(rows),
        chain_before=CHAIN_START,
        chain_after=rows[-1][1] if rows else CHAIN_START,
        made_at=clock.now(),
        source=f"{unsent.source}, {unsent.holes} unreadable" if unsent.holes else unsent.source,
    )
