"""The nodes of a random form, and the XForm that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from xml.sax.saxutils import quoteattr

LISTS = {"colour": ("red", "green", "blue", "grey"), "part": ("fan", "pump", "valve"), "size": ("1", "2", "3")}
LANGUAGES = ("zh", "en")


class Kind(Enum):
    """What a node is."""

    INTEGER = "int"
    DECIMAL = "decimal"
    TEXT = "string"
    ONE = "select1"
    MANY = "select"
    CALCULATION = "calculate"
    GROUP = "group"
    REPEAT = "repeat"
    COUNTED = "counted"


@dataclass
class RandomNode:
    """One node; `shared` leaves out what rxeval does not do (see `test_differential`)."""

    kind: Kind
    name: str
    path: str
    above: RandomNode | None = None
    inside: list[RandomNode] = field(default_factory=list)
    binds: dict[str, str] = field(default_factory=dict)
    list_name: str = ""
    filter: str = ""
    count: str = ""
    says: str = ""
    action: str = ""
    default: str = ""
    is_template: bool = False

    @property
    def repeats(self) -> list[RandomNode]:
        """The repeats around the node, outermost first."""
        above = [] if self.above is None else self.above.repeats
        return [*above, self] if self.kind in (Kind.REPEAT, Kind.COUNTED) else above

    @property
    def takes_value(self) -> bool:
        """Whether it is a leaf."""
        return self.kind not in (Kind.GROUP, Kind.REPEAT, Kind.COUNTED)


@dataclass
class RandomForm:
    """A form as text, and its nodes in order."""

    nodes: list[RandomNode] = field(repr=False)
    xform: str

    @property
    def offered(self) -> tuple[str, ...]:
        """Every value of every list."""
        return tuple(value for values in LISTS.values() for value in values)


def xform(top: list[RandomNode], nodes: list[RandomNode]) -> str:
    """The XForm of a form's nodes."""
    return f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>t</h:title><model>
<itext>{"".join(_translation(language, nodes) for language in LANGUAGES)}</itext>
<instance><data id="random" version="1">{"".join(_instance(node) for node in top)}</data></instance>
{"".join(_list(name, values) for name, values in LISTS.items())}
<bind nodeset="/data" required="false()"/>
{"".join(_bind(node) for node in nodes)}
</model></h:head>
<h:body>{"".join(_control(node) for node in top)}</h:body>
</h:html>"""


def _translation(language: str, nodes: list[RandomNode]) -> str:
    texts = "".join(
        f"<text id='{node.path}:label'><value>{language} <output value={quoteattr(node.says)}/></value></text>"
        for node in nodes
        if node.says
    )
    return f"<translation lang='{language}'>{texts}</translation>"


def _list(name: str, values: tuple[str, ...]) -> str:
    items = "".join(
        f"<item><name>{value}</name><label>{value}</label><group>{number % 3}</group></item>"
        for number, value in enumerate(values)
    )
    return f"<instance id='{name}'><root>{items}</root></instance>"


def _instance(node: RandomNode) -> str:
    template = " jr:template=''" if node.is_template else ""
    content = node.default + "".join(_instance(child) for child in node.inside)
    return f"<{node.name}{template}>{content}</{node.name}>"


def _bind(node: RandomNode) -> str:
    stated = "".join(f" {name}={quoteattr(text)}" for name, text in node.binds.items())
    typed = f" type='{node.kind.value}'" if node.kind in (Kind.INTEGER, Kind.DECIMAL) else ""
    return f"<bind nodeset='{node.path}'{typed}{stated}/>"


def _control(node: RandomNode) -> str:
    inside = "".join(_control(child) for child in node.inside)
    if node.kind is Kind.CALCULATION:
        return ""
    if node.kind is Kind.GROUP:
        return f"<group ref='{node.path}'>{inside}</group>"
    if node.kind in (Kind.REPEAT, Kind.COUNTED):
        count = f" jr:count={quoteattr(node.count)}" if node.count else ""
        return (
            f"<group ref='{node.path}'><label>r</label><repeat nodeset='{node.path}'{count}>{inside}</repeat></group>"
        )
    label = f"<label ref=\"jr:itext('{node.path}:label')\"/>" if node.says else "<label>q</label>"
    content = label + _action(node)
    if node.list_name:
        nodeset = f"instance('{node.list_name}')/root/item" + (f"[{node.filter}]" if node.filter else "")
        itemset = f"<itemset nodeset={quoteattr(nodeset)}><value ref='name'/><label ref='label'/></itemset>"
        return f"<{node.kind.value} ref='{node.path}'>{content}{itemset}</{node.kind.value}>"
    return f"<input ref='{node.path}'>{content}</input>"


def _action(node: RandomNode) -> str:
    if not node.action:
        return ""
    target, _, value = node.action.partition("|")
    return f"<setvalue event='xforms-value-changed' ref='{target}' value={quoteattr(value)}/>"
