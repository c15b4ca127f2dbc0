"""Tokens to syntax tree: recursive descent over the grammar of XPath 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.axes import AXES
from fieldapp.forms.xpath.lexer import Token, TokenKind, excerpt, tokenise
from fieldapp.forms.xpath.syntax import (
    Call,
    Filter,
    Literal,
    Negation,
    NodeTest,
    Number,
    Operation,
    Path,
    Step,
    Syntax,
    parts,
)

_STRENGTH = MappingProxyType(
    {"or": 0, "and": 1, "=": 2, "!=": 2, "<": 3, "<=": 3, ">": 3, ">=": 3, "+": 4, "-": 4, "*": 5, "div": 5, "mod": 5}
)
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
_ANY_NODE = NodeTest(node_type="node")
_DESCENDANTS = Step("descendant-or-self", _ANY_NODE)
_HALVED = frozenset({"and", "or", "|"})
_JOINED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"and": ("and",), "or": ("or",), "+": ("+", "-"), "-": ("+", "-"), "*": ("*",)}
)
_LONGEST_SUM = 16  # operands that are added one after the other; longer sums are added in pieces of as many

DEEPEST = 100
"""Levels of an expression at the most. Each costs reading, binding and running it up to seven frames of the stack,
of which Python gives a thousand. The deepest formula of the 744 recorded ODK scenarios has 13, of our own forms 6."""


def parse(expression: str) -> Syntax:
    """The syntax tree of an expression.

    Errors: `forms.xpath.syntax` with the offset of the token that does not fit; `forms.xpath.axis` for an unknown
    axis; `forms.xpath.variable` for `$name`, which forms do not have; `forms.xpath.depth` beyond `DEEPEST` levels;
    `forms.xpath.too-long`.
    """
    parser = _Parser(expression)
    tree = parser.operation(0)
    parser.expect(TokenKind.END, "")
    if _height(tree) > DEEPEST:
        raise XPathError("forms.xpath.depth", expression=excerpt(expression), offset=0, limit=DEEPEST)
    return tree


def _joined(operands: list[tuple[str, Syntax]]) -> Syntax:
    """Operands, each with the operator before it, so joined that an `or` of a thousand terms is ten deep.

    Sums and products stay in their order up to `_LONGEST_SUM` operands, as the last digit depends on it.
    """
    operator, left = operands[0]
    if len(operands) == 1:
        return left
    if operator not in _HALVED and len(operands) <= _LONGEST_SUM:
        for between, right in operands[1:]:
            left = Operation(between, left, right)
        return left
    middle = len(operands) // 2
    if operator not in _HALVED:
        middle = max(middle - middle % _LONGEST_SUM, _LONGEST_SUM)
    # What is taken away from a long sum is added with its sign turned, so that its pieces can be added in any order.
    turned = [("+", Negation(operand) if sign == "-" else operand) for sign, operand in operands[middle:]]
    behind = turned if operator == "+" else operands[middle:]
    return Operation(operator, _joined(operands[:middle]), _joined(behind))


def _height(tree: Syntax) -> int:
    """Levels of a tree, counted without recursion: a chain of operators is as deep as it is long."""
    height = 0
    level: list[Syntax] = [tree]
    while level:
        height += 1
        level = [part for syntax in level for part in parts(syntax)]
    return height


class _Parser:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = tokenise(expression)
        self.place = 0
        self.token = self.tokens[0]
        self.depth = 0

    def fault(self, code: str = "forms.xpath.syntax") -> XPathError:
        found, offset = excerpt(self.token.text), self.token.offset
        fields = {"offset": offset, "position": offset + 1}
        return XPathError(code, expression=excerpt(self.expression), found=found, **fields)

    def advance(self) -> Token:
        token = self.token
        if token.kind is not TokenKind.END:
            self.place += 1
            self.token = self.tokens[self.place]
        return token

    def at(self, kind: TokenKind, *texts: str) -> bool:
        token = self.token
        return token.kind is kind and (not texts or token.text in texts)

    def take(self, kind: TokenKind, text: str) -> bool:
        token = self.token
        if token.kind is not kind or token.text != text:
            return False
        self.advance()
        return True

    def expect(self, kind: TokenKind, text: str) -> None:
        if not self.take(kind, text):
            raise self.fault()

    def follows(self, text: str) -> bool:
        following = self.tokens[self.place + 1]
        return following.kind is TokenKind.SYMBOL and following.text == text

    def operation(self, weakest: int) -> Syntax:
        """Operands joined by operators that bind at least as strongly as `weakest`."""
        self.depth += 1
        if self.depth > DEEPEST:
            error = self.fault("forms.xpath.depth")
            error.fields["limit"] = DEEPEST
            raise error
        left = self.negation()
        while self.at(TokenKind.OPERATOR) and _STRENGTH.get(self.token.text, -1) >= weakest:
            operator = self.advance().text
            right = self.operation(_STRENGTH[operator] + 1)
            operands = [("+" if operator == "-" else operator, left), (operator, right)]
            alike = _JOINED.get(operator, ())
            while alike and self.at(TokenKind.OPERATOR, *alike):
                operands.append((self.advance().text, self.operation(_STRENGTH[operator] + 1)))
            left = _joined(operands)
        self.depth -= 1
        return left

    def negation(self) -> Syntax:
        minuses = 0
        while self.take(TokenKind.OPERATOR, "-"):
            minuses += 1
        operand = self.union()
        for _ in range(minuses):
            operand = Negation(operand)
        return operand

    def union(self) -> Syntax:
        operands: list[tuple[str, Syntax]] = [("|", self.path())]
        while self.take(TokenKind.OPERATOR, "|"):
            operands.append(("|", self.path()))
        return _joined(operands)

    def path(self) -> Syntax:
        if self.at(TokenKind.OPERATOR, "/", "//"):
            return self.absolute_path()
        if not self.at_primary():
            return Path(False, tuple(self.relative_steps()))
        start = self.filter()
        steps: list[Step] = []
        if self.take(TokenKind.OPERATOR, "/"):
            steps = self.relative_steps()
        elif self.take(TokenKind.OPERATOR, "//"):
            steps = [_DESCENDANTS, *self.relative_steps()]
        return Path(False, tuple(steps), start) if steps else start

    def absolute_path(self) -> Path:
        if self.advance().text == "//":
            return Path(True, (_DESCENDANTS, *self.relative_steps()))
        return Path(True, tuple(self.relative_steps()) if self.at_step() else ())

    def at_primary(self) -> bool:
        if self.at(TokenKind.NAME):
            return self.follows("(") and self.token.text not in _NODE_TYPES
        return self.token.kind in (TokenKind.NUMBER, TokenKind.LITERAL, TokenKind.VARIABLE) or self.at(
            TokenKind.SYMBOL, "("
        )

    def at_step(self) -> bool:
        return self.at(TokenKind.NAME) or self.at(TokenKind.SYMBOL, ".", "..", "@", "*")

    def relative_steps(self) -> list[Step]:
        steps = [self.step()]
        while self.at(TokenKind.OPERATOR, "/", "//"):
            if self.advance().text == "//":
                steps.append(_DESCENDANTS)
            steps.append(self.step())
        return steps

    def step(self) -> Step:
        if self.take(TokenKind.SYMBOL, "."):
            return Step("self", _ANY_NODE, self.predicates())
        if self.take(TokenKind.SYMBOL, ".."):
            return Step("parent", _ANY_NODE, self.predicates())
        axis = "child"
        if self.take(TokenKind.SYMBOL, "@"):
            axis = "attribute"
        elif self.at(TokenKind.NAME) and self.follows("::"):
            if self.token.text not in AXES:
                raise self.fault("forms.xpath.axis")
            axis = self.advance().text
            self.advance()
        return Step(axis, self.node_test(), self.predicates())

    def node_test(self) -> NodeTest:
        if self.take(TokenKind.SYMBOL, "*"):
            return NodeTest()
        if not self.at(TokenKind.NAME):
            raise self.fault()
        name = self.advance().text
        if name in _NODE_TYPES and self.take(TokenKind.SYMBOL, "("):
            target = ""
            if name == "processing-instruction" and self.at(TokenKind.LITERAL):
                target = self.advance().text
            self.expect(TokenKind.SYMBOL, ")")
            return NodeTest(node_type=name, target=target)
        prefix, colon, local = name.partition(":")
        return NodeTest(local, prefix) if colon else NodeTest(name)

    def predicates(self) -> tuple[Syntax, ...]:
        found: list[Syntax] = []
        while self.take(TokenKind.SYMBOL, "["):
            found.append(self.operation(0))
            self.expect(TokenKind.SYMBOL, "]")
        return tuple(found)

    def filter(self) -> Syntax:
        primary = self.primary()
        predicates = self.predicates()
        return Filter(primary, predicates) if predicates else primary

    def primary(self) -> Syntax:
        if self.at(TokenKind.NUMBER):
            return Number(float(self.advance().text))
        if self.at(TokenKind.LITERAL):
            return Literal(self.advance().text)
        if self.at(TokenKind.VARIABLE):
            raise self.fault("forms.xpath.variable")
        if self.at(TokenKind.NAME):
            return self.call()
        self.expect(TokenKind.SYMBOL, "(")
        inside = self.operation(0)
        self.expect(TokenKind.SYMBOL, ")")
        return inside

    def call(self) -> Call:
        name = self.advance().text
        self.expect(TokenKind.SYMBOL, "(")
        arguments: list[Syntax] = []
        if not self.at(TokenKind.SYMBOL, ")"):
            arguments.append(self.operation(0))
            while self.take(TokenKind.SYMBOL, ","):
                arguments.append(self.operation(0))
        self.expect(TokenKind.SYMBOL, ")")
        return Call(name, tuple(arguments))
