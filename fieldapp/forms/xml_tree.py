"""XML text to the engine's tree and back, with expat; entity declarations and documents without measure are refused."""

from __future__ import annotations

from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.xpath.axes import XML_NAMESPACE
from fieldapp.forms.xpath.nodes import Node, NodeKind

_LINE_ENDS = {"\r": "&#13;"}  # a reader takes a bare one for a line feed (XML 1.0, 2.11)

LARGEST = 32 * 2**20
"""Bytes or characters of a document at the most; a form of 5,000 questions has 1.2 MB."""
MOST_NODES = 200_000
"""Elements, attributes and other nodes of a document at the most; as many are read in some 0.8 s.

Enough for 5,000 questions in two languages (a bare one has 76,000). Longer lists belong into a file beside the form.
"""
MOST_ATTRIBUTES = 200
DEEPEST = 100
"""Levels of elements at the most: the tree is walked by functions that call themselves."""


def parse_xml(text: bytes | str) -> Node:
    """The document node of an XML text.

    Errors: `forms.xform.not-xml` with line and column; `forms.xform.entity` for a DTD that declares entities;
    `forms.xform.too-large`, `forms.xform.too-deep` beyond the limits of this module.
    """
    if len(text) > LARGEST:
        raise FormDefinitionError("forms.xform.too-large", limit=f"{LARGEST // 2**20} MB")
    if _starts(text) > MOST_NODES:  # known before anything is read
        raise FormDefinitionError("forms.xform.too-large", limit=MOST_NODES)
    builder = _Builder()
    try:
        builder.parser.Parse(text.strip(), True)
    except expat.ExpatError as error:
        raise FormDefinitionError("forms.xform.not-xml", line=error.lineno, column=error.offset) from error
    except (ValueError, LookupError) as error:  # half a character, an encoding that expat does not have
        raise FormDefinitionError("forms.xform.not-xml", line=1, column=0) from error
    return builder.document


def _starts(text: bytes | str) -> int:
    """How many elements begin in a text, roughly."""
    return text.count(b"<") - text.count(b"</") if isinstance(text, bytes) else text.count("<") - text.count("</")


class _Builder:
    """Receives expat's calls and builds the tree; CDATA sections stay text nodes of their own."""

    def __init__(self) -> None:
        self.document = Node(NodeKind.DOCUMENT)
        self.place = self.document
        self.depth = 0
        self.nodes = 0
        self.pieces: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.pieces.append
        self.parser.StartCdataSectionHandler = self.flush
        self.parser.EndCdataSectionHandler = self.flush
        self.parser.CommentHandler = self.comment
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.entity

    def count(self, nodes: int) -> None:
        """Count nodes before they are made: a tree without measure would fill the machine's memory first."""
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            raise FormDefinitionError("forms.xform.too-large", limit=MOST_NODES)

    def flush(self) -> None:
        if self.pieces:
            self.count(1)
            self.place.append(Node(NodeKind.TEXT, text="".join(self.pieces)))
            self.pieces.clear()

    def start(self, name: str, pairs: list[str]) -> None:
        self.flush()
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormDefinitionError("forms.xform.too-deep", limit=DEEPEST)
        if len(pairs) > 2 * MOST_ATTRIBUTES:
            raise FormDefinitionError("forms.xform.too-large", limit=MOST_ATTRIBUTES)
        self.count(1 + len(pairs) // 2)
        attributes = list(zip(pairs[::2], pairs[1::2], strict=True))
        element = Node(NodeKind.ELEMENT)
        for key, value in attributes:
            if key == "xmlns":
                element.declared[""] = value
            elif key.startswith("xmlns:"):
                element.declared[key[6:]] = value
        self.place.append(element)
        element.prefix, element.name = _split(name)
        element.namespace = _resolve(element, element.prefix)
        for key, value in attributes:
            if key != "xmlns" and not key.startswith("xmlns:"):
                prefix, local = _split(key)
                namespace = _resolve(element, prefix) if prefix else ""
                element.set_attribute(local, value, prefix=prefix, namespace=namespace)
        self.place = element

    def end(self, _name: str) -> None:
        self.flush()
        self.depth -= 1
        assert self.place.parent is not None  # expat only ends what it started
        self.place = self.place.parent

    def comment(self, text: str) -> None:
        self.flush()
        self.count(1)
        self.place.append(Node(NodeKind.COMMENT, text=text))

    def instruction(self, target: str, data: str) -> None:
        self.flush()
        self.count(1)
        self.place.append(Node(NodeKind.INSTRUCTION, target, data))

    def doctype(self, name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
        self.document.append(Node(NodeKind.DOCTYPE, name))

    def entity(self, name: str, *_details: object) -> None:
        # A form has no use for entities, and nested ones are the classic way to fill a machine's memory.
        raise FormDefinitionError("forms.xform.entity", name=name)


def _split(name: str) -> tuple[str, str]:
    prefix, colon, local = name.partition(":")
    return (prefix, local) if colon else ("", name)


def _resolve(element: Node, prefix: str) -> str:
    if prefix == "xml":
        return XML_NAMESPACE
    place: Node | None = element
    while place is not None:
        if prefix in place.declared:
            return place.declared[prefix]
        place = place.parent
    return ""


def declared_prefixes(document: Node) -> dict[str, str]:
    """Every prefix that the document declares anywhere, the first declaration winning."""
    found: dict[str, str] = {}
    for node in document.descendants():
        for prefix, uri in node.declared.items():
            found.setdefault(prefix, uri)
    return found


def write_document(root: Node) -> str:
    """The XML text of a tree on its own: prefixes that a larger document declared are declared on its root."""
    names = [item for node in (root, *root.descendants()) for item in (node, *node.attributes)]
    root.declared = {item.prefix: item.namespace for item in names if item.prefix not in ("", "xml")} | root.declared
    return write_xml(root)


def write_xml(node: Node) -> str:
    """The XML text of an element and what is below it."""
    if node.kind is NodeKind.TEXT:
        return escape(node.text, _LINE_ENDS)
    if node.kind is not NodeKind.ELEMENT:
        return ""
    declarations = (
        f" {'xmlns:' + prefix if prefix else 'xmlns'}={quoteattr(uri)}" for prefix, uri in node.declared.items()
    )
    attributes = (f" {item.qualified_name}={quoteattr(item.text)}" for item in node.attributes)
    start = node.qualified_name + "".join(declarations) + "".join(attributes)
    content = "".join(write_xml(child) for child in node.children)
    return f"<{start}>{content}</{node.qualified_name}>" if content else f"<{start}/>"
