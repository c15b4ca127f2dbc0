"""Digest over a scope's rows, against the sum written out by hand."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.wire.digests import EMPTY_SCOPE, row_digest, with_row, without_row
from fieldapp.wire.messages import DocumentKind

HEX = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")


def test_row_digest_is_over_kind_key_and_canonical_document() -> None:
    told = hashlib.sha256(b'part\0TS-02\0{"a":1,"b":"\xe6\x8d\xa2"}').hexdigest()

    assert row_digest(DocumentKind.PART, "TS-02", {"b": "换", "a": 1}) == told


@given(st.lists(HEX))
def test_scope_digest_is_the_sum_whatever_the_order(rows: list[str]) -> None:
    forwards = backwards = EMPTY_SCOPE
    for row in rows:
        forwards = with_row(forwards, row)  # type: ignore[arg-type]
    for row in reversed(rows):
        backwards = with_row(backwards, row)  # type: ignore[arg-type]

    assert forwards == backwards == f"{sum(int(row, 16) for row in rows) % 2**256:064x}"


@given(HEX, HEX)
def test_taking_a_row_out_undoes_putting_it_in(scope: str, row: str) -> None:
    assert without_row(with_row(scope, row), row) == scope  # type: ignore[arg-type]
