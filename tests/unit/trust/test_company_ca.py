"""The company's certificate authority."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from fieldapp.domain.errors import BadInput
from fieldapp.trust.company_ca import CompanyCa, fingerprint_of


def _leaf(chain_pem: bytes) -> x509.Certificate:
    return x509.load_pem_x509_certificates(chain_pem)[0]


def _verifier(ca: CompanyCa, host: str):  # type: ignore[no-untyped-def]
    return PolicyBuilder().store(Store([ca.certificate])).build_server_verifier(x509.DNSName(host))


def test_server_certificate_is_believed_for_its_names_under_its_own_company_only() -> None:
    ours, other = CompanyCa.create("霁川"), CompanyCa.create("霁川")
    leaf = _leaf(ours.issue_server(["centre.jichuan.example"]).chain_pem)

    assert _verifier(ours, "centre.jichuan.example").verify(leaf, [])
    with pytest.raises(VerificationError):
        _verifier(ours, "elsewhere.example").verify(leaf, [])
    with pytest.raises(VerificationError):
        _verifier(other, "centre.jichuan.example").verify(leaf, [])


def test_server_certificate_always_names_the_loopback_addresses() -> None:
    leaf = _leaf(CompanyCa.create("霁川").issue_server(["10.1.2.3"]).chain_pem)

    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1", "10.1.2.3"]


def test_opening_a_folder_twice_gives_the_same_authority_and_files_for_its_owner_only(tmp_path: Path) -> None:
    first = CompanyCa.open(tmp_path / "trust", "霁川")
    second = CompanyCa.open(tmp_path / "trust", "霁川")

    assert first.fingerprint == second.fingerprint == fingerprint_of(first.certificate_pem)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "trust").iterdir()}
    assert modes == {"ca.key": 0o600, "ca.pem": 0o600}


def test_a_damaged_or_foreign_key_is_refused(tmp_path: Path) -> None:
    CompanyCa.create("霁川").save(tmp_path)
    foreign = tmp_path / "foreign"
    CompanyCa.create("霁川").save(foreign)

    (tmp_path / "ca.key").write_bytes((foreign / "ca.key").read_bytes())
    with pytest.raises(BadInput, match=r"trust\.ca-unreadable"):
        CompanyCa.load(tmp_path)
    (tmp_path / "ca.key").write_bytes(b"half a k")
    with pytest.raises(BadInput, match=r"trust\.ca-unreadable"):
        CompanyCa.open(tmp_path, "霁川")


def test_fingerprint_of_something_else_is_refused() -> None:
    with pytest.raises(BadInput, match=r"trust\.certificate-unreadable"):
        fingerprint_of("<html>captive portal</html>")
