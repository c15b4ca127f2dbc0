"""Expression text to tokens (XPath 1.0, section 3.7), with the rule that tells `*` and `div` apart."""

from __future__ import annotations

import re
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from fieldapp.forms.errors import XPathError


class TokenKind(Enum):
    """What a token is; NAME also covers names with a prefix and `prefix:*`."""

    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    OPERATOR = "operator"
    SYMBOL = "symbol"
    VARIABLE = "variable"
    END = "end"


class Token(NamedTuple):
    """One token with its place (0-based offset) in the expression."""

    kind: TokenKind
    text: str
    offset: int


_NAME = r"[^\W\d][\w.\-]*"
_PATTERN = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<variable>\${_NAME})
    | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    | (?P<symbol>::|\.\.|//|!=|<=|>=|[()\[\].@,/|+\-=<>*])
    )""",
    re.VERBOSE,
)
_KIND_OF_GROUP = MappingProxyType({kind.value: kind for kind in TokenKind})
_WORD_OPERATORS = ("and", "or", "mod", "div")
_SYMBOL_OPERATORS = frozenset({"/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "*"})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ","})


LONGEST = 250_000
"""Characters of an expression at the most: some four thousand questions joined by `or` (getodk/collect#395)."""
MOST_TOKENS = 60_000
"""Tokens at the most; reading and binding as many takes some 0.6 s."""
_SHOWN = 200


def excerpt(expression: str) -> str:
    """An expression as an error names it: its beginning where it is long."""
    return expression if len(expression) <= _SHOWN else f"{expression[: _SHOWN - 1]}…"


def tokenise(expression: str) -> list[Token]:
    """The tokens of an expression, closed by an END token.

    Errors: `forms.xpath.syntax` with the offset, `forms.xpath.too-long` beyond `LONGEST` characters or `MOST_TOKENS`.
    """
    if len(expression) > LONGEST:
        raise XPathError("forms.xpath.too-long", expression=excerpt(expression), offset=LONGEST)
    tokens: list[Token] = []
    offset = 0
    end = len(expression.rstrip())
    after_operand = False
    while offset < end:
        match = _PATTERN.match(expression, offset)
        if match is None or match.lastgroup is None:
            offset += len(expression[offset:]) - len(expression[offset:].lstrip())
            raise XPathError("forms.xpath.syntax", expression=excerpt(expression), offset=offset, position=offset + 1)
        token, offset = _classify(match, match.lastgroup, after_operand)
        tokens.append(token)
        if token.kind is TokenKind.SYMBOL:
            after_operand = token.text not in _BEFORE_OPERAND
        else:
            after_operand = token.kind is not TokenKind.OPERATOR
        if len(tokens) > MOST_TOKENS:
            raise XPathError("forms.xpath.too-long", expression=excerpt(expression), offset=offset)
    tokens.append(Token(TokenKind.END, "", len(expression)))
    return tokens


def _classify(match: re.Match[str], group: str, after_operand: bool) -> tuple[Token, int]:
    kind, text, start = _KIND_OF_GROUP[group], match[group], match.start(group)
    if kind is TokenKind.NAME and after_operand:
        # Only an operator can stand here, so "1and1" and "5mod2" are operators run together with operands.
        for word in _WORD_OPERATORS:
            rest = text[len(word) :]
            if text == word or (text.startswith(word) and rest.isdigit()):
                return Token(TokenKind.OPERATOR, word, start), start + len(word)
    if kind is TokenKind.SYMBOL and text in _SYMBOL_OPERATORS and (after_operand or text != "*"):
        return Token(TokenKind.OPERATOR, text, start), match.end()
    if kind is TokenKind.LITERAL:
        return Token(kind, text[1:-1], start), match.end()
    return Token(kind, text, start), match.end()
