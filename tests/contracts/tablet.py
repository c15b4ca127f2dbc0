"""A tablet reduced to its side of the protocol: numbers, groups, chain and cursors, against any `wire.Centre`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from fieldapp.domain.events import Event
from fieldapp.domain.ids import Scope, Sha256
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.centre import Centre
from fieldapp.wire.codec import CHAIN_START, chain, event_to_json, to_json
from fieldapp.wire.digests import EMPTY_SCOPE, row_digest, with_row, without_row
from fieldapp.wire.messages import (
    Change,
    DocumentKind,
    EnrolAnswer,
    EnrolRequest,
    EventRow,
    Operation,
    ScopeDigest,
    SyncAnswer,
    SyncRequest,
)
from fieldapp.wire.tus import STEP
from tests.factories import make_clock_evidence


@dataclass
class Tablet:
    centre: Centre
    epoch: str
    device_id: str
    rows: list[EventRow] = field(default_factory=list)
    cursors: dict[Scope, int] = field(default_factory=dict)
    documents: dict[tuple[Scope, DocumentKind, str], dict[str, object]] = field(default_factory=dict)
    digests: dict[Scope, Sha256] = field(default_factory=dict)

    def write(self, *events: Event) -> None:
        """One local transaction."""
        self.write_rows(*((event.kind, event.version, event_to_json(event)) for event in events))

    def write_rows(self, *rows: tuple[str, int, dict[str, object]]) -> None:
        group = self.rows[-1].group + 1 if self.rows else 1
        for kind, version, data in rows:
            self.rows.append(
                EventRow(
                    seq=len(self.rows) + 1,
                    group=group,
                    kind=kind,
                    version=version,
                    data=data,
                    clock=make_clock_evidence(),
                )
            )

    def request(self, *, begin: int = 1, most_changes: int = 2000) -> SyncRequest:
        value = CHAIN_START
        for row in self.rows:
            value = chain(value, to_json(row))
        return SyncRequest(
            epoch=self.epoch,
            events=tuple(self.rows[begin - 1 :]),
            chain=value,
            cursors=dict(self.cursors),
            most_changes=most_changes,
        )

    def sync(self, *, begin: int = 1, most_changes: int = 2000) -> SyncAnswer:
        """One round trip, its changes applied."""
        answer = self.centre.sync(self.request(begin=begin, most_changes=most_changes))
        self.take(answer)
        return answer

    def take(self, answer: SyncAnswer) -> None:
        for change in answer.changes:
            assert change.number == self.cursors.get(change.scope, 0) + 1, "a gap in the feed"
            self.cursors[change.scope] = change.number
            self._apply(change)
        assert {scope: number for scope, number in answer.cursors.items() if number} == self.cursors

    def _apply(self, change: Change) -> None:
        key = (change.scope, change.kind, change.key)
        digest = self.digests.get(change.scope, EMPTY_SCOPE)
        if key in self.documents:
            digest = without_row(digest, row_digest(change.kind, change.key, self.documents.pop(key)))
        if change.operation in (Operation.PUT, Operation.GRANT):
            assert change.document is not None
            self.documents[key] = change.document
            digest = with_row(digest, row_digest(change.kind, change.key, change.document))
        self.digests[change.scope] = digest

    def agrees_with(self, digests: dict[Scope, ScopeDigest]) -> bool:
        """Tell whether what this tablet holds adds up to what the centre says it should."""
        own = {
            scope: ScopeDigest(
                count=sum(key[0] == scope for key in self.documents), digest=self.digests.get(scope, EMPTY_SCOPE)
            )
            for scope in digests
        }
        return own == digests

    def held(self, kind: DocumentKind) -> dict[str, dict[str, object]]:
        return {key: document for (_, of, key), document in self.documents.items() if of is kind}

    def forget(self, answer_rows: Sequence[EventRow] = ()) -> Tablet:
        """A clone made at this moment: same identity, same history so far."""
        return replace(
            self,
            rows=list(answer_rows or self.rows),
            cursors=dict(self.cursors),
            documents=dict(self.documents),
            digests=dict(self.digests),
        )


def send_file(centre: Centre, sha256: Sha256, media_type: str, content: bytes) -> None:
    """Deliver a file step by step."""
    place = centre.begin_upload(sha256, media_type, len(content), content[:STEP])
    offset = place.offset
    while offset < len(content):
        offset = centre.continue_upload(place.address, offset, content[offset : offset + STEP])


def fetch_file(centre: Centre, sha256: Sha256, start: int = 0) -> tuple[str, bytes]:
    coming = centre.get_blob(sha256, start)
    content = b"".join(coming.pieces)
    assert (coming.start, coming.size) == (start, start + len(content))
    return coming.media_type, content


Connect = Callable[[DeviceKey], Centre]


def enrol(centre: Centre, code: str, key: DeviceKey) -> EnrolAnswer:
    return centre.enrol(
        EnrolRequest(code=code, device_name="维修 1 号平板", public_key=key.public_key, app_version="0.1.0")
    )
