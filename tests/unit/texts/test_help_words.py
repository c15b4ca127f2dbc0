"""Help of a command line in other words."""

from __future__ import annotations

import argparse

from fieldapp.texts.help_words import help_of, translate_help


def test_help_of_commands_in_commands_is_put_into_other_words_and_what_has_none_stays() -> None:
    parser = argparse.ArgumentParser(description="all", epilog="end")
    inner = (
        parser.add_subparsers().add_parser("depot", help="a room").add_subparsers().add_parser("open", help="a door")
    )
    inner.add_argument("--wide", help="unknown")
    inner.add_argument("--quiet", help=argparse.SUPPRESS)
    every = {"all", "end", "a room", "a door", "unknown", "show this help message and exit"}
    assert help_of(parser) == every

    translate_help(parser, {"all": "全部", "a door": "一扇门"})

    assert help_of(parser) == every - {"all", "a door"} | {"全部", "一扇门"}
    assert inner.format_help().count("选项") == 1
