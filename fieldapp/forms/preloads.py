"""Values that a form asks the application for when it is first opened (`jr:preload`)."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.forms.binds import Bind, DataType
from fieldapp.forms.environment import FormEnvironment
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.tree import InstanceTree
from fieldapp.forms.xpath.moments import Moment
from fieldapp.forms.xpath.nodes import Node


def preload(form: FormDefinition, tree: InstanceTree, environment: FormEnvironment, *, first_time: bool) -> None:
    """Fill the instance id, start, today and what the device says of itself; an instance id that is there stays.

    The end is only known when the form is finished: `ended` names who waits for it.
    """
    for bind in form.binds.values():
        if bind.preload is not None:
            for node in tree.under(tree.root, form.schema.by_path[bind.path]):
                _fill(node, bind, environment, first_time=first_time)
    for node in tree.elements():
        if node.name == "instanceID" and not node.string_value():
            node.set_text(f"uuid:{environment.new_id()}")


def _fill(node: Node, bind: Bind, environment: FormEnvironment, *, first_time: bool) -> None:
    kind, detail = bind.preload or ("", "")
    if kind == "uid" and not node.string_value():
        node.set_text(f"uuid:{environment.new_id()}")
    elif kind == "date" and first_time:
        node.set_text(environment.now().date().isoformat())
    elif kind == "timestamp" and detail == "start" and first_time:
        text = Moment(environment.now()).text()
        node.set_text(text if bind.data_type is not DataType.DATE else text[:10])
    elif kind == "property" and first_time:
        node.set_text(environment.property(detail))


def ended(form: FormDefinition, tree: InstanceTree) -> Iterator[Node]:
    """The nodes that are to hold when the form was finished."""
    for bind in form.binds.values():
        if bind.preload == ("timestamp", "end"):
            yield from tree.under(tree.root, form.schema.by_path[bind.path])
