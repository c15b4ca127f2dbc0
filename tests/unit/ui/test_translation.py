from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import NotFound
from fieldapp.ui.translation import Translation, collect, compile_words

ROOT = Path(__file__).parents[3]
WORDS = ROOT / "resources" / "i18n" / "fieldapp_zh.ts"
PLURALS = WORDS.with_name("fieldapp_en.ts")
BOTH = pytest.mark.parametrize("file", [WORDS, PLURALS], ids=["zh", "en"])


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    translation = Translation(WORDS.parent)
    yield translation
    translation.speak("en")


def _messages(path: Path) -> dict[tuple[str, str], str]:
    """Return the translation of each (context, source)."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): "".join(_one(message).itertext())
        for context in ElementTree.parse(path).iter("context")
        for message in context.iter("message")
    }


def _one(message: ElementTree.Element) -> ElementTree.Element:
    """Return the translation; of several plurals the first."""
    translation = message.find("translation")
    assert translation is not None
    plural = translation.find("numerusform")
    return translation if plural is None else plural


@BOTH
def test_every_word_in_qml_is_in_the_file_and_none_that_is_gone(tmp_path: Path, file: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    shutil.copy(file, fresh)
    collect(ROOT / "fieldapp" / "ui" / "qml", fresh, plurals_only=file == PLURALS)
    assert set(_messages(fresh)) == set(_messages(file))


@BOTH
def test_every_word_has_its_translation(file: Path) -> None:
    assert [source for source, words in _messages(file).items() if not words.strip()] == []


def test_every_translation_keeps_the_places_for_values() -> None:
    places = re.compile(r"%\d")
    messages = _messages(WORDS)
    assert [
        key for key, words in messages.items() if sorted(places.findall(key[1])) != sorted(places.findall(words))
    ] == []


@BOTH
def test_the_compiled_words_are_those_of_the_file(tmp_path: Path, file: Path) -> None:
    compile_words(file, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == file.with_suffix(".qm").read_bytes()


def test_english_counts_without_brackets(translation: Translation) -> None:
    translation.speak("en")
    said = [QCoreApplication.translate("SyncPage", "%n thing(s) to look at", "", count) for count in (1, 3)]
    assert said == ["1 thing to look at", "3 things to look at"]


def test_the_language_changes_while_the_application_runs(translation: Translation) -> None:
    heard = []
    for language in ("zh", "en", "zh"):
        translation.speak(language)
        heard.append(QCoreApplication.translate("SeverityBadge", "Urgent"))
    assert heard == ["紧急", "Urgent", "紧急"]


def test_words_that_are_missing_are_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"app\.words-missing"):
        Translation(tmp_path).speak("zh")
