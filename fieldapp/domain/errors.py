"""The one tree of errors.

::

    FieldappError                    code, fields, retry; words live in resources/i18n under [errors]
    ├── NotFound                     something named does not exist here
    ├── Refused                      a rule of the process says no
    │   └── GateClosed               a gate of the process stands in the way (PRO-3)
    ├── BadInput                     a file, code, message or value that cannot be used
    │   └── FormError                an XForm or XLSForm with a fault (forms room adds its own below)
    ├── StoreError                   the local database
    │   ├── StoreFull                no room left on the disk; nothing was lost
    │   ├── StoreBusy                another copy of the app owns the data
    │   └── StoreDamaged             the file is not readable with this key
    ├── CentreError                  the central server
    │   ├── CentreUnreachable        no connection, time-out: try later
    │   ├── CentreUntrusted          wrong certificate: never send anything
    │   ├── CentreAnswerInvalid      not our protocol (captive portal, other version)
    │   └── CentreRefused            the centre said no, with its own code
    ├── CaptureError                 camera, scanner, picture
    └── PrintError                   printer missing or silent

A code is stable, lower case and dotted ("part.unknown"); `fields` fill the words of that code; nothing here is prose.
"""

from __future__ import annotations

from enum import Enum


class Retry(Enum):
    """Whether the same attempt may succeed without a person changing something."""

    NEVER = "never"
    LATER = "later"
    AFTER_UNLOCK = "after_unlock"


class FieldappError(Exception):
    """Base of every expected failure: `code` names the words, `fields` fill them."""

    retry = Retry.NEVER

    def __init__(self, code: str, **fields: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, str | int] = fields

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.fields.items())
        return f"{self.code} ({details})" if details else self.code


class NotFound(FieldappError):
    """Something named does not exist in this store."""


class Refused(FieldappError):
    """A rule of the service process forbids the step."""


class GateClosed(Refused):
    """A gate of the process is not open; `fields["gate"]` names it (PRO-3)."""


class BadInput(FieldappError):
    """A file, label, message or value that cannot be used; nothing was changed."""


class FormError(BadInput):
    """A form definition with a fault of its author."""


class StoreError(FieldappError):
    """The local database refused."""


class StoreFull(StoreError):
    """The disk is full; the transaction was rolled back and nothing acknowledged is lost."""

    retry = Retry.LATER


class StoreBusy(StoreError):
    """Another process owns the data folder."""

    retry = Retry.LATER


class StoreDamaged(StoreError):
    """The file cannot be read with this key."""


class CentreError(FieldappError):
    """Contact with the central server failed; everything unsent stays in the outbox."""


class CentreUnreachable(CentreError):
    """No route, refused connection or time-out."""

    retry = Retry.LATER


class CentreUntrusted(CentreError):
    """The certificate is not the pinned company's: nothing was sent."""


class CentreAnswerInvalid(CentreError):
    """The answer is not of this protocol: a captive portal's page, a cut-off body, another version."""

    retry = Retry.LATER


class CentreRefused(CentreError):
    """The centre answered with a problem document; `code` is the centre's."""


class CaptureError(FieldappError):
    """A picture or scanner gave nothing that can be used."""


class PrintError(FieldappError):
    """The printer is missing or does not answer; the document itself is safe."""

    retry = Retry.LATER
