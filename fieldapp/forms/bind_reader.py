"""`<bind>` elements to binds."""

from __future__ import annotations

from fieldapp.forms.binds import FIELDAPP_NAMESPACE, JAVAROSA_NAMESPACE, OPENROSA_NAMESPACE, Bind, data_type_of
from fieldapp.forms.reading import FormReading, resolve_path
from fieldapp.forms.wording import Label
from fieldapp.forms.xpath.nodes import Node


def read_binds(model: Node, reading: FormReading) -> dict[str, Bind]:
    """The binds by path. A bind for a path that the instance lacks is a fault of the form."""
    binds: dict[str, Bind] = {}
    for element in (child for child in model.elements() if child.name == "bind"):
        path = resolve_path(element.attribute("nodeset") or "", reading.schema.root.path)
        if reading.expect_node(path, "nodeset") is not None:
            binds[path] = _read_bind(element, path, reading)
    return binds


def bind_paths_by_id(model: Node, reading: FormReading) -> dict[str, str]:
    """Paths of the binds that have an id, for controls that name their bind."""
    return {
        name: resolve_path(element.attribute("nodeset") or "", reading.schema.root.path)
        for element in model.elements()
        if element.name == "bind" and (name := element.attribute("id"))
    }


def _read_bind(element: Node, path: str, reading: FormReading) -> Bind:
    preload = element.attribute("preload", JAVAROSA_NAMESPACE)
    preload_details = element.attribute("preloadParams", JAVAROSA_NAMESPACE) or ""
    return Bind(
        path=path,
        data_type=data_type_of(element.attribute("type") or "string"),
        relevant=reading.expression(element.attribute("relevant"), path, "relevant"),
        required=reading.expression(element.attribute("required"), path, "required"),
        readonly=reading.expression(element.attribute("readonly"), path, "readonly"),
        constraint=reading.expression(element.attribute("constraint"), path, "constraint"),
        calculate=reading.expression(element.attribute("calculate"), path, "calculate"),
        constraint_message=_message(element, "constraintMsg", path, reading),
        required_message=_message(element, "requiredMsg", path, reading),
        preload=None if preload is None else (preload, preload_details),
        attributes={
            attribute.name: attribute.text
            for attribute in element.attributes
            if attribute.namespace in (FIELDAPP_NAMESPACE, OPENROSA_NAMESPACE)
        },
    )


def _message(element: Node, name: str, path: str, reading: FormReading) -> Label | None:
    text = element.attribute(name, JAVAROSA_NAMESPACE)
    if text is None:
        return None
    if text.strip().startswith("jr:itext("):
        return reading.reference_label(text, path, name)
    return Label((text,))
