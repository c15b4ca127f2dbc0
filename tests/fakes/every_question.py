"""A workbook with every kind of question and appearance that a tablet asks, in Chinese and English, and its XForm."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl  # type: ignore[import-untyped]

from fieldapp.domain.ids import FormId
from fieldapp.forms.compile import compile_xlsform
from fieldapp.forms.model import FormDefinition, load_form

ZH, EN = "label::中文 (zh)", "label::English (en)"
HINT_ZH, HINT_EN = "hint::中文 (zh)", "hint::English (en)"
FORM = FormId("work")


def row(kind: str, name: str = "", zh: str = "", en: str = "", **cells: str) -> dict[str, str]:
    """A row of the survey; `hint` in both languages as "中文|English"."""
    hint_zh, _, hint_en = cells.pop("hint", "").partition("|")
    own = {heading.replace("fa_", "bind::fa:"): text for heading, text in cells.items()}
    return {"type": kind, "name": name, ZH: zh, EN: en, HINT_ZH: hint_zh, HINT_EN: hint_en, **own}


def choice(list_name: str, name: str, zh: str, en: str) -> dict[str, str]:
    return {"list_name": list_name, "name": name, ZH: zh, EN: en}


SURVEY = (
    row("acknowledge", "power_off", "断电挂牌", "Switched off and tagged", hint="验电后再动手|Test for voltage first"),
    row("select_one verdict", "door", "门封", "Door gasket", appearance="columns-pack"),
    row("select_one mood", "effort", "费力程度", "Effort", appearance="likert"),
    row("select_one place", "place", "位置", "Place", appearance="columns-3"),
    row(
        "select_one part",
        "part",
        "备件",
        "Part",
        appearance="minimal autocomplete",
        hint="拼音也行|Any part of the name",
    ),
    row("select_multiple verdict", "seen", "看到了什么", "What was seen"),
    row("select_multiple part", "brought", "带了什么", "What was brought", appearance="columns-pack"),
    row("select_multiple part", "returned", "退回什么", "What goes back", appearance="minimal"),
    row("integer", "cycles", "启停次数", "Starts", appearance="counter", required="yes"),
    row("integer", "hours", "运行小时", "Hours run", appearance="thousands-sep", fa_unit="h"),
    row("decimal", "pressure", "排气压力", "Discharge pressure", fa_unit="MPa", fa_low="1.2", fa_high="1.8"),
    row("text", "remark", "备注", "Remark", appearance="multiline", fa_phrases="盖板内有积冰|线束完好"),
    row("text", "meter", "表号", "Meter number"),
    row("date", "made_on", "出厂日期", "Made on"),
    row("date", "warranty", "保修到", "Warranty until", appearance="month-year"),
    row("time", "seen_at", "发现时间", "Seen at"),
    row("dateTime", "next_at", "下次上门", "Next visit"),
    row("range", "fill", "冷媒液位", "Refrigerant level", parameters="start=0 end=100 step=5", fa_unit="%"),
    row("range", "clean", "整洁程度", "Tidiness", parameters="start=1 end=5 step=1", appearance="rating"),
    row("barcode", "label", "铭牌条码", "Code on the plate"),
    row("image", "photo", "铭牌照片", "Photo of the plate", appearance="annotate", parameters="max-pixels=1200"),
    row(
        "image", "keeper", "看护人签名", "Signature of the keeper", appearance="signature", parameters="max-pixels=1200"
    ),
    row("rank part", "order", "更换顺序", "Order of replacement"),
    row("note", "advice", "先断水，再拆泵。", "Close the water before the pump comes off."),
    row("begin group", "air", "风侧", "Air side", appearance="field-list"),
    row("decimal", "air_in", "进风", "Air in", fa_unit="℃"),
    row("decimal", "air_out", "出风", "Air out", fa_unit="℃"),
    row("end group"),
    row("begin group", "bag", "自检", "Check of tools", appearance="table-list"),
    row("select_one verdict", "gauge", "压力表", "Gauge"),
    row("select_one verdict", "pump", "真空泵", "Vacuum pump"),
    row("end group"),
    row("begin repeat", "spare", "用掉的料", "Material used"),
    row("text", "what", "名称", "Name", required="yes"),
    row("integer", "amount", "数量", "Quantity", appearance="counter"),
    row("end repeat"),
    row("integer", "rooms", "房间数", "Rooms", appearance="counter"),
    row("begin repeat", "room", "房间", "Room", repeat_count="${rooms}"),
    row("decimal", "room_t", "室温", "Room temperature", fa_unit="℃"),
    row("end repeat"),
)
CHOICES = (
    choice("verdict", "ok", "合格", "Good"),
    choice("verdict", "bad", "不合格", "Bad"),
    choice("verdict", "na", "不适用", "Not here"),
    choice("mood", "1", "很轻松", "Very easy"),
    choice("mood", "2", "轻松", "Easy"),
    choice("mood", "3", "一般", "So-so"),
    choice("mood", "4", "费力", "Hard"),
    choice("mood", "5", "很费力", "Very hard"),
    *(choice("place", f"p{n}", f"{n} 号柜", f"Cabinet {n}") for n in range(1, 7)),
    choice("part", "sensor", "温度传感器", "Temperature sensor"),
    choice("part", "compressor", "压缩机", "Compressor"),
    choice("part", "fan", "蒸发风机", "Evaporator fan"),
    choice("part", "gasket", "门封条", "Door gasket"),
    choice("part", "board", "主控板", "Main board"),
    choice("part", "heavy", "重锤", "Weight"),
)
SETTINGS = {
    "form_id": FORM,
    "version": "2026120100",
    "default_language": "中文 (zh)",
    "namespaces": 'fa="http://fieldapp/forms"',
}


def write_workbook(path: Path, survey: tuple[Mapping[str, str], ...] = SURVEY) -> Path:
    """Write the workbook as an author saves it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (("survey", survey), ("choices", CHOICES), ("settings", (SETTINGS,))):
        sheet = book.create_sheet(title)
        headings = list(dict.fromkeys(heading for one in rows for heading in one))
        sheet.append(headings)
        for one in rows:
            sheet.append([one.get(heading) or None for heading in headings])
    book.save(path)
    return path


@cache
def every_question() -> bytes:
    """The XForm, compiled once."""
    with TemporaryDirectory() as folder:
        return compile_xlsform(write_workbook(Path(folder) / "work.xlsx")).xform


@cache
def every_question_form() -> FormDefinition:
    """The form, loaded once."""
    return load_form(every_question())
