"""Words by code and language, from `resources/i18n/{zh,en}.toml`.

A file has the tables [errors], [labels], [documents], [cli] and [centre]. Under [errors] a code has three sentences
(USE-5): `what` happened, what is `safe`, what to `do`. Everywhere else a code has one text; a code stands in one table
only. Codes are dotted; `"sync.busy" = …` and `[labels.sync]` with `busy = …` say the same. `{name}` is filled by the
field of that name; `[[ (similar: {name})]]` is left out where that field is empty.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.errors import BadInput, FieldappError

LANGUAGES = ("zh", "en")
TABLES = ("errors", "labels", "documents", "cli", "centre")
_PLACE = re.compile(r"\{(\w+)\}")
_WHERE_FILLED = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What a person is told about an error (USE-5). `safe` and `do` are empty for a code without words."""

    what: str
    safe: str = ""
    do: str = ""

    def filled(self, fields: Mapping[str, str | int]) -> ErrorWords:
        """Return the sentences with their places filled."""
        return ErrorWords(_fill(self.what, fields), _fill(self.safe, fields), _fill(self.do, fields))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every word of the program that is not Qt's: language -> code -> text. Speaking never raises: it tells of errors.

    A code without words is shown as it is, a place without its field likewise, an unknown language speaks Chinese.
    """

    texts: Mapping[str, Mapping[str, str]]
    errors: Mapping[str, Mapping[str, ErrorWords]]

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Return the words of `folder`. Raises BadInput("texts.malformed", "texts.twice") naming file and code."""
        texts, errors = {}, {}
        for language in LANGUAGES:
            path = folder / f"{language}.toml"
            try:
                tables = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as fault:
                raise BadInput("texts.malformed", file=path.name, place=str(fault)) from fault
            errors[language] = _errors(tables.pop("errors", {}), path.name)
            texts[language] = _texts(tables, path.name)
        return cls(texts, errors)

    def text(self, code: str, language: str, /, **fields: str | int) -> str:
        """Return the text of `code`."""
        return _fill(self.texts.get(language, self.texts["zh"]).get(code, code), fields)

    def knows(self, code: str) -> bool:
        """Tell whether `code` has a text, so that a caller may show less where there is none."""
        return code in self.texts["zh"]

    def knows_error(self, code: str) -> bool:
        """Tell whether `code` has the words of an error; another company's centre may send others."""
        return code in self.errors["zh"]

    def error(self, code: str, language: str, /, **fields: str | int) -> ErrorWords:
        """Return the three sentences of an error code."""
        return self.errors.get(language, self.errors["zh"]).get(code, ErrorWords(code)).filled(fields)

    def error_lines(self, error: FieldappError, language: str) -> str:
        """Return the error for a terminal: a sentence a line, the code last for whoever is asked for help."""
        fields = {"words": str(error.fields.get(language, "")), **error.fields}
        told = self.error(error.code, language, **fields)
        lines = [line for line in (told.what, told.safe, told.do) if line]
        return "\n".join(lines if told.what == error.code else [*lines, f"[{error.code}]"])


def _fill(text: str, fields: Mapping[str, str | int]) -> str:
    text = _WHERE_FILLED.sub(lambda part: "" if _is_empty(part[1], fields) else part[1], text)
    return _PLACE.sub(lambda place: str(fields.get(place[1], place[0])), text)


def _is_empty(part: str, fields: Mapping[str, str | int]) -> bool:
    return any(fields.get(name) == "" for name in _PLACE.findall(part))


def _errors(table: object, file: str) -> dict[str, ErrorWords]:
    """Return the error codes of one file; each must have all three sentences."""
    found: dict[str, dict[str, str]] = {}
    for code, text in _flat(table, file, ""):
        error, _, part = code.rpartition(".")
        if part not in ("what", "safe", "do"):
            raise BadInput("texts.malformed", file=file, place=f"errors.{code}")
        found.setdefault(error, {})[part] = text
    for error, parts in found.items():
        if len(parts) < 3:
            raise BadInput("texts.malformed", file=file, place=f"errors.{error}")
    return {error: ErrorWords(parts["what"], parts["safe"], parts["do"]) for error, parts in found.items()}


def _texts(tables: Mapping[str, object], file: str) -> dict[str, str]:
    """Return the codes of all other tables in one namespace."""
    found: dict[str, str] = {}
    for name, table in tables.items():
        if name not in TABLES:
            raise BadInput("texts.malformed", file=file, place=name)
        for code, text in _flat(table, file, ""):
            if code in found:
                raise BadInput("texts.twice", file=file, place=f"{name}.{code}")
            found[code] = text
    return found


def _flat(value: object, file: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield dotted code and text of everything below `value`."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, file, f"{place}.{key}" if place else str(key))
    else:
        raise BadInput("texts.malformed", file=file, place=place)
