"""Drawings and manuals: files of the company that every tablet may fetch, and does for the models it has orders of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from fieldapp.centre.devices import blobs
from fieldapp.centre.devices.blob_storage import BlobStorage
from fieldapp.centre.devices.blobs import BlobEntry
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.errors import BadInput
from fieldapp.domain.model_document import ModelDocument
from fieldapp.wire.codec import from_json, sha256_of
from fieldapp.wire.messages import DocumentKind


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file about some models, with what is said of it."""

    document: ModelDocument
    content: bytes


def read_file(path: Path, told: dict[str, object], place: str) -> ModelFile:
    """Return the file; `told` are the document's fields but for those that its bytes tell.

    Raises BadInput("sample.malformed") naming `place` where the file is missing or a field is wrong.
    """
    try:
        content = path.read_bytes()
        own: dict[str, object] = {"sha256": sha256_of(content), "size": len(content)}
        return ModelFile(from_json({**told, **own}, ModelDocument), content)
    except OSError as fault:
        raise BadInput("sample.malformed", file=place, entry=path.name, detail=str(fault)) from fault
    except BadInput as fault:
        detail = str(fault.fields.get("detail", ""))
        raise BadInput("sample.malformed", file=place, entry=path.name, detail=detail) from fault


def publish_files(
    connection: Connection, feed: Feed, files: tuple[ModelFile, ...], storage: BlobStorage, now: datetime
) -> None:
    """Keep the files and tell every tablet that they exist."""
    for file in files:
        document = file.document
        storage.keep(document.sha256, file.content)
        entry = BlobEntry(sha256=document.sha256, media_type=document.media_type, size=document.size)
        blobs.enter(connection, entry, None, now)
        feed.put(REFERENCE, DocumentKind.MODEL_DOCUMENT, document.sha256, document)
