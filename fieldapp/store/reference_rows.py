"""Reference data as it is taken over: the documents of a pull are gathered and written many at a time.

One by one, the way through SQLAlchemy and back cost several times what SQLite needs for a row and its index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, delete, select

from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import Scope
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.part import DepotStock, Part
from fieldapp.domain.process import Process
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.store import entries, fault_entries
from fieldapp.store.tables import REFERENCE
from fieldapp.wire.codec import decode, encode, to_json
from fieldapp.wire.messages import DocumentKind, FormDocument

Document = (
    Part
    | FaultEntry
    | PriceList
    | Process
    | FormDocument
    | Asset
    | ModelDocument
    | DepotStock
    | SlaProfile
    | WorkingCalendar
)

TYPES: dict[DocumentKind, type[Document]] = {
    DocumentKind.PART: Part,
    DocumentKind.FAULT_ENTRY: FaultEntry,
    DocumentKind.PRICE_LIST: PriceList,
    DocumentKind.PROCESS: Process,
    DocumentKind.FORM: FormDocument,
    DocumentKind.ASSET: Asset,
    DocumentKind.MODEL_DOCUMENT: ModelDocument,
    DocumentKind.DEPOT_STOCK: DepotStock,
    DocumentKind.SLA_PROFILE: SlaProfile,
    DocumentKind.WORKING_CALENDAR: WorkingCalendar,
}
VERSIONED = (DocumentKind.PROCESS.value, DocumentKind.FORM.value)
"""Kinds whose older versions stay for the orders that began with them (PRO-2)."""
_FOUND_BY = {DocumentKind.PART: entries.PARTS, DocumentKind.FAULT_ENTRY: fault_entries.FAULTS}

_PUT = """
INSERT INTO reference (kind, key, version, alias, document, scope, epoch) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, key, version)
DO UPDATE SET alias = excluded.alias, document = excluded.document, scope = excluded.scope, epoch = excluded.epoch
"""
_OTHER_VERSIONS = "DELETE FROM reference WHERE kind = ? AND key = ? AND version <> ?"

D = TypeVar("D", bound=Document)
_Put = tuple[Document, bytes, Scope]
"""A document, the bytes that came of it, and where it came from."""


@dataclass(slots=True)
class Puts:
    """Documents that one transaction writes or replaces, each under its key; `write` is to come before its end."""

    connection: Connection
    epoch: str
    _documents: dict[DocumentKind, dict[str, _Put]] = field(default_factory=dict)

    def add(self, kind: DocumentKind, key: str, body: bytes, scope: Scope) -> None:
        """Put a document, in canonical JSON, under its key; a new version of a process or form stands beside the older
        ones. Raises BadInput("wire.malformed").
        """
        document: Document = decode(body, TYPES[kind])
        some = self._documents.setdefault(kind, {})
        if key in some:
            self.write()
            some = self._documents[kind] = {}
        some[key] = document, body, scope

    def write(self) -> None:
        """Write what was gathered, with what it is found by."""
        for kind, documents in self._documents.items():
            self._write(kind, documents)
        self._documents.clear()

    def _write(self, kind: DocumentKind, documents: Mapping[str, _Put]) -> None:
        name, epoch = kind.value, self.epoch
        rows = [
            (name, key, *_names(one), _content(one, body), scope, epoch)
            for key, (one, body, scope) in documents.items()
        ]
        self.connection.exec_driver_sql(_PUT, rows)
        if kind is DocumentKind.PART:
            entries.keep_parts(self.connection, _of_type(documents, Part))
        elif kind is DocumentKind.FAULT_ENTRY:
            fault_entries.keep_faults(self.connection, _of_type(documents, FaultEntry))
        elif kind is DocumentKind.ASSET:
            # Its model is what an asset is found by, no version: one that was corrected leaves nothing behind.
            self.connection.exec_driver_sql(_OTHER_VERSIONS, [row[:3] for row in rows])


def _of_type(documents: Mapping[str, _Put], kind: type[D]) -> dict[str, D]:
    return {key: one for key, (one, *_) in documents.items() if isinstance(one, kind)}


def _content(document: Document, body: bytes) -> bytes:
    """Return what is kept of a document: of a part what came, of others, which are searched in SQL, every field."""
    if isinstance(document, Part):
        return body
    # The levels of a table of limits are no text until they are written as such.
    return encode(to_json(document) if isinstance(document, SlaProfile) else document)


def remove(connection: Connection, kind: DocumentKind, key: str) -> None:
    """Remove a document; processes and forms stay, for the orders that began with them."""
    if kind.value not in VERSIONED:
        connection.execute(delete(REFERENCE).where(REFERENCE.c.kind == kind.value, REFERENCE.c.key == key))
    if kind in _FOUND_BY:
        entries.remove(connection, _FOUND_BY[kind], key)


def remove_other_epochs(connection: Connection, epoch: str) -> None:
    """After everything was pulled anew: remove what the restored centre does not have."""
    old = (REFERENCE.c.epoch != epoch, REFERENCE.c.kind.not_in(VERSIONED))
    for kind, found_by in _FOUND_BY.items():
        for key in connection.execute(select(REFERENCE.c.key).where(*old, _of(kind))).scalars().all():
            entries.remove(connection, found_by, key)
    connection.execute(delete(REFERENCE).where(*old))


def _of(kind: DocumentKind) -> ColumnElement[bool]:
    return REFERENCE.c.kind == kind.value


def _names(document: Document) -> tuple[str, str]:
    """Return version and second name of a document: what queries ask by, beside the centre's key."""
    match document:
        case Part():
            return document.number, document.gtin or ""
        case Process():
            return document.version, document.id
        case FormDocument():
            return document.sha256, document.form_id
        case PriceList():
            return document.version, document.valid_from_on.isoformat()
        case FaultEntry():
            return "", document.code
        case Asset():
            return document.model, document.serial_number
        case ModelDocument() | DepotStock() | SlaProfile() | WorkingCalendar():
            return "", ""
