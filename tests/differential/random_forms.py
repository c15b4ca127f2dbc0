"""Random forms: ten to twenty-five nodes of every kind, each expression reading what may stand before it."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.differential.random_xform import LISTS, Kind, RandomForm, RandomNode, xform

MOST_DEEP = 2


class Grower:
    """Draws the nodes of one form."""

    def __init__(self, draw: st.DrawFn, *, shared: bool) -> None:
        self.draw = draw
        self.shared = shared
        self.nodes: list[RandomNode] = []
        self.number = 0
        self.left = draw(st.integers(10, 25))
        self.silent: set[str] = set()  # of which no expression may speak, as engines differ on what is not asked

    def pick(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def grow(self, above: RandomNode | None, depth: int, most: int) -> list[RandomNode]:
        """Nodes below a group, a repeat or the root."""
        found: list[RandomNode] = []
        while self.left > 0 and len(found) < most:
            self.left -= 1
            node = self.node(above, depth)
            self.nodes.append(node)
            found.append(node)
            if not node.takes_value:
                node.inside = self.grow(node, depth + 1, self.draw(st.integers(1, 5)))
                if not node.inside:
                    node.inside = [self.leaf(node)]
                    self.nodes += node.inside
        return found

    def node(self, above: RandomNode | None, depth: int) -> RandomNode:
        kinds = [Kind.INTEGER, Kind.DECIMAL, Kind.TEXT, Kind.ONE, Kind.MANY, Kind.CALCULATION, Kind.CALCULATION]
        may_repeat = depth < MOST_DEEP and (not self.shared or not (above and above.repeats))
        kinds += [Kind.GROUP] if depth < MOST_DEEP else []
        kinds += [Kind.REPEAT] if may_repeat else []
        kinds += [Kind.COUNTED] if may_repeat and not self.shared else []
        node = self.named(self.draw(st.sampled_from(kinds)), above)
        self.decorate(node)
        return node

    def leaf(self, above: RandomNode) -> RandomNode:
        node = self.named(Kind.TEXT, above)
        self.decorate(node)
        return node

    def named(self, kind: Kind, above: RandomNode | None) -> RandomNode:
        self.number += 1
        name = f"{kind.name[0].lower()}{self.number}"
        path = f"{above.path if above else '/data'}/{name}"
        node = RandomNode(kind, name, path, above)
        if above is not None and above.path in self.silent:
            self.silent.add(path)
        node.is_template = kind in (Kind.REPEAT, Kind.COUNTED) and (self.shared or self.chance(2))
        return node

    def decorate(self, node: RandomNode) -> None:
        if node.kind in (Kind.ONE, Kind.MANY):
            node.list_name = self.pick(*LISTS)
            is_filtered = self.chance(2) and not (self.shared and node.repeats)
            node.filter = self.condition(node, row=True) if is_filtered else ""
            if node.filter and self.shared:
                self.silent.add(node.path)
        if node.kind is Kind.CALCULATION:
            node.binds["calculate"] = self.value(node)
            if self.shared and any(sign in node.binds["calculate"] for sign in (" + ", " * ", "sum(")):
                self.silent.add(node.path)
        if node.kind is Kind.COUNTED:
            node.count = self.number_of(node)
        if self.chance(3):
            self.silent |= {node.path} if self.shared else set()
            node.binds["relevant"] = self.condition(node)
        if node.takes_value and node.kind is not Kind.CALCULATION:
            self.decorate_question(node)

    def decorate_question(self, node: RandomNode) -> None:
        if self.shared and node.filter:
            return
        if self.chance(4):
            node.binds["required"] = self.pick("true()", self.condition(node))
        if self.chance(4):
            node.binds["constraint"] = self.pick(". != 'x'", ". < 9", self.condition(node), "string-length(.) < 3")
        if self.shared:
            return
        if self.chance(8):
            node.binds["readonly"] = self.condition(node)
        if self.chance(6):
            node.says = self.value(node)
        if self.chance(6):
            node.default = self.pick("1", "2.5", "red", "fan pump")
        asked = (Kind.TEXT, Kind.ONE, Kind.MANY)  # a filter binds what an action gives, too
        targets = [other for other in self.nodes if other.kind in asked and not other.action]
        if targets and self.chance(6):
            target = self.draw(st.sampled_from(targets))  # in whose place the value is worked out
            given = (
                self.value(target) if target.kind is Kind.TEXT else self.pick(self.value(target), "'red'", "'fan pump'")
            )
            node.action = f"{target.path}|{given}"

    def reference(self, node: RandomNode) -> str:
        """A path to a node before this one, as authors write it: relative inside of a repeat, absolute elsewhere."""
        before = [other for other in self.nodes if other.takes_value and other.path not in self.silent]
        if not before:
            return "'1'"
        other = self.draw(st.sampled_from(before))
        shared = [repeat for repeat in other.repeats if repeat in node.repeats]
        if shared and len(other.repeats) == len(shared):
            return relative(node.path, other.path)
        if other.repeats:
            return self.several(node, other)
        return other.path

    def several(self, node: RandomNode, other: RandomNode) -> str:
        """One text out of the values of a repeat."""
        if self.shared:
            return self.pick(f"if(count({other.path}) > 0, sum({other.path}), 0)", f"count({other.path})")
        repeat = other.repeats[0]
        index = self.pick("1", "2", "count(" + repeat.path + ")")
        options = [f"sum({other.path})", f"count({other.path})", f"join(' ', {other.path})", f"max({other.path})"]
        options += [f"count-non-empty({other.path})", f"string({other.path}[. != ''])", f"string({other.path})"]
        options += [f"string({repeat.path}[position() = {index}]{other.path[len(repeat.path) :]})"]
        if len(other.repeats) == 1:
            options.append(f"indexed-repeat({other.path}, {repeat.path}, {index})")
        return self.pick(*options)

    def number_of(self, node: RandomNode) -> str:
        reference = self.reference(node)
        return self.pick(reference, f"{reference} mod 4", f"count-selected({reference})", "2")

    def value(self, node: RandomNode) -> str:
        one, two = self.reference(node), self.reference(node)
        options = [f"{one} + {two}", f"concat({one}, '-', {two})", f"if({one} = {two}, {two}, 'x')", f"{one} * 2"]
        options += [f"string-length({one})", one]
        if not self.shared:
            options += [f"coalesce({one}, {two})", f"count-selected({one})", f"round({one} div 3, 1)"]
            options += [f"once({one})"] if node.kind is Kind.CALCULATION else []
        if node.repeats and not self.shared:
            steps = "/".join([".."] * (node.path.count("/") - node.repeats[-1].path.count("/")))
            options += [f"position({steps})", f"count({steps}/../{node.repeats[-1].name})"]
            if node.kind is Kind.CALCULATION and node.above is node.repeats[0]:
                options += self.rows_before(node, one)
        return self.pick(*options)

    def rows_before(self, node: RandomNode, one: str) -> list[str]:
        """What a row makes of the rows before it."""
        repeat = node.repeats[0]
        last = f"indexed-repeat({node.path}, {repeat.path}, position(..) - 1)"
        options = [f"coalesce({last}, 0) + {one}", f"concat({one}, count(../preceding-sibling::{repeat.name}))"]
        leaves = [leaf for leaf in self.nodes if leaf.above is repeat and leaf.takes_value]
        for leaf in leaves[:1]:
            options.append(f"sum(../preceding-sibling::{repeat.name}/{leaf.name})")
            options.append(f"string({repeat.path}[position() = position(current()/..) - 1]/{leaf.name})")
        return options

    def condition(self, node: RandomNode, *, row: bool = False) -> str:
        one, two = self.reference(node), self.reference(node)
        options = [f"{one} > 1", f"{one} = {two}", f"{one} != ''", f"not({one} = 'red')", f"selected({one}, 'fan')"]
        options += [f"{one} > 1 and {two} < 3", f"{one} = '' or {two} != ''"]
        if row:
            current = [text if not text.startswith(".") else f"current()/{text}" for text in (one, two)]
            options = [f"group = {current[0]}", f"name != {current[0]}", f"group > {current[0]} or {current[1]} = ''"]
        return self.pick(*options)


def relative(origin: str, target: str) -> str:
    """The relative path from one node to another."""
    here, there = origin.split("/"), target.split("/")
    shared = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


@st.composite
def forms(draw: st.DrawFn, *, shared: bool = False) -> RandomForm:
    """Random forms; `shared` ones only hold what rxeval holds as well."""
    grower = Grower(draw, shared=shared)
    top = grower.grow(None, 0, 30)
    return RandomForm(grower.nodes, xform(top, grower.nodes))
