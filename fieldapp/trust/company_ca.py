"""The company's own certificate authority: the only one that its tablets believe (SYNC.md rule 13)."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import Sha256
from fieldapp.trust.private_file import write_private

ALWAYS_NAMED = ("localhost", "127.0.0.1", "::1")

# A tablet whose clock is years off must still reach the centre, or its clock is never mended (SYNC.md rule 10). What
# ends the trust in a certificate is the pin, not a date; RFC 5280 §4.1.2.5 gives the end for "no expiration known".
_NOT_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_AFTER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

_KEY_FILE = "ca.key"
_CERTIFICATE_FILE = "ca.pem"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCertificate:
    """What a TLS server needs, as PEM: its certificate followed by the CA's, and its private key."""

    chain_pem: bytes
    key_pem: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCa:
    """A P-256 key and its self-signed certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def create(cls, company: str) -> CompanyCa:
        """Make a new authority named after the company."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(company, f"{company} device CA")
        signs_only = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        certificate = (
            _builder(subject, subject, key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(signs_only, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        return cls(key=key, certificate=certificate)

    @classmethod
    def load(cls, folder: Path) -> CompanyCa:
        """Read the authority of `folder`. Raises BadInput("trust.ca-unreadable")."""
        try:
            key = serialization.load_pem_private_key((folder / _KEY_FILE).read_bytes(), password=None)
            certificate = x509.load_pem_x509_certificate((folder / _CERTIFICATE_FILE).read_bytes())
        except (OSError, ValueError, TypeError) as fault:
            raise BadInput("trust.ca-unreadable", folder=str(folder)) from fault
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise BadInput("trust.ca-unreadable", folder=str(folder))
        return cls(key=key, certificate=certificate)

    @classmethod
    def open(cls, folder: Path, company: str) -> CompanyCa:
        """Read the authority of `folder`, or make and keep one where there is none yet."""
        if (folder / _CERTIFICATE_FILE).exists():
            return cls.load(folder)
        made = cls.create(company)
        made.save(folder)
        return made

    def save(self, folder: Path) -> None:
        """Write key and certificate; the certificate last, so that its presence means a whole pair."""
        write_private(folder / _KEY_FILE, _key_pem(self.key))
        write_private(folder / _CERTIFICATE_FILE, self.certificate_pem.encode())

    @property
    def certificate_pem(self) -> str:
        """Return the certificate that tablets pin."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def fingerprint(self) -> Sha256:
        """Return the SHA-256 of the certificate (DER): what the enrolment code carries."""
        return fingerprint_of(self.certificate_pem)

    def sign(self, message: bytes) -> bytes:
        """Return the company's signature over a message that says of itself what it is (ECDSA with SHA-256)."""
        return self.key.sign(message, ec.ECDSA(hashes.SHA256()))

    def issue_server(self, hosts: Iterable[str]) -> ServerCertificate:
        """Issue a TLS certificate for host names and IP addresses; the loopback names are always among them."""
        names = list(dict.fromkeys((*ALWAYS_NAMED, *hosts)))
        key = ec.generate_private_key(ec.SECP256R1())
        company = str(self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)
        issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        certificate = (
            _builder(_name(company, f"{company} centre"), self.certificate.subject, key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(issuer_id, critical=False)
            .sign(self.key, hashes.SHA256())
        )
        own = certificate.public_bytes(serialization.Encoding.PEM)
        return ServerCertificate(chain_pem=own + self.certificate_pem.encode(), key_pem=_key_pem(key))


def fingerprint_of(certificate_pem: str) -> Sha256:
    """Return the SHA-256 of a PEM certificate's DER form. Raises BadInput("trust.certificate-unreadable")."""
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    except ValueError as fault:
        raise BadInput("trust.certificate-unreadable") from fault
    return Sha256(hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest())


def is_signed_by(certificate_pem: str, message: bytes, signature: bytes) -> bool:
    """Tell whether the owner of a CA certificate signed it. Raises BadInput("trust.certificate-unreadable")."""
    try:
        key = x509.load_pem_x509_certificate(certificate_pem.encode()).public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    except ValueError as fault:
        raise BadInput("trust.certificate-unreadable") from fault
    return True


def _builder(subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOT_BEFORE)
        .not_valid_after(_NOT_AFTER)
    )


def _name(company: str, common_name: str) -> x509.Name:
    # X.520 allows 64 characters for either.
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, company[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
        ]
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
