"""What the centre tells whoever scans a report's QR code: whether its copy says the same; nothing of the customer."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection

from fieldapp.centre.desk import orders
from fieldapp.centre.devices import blobs
from fieldapp.centre.devices.blob_storage import BlobStorage
from fieldapp.domain.ids import Sha256
from fieldapp.domain.visit import Report
from fieldapp.support.lines import noted

_DIGITS = re.compile(r"[0-9a-f]{16,64}")

_log = logging.getLogger(__name__)


class Comparison(Enum):
    """How the digits of the link stand to the archived content."""

    MATCH = "match"
    MISMATCH = "mismatch"
    WITHOUT_DIGITS = "without_digits"


class Copy(Enum):
    """The state of the archived PDF."""

    COMPLETE = "complete"
    ON_TABLET = "on_tablet"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedReport:
    """A report version as the centre has it; `newest` is the highest version of this number."""

    report: Report
    newest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """All that may be told in public. `signed_at` is the moment of the signature, the word by phone, or the refusal."""

    number: str
    version: int
    newest: int
    signed_at: datetime
    signed: bool
    by_phone: bool
    comparison: Comparison
    document_sha256: Sha256
    copy: Copy


def verify(
    connection: Connection, number: str, version: int, digits: str | None, storage: BlobStorage
) -> Verification | None:
    """Return what the centre says to a link, None where it has no such report version (yet).

    `digits` are the first 16 hex digits, or more, of the content's SHA-256, as the QR code gives them.
    """
    found = _find(connection, number, version, digits)
    if found is None:
        return None
    report = found.report
    return Verification(
        number=report.number,
        version=report.version,
        newest=found.newest,
        signed_at=report.at,
        signed=report.acceptance is not None and not report.acceptance.by_phone,
        by_phone=report.acceptance is not None and report.acceptance.by_phone,
        comparison=compare(digits, report.content_sha256),
        document_sha256=report.document_sha256,
        copy=_copy(connection, report.document_sha256, storage),
    )


def compare(digits: str | None, content_sha256: Sha256) -> Comparison:
    """Return how the digits stand to the hash; fewer than 16, or others than hex digits, prove nothing."""
    if not digits:
        return Comparison.WITHOUT_DIGITS
    wanted = digits.lower()
    if not _DIGITS.fullmatch(wanted):
        return Comparison.MISMATCH
    return Comparison.MATCH if content_sha256.startswith(wanted) else Comparison.MISMATCH


def _find(connection: Connection, number: str, version: int, digits: str | None) -> ArchivedReport | None:
    """Return the version; of two orders that share a number the one whose content the digits name."""
    found = []
    for order in orders.find_by_report(connection, number):
        versions = {report.version: report for report in order.visit.reports if report.number == number}
        if version in versions:
            found.append(ArchivedReport(report=versions[version], newest=max(versions)))
    matching = [one for one in found if compare(digits, one.report.content_sha256) is Comparison.MATCH]
    return next(iter(matching or found), None)


def _copy(connection: Connection, sha256: Sha256, storage: BlobStorage) -> Copy:
    """Read the stored file through: that it once arrived whole says nothing of today's disk."""
    entry = blobs.find(connection, sha256, None)
    if entry is None:
        return Copy.ON_TABLET
    try:
        whole = entry.media_type == "application/pdf" and _hash_of(storage, sha256) == sha256
    except OSError:
        _log.exception("the archived file %s cannot be read", sha256, extra=noted(sha256=sha256))
        return Copy.DAMAGED
    if not whole:
        _log.error("the archived file %s is not what was delivered", sha256, extra=noted(sha256=sha256))
    return Copy.COMPLETE if whole else Copy.DAMAGED


def _hash_of(storage: BlobStorage, sha256: Sha256) -> str:
    found = hashlib.sha256()
    for piece in storage.read(sha256):
        found.update(piece)
    return found.hexdigest()
