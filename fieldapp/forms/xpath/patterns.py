"""Regular expressions of authors: written for Java or JavaScript, run by the `regex` package with a time limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import regex

from fieldapp.forms.errors import XPathError

TIME_LIMIT = timedelta(milliseconds=200)  # a pattern that backtracks without end must not hold the tablet
_LONGEST = 10_000  # characters of a pattern; no author writes such a one

# What Java and JavaScript write another way than the package. `.` after the backslash: everything it shares with them.
_FOREIGN = re.compile(
    r"\\Q(?P<quoted>.*?)(?:\\E|$)"
    r"|\\x\{(?P<code>[0-9A-Fa-f]{1,6})\}"
    r"|\\k<(?P<group>\w+)>"
    r"|\\c(?P<control>[A-Za-z])"
    r"|\\(?P<short>[dDwWe])"
    r"|\\.",
    re.DOTALL,
)
# Digits and word characters are those of ASCII in both languages, also beside \p{L}. Sets may stand inside of sets.
_SHORT = {"d": "[0-9]", "D": "[^0-9]", "w": "[A-Za-z0-9_]", "W": "[^A-Za-z0-9_]", "e": r"\x1B"}


@dataclass(frozen=True, slots=True)
class AuthorPattern:
    """A pattern that has been read once."""

    text: str
    compiled: regex.Pattern[str]

    def matches(self, subject: str) -> bool:
        """Whether the text holds a match, as in ODK's web forms; its Android app asks for all of it (`^…$` is both).

        Error: `forms.xpath.slow-pattern` when that is not decided within the time limit.
        """
        try:
            return self.compiled.search(subject, timeout=TIME_LIMIT.total_seconds()) is not None
        except TimeoutError as error:
            raise XPathError("forms.xpath.slow-pattern", pattern=_shortened(self.text)) from error


def read_pattern(text: str) -> AuthorPattern:
    """The pattern of a text. Error: `forms.xpath.pattern` for one that cannot be read."""
    if len(text) > _LONGEST:
        raise XPathError("forms.xpath.pattern", pattern=_shortened(text))
    try:
        return AuthorPattern(text, regex.compile(_FOREIGN.sub(_ours, text), regex.VERSION1))
    except (regex.error, OverflowError, RecursionError) as error:
        raise XPathError("forms.xpath.pattern", pattern=_shortened(text)) from error


def _shortened(text: str) -> str:
    """As much of a pattern as an error can show."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def _ours(found: re.Match[str]) -> str:
    """One piece in the package's own spelling."""
    if found["quoted"] is not None:
        return regex.escape(found["quoted"])
    if found["code"] is not None:
        code = int(found["code"], 16)
        return f"\\U{code:08X}"
    if found["group"] is not None:
        return f"(?P={found['group']})"
    if found["control"] is not None:
        return f"\\x{ord(found['control'].upper()) - 64:02X}"
    return _SHORT.get(found["short"] or "", found[0])
