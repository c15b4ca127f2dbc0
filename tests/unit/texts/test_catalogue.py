from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput, FieldappError, GateClosed
from fieldapp.texts.catalogue import Catalogue, ErrorWords
from tests.factories import RESOURCES

ZH = """
[errors]
"part.unknown" = { what = "没有标签“{label}”", safe = "没有改动", do = "手工输入" }
"gate.closed" = { what = "{words}", safe = "已保存", do = "先补上" }
[labels]
"ui.today" = "今天"
[labels.ui.sync]
waiting = "{count} 项待上传"
[documents]
"report.title" = "服务报告"
"""
EN = """
[errors]
"part.unknown" = { what = "No label “{label}”", safe = "Nothing changed", do = "Type it in" }
"gate.closed" = { what = "{words}", safe = "Saved", do = "Do this first" }
[labels]
"ui.today" = "Today"
"ui.sync.waiting" = "{count} to send"
[documents]
"report.title" = "Service report"
"""


def written(folder: Path, zh: str = ZH, en: str = EN) -> Path:
    (folder / "zh.toml").write_text(zh, encoding="utf-8")
    (folder / "en.toml").write_text(en, encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.load(written(tmp_path))


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return Catalogue.load(RESOURCES / "i18n")


def test_a_code_speaks_the_language_asked_with_its_fields(catalogue: Catalogue) -> None:
    assert catalogue.text("ui.sync.waiting", "zh", count=3) == "3 项待上传"
    assert catalogue.text("ui.sync.waiting", "en", count=3) == "3 to send"


def test_dotted_keys_and_nested_tables_say_the_same(catalogue: Catalogue) -> None:
    assert catalogue.texts["zh"].keys() == catalogue.texts["en"].keys()


def test_an_unknown_code_is_shown_as_it_is(catalogue: Catalogue) -> None:
    assert catalogue.text("ui.never.written", "zh") == "ui.never.written"
    assert catalogue.error("part.lost", "en", label="x") == ErrorWords("part.lost")
    assert not catalogue.knows("ui.never.written")
    assert catalogue.knows("ui.today")


def test_a_place_without_its_field_is_shown_as_it_is(catalogue: Catalogue) -> None:
    assert catalogue.text("ui.sync.waiting", "en") == "{count} to send"


def test_a_part_of_a_text_is_left_out_where_its_field_is_empty(tmp_path: Path) -> None:
    words = Catalogue.load(written(tmp_path, ZH.replace("没有标签“{label}”", "没有标签“{label}”[[（相近：{like}）]]")))
    assert words.error("part.unknown", "zh", label="P1", like="P2").what == "没有标签“P1”（相近：P2）"
    assert words.error("part.unknown", "zh", label="P1", like="").what == "没有标签“P1”"


def test_braces_in_a_field_are_not_filled_again(catalogue: Catalogue) -> None:
    assert catalogue.error("part.unknown", "en", label="{label} {0} {") == ErrorWords(
        "No label “{label} {0} {”", "Nothing changed", "Type it in"
    )


def test_an_unknown_language_speaks_chinese(catalogue: Catalogue) -> None:
    assert catalogue.text("ui.today", "fr") == "今天"
    assert catalogue.error("part.unknown", "fr", label="x").do == "手工输入"


@pytest.mark.req("USE-5")
def test_an_error_on_a_terminal_says_what_happened_what_is_safe_and_what_to_do(catalogue: Catalogue) -> None:
    error = BadInput("part.unknown", label="69012")
    assert catalogue.error_lines(error, "zh").splitlines() == [
        "没有标签“69012”",
        "没有改动",
        "手工输入",
        "[part.unknown]",
    ]


def test_a_closed_gate_speaks_its_own_words_in_the_language_asked(catalogue: Catalogue) -> None:
    error = GateClosed("gate.closed", gate="floor-mat", zh="还差垫布", en="No floor mat")
    assert catalogue.error_lines(error, "zh").startswith("还差垫布\n")
    assert catalogue.error_lines(error, "en").startswith("No floor mat\n")


def test_an_error_without_words_is_told_by_its_code_alone(catalogue: Catalogue) -> None:
    assert catalogue.error_lines(FieldappError("part.lost"), "zh") == "part.lost"


@given(st.text(min_size=1), st.text(), st.dictionaries(st.text(), st.text() | st.integers(), max_size=3))
def test_telling_of_an_error_never_raises(code: str, language: str, fields: dict[str, str | int]) -> None:
    words = {"gate.closed": ErrorWords("{words} {x", "{", "}")}
    catalogue = Catalogue({"zh": {"a": "{a}"}}, {"zh": words})
    for name in (code, "gate.closed"):
        error = FieldappError(name)
        error.fields.update(fields)
        assert catalogue.error_lines(error, language)


@pytest.mark.parametrize(
    ("zh", "place"),
    [
        ("[errors", "Expected"),
        ('[errors]\n"part.unknown" = { what = "甲", safe = "乙" }', "errors.part.unknown"),
        ('[errors]\n"part.unknown" = "甲"', "errors.part.unknown"),
        ('[labels]\n"ui.today" = 3', "ui.today"),
        ('[lables]\n"ui.today" = "今天"', "lables"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_place(tmp_path: Path, zh: str, place: str) -> None:
    with pytest.raises(BadInput) as refused:
        Catalogue.load(written(tmp_path, zh=zh))
    assert refused.value.code == "texts.malformed"
    assert refused.value.fields["file"] == "zh.toml"
    assert place in str(refused.value.fields["place"])


def test_a_code_that_stands_in_two_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"texts\.twice"):
        Catalogue.load(written(tmp_path, en=EN + '"ui.today" = "Today"\n'))


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"texts\.malformed"):
        Catalogue.load(tmp_path)


def test_the_shipped_words_have_the_same_codes_in_both_languages(shipped: Catalogue) -> None:
    assert shipped.texts["zh"].keys() == shipped.texts["en"].keys()
    assert shipped.errors["zh"].keys() == shipped.errors["en"].keys()


@pytest.mark.req("USE-5")
def test_every_shipped_error_says_what_happened_what_is_safe_and_what_to_do(shipped: Catalogue) -> None:
    for language in ("zh", "en"):
        for code, told in shipped.errors[language].items():
            assert all(part.strip() for part in (told.what, told.safe, told.do)), (language, code)
            assert not any(part.endswith(("。", ".")) for part in (told.what, told.safe, told.do)), (language, code)
