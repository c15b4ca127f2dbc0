from __future__ import annotations

import stat
from pathlib import Path

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import DeviceId
from fieldapp.trust.escrow import SEALED_BYTES, EscrowKey, key_name, seal

TABLET = DeviceId("AB12CD34")
DATA_KEY = bytes(range(32))


@pytest.fixture
def company(tmp_path: Path) -> EscrowKey:
    return EscrowKey.open_or_make(tmp_path / "trust")


@pytest.mark.req("SYN-6")
def test_what_a_tablet_seals_only_the_company_opens(company: EscrowKey, tmp_path: Path) -> None:
    sealed = seal(company.public_key, DATA_KEY, TABLET)

    assert company.unseal(sealed, TABLET) == DATA_KEY
    assert len(sealed) == SEALED_BYTES
    assert DATA_KEY not in sealed
    with pytest.raises(BadInput, match=r"trust\.escrow-not-ours"):
        EscrowKey.open_or_make(tmp_path / "another").unseal(sealed, TABLET)


def test_each_sealed_copy_is_another_although_the_key_is_the_same(company: EscrowKey) -> None:
    assert seal(company.public_key, DATA_KEY, TABLET) != seal(company.public_key, DATA_KEY, TABLET)


def test_a_copy_does_not_open_under_another_tablets_name(company: EscrowKey) -> None:
    sealed = seal(company.public_key, DATA_KEY, TABLET)

    with pytest.raises(BadInput, match=r"trust\.escrow-not-ours"):
        company.unseal(sealed, DeviceId("ZZ99ZZ99"))


def test_every_flipped_byte_and_every_cut_is_seen(company: EscrowKey) -> None:
    sealed = seal(company.public_key, DATA_KEY, TABLET)
    broken = [sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :] for place in range(len(sealed))]

    for copy in (*broken, b"", sealed[:-1], sealed + b"\0"):
        with pytest.raises(BadInput, match=r"trust\.escrow-not-ours"):
            company.unseal(copy, TABLET)


def test_the_pair_is_made_once_and_its_private_half_is_the_owners(company: EscrowKey, tmp_path: Path) -> None:
    again = EscrowKey.open(tmp_path / "trust")

    assert again.public_key == company.public_key
    assert stat.S_IMODE((tmp_path / "trust" / "escrow.key").stat().st_mode) == 0o600
    assert key_name(company.public_key) != key_name(EscrowKey.open_or_make(tmp_path / "another").public_key)


def test_a_broken_pair_is_never_replaced_by_a_new_one(company: EscrowKey, tmp_path: Path) -> None:
    (tmp_path / "trust" / "escrow.key").write_bytes(b"short")

    with pytest.raises(BadInput, match=r"trust\.escrow-unreadable"):
        EscrowKey.open(tmp_path / "trust")

    assert (tmp_path / "trust" / "escrow.key").read_bytes() == b"short"


# The last is the point of order 1, to which every private key agrees on the same secret: RFC 7748 §6.1.
@pytest.mark.parametrize("public_key", ["", "not base64 !", "AAAA", "A" * 43 + "="])
def test_a_bad_public_key_seals_nothing(public_key: str) -> None:
    with pytest.raises(BadInput, match=r"trust\.escrow-unreadable"):
        seal(public_key, DATA_KEY, TABLET)
