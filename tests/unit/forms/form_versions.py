"""Versions of one small form, each said as the list of its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.forms.model import FormDefinition, load_form

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Question:
    """One question; `choices` makes it a select (of many, if `many`), `kind` is its type, "tick" or "computed"."""

    name: str
    label: str = ""
    kind: str = "string"
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False
    required: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Repeat:
    """Rows of questions."""

    name: str
    questions: tuple[Question, ...]


Entry = Question | Repeat


def version_xform(*entries: Entry, version: str = "1", form_id: str = "work") -> bytes:
    """The XForm of these entries; English labels are the Chinese ones after "en "."""
    questions = [(entry, "/data") for entry in entries if isinstance(entry, Question)]
    repeats = [entry for entry in entries if isinstance(entry, Repeat)]
    inside = [(question, f"/data/{repeat.name}") for repeat in repeats for question in repeat.questions]
    instance = "".join(f"<{question.name}/>" for question, _ in questions)
    for repeat in repeats:
        rows = "".join(f"<{question.name}/>" for question in repeat.questions)
        instance += f'<{repeat.name} jr:template="">{rows}</{repeat.name}>'
    body = "".join(_control(question, above) for question, above in questions)
    for repeat in repeats:
        rows = "".join(_control(question, f"/data/{repeat.name}") for question in repeat.questions)
        body += f'<group ref="/data/{repeat.name}"><repeat nodeset="/data/{repeat.name}">{rows}</repeat></group>'
    everything = [*questions, *inside]
    texts = "".join(_translation(language, everything) for language in LANGUAGES)
    return f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:fa="http://fieldapp/forms">
  <h:head><h:title>维修</h:title><model><itext>{texts}</itext>
    <instance><data id="{form_id}" version="{version}">{instance}</data></instance>
    {"".join(_list(question, above) for question, above in everything)}
    {"".join(_bind(question, above) for question, above in everything)}
  </model></h:head><h:body>{body}</h:body></h:html>""".encode()


def version_of(*entries: Entry, version: str = "1") -> FormDefinition:
    return load_form(version_xform(*entries, version=version))


def _id(question: Question, above: str) -> str:
    return f"{above}/{question.name}"


def _translation(language: str, questions: Sequence[tuple[Question, str]]) -> str:
    prefix = "en " if language == "en" else ""
    texts = {f"{_id(question, above)}:label": question.label or question.name for question, above in questions}
    for question, above in questions:
        texts |= {f"{_id(question, above)}-{value}": label for value, label in question.choices}
    told = "".join(f'<text id="{name}"><value>{prefix}{label}</value></text>' for name, label in texts.items())
    return f'<translation lang="{language}">{told}</translation>'


def _list(question: Question, above: str) -> str:
    if not question.choices:
        return ""
    items = "".join(
        f"<item><itextId>{_id(question, above)}-{value}</itextId><name>{value}</name></item>"
        for value, _ in question.choices
    )
    return f'<instance id="{_list_name(question, above)}"><root>{items}</root></instance>'


def _list_name(question: Question, above: str) -> str:
    return _id(question, above).strip("/").replace("/", "-")


def _bind(question: Question, above: str) -> str:
    kind = "string" if question.kind in ("tick", "computed") else question.kind
    says = f' required="{question.required}"' if question.required else ""
    says += f' fa:unit="{question.unit}"' if question.unit else ""
    says += " calculate=\"concat('a', 'b')\"" if question.kind == "computed" else ""
    return f'<bind nodeset="{_id(question, above)}" type="{kind}"{says}/>'


def _control(question: Question, above: str) -> str:
    path = _id(question, above)
    label = f"<label ref=\"jr:itext('{path}:label')\"/>"
    if question.kind == "computed":
        return ""
    if question.kind == "tick":
        return f'<trigger ref="{path}">{label}</trigger>'
    if question.choices:
        name = "select" if question.many else "select1"
        items = f"instance('{_list_name(question, above)}')/root/item"
        shown = '<value ref="name"/><label ref="jr:itext(itextId)"/>'
        return f'<{name} ref="{path}">{label}<itemset nodeset="{items}">{shown}</itemset></{name}>'
    if question.kind == "binary":
        return f'<upload mediatype="image/*" ref="{path}">{label}</upload>'
    return f'<input ref="{path}">{label}</input>'
