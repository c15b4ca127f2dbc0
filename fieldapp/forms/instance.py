"""A filled-in form as it leaves and enters: an XForms instance document, or plain JSON of the same content.

Both hold what counts: an answer that is not relevant is empty. Reading gives answers by address for `FormSession`; what
the form has no place for is among them, so that `FormSession.unknown_answers` names it and nothing is lost unsaid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fieldapp.forms.binds import Bind, DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.errors import FormDefinitionError, InstanceError
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.schema import SchemaNode
from fieldapp.forms.xml_tree import LARGEST, parse_xml
from fieldapp.forms.xpath.nodes import Node, NodeKind

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json] | None"

_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_BOOKKEEPING = frozenset({"id", "version", "template"})
_MANY = (ControlKind.SELECT_MANY, ControlKind.RANK)
_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_NUMBERS = (DataType.INTEGER, DataType.DECIMAL)
_TRUTH = {"1": True, "0": False}


@dataclass(frozen=True, slots=True)
class StoredInstance:
    """What a document holds: `answers` by address as `FormSession` takes them, the instance id among them."""

    instance_id: str
    answers: Mapping[str, str]


class Number(str):
    """A number of a JSON document, as it is written there: 89.50 keeps its last digit."""

    __slots__ = ()


def read_instance_xml(text: bytes | str, form: FormDefinition) -> StoredInstance:
    """The answers of an XForms instance document.

    Errors (`InstanceError`): `forms.instance.damaged` with line and column, `forms.instance.entity`,
    `forms.instance.too-large`, `forms.instance.other-form`.
    """
    root = next(_parsed(text).elements())
    _expect_form(form, root.attribute("id") or root.namespace or root.name, root.attribute("version") or "")
    answers = dict(_from_element(root, form.schema.root, form.schema.root.path))
    return StoredInstance(answers.get(_id_address(form), ""), answers)


def _parsed(text: bytes | str) -> Node:
    try:
        return parse_xml(text)
    except FormDefinitionError as error:
        if error.code == "forms.xform.entity":
            raise InstanceError("forms.instance.entity", name=error.fields["name"]) from error
        if error.code == "forms.xform.not-xml":
            line, column = error.fields["line"], error.fields["column"]
            raise InstanceError("forms.instance.damaged", line=line, column=column) from error
        raise InstanceError("forms.instance.too-large") from error


def _expect_form(form: FormDefinition, found: str, found_version: str) -> None:
    if (found, found_version) != (form.form_id, form.version):
        raise InstanceError(
            "forms.instance.other-form",
            found=found,
            found_version=found_version,
            form=form.form_id,
            version=form.version,
        )


def _id_address(form: FormDefinition) -> str:
    """The address of the instance id, whatever prefix the form gives it."""
    return next(path for path, node in form.schema.by_path.items() if node.name.rpartition(":")[2] == "instanceID")


def _child(schema: SchemaNode | None, name: str) -> SchemaNode | None:
    """The path below another for a name, with or without the form's prefix."""
    if schema is None:
        return None
    alike = (child for child in schema.children.values() if child.name.rpartition(":")[2] == name)
    return schema.children.get(name) or next(alike, None)


def _from_element(element: Node, schema: SchemaNode | None, address: str) -> Iterator[tuple[str, str]]:
    for attribute in element.attributes:
        is_known = attribute.name in _BOOKKEEPING or attribute.namespace == _SCHEMA_INSTANCE
        written = None if schema is None else schema.prototype.attribute(attribute.name, attribute.namespace)
        if not is_known and written != attribute.text:
            yield f"{address}/@{attribute.name}", attribute.text
    inside = list(element.elements())
    text = "".join(child.text for child in element.children if child.kind is NodeKind.TEXT)
    if schema is not None and schema.is_leaf:
        if text or schema.prototype.string_value():
            yield address, text
    elif text.strip() or (schema is None and not inside):
        yield address, text
    yield from _counts(inside, schema, address)
    seen: dict[str, int] = {}
    for child in inside:
        below = _child(schema, child.name)
        name = child.name if below is None else below.name
        seen[name] = place = seen.get(name, 0) + 1
        position = f"[{place}]" if place > 1 or (below is not None and below.is_repeat) else ""
        yield from _from_element(child, below, f"{address}/{name}{position}")


def _counts(inside: list[Node], schema: SchemaNode | None, address: str) -> Iterator[tuple[str, str]]:
    """How many rows each repeat has; none for one that the document does not name."""
    for child in () if schema is None else schema.children.values():
        if child.is_repeat:
            rows = sum(element.name == child.name.rpartition(":")[2] for element in inside)
            yield f"{address}/{child.name}", str(rows)


def instance_json(instance_xml: str, form: FormDefinition) -> str:
    """The JSON of an instance (`FormSession.instance_xml()`).

    `{"form", "version", "instance", "answers"}`; in `answers` groups are objects, repeats lists of objects, selects
    of several lists of texts, integers and decimals numbers, booleans true or false, everything else text. What has
    no answer is left out, null where the form has a default in its place.
    """
    stored = read_instance_xml(instance_xml, form)
    root = next(_parsed(instance_xml).elements())
    content = {"form": form.form_id, "version": form.version, "instance": stored.instance_id}
    return _write({**content, "answers": _to_json(root, form.schema.root, form)}) + "\n"


def _to_json(element: Node, schema: SchemaNode, form: FormDefinition) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for child in schema.children.values():
        name = child.name.rpartition(":")[2]
        nodes = element.elements_named(name)
        if name == "meta" and schema.parent is None:
            continue
        if child.is_repeat:
            found[name] = [_to_json(node, child, form) for node in nodes]
        elif nodes and not child.is_leaf:
            found[name] = _to_json(nodes[0], child, form)
        elif nodes and (text := nodes[0].string_value()):
            found[name] = _value(text, child, form)
        elif child.is_leaf and child.prototype.string_value():
            found[name] = None
    return found


def _value(text: str, schema: SchemaNode, form: FormDefinition) -> Json:
    data_type = form.binds.get(schema.path, Bind(schema.path)).data_type
    control = form.controls.get(schema.path)
    if control is not None and control.kind in _MANY and " ".join(text.split()) == text:
        return [*text.split(" ")]
    if data_type in _NUMBERS and _JSON_NUMBER.fullmatch(text):
        return Number(text)
    return _TRUTH.get(text, text) if data_type is DataType.BOOLEAN else text


def _write(value: Json, indent: str = "\n") -> str:
    """JSON text, numbers digit by digit as they are."""
    deeper = indent + "  "
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict) and value:
        pairs = (f"{json.dumps(name, ensure_ascii=False)}: {_write(item, deeper)}" for name, item in value.items())
        return "{" + deeper + f",{deeper}".join(pairs) + indent + "}"
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "[" + deeper + f",{deeper}".join(_write(item, deeper) for item in value) + indent + "]"
    return json.dumps(value, ensure_ascii=False)


def read_instance_json(text: bytes | str, form: FormDefinition) -> StoredInstance:
    """The answers of a JSON document. Errors: as `read_instance_xml`; a name given twice counts as damage."""
    if len(text) > LARGEST:
        raise InstanceError("forms.instance.too-large")
    try:
        content = json.loads(
            text, parse_int=Number, parse_float=Number, parse_constant=_no_number, object_pairs_hook=_object
        )
        return _stored(content, form)
    except json.JSONDecodeError as error:
        raise InstanceError("forms.instance.damaged", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # bytes that are no text, NaN, a name twice, brackets without end
        raise InstanceError("forms.instance.damaged", line=1, column=0) from error


def _stored(content: Json, form: FormDefinition) -> StoredInstance:
    head = content if isinstance(content, dict) else {}
    answers, instance_id = head.get("answers"), head.get("instance", "")
    if not isinstance(answers, dict) or not isinstance(instance_id, str):
        raise InstanceError("forms.instance.damaged", line=1, column=0)
    _expect_form(form, str(head.get("form", "")), str(head.get("version", "")))
    found = dict(_from_json(answers, form.schema.root, form.schema.root.path))
    return StoredInstance(instance_id, {_id_address(form): instance_id, **found} if instance_id else found)


def _no_number(name: str) -> str:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _from_json(value: Json, schema: SchemaNode | None, address: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            below = _child(schema, name)
            yield from _from_json(item, below, f"{address}/{name if below is None else below.name}")
    elif isinstance(value, list):
        if schema is not None and schema.is_leaf and all(isinstance(item, str) for item in value):
            yield address, " ".join(str(item) for item in value)
            return
        if schema is not None and schema.is_repeat:
            yield address, str(len(value))
        for place, item in enumerate(value, start=1):
            yield from _from_json(item, schema, f"{address}[{place}]")
    elif isinstance(value, bool):
        yield address, "1" if value else "0"
    else:
        yield address, str(value or "")
