"""A newer version of the shipped work form, as a service manager might publish it: one sentence says what changed."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import FormId
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import FormDocument
from tests.fakes.shipped import shipped_forms

WORK = FormId("work")
NEWER = "2026120100"


@dataclass(frozen=True)
class Edit:
    """A replacement in the XForm; it must be there."""

    old: str
    new: str

    def on(self, text: str) -> str:
        assert self.old in text, self.old
        return text.replace(self.old, self.new)


def newer(*edits: Edit, form: str = "work", version: str = NEWER) -> FormDocument:
    """The shipped form with edits, under a newer version."""
    shipped = shipped_forms()[form]
    text = Edit(f'version="{shipped.version}"', f'version="{version}"').on(shipped.xform.decode())
    for edit in edits:
        text = edit.on(text)
    return FormDocument(form_id=form, version=version, sha256=sha256_of(text.encode()), xform=text)


_REMOVED = (
    Edit("<old_resistance/>", ""),
    Edit('<bind nodeset="/data/old_resistance" type="decimal" fa:unit="kΩ" fa:low="15.5" fa:high="17.0"/>', ""),
    Edit(
        '<input ref="/data/old_resistance"><label ref="jr:itext(\'/data/old_resistance:label\')"/>'
        "<hint ref=\"jr:itext('/data/old_resistance:hint')\"/></input>",
        "",
    ),
)
_RENAMED = (Edit("新件 0 ℃ 阻值", "新件冰水阻值"), Edit("New part at 0 ℃", "New part in iced water"))
_REQUIRED = (
    Edit(
        'nodeset="/data/cover_removed" type="string"', 'nodeset="/data/cover_removed" type="string" required="true()"'
    ),
)
_TICK = """<trigger ref="/data/leak_checked"><label ref="jr:itext('/data/leak_checked:label')"/></trigger>"""
_BEFORE = '<trigger ref="/data/reassembled">'
_ADDED = (
    Edit("<deiced/>", "<deiced/><leak_checked/>"),
    Edit(_BEFORE, _TICK + _BEFORE),
    *(
        Edit(f"<value>{after}</value></text>", f"<value>{after}</value></text>{label}")
        for after, label in (
            ("备注", '<text id="/data/leak_checked:label"><value>查漏</value></text>'),
            ("Remark", '<text id="/data/leak_checked:label"><value>Leak check</value></text>'),
        )
    ),
)


def next_work() -> FormDocument:
    """The work form without the reading of the old part, one label and one demand changed, one tick added."""
    return newer(*_REMOVED, *_RENAMED, *_REQUIRED, *_ADDED)
