"""Types of questions by the words that Excel, Chinese and other form programs have for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.forms.lint.findings import meant
from fieldapp.forms.xlsform import known_types

_WORDS: Mapping[str, tuple[str, ...]] = {
    "integer": ("整数", "数字", "数量", "number", "whole number"),
    "decimal": ("小数", "数值", "浮点数", "float", "double"),
    "text": ("文字", "文本", "填空", "字符串", "input", "string", "textarea"),
    "select_one": ("单选", "单选题", "下拉", "选择", "radio", "dropdown", "choice", "list"),
    "select_multiple": ("多选", "多选题", "复选", "checkbox", "checkboxes", "multiple choice"),
    "acknowledge": ("确认", "勾选", "打勾", "tick", "confirm"),
    "date": ("日期",),
    "time": ("时间",),
    "dateTime": ("日期时间", "date and time"),
    "image": ("照片", "图片", "拍照", "picture"),
    "note": ("说明", "备注", "提示", "remark"),
    "calculate": ("计算", "公式", "formula"),
    "barcode": ("条码", "二维码", "扫码"),
    "geopoint": ("位置", "定位", "坐标"),
    "audio": ("录音", "音频"),
    "video": ("视频", "录像"),
    "file": ("文件", "附件"),
    "begin group": ("组", "分组", "开始组", "group", "section"),
    "end group": ("结束组",),
    "begin repeat": ("重复", "重复组", "开始重复", "repeat"),
    "end repeat": ("结束重复",),
}
_TYPE_OF_WORD = MappingProxyType({word: type_ for type_, words in _WORDS.items() for word in words})


def meant_type(text: str) -> str:
    """The type that an unknown one was meant as, with what stands behind it (`单选 place`); "" for none."""
    known = _like(text)
    if known:
        return known
    first, _, rest = text.partition(" ")
    known = _like(first)
    return f"{known} {rest}" if known else ""


def _like(word: str) -> str:
    return _TYPE_OF_WORD.get(word.lower()) or meant(word, known_types())
