from __future__ import annotations

import pytest

from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.errors import FormDefinitionError, XPathError
from fieldapp.forms.model import load_form, read_form
from tests.unit.forms.xforms import form, xform


def test_a_form_knows_its_name_version_and_title() -> None:
    definition = form("<q/>")
    assert (definition.form_id, definition.version, definition.title) == ("trial", "7", "测试")


def test_a_bind_keeps_type_and_the_attributes_of_our_namespace() -> None:
    definition = form("<t/>", '<bind nodeset="/data/t" type="xsd:decimal" fa:unit="℃" fa:high="-15" jr:preload="x"/>')
    bind = definition.binds["/data/t"]
    assert bind.data_type is DataType.DECIMAL
    assert bind.attributes == {"unit": "℃", "high": "-15"}


def test_the_body_is_read_in_order_with_relative_references() -> None:
    definition = form(
        "<g><a/></g><r><b/></r>",
        body='<group ref="/data/g" appearance="field-list"><input ref="a"/></group>'
        '<repeat nodeset="/data/r"><upload ref="b" mediatype="image/*"/></repeat>',
    )
    controls = [control for top in definition.body for control in top.walk()]
    assert [(control.kind, control.path) for control in controls] == [
        (ControlKind.GROUP, "/data/g"),
        (ControlKind.INPUT, "/data/g/a"),
        (ControlKind.REPEAT, "/data/r"),
        (ControlKind.UPLOAD, "/data/r/b"),
    ]
    assert controls[0].appearance == ("field-list",)
    assert controls[3].attributes == {"mediatype": "image/*"}


def test_an_expression_that_cannot_be_read_is_named_by_path_and_property() -> None:
    with pytest.raises(XPathError) as caught:
        form("<q/>", '<bind nodeset="/data/q" relevant="1 +"/>')
    assert caught.value.code == "forms.xpath.syntax"
    assert (caught.value.fields["path"], caught.value.fields["property"]) == ("/data/q", "relevant")


def test_all_faults_of_a_form_are_found_at_once() -> None:
    binds = '<bind nodeset="/data/q" relevant="1 +" constraint="nope(.)"/>'
    _, faults = read_form(xform("<q/>", binds, '<input ref="/data/q"><label><output value="("/></label></input>'))
    assert [(fault.code, fault.fields["property"]) for fault in faults] == [
        ("forms.xpath.syntax", "relevant"),
        ("forms.xpath.unknown-function", "constraint"),
        ("forms.xpath.syntax", "label"),
    ]


def test_a_control_without_a_node_is_an_oddity_and_the_form_still_runs() -> None:
    definition = form("<q/>", body='<input ref="/data/w"/>')
    assert [(fault.code, fault.fields["path"]) for fault in definition.oddities] == [("forms.xform.no-node", "/data/w")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"<html/>", "forms.xform.no-model"),
        (b"<html><model/></html>", "forms.xform.no-instance"),
        (b"<html>", "forms.xform.not-xml"),
    ],
)
def test_a_document_that_is_no_form_is_refused(text: bytes, code: str) -> None:
    with pytest.raises(FormDefinitionError) as caught:
        load_form(text)
    assert caught.value.code == code


def test_languages_are_those_of_the_form_and_found_by_code() -> None:
    texts = '<translation lang="English (en)"/><translation lang="中文 (zh)" default="true()"/>'
    definition = form("<q/>", texts=texts)
    assert definition.languages == ("English (en)", "中文 (zh)")
    assert definition.translations.resolve("en") == "English (en)"
    assert definition.translations.resolve("fr") == "中文 (zh)"
