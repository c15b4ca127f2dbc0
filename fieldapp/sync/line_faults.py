"""What a line does to a call, by its names in `domain.errors` (SYN-8)."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from requests.exceptions import ContentDecodingError, RequestException, SSLError, Timeout
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.exceptions import TimeoutError as TimeoutException

from fieldapp.domain.errors import CentreAnswerInvalid, CentreUnreachable, CentreUntrusted

_OUT_OF_TIME = frozenset({9, 10})
"""OpenSSL's numbers for a certificate that is not valid yet, or no longer."""
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "UNKNOWN_PROTOCOL"})


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn what the network does into the tree of `domain.errors`."""
    try:
        yield
    except SSLError as fault:
        if is_about_trust(fault):
            raise CentreUntrusted(_why_untrusted(fault)) from fault
        if speaks_no_tls(fault):
            raise CentreAnswerInvalid("centre.portal") from fault
        # A line that is cut ends TLS in the middle: that says nothing of who was at the other end.
        raise CentreUnreachable("centre.unreachable") from fault
    except ContentDecodingError as fault:
        raise CentreAnswerInvalid("centre.not-ours") from fault
    except RequestException as fault:
        raise CentreUnreachable(_why_not_reached(fault)) from fault
    except OSError as fault:
        # requests says so when the pinned CA file itself is gone: without it nobody can be trusted.
        raise CentreUntrusted("centre.certificate") from fault


def is_about_trust(fault: Exception) -> bool:
    """Tell whether a certificate was not believed."""
    return any(isinstance(reason, ssl.SSLCertVerificationError) for reason in reasons(fault))


def _why_untrusted(fault: Exception) -> str:
    """Tell a certificate out of its time, which is mostly a tablet whose date is wrong, from one of a stranger."""
    codes = {reason.verify_code for reason in reasons(fault) if isinstance(reason, ssl.SSLCertVerificationError)}
    return "centre.certificate-date" if codes & _OUT_OF_TIME else "centre.certificate"


def speaks_no_tls(fault: Exception) -> bool:
    """Tell whether who answered does not know TLS: something on the way, which sends a page of its own."""
    return any(isinstance(reason, ssl.SSLError) and reason.reason in _NO_TLS for reason in reasons(fault))


def _why_not_reached(fault: Exception) -> str:
    for reason in reasons(fault):
        if isinstance(reason, NameResolutionError):
            return "centre.name"
        if isinstance(reason, NewConnectionError):  # one kind of time-out to urllib3
            return "centre.unreachable"
        if isinstance(reason, Timeout | TimeoutError | TimeoutException):
            return "centre.timeout"
    return "centre.unreachable"


def reasons(fault: BaseException) -> Iterator[BaseException]:
    """Yield a fault and what it was wrapped around; requests and urllib3 hand the reason on in their own ways."""
    found: object = fault
    while isinstance(found, BaseException):
        yield found
        found = getattr(found, "reason", None) or (found.args[0] if found.args else None)
