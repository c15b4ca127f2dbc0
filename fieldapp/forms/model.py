"""A form as the engine knows it, read from an XForm once and shared by all sessions that fill it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldapp.domain.errors import FormError
from fieldapp.domain.steady import without_collection
from fieldapp.forms.bind_reader import bind_paths_by_id, read_binds
from fieldapp.forms.binds import Bind
from fieldapp.forms.body_reader import BodyReader, attribute_paths, repeat_paths
from fieldapp.forms.choice_source import outside_lists
from fieldapp.forms.controls import Control, SetValue
from fieldapp.forms.environment import instances_of
from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.graph import Graph, Property, Rule, build_graph
from fieldapp.forms.itext import Translations, read_translations
from fieldapp.forms.reading import FormReading, child_named
from fieldapp.forms.references import references
from fieldapp.forms.schema import Schema, SchemaNode, read_schema
from fieldapp.forms.wording import ANY_FORM, OTHER_FORMS, Label, Wording, form_key
from fieldapp.forms.xml_tree import declared_prefixes, parse_xml
from fieldapp.forms.xpath.compiler import Expression
from fieldapp.forms.xpath.nodes import Node, NodeKind


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One version of a form. Nothing in it changes while forms are filled in.

    `instances` are the `<instance>` elements with an id; `wordings` the texts by language and id; `body` the
    controls in order; `controls` the same by path. `oddities` are slips of the author that can be lived with.
    """

    form_id: str
    version: str
    title: str
    root: Node
    schema: Schema
    binds: Mapping[str, Bind]
    body: tuple[Control, ...]
    controls: Mapping[str, Control]
    actions: tuple[SetValue, ...]
    instances: Mapping[str, Node]
    translations: Translations
    wordings: Mapping[str, Mapping[str, Wording]]
    graph: Graph
    oddities: tuple[FormError, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        """Ids of the lists outside of the form that it needs (`parts` for `parts.csv`)."""
        return tuple(outside_lists(self.instances))

    @property
    def languages(self) -> tuple[str, ...]:
        """Names of the languages, as the form writes them ("中文 (zh)")."""
        return self.translations.languages


def load_form(xform: bytes) -> FormDefinition:
    """The form of an XForm document.

    Errors: a `FormError` for the first fault: `forms.xform.*` for the document, `forms.xpath.*` for an
    expression, `forms.cycle` for questions that wait for each other. Those of an expression name `path` and
    `property`.
    """
    form, faults = read_form(xform)
    if faults:
        raise faults[0]
    assert form is not None  # without faults there is a form
    return form


def read_form(xform: bytes) -> tuple[FormDefinition | None, tuple[FormError, ...]]:
    """The form with all faults of its author; None where they leave no form to speak of."""
    try:
        with without_collection():
            return _read(parse_xml(xform))
    except FormDefinitionError as fault:
        return None, (fault,)


def _read(document: Node) -> tuple[FormDefinition | None, tuple[FormError, ...]]:
    model = next((node for node in document.descendants() if node.name == "model"), None)
    if model is None:
        raise FormDefinitionError("forms.xform.no-model")
    body = next((node for node in document.descendants() if node.name == "body"), None)
    title = next((node for node in document.descendants() if node.name == "title"), None)
    namespaces = {prefix: uri for prefix, uri in declared_prefixes(document).items() if prefix}
    root = _primary_instance(model, namespaces)
    top = f"/{root.qualified_name}"
    schema = read_schema(root, repeat_paths(body, top), attribute_paths(document, top))
    reading = FormReading(schema, namespaces)
    binds = read_binds(model, reading)
    reader = BodyReader(reading, bind_paths_by_id(model, reading))
    controls = () if body is None else reader.controls(body, schema.root.path)
    actions = [*reader.actions(model, schema.root.path, "")]
    actions += [] if body is None else reader.actions(body, schema.root.path, "")
    translations = read_translations(model)
    wordings = _wordings(translations, reading)
    graph = _graph(schema, binds, controls, wordings, reading)
    if graph is None:
        return None, tuple(reading.faults)
    form = FormDefinition(
        form_id=root.attribute("id") or root.namespace,
        version=root.attribute("version") or "",
        title="" if title is None else title.string_value().strip(),
        root=root,
        schema=schema,
        binds=binds,
        body=controls,
        controls=controls_by_path(controls),
        actions=tuple(actions),
        instances=instances_of(model),
        translations=translations,
        wordings=wordings,
        graph=graph,
        oddities=tuple(reading.oddities),
    )
    return form, tuple(reading.faults)


def controls_by_path(body: tuple[Control, ...]) -> dict[str, Control]:
    """All controls of a body that stand for a path."""
    return {control.path: control for top in body for control in top.walk() if control.path}


def _primary_instance(model: Node, namespaces: Mapping[str, str]) -> Node:
    """The root element of the primary instance, without layout and with an instance id."""
    instance = child_named(model, "instance")
    root = None if instance is None else next(instance.elements(), None)
    if root is None:
        raise FormDefinitionError("forms.xform.no-instance")
    root = root.copy()
    _tidy(root)
    prefix = "orx" if "orx" in namespaces else ""
    meta = child_named(root, "meta")
    if meta is None:
        meta = root.append(Node(NodeKind.ELEMENT, "meta", prefix=prefix, namespace=namespaces.get("orx", "")))
    if child_named(meta, "instanceID") is None:
        meta.append(Node(NodeKind.ELEMENT, "instanceID", prefix=meta.prefix, namespace=meta.namespace))
    return root


def _tidy(element: Node) -> None:
    """Drop comments and the white space between elements; names without prefix belong to no namespace."""
    if not element.prefix:
        element.namespace = ""
    inner = list(element.elements())
    for child in list(element.children):
        between = child.kind is NodeKind.TEXT and bool(inner)
        if between or child.kind not in (NodeKind.TEXT, NodeKind.ELEMENT):
            element.remove(child)
    for child in inner:
        _tidy(child)


def _wordings(translations: Translations, reading: FormReading) -> dict[str, dict[str, Wording]]:
    """Each text in each language, filled up from the default language; its other forms under `form_key`."""
    default = _read_texts(translations.texts.get(translations.default, {}), reading)
    return {language: {**default, **_read_texts(texts, reading)} for language, texts in translations.texts.items()}


def _read_texts(texts: Mapping[str, list[Node]], reading: FormReading) -> dict[str, Wording]:
    found: dict[str, Wording] = {}
    for text_id, values in texts.items():
        path, _colon, name = text_id.rpartition(":")
        for value in reversed(values):  # of several alike the first counts
            form = value.attribute("form") or "long"
            key = text_id if form == "long" else form_key(text_id, form)
            found[key] = reading.wording(value, path, name)
            if key != text_id:
                found[form_key(text_id, ANY_FORM)] = ()
    return found


def _graph(
    schema: Schema,
    binds: Mapping[str, Bind],
    controls: tuple[Control, ...],
    wordings: Mapping[str, Mapping[str, Wording]],
    reading: FormReading,
) -> Graph | None:
    rules = [*_bind_rules(schema, binds)]
    for control in (control for top in controls for control in top.walk()):
        node = schema.by_path.get(control.path)
        if node is not None:
            rules += _control_rules(control, node, schema, wordings)
    try:
        return build_graph(rules, schema)
    except FormDefinitionError as cycle:
        reading.faults.append(cycle)
        return None


def _bind_rules(schema: Schema, binds: Mapping[str, Bind]) -> Iterator[Rule]:
    for path, bind in binds.items():
        node = schema.by_path[path]
        stated = {
            Property.RELEVANT: bind.relevant,
            Property.CALCULATE: bind.calculate,
            Property.REQUIRED: bind.required,
            Property.READONLY: bind.readonly,
            Property.CONSTRAINT: bind.constraint,
        }
        for property_, expression in stated.items():
            if expression is not None:
                yield Rule(node, property_, expression, references(expression.syntax, node, schema))


def _control_rules(
    control: Control, node: SchemaNode, schema: Schema, wordings: Mapping[str, Mapping[str, Wording]]
) -> Iterator[Rule]:
    if control.itemset is not None:
        nodes = control.itemset.nodes
        yield Rule(node, Property.CHOICES, nodes, references(nodes.syntax, node, schema))
    if control.count is not None:
        counted = references(control.count.syntax, node, schema)
        yield Rule(node, Property.COUNT, control.count, counted)
    spoken = {
        reference
        for label in (control.label, control.hint)
        for expression in expressions_of(label, wordings)
        for reference in references(expression.syntax, node, schema)
    }
    if spoken:
        yield Rule(node, Property.LABEL, None, frozenset(spoken))


def expressions_of(label: Label | None, wordings: Mapping[str, Mapping[str, Wording]]) -> Iterator[Expression]:
    """The expressions that fill a label, in any language."""
    if label is None:
        return
    if label.value is not None:
        yield label.value
    if label.text_id is not None:
        yield label.text_id
        text = label.text_id.text.strip().strip("'\"")
        for texts in wordings.values():
            for key in (text, *(form_key(text, form) for form in OTHER_FORMS)):
                yield from (piece for piece in texts.get(key, ()) if not isinstance(piece, str))
    yield from (piece for piece in label.wording if not isinstance(piece, str))
