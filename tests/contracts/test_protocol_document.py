"""docs/protocol.md against the code: its examples by the second client and by ours, its tables by their source."""

from __future__ import annotations

import base64
import dataclasses
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.trust.device_keys import DeviceKey, verify
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.trust.escrow import EscrowKey, key_name
from fieldapp.wire import bundles, messages, tus, versions
from fieldapp.wire.codec import CHAIN_START, chain, encode, from_json, sha256_of, to_json
from fieldapp.wire.digests import EMPTY_SCOPE, row_digest, with_row
from fieldapp.wire.messages import DocumentKind, EventRow
from tests.contracts import second_client
from tests.contracts.protocol_document import differences, example, example_names, needs_no_value, rows_below, type_word

MESSAGES = (
    messages.EnrolRequest,
    messages.EnrolAnswer,
    messages.Hello,
    messages.SealedKey,
    EventRow,
    ClockEvidence,
    messages.SyncRequest,
    messages.EventOrigin,
    messages.Outcome,
    messages.Change,
    messages.ScopeDigest,
    messages.SyncAnswer,
    messages.SnapshotRow,
    messages.SnapshotPage,
    messages.Settlement,
    bundles.BundleHead,
    bundles.AnswerHead,
    bundles.FilesTaken,
    messages.Problem,
)


def test_every_worked_example_is_computed_by_a_test_here() -> None:
    assert example_names() == {"canonical", "chain", "digest", "signature", "ticket", "sealed-key"}


def test_the_example_of_canonical_json_is_what_both_write() -> None:
    told = example("canonical")

    expected = told["canonical"].encode()
    assert second_client.canonical(told["value"]) == expected
    assert encode(from_json(told["value"], EventRow)) == expected


def test_the_example_of_the_chain_is_what_both_count() -> None:
    told = example("chain")
    assert told["before"] == CHAIN_START == second_client.NO_EVENT

    theirs, ours = told["before"], CHAIN_START
    for row, after in zip(told["rows"], told["after"], strict=True):
        theirs = second_client.chain_after(theirs, row)
        ours = chain(ours, to_json(from_json(row, EventRow)))
        assert theirs == ours == after


def test_the_example_of_a_digest_is_what_both_add_up() -> None:
    told = example("digest")

    rows = {(row["kind"], row["key"]): row["document"] for row in told["rows"]}
    ours = EMPTY_SCOPE
    for row in told["rows"]:
        one = row_digest(DocumentKind(row["kind"]), row["key"], row["document"])
        assert one == row["digest"]
        ours = with_row(ours, one)
    assert second_client.scope_digest(rows) == ours == told["sum"]
    assert len(rows) == told["count"]


def test_the_example_of_a_signature_is_the_one_that_the_key_makes() -> None:
    told = example("signature")
    secret, body, signature = bytes.fromhex(told["private_key_hex"]), told["body"].encode(), told["Fieldapp-Signature"]

    made = Ed25519PrivateKey.from_private_bytes(secret).sign(body)
    assert base64.b64encode(made).decode() == DeviceKey.from_secret(secret).sign(body) == signature
    assert DeviceKey.from_secret(secret).public_key == told["public_key"]
    assert verify(told["public_key"], body, signature)
    assert not verify(told["public_key"], body + b" ", signature)


def test_the_example_of_a_ticket_is_taken_apart_alike() -> None:
    told = example("ticket")

    ticket = EnrolmentTicket(url=told["address"], code=told["code"], ca_sha256=Sha256(told["ca_sha256"]))
    assert ticket.to_text() == told["text"]
    assert second_client.ticket_parts(told["text"]) == (told["address"], told["code"], told["ca_sha256"])


def test_the_example_of_a_sealed_key_is_made_anew_and_opens_with_the_companys_key() -> None:
    told = example("sealed-key")
    company = EscrowKey(X25519PrivateKey.from_private_bytes(bytes.fromhex(told["company_private_hex"])))
    once = X25519PrivateKey.from_private_bytes(bytes.fromhex(told["ephemeral_private_hex"]))
    spare, nonce = bytes.fromhex(told["spare_key_hex"]), bytes.fromhex(told["nonce_hex"])

    raw = base64.b64decode(told["escrow_key"])
    made = second_client.sealed(spare, raw, told["device_id"], once, nonce)

    assert base64.b64encode(made).decode() == told["sealed"]
    assert company.unseal(made, DeviceId(told["device_id"])) == spare
    assert company.public_key == told["escrow_key"]
    assert hashlib.sha256(told["escrow_key"].encode()).hexdigest() == told["key_name"] == key_name(told["escrow_key"])


def test_the_table_of_messages_names_every_field_with_its_type() -> None:
    told = [row[:3] for row in rows_below("Messages")]

    true = [
        [f"`{cls.__name__}`", f"`{field.name}`" + "?" * needs_no_value(field), type_word(field)]
        for cls in MESSAGES
        for field in dataclasses.fields(cls)
    ]
    assert differences(told, true) == []


def test_the_table_of_events_names_every_kind_with_version_and_fields() -> None:
    told = rows_below("Kinds of events")

    true = [
        [
            f"`{cls.kind}`",
            str(cls.version),
            ", ".join(field.name + "?" * needs_no_value(field) for field in dataclasses.fields(cls)),
        ]
        for cls in EVENT_TYPES
    ]
    assert differences(told, true) == []


def test_the_table_of_changes_names_every_kind_of_document() -> None:
    told = {row[0] for row in rows_below("Changes")}

    assert told == {f"`{kind.value}`" for kind in DocumentKind}


def test_the_limits_told_are_those_of_the_program() -> None:
    told = " ".join(row[1] for row in rows_below("Limits and versions"))

    of_a_batch = (versions.MOST_BATCH_EVENTS, versions.BATCH_EVENTS, versions.BATCH_BYTES)
    for limit in (*of_a_batch, versions.EVENT_BYTES, versions.BODY_LIMIT, tus.STEP):
        assert f"{limit:,}" in told


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.5, "0.5"),
        (1.0, "1.0"),
        (30.274151, "30.274151"),
        (0.0001, "0.0001"),
        (9999999999999998.0, "9999999999999998.0"),
    ],
)
def test_fractions_are_written_as_the_document_says(value: float, written: str) -> None:
    assert encode(value) == second_client.canonical(value) == written.encode()


@pytest.mark.parametrize("code", [*range(0x20), 0x22, 0x2F, 0x5C, 0x7F, 0x2028, 0x4E2D, 0x1F600])
def test_text_is_escaped_as_the_document_says(code: int) -> None:
    assert encode(chr(code)) == second_client.canonical(chr(code))


def test_keys_are_sorted_by_code_point_beyond_the_basic_plane_too() -> None:
    value = {"\U0001f600": 1, "\uffee": 2, "z": 3, "Z": 4, "": 5}

    assert encode(value) == second_client.canonical(value)
    assert sha256_of(encode(value)) == hashlib.sha256(second_client.canonical(value)).hexdigest()
