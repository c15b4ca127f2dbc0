"""The help of the command line in Chinese: English stands in the code, its translation by that English in a file.

The same way as the words of QML, and unlike the words by code of `catalogue`: argparse shows what the code says.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE_NAME = "help_zh.toml"
_TITLES = {"positional arguments": "参数", "options": "选项"}


def read_help(folder: Path) -> Mapping[str, str]:
    """Return English help -> Chinese help of the words in `folder`."""
    return tomllib.loads((folder / FILE_NAME).read_text(encoding="utf-8"))


def translate_help(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Put the help of a parser and of all its commands into other words; what has none stays as it is."""
    for one in _with_commands(parser):
        one.description = words.get(one.description or "", one.description)
        one.epilog = words.get(one.epilog or "", one.epilog)
        for action in _told(one):
            action.help = words.get(action.help or "", action.help)
        for group in one._action_groups:
            group.title = _TITLES.get(group.title or "", group.title)


def help_of(parser: argparse.ArgumentParser) -> set[str]:
    """Return every help text of a parser and its commands."""
    found: set[str | None] = set()
    for one in _with_commands(parser):
        found |= {one.description, one.epilog, *(action.help for action in _told(one))}
    return {text for text in found if text and text != argparse.SUPPRESS}


def _with_commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _with_commands(command)


def _told(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument, and every command as the list of commands tells it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            yield from action._choices_actions
