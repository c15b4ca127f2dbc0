"""Shared tools of the readers: find parts of an XForm, bind expressions and texts, gather the author's faults."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.domain.errors import FormError
from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.schema import Schema, SchemaNode
from fieldapp.forms.wording import Label, Wording
from fieldapp.forms.xpath.compiler import Expression, compile_expression
from fieldapp.forms.xpath.nodes import Node, NodeKind
from fieldapp.forms.xpath.syntax import Call


class FormReading:
    """One XForm while it is read.

    `faults` gathers what keeps it from being run, `oddities` what other engines put up with (a control for a node
    that is not there) and its author should mend all the same; both with path and property.
    """

    def __init__(self, schema: Schema, namespaces: Mapping[str, str]) -> None:
        self.schema = schema
        self.namespaces = namespaces
        self.faults: list[FormError] = []
        self.oddities: list[FormError] = []

    def expression(self, text: str | None, path: str, property_name: str) -> Expression | None:
        """The bound expression; None for one that is absent or cannot be read, which becomes a fault."""
        if text is None or not text.strip():
            return None
        try:
            bound = compile_expression(text, namespaces=self.namespaces)
        except FormError as fault:
            self.note(fault, path, property_name)
            return None
        for found in bound.faults:
            self.note(found, path, property_name)
        return bound

    def note(self, fault: FormError, path: str, property_name: str) -> None:
        """Keep a fault together with where it stands."""
        fault.fields.setdefault("path", path)
        fault.fields.setdefault("property", property_name)
        self.faults.append(fault)

    def expect_node(self, path: str, property_name: str) -> SchemaNode | None:
        """The schema's entry of a path; None for a path that the instance lacks, which is an oddity."""
        found = self.schema.by_path.get(path)
        if found is None:
            self.oddities.append(FormDefinitionError("forms.xform.no-node", path=path, property=property_name))
        return found

    def pass_over_action(self, action: str, path: str) -> None:
        """Note an action that this engine does not run (a recording, a place on the map); the form runs without it."""
        self.oddities.append(FormDefinitionError("forms.xform.action", action=action, path=path, property="event"))

    def label(self, element: Node, path: str, property_name: str) -> Label:
        """The text of a `<label>`, `<hint>` or the like."""
        reference = element.attribute("ref")
        if reference:
            return self.reference_label(reference, path, property_name)
        return Label(self.wording(element, path, property_name))

    def reference_label(self, text: str, path: str, property_name: str) -> Label:
        """A label that an expression stands for: `jr:itext(…)`, or any other expression's value."""
        bound = self.expression(text, path, property_name)
        if bound is None:
            return Label((text,))
        if isinstance(bound.syntax, Call) and bound.syntax.name == "jr:itext" and not bound.faults:
            inside = text.strip()[len("jr:itext") :].strip()[1:-1]
            return Label(text_id=self.expression(inside, path, property_name))
        return Label(value=bound)

    def wording(self, element: Node, path: str, property_name: str) -> Wording:
        """Text with the expressions of its `<output>` elements in place."""
        pieces: list[str | Expression] = []
        for child in element.children:
            if child.kind is NodeKind.TEXT:
                pieces.append(child.text)
            elif child.name == "output":
                value = child.attribute("value") or child.attribute("ref")
                bound = self.expression(value, path, property_name)
                pieces.append(bound if bound is not None else "")
            else:
                pieces.extend(self.wording(child, path, property_name))
        return tuple(pieces)


def child_named(element: Node, name: str) -> Node | None:
    """The first child element of a name, whatever its namespace."""
    return next((child for child in element.elements() if child.name == name), None)


def resolve_path(reference: str, base: str) -> str:
    """An absolute path from a reference that may be relative to `base`."""
    reference = reference.strip().removeprefix("current()/")
    if reference.startswith("/"):
        return reference
    parts = base.split("/")
    for step in reference.split("/"):
        if step == "..":
            parts.pop()
        elif step not in (".", ""):
            parts.append(step)
    return "/".join(parts)
