from __future__ import annotations

from fieldapp.forms.questions import Aspect, Choice
from tests.fakes.memory_lists import MemoryLists
from tests.unit.forms.xforms import form, session

TEXTS = """<translation lang="中文 (zh)"><text id="l-0"><value>传感器</value></text></translation>
<translation lang="English (en)"><text id="l-0"><value>Sensor</value></text></translation>"""
LISTS = """<instance id="parts"><root>
  <item><itextId>l-0</itextId><name>TS-02</name><model>CF-680</model><hint_zh>蒸发器</hint_zh><icon>sensors</icon></item>
  <item><itextId>l-1</itextId><name>CB-680</name><model>CF-680</model></item>
  <item><itextId>l-1</itextId><name>FM-12</name><model>CF-300</model></item></root></instance>"""
BODY = """<input ref="/data/model"/><select ref="/data/part">
  <itemset nodeset="instance('parts')/root/item[model = /data/model]"><value ref="name"/>
  <label ref="jr:itext(itextId)"/></itemset></select>"""
FILTERED = form("<model/><part/>", body=BODY, model=LISTS, texts=TEXTS)


STOCK = [
    {"name": "TS-02", "label": "传感器", "model": "CF-680"},
    {"name": "FM-12", "label": "风机", "model": "CF-300"},
]


def test_choices_follow_the_filter() -> None:
    opened = session(FILTERED)
    assert opened.questions()[1].choices == ()
    changes = opened.set("/data/model", "CF-680")
    assert changes.changed(Aspect.CHOICES) == {"/data/part"}
    assert [choice.value for choice in opened.questions()[1].choices] == ["TS-02", "CB-680"]


def test_a_choice_has_label_hint_and_columns_in_the_language_in_use() -> None:
    opened = session(FILTERED)
    opened.set("/data/model", "CF-680")
    assert opened.questions()[1].choices[0] == Choice(
        "TS-02", "传感器", "蒸发器", {"model": "CF-680", "icon": "sensors"}
    )
    opened.set_language("en")
    assert (opened.questions()[1].choices[0].label, opened.questions()[1].choices[0].hint) == ("Sensor", "")


def test_chosen_values_that_the_filter_drops_are_cleared() -> None:
    opened = session(FILTERED)
    opened.set("/data/model", "CF-680")
    opened.set("/data/part", "TS-02 CB-680")
    assert opened.questions()[1].selected == ("TS-02", "CB-680")
    changes = opened.set("/data/model", "CF-300")
    assert Aspect.VALUE in changes.changes["/data/part"]
    assert opened.finalised_answers() == {"/data/model": "CF-300"}


def test_a_value_that_is_not_on_offer_cannot_be_chosen() -> None:
    opened = session(FILTERED)
    opened.set("/data/model", "CF-680")
    opened.set("/data/part", "TS-02 FM-12")
    assert opened.answers()["/data/part"] == "TS-02"


def test_choices_written_in_the_body_are_offered() -> None:
    body = """<select1 ref="/data/a"><item><label>是</label><value>yes</value></item>
      <item><label>否</label><value>no</value></item></select1>"""
    opened = session(form("<a/>", body=body))
    assert opened.questions()[0].choices == (Choice("yes", "是"), Choice("no", "否"))
    opened.set("/data/a", "maybe")
    assert opened.answers() == {}


def test_a_list_outside_of_the_form_is_only_asked_for_what_the_filter_needs() -> None:
    shelf = MemoryLists({"stock": STOCK})
    lists = '<instance id="stock" src="jr://file-csv/stock.csv"/>'
    body = """<input ref="/data/model"/><select1 ref="/data/part">
      <itemset nodeset="instance('stock')/root/item[model = /data/model]"><value ref="name"/>
      <label ref="label"/></itemset></select1>"""
    opened = session(form("<model/><part/>", body=body, model=lists), choices=shelf)
    opened.set("/data/model", "CF-300")
    assert [(choice.value, choice.label) for choice in opened.questions()[1].choices] == [("FM-12", "风机")]
    assert shelf.asked[-1] == {"list": "stock", "model": "CF-300"}
    assert all("model" in question for question in shelf.asked)


def test_a_calculation_looks_a_row_up_in_a_list_outside() -> None:
    lists = '<instance id="stock" src="jr://file-csv/stock.csv"/>'
    binds = """<bind nodeset="/data/name" calculate="pulldata('stock', 'label', 'name', /data/part)"/>"""
    opened = session(form("<part/><name/>", binds, model=lists), choices=MemoryLists({"stock": STOCK}))
    opened.set("/data/part", "TS-02")
    assert opened.answers()["/data/name"] == "传感器"


def test_a_filter_binds_what_a_calculation_or_an_action_gives_before_anybody_looked_at_the_choices() -> None:
    parts = "".join(
        f"<item><name>{n}</name><label>{n}</label><mk>{mk}</mk></item>" for n, mk in (("m5", "b"), ("m6", "a"))
    )
    filtered = form(
        "<mk/><src/><model/><copy/><chosen/>",
        '<bind nodeset="/data/model" calculate="/data/src"/><bind nodeset="/data/copy" calculate="/data/model"/>',
        """<input ref="/data/mk"/>
           <input ref="/data/src"><setvalue event="xforms-value-changed" ref="/data/chosen" value="/data/src"/></input>
           <select1 ref="/data/model"><itemset nodeset="instance('parts')/root/item[mk = /data/mk]"><value ref="name"/>
           <label ref="label"/></itemset></select1>
           <select1 ref="/data/chosen"><itemset nodeset="instance('parts')/root/item[mk = /data/mk]"><value ref="name"/>
           <label ref="label"/></itemset></select1>""",
        model=f"<instance id='parts'><root>{parts}</root></instance>",
    )
    filling = session(filtered)
    filling.set("/data/mk", "a")
    filling.set("/data/src", "m5")

    shown = {field.path: field.value for field in filling.fields()}
    assert (shown["/data/model"], shown["/data/copy"], shown["/data/chosen"]) == ("", "", "")
    assert shown == {field.path: field.value for field in session(filtered, filling.answers()).fields()}
    filling.set("/data/src", "m6")
    assert filling.finalised_answers()["/data/model"] == "m6"
    assert filling.finalised_answers()["/data/chosen"] == "m6"
