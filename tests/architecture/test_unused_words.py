"""No words are kept that nothing says: each code stands in the program, or is put together out of what does."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from fieldapp.texts.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
ROOMS = ("ui", "centre", "documents", "cli")
"""Tables whose first name the speaker puts before the code: `words.say("today.look")` is "ui.today.look"."""
JOINED = (
    *("alarm", "departing", "step.begin", "step.continue"),
    *("warranty.rule", "section", "source", "level", "coverage", "fee", "refusal"),
)
"""Heads that the program joins with a value that it knows only when it runs (today, alarm_words, `word_for`)."""
UNITS = ("depart.in", "depart.over")
"""Heads that `ui/words.py` completes by a unit of time."""
ENDING = "_afar"
"""What the call page puts behind a code where nobody drives (call_facts)."""
ANSWERS = ("maybe",)
"""Answers of shipped workbooks that only those say."""
QUOTED = re.compile(r"""["']([\w.-]+)["']""")
TEMPLATED = re.compile(r"""["']([\w.-]+\.)["'] ~ [\w.]+(?: ~ ["']([\w.-]+)["'])?""")
MEMBER = re.compile(r"(?<!^)(?=[A-Z])")


def texts_of(*suffixes: str) -> list[str]:
    folders = (ROOT / "fieldapp", ROOT / "resources")
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in suffixes]
    return [path.read_text(encoding="utf-8") for path in paths if "i18n" not in path.parts]


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(text) for text in texts_of(".py"))


@cache
def literals() -> frozenset[str]:
    """Every whole string of code, templates, pages and data."""
    found = {node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    quoted = {word for text in texts_of(".html", ".qml", ".toml") for word in QUOTED.findall(text)}
    return frozenset(quoted | {word for word in found if isinstance(word, str)})


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Every string with holes that begins with a name and a dot, or ends a name that was begun: "clock.{name}"."""
    templated = [pair for text in texts_of(".html") for pair in TEMPLATED.findall(text)]
    found = {f"{re.escape(head)}(.+){re.escape(tail)}" for head, tail in templated}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                found.add("".join(_piece(value) for value in node.values))
    bare = {re.escape(f"{room}.") + "(.+)" for room in ROOMS}
    return tuple(re.compile(one) for one in sorted(found - bare) if re.match(r"[\w-]+\\\.|[\w-]+_\(", one))


def _piece(value: ast.expr) -> str:
    return re.escape(str(value.value)) if isinstance(value, ast.Constant) else "(.+)"


@cache
def members() -> frozenset[str]:
    """Each member of a closed list as the centre's pages call it: `step-state.done`."""
    return frozenset(
        f"{MEMBER.sub('-', node.name).lower()}.{target.id.lower()}"
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases)
        for line in node.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    )


def is_said(code: str) -> bool:
    room, _, rest = code.partition(".")
    # The command line's rooms have a speaker each: `word("mark.fault")` is "cli.forms.mark.fault".
    names = (code, rest, rest.partition(".")[2]) if room == "cli" else (code, rest) if room in ROOMS else (code,)
    if any(name in literals() for name in names) or (room == "centre" and rest in members()):
        return True
    head, _, tail = rest.rpartition(".")
    if (head in JOINED and tail in literals()) or rest.rpartition("_")[0] in UNITS:
        return True
    if any(_fits(pattern, name) for pattern in patterns() for name in names):
        return True
    return code.endswith(ENDING) and is_said(code.removesuffix(ENDING))


def _fits(pattern: re.Pattern[str], name: str) -> bool:
    """Tell whether the holes of a code that is put together hold nothing but what the program knows."""
    found = pattern.fullmatch(name)
    return found is not None and all(_is_known(part) for part in found.groups())


def _is_known(part: str) -> bool:
    return part.isdecimal() or part in literals() or part in ANSWERS or part in _member_names()


@cache
def _member_names() -> frozenset[str]:
    return frozenset(name.partition(".")[2] for name in members())


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "resources" / "i18n")


def test_every_text_is_said_somewhere() -> None:
    assert [code for code in catalogue().texts["zh"] if not is_said(code)] == []


def test_every_error_with_words_is_raised_somewhere() -> None:
    assert [code for code in catalogue().errors["zh"] if not is_said(code)] == []


@pytest.mark.parametrize(
    "code", ["ui.today.nobody-says-this", "centre.step-state.lost", "cli.office.fly", "ui.never_said"]
)
def test_a_text_that_nothing_says_is_found(code: str) -> None:
    assert not is_said(code)
