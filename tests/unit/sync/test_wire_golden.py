"""What released devices have written must be read for ever: tests/golden/wire/v… is never edited, only added to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.part import DepotStock
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.work_order import WorkOrder
from fieldapp.trust.escrow import SEALED_BYTES, key_name
from fieldapp.wire.codec import chain, decode, encode, event_from_json, event_to_json, from_json, sha256_of, to_json
from fieldapp.wire.digests import row_digest
from fieldapp.wire.messages import Change, ChoiceListPiece, DocumentKind, EventRow, Hello, SealedKey, Settlement

FOLDER = Path(__file__).parents[2] / "golden" / "wire"
FILES = sorted(FOLDER.glob("v[0-9]*/*.json"))
DOCUMENTS = Path(__file__).parents[2] / "golden" / "wire" / "documents"
MESSAGES = Path(__file__).parents[2] / "golden" / "wire" / "messages"
Known = ChoiceListPiece | Asset | ModelDocument | DepotStock | SlaProfile | WorkingCalendar | WorkOrder | Settlement
TYPES: dict[DocumentKind, type[Known]] = {
    DocumentKind.CHOICE_LIST: ChoiceListPiece,
    DocumentKind.ASSET: Asset,
    DocumentKind.MODEL_DOCUMENT: ModelDocument,
    DocumentKind.DEPOT_STOCK: DepotStock,
    DocumentKind.SLA_PROFILE: SlaProfile,
    DocumentKind.WORKING_CALENDAR: WorkingCalendar,
    DocumentKind.WORK_ORDER: WorkOrder,
    DocumentKind.SETTLEMENT: Settlement,
}
BEFORE = sha256_of(b"the row before")


def test_every_kind_of_event_has_its_golden_file_and_every_file_its_kind() -> None:
    every_version = {(cls.kind, number) for cls in EVENT_TYPES for number in range(1, cls.version + 1)}
    assert {(path.stem, int(path.parent.name[1:])) for path in FILES} == every_version


def _name(path: Path) -> str:
    return f"{path.stem}-{path.parent.name}"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_golden_row_is_read_and_written_again_byte_for_byte(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))["row"]

    row = from_json(golden, EventRow)
    event = event_from_json(row.kind, row.version, row.data)

    assert event.kind == path.stem
    assert encode(row) == encode(golden)
    written = json.loads(encode(event_to_json(event)))
    is_of_today = row.version == type(event).version
    assert encode(written if is_of_today else _as_far_as(golden["data"], written)) == encode(golden["data"])


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_hash_chain_over_a_golden_row_stays_the_same(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))

    assert chain(BEFORE, to_json(from_json(golden["row"], EventRow))) == golden["digest"]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.json")), ids=lambda path: path.stem)
def test_a_golden_document_is_read_and_written_again_with_everything_it_said(path: Path) -> None:
    """What a document has gained since has a default: an older one is read as without it."""
    golden = json.loads(path.read_text(encoding="utf-8"))

    change = from_json(golden["change"], Change)
    document = from_json(change.document, TYPES[change.kind])

    assert change.kind.value == path.stem
    assert encode(change) == encode(golden["change"])
    assert (
        _as_far_as(golden["change"]["document"], json.loads(encode(to_json(document)))) == golden["change"]["document"]
    )
    assert from_json(to_json(document), TYPES[change.kind]) == document
    assert row_digest(change.kind, change.key, golden["change"]["document"]) == golden["digest"]


def _as_far_as(golden: Any, written: Any) -> Any:
    """Return what was written, without the fields that the golden document does not know."""
    if isinstance(golden, dict) and isinstance(written, dict):
        return {name: _as_far_as(golden[name], value) for name, value in written.items() if name in golden}
    if isinstance(golden, list) and isinstance(written, list) and len(golden) == len(written):
        return [_as_far_as(old, new) for old, new in zip(golden, written, strict=True)]
    return written


def test_the_name_of_a_golden_list_is_the_hash_of_its_columns_and_rows() -> None:
    golden = json.loads((DOCUMENTS / "choice_list.json").read_text(encoding="utf-8"))["change"]

    piece = from_json(golden["document"], ChoiceListPiece)

    assert sha256_of(encode([piece.columns, piece.rows])) == piece.sha256
    assert golden["key"] == f"{piece.list_id}@{piece.sha256}#{piece.piece}"


@pytest.mark.parametrize(("name", "kind"), [("hello", Hello), ("sealed_key", SealedKey)])
def test_a_golden_message_is_read_and_written_again_byte_for_byte(
    name: str, kind: type[Hello] | type[SealedKey]
) -> None:
    golden = (MESSAGES / f"{name}.json").read_bytes()

    assert encode(decode(golden, kind)) == encode(json.loads(golden))


def test_the_hello_of_a_centre_that_knows_no_escrow_and_no_revocation_is_read_as_without_both() -> None:
    first = decode((MESSAGES / "hello_of_the_first_centres.json").read_bytes(), Hello)
    today = decode((MESSAGES / "hello.json").read_bytes(), Hello)

    assert (first.escrow_key, first.revoked) == ("", False)
    assert first == replace(today, escrow_key="", revoked=False)


def test_a_golden_sealed_key_has_the_length_and_names_the_key_that_a_centre_goes_by() -> None:
    golden = decode((MESSAGES / "sealed_key.json").read_bytes(), SealedKey)
    greeting = decode((MESSAGES / "hello.json").read_bytes(), Hello)

    assert len(golden.sealed) == SEALED_BYTES
    assert golden.key_name == key_name(greeting.escrow_key)
