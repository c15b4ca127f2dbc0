"""Expression text to tokens (XPath 1.0, section 3.7), with the rule that tells `*` and `div` apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True, slots=True)
class Token:
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
_WORD_OPERATORS = ("and", "or", "mod", "div")
_SYMBOL_OPERATORS = frozenset({"/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "*"})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ","})


def tokenise(expression: str) -> list[Token]:
    """The tokens of an expression, closed by an END token. Error: `forms.xpath.syntax` with the offset."""
    tokens: list[Token] = []
    offset = 0
    end = len(expression.rstrip())
    while offset < end:
        match = _PATTERN.match(expression, offset)
        if match is None or match.lastgroup is None:
            raise XPathError("forms.xpath.syntax", expression=expression, offset=offset)
        token, offset = _classify(match, _operand_came_before(tokens))
        tokens.append(token)
    tokens.append(Token(TokenKind.END, "", len(expression)))
    return tokens


def _operand_came_before(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    last = tokens[-1]
    if last.kind is TokenKind.SYMBOL:
        return last.text not in _BEFORE_OPERAND
    return last.kind is not TokenKind.OPERATOR


def _classify(match: re.Match[str], after_operand: bool) -> tuple[Token, int]:
    kind, text, start = TokenKind(match.lastgroup), match[match.lastgroup or 0], match.start(match.lastgroup or 0)
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
