"""Long lists as a device gets them: rows to the changes of a pull."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldapp.centre.choice_lists import pieces_of
from fieldapp.domain.ids import Sha256
from fieldapp.forms.choice_file import ChoiceFile
from fieldapp.wire.codec import encode, sha256_of
from fieldapp.wire.messages import Change, DocumentKind, Operation
from tests.fakes.stores import REFERENCE, DeviceStore


def choice_file(list_id: str, columns: Sequence[str], *rows: Sequence[str]) -> ChoiceFile:
    return ChoiceFile(list_id, tuple(columns), tuple(tuple(row) for row in rows))


def version_of(found: ChoiceFile) -> Sha256:
    return sha256_of(encode([found.columns, found.rows]))


def changes_of(
    store: DeviceStore, found: ChoiceFile, *, operation: Operation = Operation.PUT, after: int = 0
) -> list[Change]:
    """The changes that bring a version or take it back; `after` counts changes of the scope that go before."""
    sha256 = version_of(found)
    start = store.inbox.cursors().get(REFERENCE, 0) + after
    changes = []
    for number, piece in enumerate(pieces_of(found, sha256), start=start + 1):
        key = f"{found.list_id}@{sha256}#{piece.piece}"
        document = piece if operation is Operation.PUT else None
        put = store.put(DocumentKind.CHOICE_LIST, key, document, REFERENCE, operation)
        changes.append(replace(put, number=number))
    return changes
