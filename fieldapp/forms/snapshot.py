"""A form that was read once, kept as bytes: reopening it reads no XML and parses no expression.

The bytes are plain data (msgpack, every type checked as it is read): nothing in them can be run. Closures are bound
anew, each when its expression first runs. They are worth something to the very engine that wrote them: `thaw` gives
None for all others, and for damaged ones, and the form is read from its XForm again.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from fieldapp.domain.steady import without_collection
from fieldapp.forms.binds import Bind
from fieldapp.forms.controls import Control, SetValue
from fieldapp.forms.graph import Dependent, Graph, Property, Rule
from fieldapp.forms.itext import Translations
from fieldapp.forms.model import FormDefinition, controls_by_path
from fieldapp.forms.schema import Schema, SchemaNode, read_schema
from fieldapp.forms.wording import Wording
from fieldapp.forms.xpath.compiler import Expression
from fieldapp.forms.xpath.nodes import Node, NodeKind

_MARK = hashlib.sha256().digest_size
_KINDS = tuple(NodeKind)


class _KeptNode(Struct, array_like=True):
    kind: int
    name: str
    text: str
    prefix: str
    namespace: str
    declared: dict[str, str]
    attributes: list[_KeptNode]
    children: list[_KeptNode]


class _KeptForm(Struct, array_like=True):
    """`rules` are place of the path and property; `readers` are rule, place of the scope and
    whether only places of rows are read, by place of the path."""

    form_id: str
    version: str
    title: str
    root: Node
    repeats: frozenset[str]
    attributes: frozenset[str]
    binds: dict[str, Bind]
    body: tuple[Control, ...]
    actions: tuple[SetValue, ...]
    instances: dict[str, Node]
    translations: Translations
    wordings: dict[str, dict[str, Wording]]
    rules: list[tuple[int, int]]
    readers: list[list[tuple[int, int, bool]]]


def freeze(form: FormDefinition) -> bytes:
    """The form as bytes for `thaw`. What its author could mend (`oddities`) is left out."""
    paths = list(form.schema.by_path.values())
    place_of = {path: place for place, path in enumerate(paths)}
    kept = _KeptForm(
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        root=form.root,
        repeats=frozenset(path.path for path in paths if path.is_repeat),
        attributes=frozenset(path.path for path in paths if path.name.startswith("@")),
        binds=dict(form.binds),
        body=form.body,
        actions=form.actions,
        instances=dict(form.instances),
        translations=form.translations,
        wordings={language: dict(texts) for language, texts in form.wordings.items()},
        rules=[(place_of[rule.node], int(rule.property)) for rule in form.graph.rules],
        readers=[
            [(reader.rule, place_of[reader.scope], reader.is_place) for reader in form.graph.dependents.get(path, ())]
            for path in paths
        ],
    )
    body = msgspec.msgpack.encode(kept, enc_hook=_plain)
    return _engine() + hashlib.sha256(body).digest() + body


def thaw(kept: bytes) -> FormDefinition | None:
    """The form of bytes that `freeze` gave; None for those of another engine and for damaged ones."""
    engine, digest, body = kept[:_MARK], kept[_MARK : 2 * _MARK], kept[2 * _MARK :]
    if engine != _engine() or digest != hashlib.sha256(body).digest():
        return None
    with without_collection():
        return _form(_FORMS.decode(body))


@cache
def _engine() -> bytes:
    """A mark of this engine: the text of its own modules, as any of them may change what kept rules mean."""
    room = Path(__file__).parent
    texts = (path.read_bytes() for path in sorted(room.rglob("*.py")))
    return hashlib.sha256(b"".join(hashlib.sha256(text).digest() for text in texts)).digest()


def _plain(value: object) -> object:
    if not isinstance(value, Node):
        raise NotImplementedError(type(value))
    return _KeptNode(
        _KINDS.index(value.kind),
        value.name,
        value.text,
        value.prefix,
        value.namespace,
        value.declared,
        [_plain(attribute) for attribute in value.attributes],  # type: ignore[misc]
        [_plain(child) for child in value.children],  # type: ignore[misc]
    )


def _revived(wanted: type, value: object) -> object:
    if wanted is not Node:
        raise NotImplementedError(wanted)
    return _node(msgspec.convert(value, _KeptNode))


def _node(kept: _KeptNode) -> Node:
    node = Node(_KINDS[kept.kind], kept.name, kept.text, prefix=kept.prefix, namespace=kept.namespace)
    node.declared = kept.declared
    node.attributes = tuple(map(_node, kept.attributes))
    for attribute in node.attributes:
        attribute.parent = node
    for child in map(_node, kept.children):
        child.parent = node
        node.children.append(child)
    return node


def _form(kept: _KeptForm) -> FormDefinition:
    schema = read_schema(kept.root, kept.repeats, kept.attributes)
    controls = controls_by_path(kept.body)
    return FormDefinition(
        form_id=kept.form_id,
        version=kept.version,
        title=kept.title,
        root=kept.root,
        schema=schema,
        binds=kept.binds,
        body=kept.body,
        controls=controls,
        actions=kept.actions,
        instances=kept.instances,
        translations=kept.translations,
        wordings=kept.wordings,
        graph=_graph(kept, schema, controls),
    )


def _graph(kept: _KeptForm, schema: Schema, controls: dict[str, Control]) -> Graph:
    paths = list(schema.by_path.values())
    rules: list[Rule] = []
    own: dict[SchemaNode, list[int]] = {}
    for number, (place, decides) in enumerate(kept.rules):
        path = paths[place]
        property_ = Property(decides)
        expression = _expression(property_, kept.binds.get(path.path), controls.get(path.path))
        rules.append(Rule(path, property_, expression, frozenset()))
        own.setdefault(path, []).append(number)
    return Graph(
        tuple(rules),
        {
            path: tuple(Dependent(rule, paths[scope], is_place) for rule, scope, is_place in readers)
            for path, readers in zip(paths, kept.readers, strict=True)
            if readers
        },
        {path: tuple(numbers) for path, numbers in own.items()},
    )


def _expression(decides: Property, bind: Bind | None, control: Control | None) -> Expression | None:
    """What a rule runs: bind and control say it, the graph only orders it."""
    match decides:
        case Property.RELEVANT:
            return None if bind is None else bind.relevant
        case Property.CALCULATE:
            return None if bind is None else bind.calculate
        case Property.REQUIRED:
            return None if bind is None else bind.required
        case Property.READONLY:
            return None if bind is None else bind.readonly
        case Property.CONSTRAINT:
            return None if bind is None else bind.constraint
        case Property.COUNT:
            return None if control is None else control.count
        case Property.CHOICES:
            return None if control is None or control.itemset is None else control.itemset.nodes
        case Property.LABEL:
            return None


# Made while the module is imported, by one thread: msgspec looks at a type when it first meets it, and a second thread
# that meets it half known ends the program with a crash. `_NODES` is there for `convert`, which has nothing to keep.
_FORMS = msgspec.msgpack.Decoder(_KeptForm, dec_hook=_revived)
_NODES = msgspec.msgpack.Decoder(_KeptNode)
