"""Every code has words in Chinese and in English, and they ask for no field that is not given to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fieldapp.centre.http.problems import STATUS
from fieldapp.domain.views.sync import ANOTHER_NAME_HELPS, DEVICE_REVOKED
from fieldapp.sync.http_line import _BODILESS
from fieldapp.sync.status import INTERRUPTED
from fieldapp.texts.catalogue import LANGUAGES, Catalogue

ROOT = Path(__file__).parents[2]
ROOT_CLASS = "FieldappError"
PLACE = re.compile(r"\{(\w+)\}")
# The protocol's own codes are one word with dashes (SYNC.md: `sequence-gap`); all others are dotted.
CODE = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
PROTOCOL_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
PROTOCOL_ROOMS = ("fieldapp/centre/", "fieldapp/sync/", "fieldapp/wire/", "fieldapp/store/meta.py")
WHAT_ERROR_LINES_ADD = {"words"}


@dataclass(frozen=True, slots=True)
class Raised:
    """One place where an error with a code is made."""

    place: str
    code: str
    fields: frozenset[str]
    all_fields_known: bool
    """False where the call hands fields on with `**`."""


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "resources" / "i18n")


def errors(language: str) -> dict[str, str]:
    """Code of an error -> its three sentences in one."""
    return {code: "\n".join((w.what, w.safe, w.do)) for code, w in catalogue().errors[language].items()}


def placeholders(text: str) -> set[str]:
    return set(PLACE.findall(text))


@cache
def modules() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "fieldapp").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def error_classes(trees: dict[str, ast.Module]) -> set[str]:
    """The names of all classes of the error tree, those that rooms add below it too."""
    classes = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {ROOT_CLASS}
    while True:
        more = {c.name for c in classes for base in c.bases if isinstance(base, ast.Name) and base.id in found}
        if more <= found:
            return found
        found |= more


def raised() -> list[Raised]:
    """Every call of an error class whose code stands there in so many words."""
    trees = modules()
    classes = error_classes(trees)
    found = []
    for place, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    names = frozenset(word.arg for word in node.keywords if word.arg)
                    plain = all(word.arg for word in node.keywords)
                    found.append(Raised(f"{place}:{node.lineno}", code.value, names, plain))
    return found


def said() -> Iterator[tuple[str, str]]:
    """Yields (place, code) of every text that a module asks for by its code; a code with parts ends with `*`."""
    for place, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                code = _literal(node.args[0])
                if code and node.func.attr == "say":
                    yield f"{place}:{node.lineno}", f"ui.{code}"
                elif code and node.func.attr == "text" and len(node.args) > 1:
                    yield f"{place}:{node.lineno}", code


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return f"{node.values[0].value}*"
    return ""


def is_known(code: str) -> bool:
    texts = catalogue().texts["zh"]
    return any(name.startswith(code[:-1]) for name in texts) if code.endswith("*") else code in texts


def test_chinese_and_english_have_the_same_codes() -> None:
    words = catalogue()
    assert sorted(set(words.texts["zh"]) ^ set(words.texts["en"])) == []
    assert sorted(set(words.errors["zh"]) ^ set(words.errors["en"])) == []


def test_the_words_of_a_code_ask_for_the_same_fields_in_both_languages() -> None:
    for chinese, english in ((catalogue().texts["zh"], catalogue().texts["en"]), (errors("zh"), errors("en"))):
        both = chinese.keys() & english.keys()
        assert [code for code in both if placeholders(chinese[code]) != placeholders(english[code])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_empty(language: str) -> None:
    words = catalogue()
    assert [code for code, text in words.texts[language].items() if not text.strip()] == []
    assert [code for code, told in words.errors[language].items() if not (told.what and told.safe and told.do)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_is_raised_has_words(language: str) -> None:
    there = errors(language)
    assert [f"{error.code} ({error.place})" for error in raised() if error.code not in there] == []


def told() -> Iterator[tuple[str, str]]:
    """Yields (place, code) of every reason that is kept or sent without being raised: `code=`, `report`, a verdict."""
    for place, tree in modules().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [word.value for word in node.keywords if word.arg == "code"]
            given += node.args if name in ("report", "_NotTakenError") else []
            for code in map(_literal, given):
                if CODE.fullmatch(code) or PROTOCOL_CODE.fullmatch(code):
                    yield f"{place}:{node.lineno}", code


@pytest.mark.req("SYN-8")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_the_sync_page_can_be_given_has_words(language: str) -> None:
    protocol = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `([a-z.-]+)` \| \d{3} \|", protocol, re.MULTILINE))
    kept = {code for _place, code in told()}
    of_runs = {INTERRUPTED, DEVICE_REVOKED, *ANOTHER_NAME_HELPS}
    reasons = kept | documented | set(STATUS) | set(_BODILESS.values()) | of_runs
    assert {"clock.changed", "event.not-applied", "device-unknown", "upload-offset"} <= reasons, "they are found at all"
    assert sorted(reasons - errors(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_an_error_ask_only_for_fields_that_it_carries(language: str) -> None:
    there = errors(language)
    wrong = []
    for error in raised():
        lacking = placeholders(there.get(error.code, "")) - error.fields - WHAT_ERROR_LINES_ADD
        if error.all_fields_known and lacking:
            wrong.append(f"{error.place}: {error.code} lacks {sorted(lacking)}")
    assert wrong == []


def test_every_text_that_is_asked_for_by_its_code_is_there() -> None:
    assert [f"{code} ({place})" for place, code in said() if not is_known(code)] == []


def test_codes_are_dotted_and_those_of_the_protocol_are_one_word() -> None:
    strange = [
        f"{error.code} ({error.place})"
        for error in raised()
        if not CODE.fullmatch(error.code)
        and not (PROTOCOL_CODE.fullmatch(error.code) and error.place.startswith(PROTOCOL_ROOMS))
    ]
    assert strange == []


def test_the_errors_and_texts_of_the_code_are_found_at_all() -> None:
    assert len(raised()) > 20
    assert len(list(said())) > 20
