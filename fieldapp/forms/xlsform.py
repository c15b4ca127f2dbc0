"""What the converter knows of the XLSForm convention, typed: names of columns, types and references, with all aliases.

Needs the extra `[author]`: nothing that a tablet loads imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import PurePath

from pyxform import aliases, constants
from pyxform.parsing.expression import RE_PYXFORM_REF_INNER, RE_PYXFORM_REF_OUTER, is_xml_tag
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.survey import Survey
from pyxform.utils import default_is_dynamic
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM, RE_SELECT

from fieldapp.forms.binds import DataType, data_type_of

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHEETS = frozenset({SURVEY, CHOICES, SETTINGS, "external_choices", "entities", "osm"})
EXTERNAL_TYPES = frozenset(constants.EXTERNAL_INSTANCE_TYPES)
"""Types of rows that only name a file: `csv-external`."""

_IN_TWO_PARTS = frozenset({"bind", "control", "media", "instance"})
_USUAL = {
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::readonly": "read_only",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::jr:constraintMsg": "constraint_message",
    "bind::jr:requiredMsg": "required_message",
    "control::jr:count": "repeat_count",
    "control::appearance": "appearance",
}
TRANSLATED = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
_ALWAYS_KNOWN = frozenset({"type", "name", "disabled", "entities", "intent", "save_to", "bind", "control", "media"})
_REFERENCE_MARK = "${"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: `text` as it stands in the sheet, `column` its usual name, `language` of a translated one."""

    text: str
    column: str
    language: str = ""


class RowKind(Enum):
    """What a row of the survey is."""

    QUESTION = "question"
    BEGIN = "begin"
    END = "end"
    SETTING = "setting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RowType:
    """The `type` of a row, read. `section` is group, repeat or loop; `list_name` belongs to a select.

    `data_type` is what an answer is stored as; `is_asked` tells whether the question shows something.
    """

    kind: RowKind
    section: str = ""
    list_name: str = ""
    is_select: bool = False
    is_multiple: bool = False
    is_from_file: bool = False
    data_type: DataType = DataType.STRING
    is_asked: bool = False


def headings_of(sheet: str, texts: tuple[str, ...]) -> tuple[Heading, ...]:
    """The headings of a sheet by their usual names."""
    doubled = any("::" in text for text in texts)
    return tuple(_heading(sheet, text, doubled) for text in texts)


@cache
def _heading(sheet: str, text: str, doubled: bool) -> Heading:
    known = {SURVEY: aliases.survey_header, SETTINGS: aliases.settings_header}
    names: dict[str, str | tuple[str, ...]] = known.get(sheet, aliases.list_header)
    _, tokens = process_header(text, doubled, names, _columns(sheet))
    parts = 2 if tokens[0] in _IN_TWO_PARTS and len(tokens) > 1 else 1
    column = "::".join(tokens[:parts])
    return Heading(text, _USUAL.get(column, column), "::".join(tokens[parts:]))


@cache
def _columns(sheet: str) -> frozenset[str]:
    owner = {SURVEY: MultipleChoiceQuestion, SETTINGS: Survey}.get(sheet, Option)
    return frozenset(owner.get_slot_names())


def is_known_column(sheet: str, heading: Heading) -> bool:
    """Whether anything reads this column; a further column of `choices` serves filters and is known, too."""
    first = heading.column.partition("::")[0]
    return sheet == CHOICES or first in _columns(sheet) | _ALWAYS_KNOWN or heading.column in _USUAL.values()


def known_columns(sheet: str) -> frozenset[str]:
    """The names that a column may have, for a hint at what was meant."""
    named = aliases.survey_header if sheet == SURVEY else aliases.settings_header
    return frozenset({name for name in (*named, *_columns(sheet)) if not name.startswith("_")})


def row_type(text: str) -> RowType:
    """Read the `type` of a row of the survey."""
    text = " ".join(text.split())
    text = aliases._type_alias_map.get(text, text)
    for pattern, kind in ((RE_BEGIN_CONTROL, RowKind.BEGIN), (RE_END_CONTROL, RowKind.END)):
        section = pattern.search(text)
        if section:
            return RowType(kind, section=str(aliases.control[section["type"]]))
    select = RE_SELECT.search(text)
    if select:
        command, name = select["select_command"], select["list_name"]
        multiple = aliases.select[command] != constants.SELECT_ONE
        from_file = command in aliases.select_from_file
        return RowType(RowKind.QUESTION, "", name, True, multiple, from_file, DataType.STRING, True)
    if text in aliases.settings_header:
        return RowType(RowKind.SETTING)
    if text in aliases.select:
        return RowType(RowKind.QUESTION, is_select=True, is_asked=True)
    entry = QUESTION_TYPE_DICT.get(text)
    if entry is None:
        return RowType(RowKind.QUESTION if RE_OSM.search(text) else RowKind.UNKNOWN)
    stored = data_type_of(str(entry.get("bind", {}).get("type") or "string"))
    shown = entry.get("control", {}).get("tag") not in (None, "action") and not text.startswith("background-")
    is_select = str(entry.get("control", {}).get("tag")).startswith(("select", "odk:rank"))
    return RowType(RowKind.QUESTION, is_select=is_select, data_type=stored, is_asked=shown)


def is_name(text: str) -> bool:
    """Whether a question can have this name."""
    return bool(is_xml_tag(text))


def known_types() -> frozenset[str]:
    """The types of questions, for a hint at what was meant."""
    return frozenset({*QUESTION_TYPE_DICT, *aliases.select, "begin group", "end group", "begin repeat", "end repeat"})


@dataclass(frozen=True, slots=True)
class NameReference:
    """A `${name}` with its place in the text; `name` is "" for one that is not written as it should be."""

    name: str
    start: int
    end: int
    from_last_saved: bool = False


def references_in(text: str) -> Iterator[NameReference]:
    """Every `${name}` of a text."""
    if _REFERENCE_MARK not in text:
        return
    for outer in RE_PYXFORM_REF_OUTER.finditer(text):
        inner = RE_PYXFORM_REF_INNER.fullmatch(outer["pyxform_ref"] or "")
        if inner is None:
            yield NameReference("", outer.start(), outer.end())
        else:
            yield NameReference(inner["ncname"], outer.start(), outer.end(), inner["last_saved"] is not None)


def is_expression(default: str, type_text: str) -> bool:
    """Whether a default is worked out when the form is opened, rather than taken as it stands."""
    return bool(default_is_dynamic(default, type_text))


def yes_or_no(text: str) -> bool | None:
    """The meaning of a cell that says yes or no, None for any other text."""
    found = aliases.yes_no.get(text)
    return None if found is None else bool(found)


def file_kind(list_name: str) -> str:
    """The ending of the file that a select takes its choices from: `csv`."""
    return PurePath(list_name).suffix.removeprefix(".").lower()


_VERSION = re.compile(r"20\d{8}", re.ASCII)


def is_version(text: str) -> bool:
    """Whether a text is a version: day and number of that day, yyyymmddrr, so that newer ones come later as text."""
    if not _VERSION.fullmatch(text):
        return False
    try:
        datetime.strptime(text[:8], "%Y%m%d")
    except ValueError:
        return False
    return True
