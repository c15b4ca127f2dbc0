"""Texts of a form in the language in use: plain, with answers inside, short, with guidance, with files."""

from __future__ import annotations

from fieldapp.forms.questions import Aspect, Choice
from tests.unit.forms.xforms import form, session

TEXTS = """
<translation lang="中文 (zh)" default="true()">
  <text id="/data/board:label"><value>主板编号</value><value form="short">主板</value>
    <value form="image">jr://images/board-zh.jpg</value><value form="big-image">jr://images/board-large.jpg</value></text>
  <text id="/data/board:hint"><value>看标签</value>
    <value form="guidance">型号 <output value="/data/model"/> 的标签在背面</value></text>
  <text id="/data/noise:label"><value form="audio">jr://audio/fan.mp3</value></text>
  <text id="ok"><value>正常</value><value form="image">jr://images/ok.png</value></text>
  <text id="/data/row/reading:label">
    <value>第 <output value="position(..)"/> 处：<output value="../spot"/></value></text>
</translation>
<translation lang="English (en)">
  <text id="/data/board:label"><value>Board number</value><value form="image">jr://images/board-en.jpg</value></text>
  <text id="/data/board:hint"><value>See the label</value></text>
  <text id="ok"><value>Fine</value></text>
</translation>
"""
BODY = """
<input ref="/data/model"/>
<input ref="/data/board"><label ref="jr:itext('/data/board:label')"/>
  <hint ref="jr:itext('/data/board:hint')"/></input>
<select1 ref="/data/noise"><label ref="jr:itext('/data/noise:label')"/>
  <item><label ref="jr:itext('ok')"/><value>ok</value></item></select1>
<select1 ref="/data/listed"><label>列表</label>
  <itemset nodeset="instance('states')/root/item">
    <value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<group ref="/data/row"><repeat nodeset="/data/row"><input ref="/data/row/spot"/>
  <input ref="/data/row/reading"><label ref="jr:itext('/data/row/reading:label')"/></input></repeat></group>
"""
FORM = form(
    "<model>CF-680</model><board/><noise/><listed/><row><spot>前</spot><reading/></row><row><spot>后</spot><reading/></row>",
    '<bind nodeset="/data/board" type="binary" orx:max-pixels="800" xmlns:orx="http://openrosa.org/xforms"/>',
    BODY,
    model="<instance id='states'><root><item><itextId>ok</itextId><name>ok</name></item></root></instance>",
    texts=TEXTS,
)


def test_a_label_brings_its_files_short_form_and_guidance() -> None:
    board = session(FORM).questions()[1]
    assert (board.label, board.short, board.hint) == ("主板编号", "主板", "看标签")
    assert board.guidance == "型号 CF-680 的标签在背面"
    assert board.media == {"image": "jr://images/board-zh.jpg", "big-image": "jr://images/board-large.jpg"}


def test_another_language_has_its_own_files_and_borrows_what_it_lacks() -> None:
    board = session(FORM, language="en").questions()[1]
    assert (board.label, board.hint) == ("Board number", "See the label")
    assert board.media == {"image": "jr://images/board-en.jpg", "big-image": "jr://images/board-large.jpg"}
    assert board.guidance == "型号 CF-680 的标签在背面"


def test_a_label_that_is_only_a_sound_says_nothing() -> None:
    noise = session(FORM).questions()[2]
    assert (noise.label, noise.media) == ("", {"audio": "jr://audio/fan.mp3"})


def test_choices_bring_their_files_from_the_body_and_from_a_list() -> None:
    noise, listed = session(FORM).questions()[2:4]
    assert noise.choices == (Choice("ok", "正常", media={"image": "jr://images/ok.png"}),)
    assert listed.choices[0].media == {"image": "jr://images/ok.png"}


def test_a_text_inside_a_repeat_speaks_of_its_own_row() -> None:
    labels = [question.label for question in session(FORM).questions() if question.path.endswith("reading")]
    assert labels == ["第 1 处：前", "第 2 处：后"]


def test_a_change_of_what_guidance_reads_is_told() -> None:
    changed = session(FORM).set("/data/model", "AH-12")
    assert Aspect.LABEL in changed.changes["/data/board"]


def test_the_size_of_a_picture_stands_among_the_attributes() -> None:
    assert session(FORM).questions()[1].attributes == {"max-pixels": "800"}


def test_a_note_says_that_a_calculation_has_no_result_yet_and_an_optional_part_says_nothing() -> None:
    shown = session(
        form(
            "<a/><mean/><note/>",
            '<bind nodeset="/data/mean" calculate="/data/a * 2"/><bind nodeset="/data/note" readonly="true()"/>',
            """<input ref="/data/a"><label>量 <output value="/data/mean"/></label></input>
            <input ref="/data/note"><label>平均 <output value="/data/mean"/> ℃<output
              value="if(/data/a != '', '！', '')"/></label></input>""",
        )
    )
    assert [question.label for question in shown.questions()] == ["量", "平均 – ℃"]
    shown.set("/data/a", "4")
    assert [question.label for question in shown.questions()] == ["量 8", "平均 8 ℃！"]
