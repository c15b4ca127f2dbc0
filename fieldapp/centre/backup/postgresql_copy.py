"""PostgreSQL's dumps: written of one moment by pg_dump, read through to their last row by pg_restore."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, text

from fieldapp.centre.backup.manifest import Contents, DeviceMark, in_order
from fieldapp.centre.backup.programs import DUMP, RESTORE, address, checked, output_of, run
from fieldapp.centre.database.tables import blob, device, event, fact
from fieldapp.centre.facts import Fact
from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.trust.private_file import private_file

ASIDE = "fieldapp_before_"
"""How the schema is called in which a restore leaves what it took the place of, with its moment behind."""

_COPY = b"COPY "
_END = b"\\.\n"
_REVISIONS = "alembic_version"
_THOUSAND_VERSIONS = 10_000
"""PostgreSQL numbers itself 150004 for 15.4."""


def write(connection: Connection, target: Path) -> None:
    """Dump the database as this transaction sees it. Raises StoreError("centre.program-…"), OSError."""
    url = connection.engine.url
    server = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // _THOUSAND_VERSIONS
    program = checked(DUMP, server)
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {limit} = 0"))
    snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
    private_file(target)
    told = ("--format=custom", "--no-owner", "--no-privileges", f"--exclude-schema={ASIDE}*")
    run([program, *told, f"--snapshot={snapshot}", f"--file={target}", f"--dbname={address(url)}"], url)


def read(file: Path) -> Contents:
    """Read a dump through and return what it holds.

    Raises StoreError("centre.backup-damaged" | "centre.program-missing" | "centre.program-too-old").
    """
    program = checked(RESTORE, 0)
    try:
        with closing(output_of([program, "--data-only", "--file=-", str(file)])) as lines:
            return _contents(lines)
    except (StoreError, ValueError, KeyError) as fault:
        raise StoreError("centre.backup-damaged", folder=str(file.parent), file=file.name) from fault


def restore(file: Path, url: URL) -> None:
    """Put a dump into an empty database, whole or not at all. Raises StoreError("centre.program-…")."""
    told = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    run([checked(RESTORE, 0), *told, f"--dbname={address(url)}", str(file)], url)


def _contents(lines: Iterable[bytes]) -> Contents:
    """Return what the rows of a dump say; rows of other tables are read and passed by."""
    facts: dict[str, str] = {}
    revision, files = "", 0
    events: Counter[str] = Counter()
    devices: dict[str, tuple[int, Sha256]] = {}
    for table, names, row in _rows(lines):
        if table == event.name:
            events[row.split(b"\t", names.index("device_id") + 1)[names.index("device_id")].decode()] += 1
        elif table == blob.name:
            files += 1
        elif table in (device.name, fact.name, _REVISIONS):
            cells = dict(zip(names, row.decode().rstrip("\n").split("\t"), strict=True))
            if table == device.name:
                devices[cells["id"]] = (int(cells["last_seq"]), Sha256(cells["chain"]))
            elif table == fact.name:
                facts[cells["name"]] = cells["value"]
            else:
                revision = cells["version_num"]
    marks = (
        DeviceMark(device_id=DeviceId(name), last_seq=seq, chain=value, events=events[name])
        for name, (seq, value) in devices.items()
    )
    return Contents(epoch=facts.get(Fact.EPOCH.value, ""), revision=revision, devices=in_order(marks), files=files)


def _rows(lines: Iterable[bytes]) -> Iterator[tuple[str, list[str], bytes]]:
    """Yield table, its columns and the line of each row, as COPY writes them."""
    table, names = "", list[str]()
    for line in lines:
        if table:
            if line == _END:
                table = ""
            else:
                yield table, names, line
        elif line.startswith(_COPY):
            head, _, rest = line[len(_COPY) :].decode().partition(" (")
            table = head.rpartition(".")[2].strip('"')
            names = [name.strip('"') for name in rest.partition(")")[0].split(", ")]
    if table:
        raise ValueError(table)
