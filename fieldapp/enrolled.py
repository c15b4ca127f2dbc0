"""Whether this tablet is enrolled, and how it becomes so: the ticket is exchanged, the encrypted store made (SYN-6)."""

from __future__ import annotations

import glob
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldapp.config import APP_VERSION, DeviceConfig
from fieldapp.domain.errors import BadInput, StoreError
from fieldapp.store.clock import DeviceClock, SystemClock
from fieldapp.store.database import FILE_NAME, LOCK_NAME, open_database
from fieldapp.store.durable import sync_folder
from fieldapp.store.failures import translated
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.keys import KeyFile, key_file
from fieldapp.store.moving import become
from fieldapp.store.settings import Settings
from fieldapp.sync.enrolment import enrol as exchange_ticket
from fieldapp.trust.company_ca import fingerprint_of
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.trust.private_file import write_private
from fieldapp.trust.single_copy import SingleCopy
from fieldapp.wire.messages import EnrolRequest

HOME = "home"
"""Setting: where the engineer's day begins, "latitude,longitude"."""


def keys_of(config: DeviceConfig, clock: DeviceClock | None = None) -> KeyFile:
    """Return the data key's keeper of this data folder."""
    return key_file(config.data, clock or SystemClock(), demo=config.demo_pin is not None)


def ca_file(config: DeviceConfig) -> Path:
    """Return where the pinned CA certificate is kept; it is public."""
    return config.data / "company-ca.pem"


def is_enrolled(config: DeviceConfig) -> bool:
    """Tell whether this tablet was enrolled: the pinned CA is the last thing that enrolment writes.

    A key or a database is enough where no enrolment was cut off: a lost certificate makes no tablet a new one.
    """
    holds_work = keys_of(config).exists() or (config.data / FILE_NAME).exists()
    return ca_file(config).exists() or (holds_work and not _unproven_ca(config).exists())


def ticket_address(ticket_text: str) -> str:
    """Return the address that a ticket names, asking nobody. Raises BadInput("enrol.ticket-invalid")."""
    return EnrolmentTicket.from_text(ticket_text).url


def address_for_rename(config: DeviceConfig, company: str, ticket_text: str) -> str:
    """Return the address of a ticket that `enrol_anew` may take on this tablet of `company`, asking nobody.

    Raises BadInput("enrol.ticket-invalid" | "enrol.other-company"), StoreError("store.disk").
    """
    with translated():
        pinned = ca_file(config).read_text(encoding="ascii")
    ticket = EnrolmentTicket.from_text(ticket_text)
    _refuse_other_company(ticket, pinned, company)
    return ticket.url


def enrol(config: DeviceConfig, ticket_text: str, pin: str) -> None:
    """Become known to the centre that the ticket names, and make the encrypted store (SYN-6).

    Raises BadInput("enrol.ticket-invalid"), CentreError, StoreError.
    """
    ticket = EnrolmentTicket.from_text(ticket_text)
    if is_enrolled(config):
        raise StoreError("store.enrolled-already", device="")
    with translated():
        _set_half_made_aside(config)
    key = DeviceKey.generate()
    request = EnrolRequest(code=ticket.code, device_name="tablet", public_key=key.public_key, app_version=APP_VERSION)
    unproven = _unproven_ca(config)
    answer = exchange_ticket(ticket, request, unproven)
    clock = SystemClock()
    known = Enrolment(
        device_id=answer.device_id,
        engineer_id=answer.engineer_id,
        engineer_name=answer.engineer_name,
        company=answer.company,
        centre_url=ticket.url,
        token=answer.token,
        ca_pem=answer.ca_pem,
        signing_key=key.secret,
    )
    with closing(open_database(config.data, keys_of(config, clock).create(pin), clock)) as database:
        Identity(database).enrol(known, answer.epoch)
        if config.home is not None:
            Settings(database).write(HOME, f"{config.home.latitude},{config.home.longitude}")
    with translated():
        unproven.replace(ca_file(config))
        sync_folder(config.data)  # a store beside an unproven certificate would count as cut off, and be set aside


def enrol_anew(config: DeviceConfig, key: bytes, ticket_text: str, clock: DeviceClock | None = None) -> int:
    """Go on under another name with everything that lies here; return how many events came along (SYNC.md rule 12).

    That is the way out for a tablet whose history was forked, whose data are a restored copy, or which the centre knows
    no more. The ticket is of the same centre and for the same engineer; `key` is the store's.
    Raises BadInput("enrol.ticket-invalid" | "enrol.other-company"), StoreError("store.other-engineer"), CentreError;
    then nothing was changed.
    """
    ticket = EnrolmentTicket.from_text(ticket_text)
    with closing(open_database(config.data, key, clock or SystemClock())) as database:
        before = Identity(database).enrolment()
        if before is None:
            raise StoreError("store.not-enrolled")
        _refuse_other_company(ticket, before.ca_pem, before.company)
        mine = DeviceKey.generate()
        request = EnrolRequest(
            code=ticket.code, device_name="tablet", public_key=mine.public_key, app_version=APP_VERSION
        )
        with TemporaryDirectory() as folder:
            answer = exchange_ticket(ticket, request, Path(folder) / _unproven_ca(config).name)
        known = replace(
            before,
            device_id=answer.device_id,
            engineer_id=answer.engineer_id,
            engineer_name=answer.engineer_name,
            company=answer.company,
            centre_url=ticket.url,
            token=answer.token,
            signing_key=mine.secret,
        )
        return become(database, key, known, answer.epoch)


def _refuse_other_company(ticket: EnrolmentTicket, pinned: str, company: str) -> None:
    if fingerprint_of(pinned) != ticket.ca_sha256:
        raise BadInput("enrol.other-company", company=company)


def pin_again(config: DeviceConfig, known: Enrolment) -> None:
    """Write a lost certificate anew; the database holds it too. Raises StoreFull, StoreError."""
    if not ca_file(config).exists():
        with translated():
            write_private(ca_file(config), known.ca_pem.encode("ascii"))


def set_aside(config: DeviceConfig) -> tuple[Path, ...]:
    """Return the folders beside this one in which enrolments that were cut off were set aside."""
    beside = config.data.parent.glob(f"{glob.escape(config.data.name)}.set-aside-*")
    return tuple(sorted(path for path in beside if path.is_dir() and not path.is_symlink()))


def begin_anew_beside(config: DeviceConfig) -> None:
    """Move a store that nothing here can mend aside, whole, and let the tablet be enrolled like a new one.

    What was sent comes back from the centre. What was not lies in the folder beside: the company's code opens its key.
    Raises StoreBusy("store.in-use") while another copy has it open, StoreError.
    """
    with translated():
        copy = SingleCopy(config.data / LOCK_NAME, in_use="store.in-use")
    try:
        with translated():
            config.data.rename(_free_name(config))
            config.data.mkdir(mode=0o700)
    finally:
        copy.release()


def _set_half_made_aside(config: DeviceConfig) -> None:
    """Move away what an enrolment that was cut off left; it is kept, for nothing here proves that it is empty.

    A refused code leaves a public certificate only, which is written over.
    """
    there = {path.name for path in config.data.iterdir()} if config.data.exists() else set()
    if there - {_unproven_ca(config).name, LOCK_NAME}:
        config.data.rename(_free_name(config))
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)


def _free_name(config: DeviceConfig) -> Path:
    number = 1
    while (aside := config.data.with_name(f"{config.data.name}.set-aside-{number}")).exists():
        number += 1
    return aside


def _unproven_ca(config: DeviceConfig) -> Path:
    """Return where the certificate lies while an enrolment is under way."""
    return config.data / "company-ca.new"
