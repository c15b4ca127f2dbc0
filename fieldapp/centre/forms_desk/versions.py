"""Form versions as they were published: rows are added, never changed and never removed (PRO-2)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from fieldapp.centre.current import make_current
from fieldapp.centre.database.tables import form_version
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import FormId, Sha256
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind, FormDocument

FORM = "form"
"""The kind of a form's current version."""

SEED = "resources"
"""Who published what comes with the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVersion:
    """One version to publish: the XForm that tablets run, and the workbook that it was made of."""

    form_id: str
    version: str
    sha256: Sha256
    xform: str
    workbook: bytes

    def document(self) -> FormDocument:
        """Return what travels to the tablets."""
        return FormDocument(form_id=self.form_id, version=self.version, sha256=self.sha256, xform=self.xform)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """One version that is published; `workbook_sha256` is "" where the workbook was not kept (before version 4)."""

    form_id: str
    version: str
    sha256: Sha256
    workbook_sha256: str
    published_at: datetime
    published_by: str


def store(connection: Connection, feed: Feed, form: FormVersion, *, at: datetime, by: str) -> bool:
    """Store a version and send it to every device; say whether it was new. New orders begin with the newest.

    Raises Refused("forms.publish.version-taken") when this version has other content already.
    """
    known = {published.version: published.sha256 for published in read_versions(connection, form.form_id)}
    taken = known.get(form.version)
    if taken not in (None, form.sha256):
        raise Refused("forms.publish.version-taken", form=form.form_id, version=form.version)
    if taken is None:
        connection.execute(
            insert(form_version).values(
                sha256=form.sha256,
                form_id=form.form_id,
                version=form.version,
                xform=form.xform.encode(),
                workbook_sha256=hashlib.sha256(form.workbook).hexdigest(),
                workbook=form.workbook,
                published_at=at,
                published_by=by,
            )
        )
    feed.put(REFERENCE, DocumentKind.FORM, form.sha256, form.document())
    if form.version == max((*known, form.version)):
        make_current(connection, FORM, form.form_id, form.sha256, form.version)
    return taken is None


def read_versions(connection: Connection, form_id: str | None = None) -> tuple[PublishedVersion, ...]:
    """Return the versions of a form, or of all of them: by form, the newest first."""
    columns = [column for column in form_version.c if column.name not in ("xform", "workbook")]
    query = select(*columns)
    if form_id is not None:
        query = query.where(form_version.c.form_id == form_id)
    found = [
        PublishedVersion(
            form_id=row.form_id,
            version=row.version,
            sha256=Sha256(row.sha256),
            workbook_sha256=row.workbook_sha256,
            published_at=row.published_at,
            published_by=row.published_by,
        )
        for row in connection.execute(query)
    ]
    # Ordered here: how a database orders texts is its installation's choice, and "newest" means the same to everybody.
    return tuple(sorted(sorted(found, key=lambda one: one.version, reverse=True), key=lambda one: one.form_id))


def read_xform(connection: Connection, sha256: Sha256) -> bytes:
    """Return the XForm of a published version. Raises NotFound("forms.publish.unknown")."""
    found = connection.execute(select(form_version.c.xform).where(form_version.c.sha256 == sha256)).scalar_one_or_none()
    if found is None:
        raise NotFound("forms.publish.unknown", sha256=sha256)
    return bytes(found)


def read_workbook(connection: Connection, sha256: Sha256) -> bytes:
    """Return the workbook of a published version, as it was published. Raises NotFound("forms.publish.unknown")."""
    query = select(form_version.c.workbook).where(form_version.c.sha256 == sha256)
    found = connection.execute(query).scalar_one_or_none()
    if not found:
        raise NotFound("forms.publish.unknown", sha256=sha256)
    return bytes(found)


def uses(orders: Iterable[WorkOrder]) -> Counter[tuple[FormId, Sha256]]:
    """Count by how many of the orders each form version is pinned."""
    return Counter(pinned for order in orders for pinned in order.pin.forms.items())


def with_older(orders: Iterable[WorkOrder], form: FormVersion) -> int:
    """Count the orders that stay with another version of a form when this one is published."""
    pinned = (order.pin.forms.get(FormId(form.form_id)) for order in orders)
    return sum(sha256 is not None and sha256 != form.sha256 for sha256 in pinned)
