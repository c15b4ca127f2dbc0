"""The texts of a form in its languages (`<itext>`), and the languages themselves."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.nodes import Node


@dataclass(frozen=True, slots=True)
class Translations:
    """Texts by language (as the form writes it, "中文 (zh)") and id; each text is its `<value>` elements."""

    default: str
    texts: dict[str, dict[str, list[Node]]]

    @property
    def languages(self) -> tuple[str, ...]:
        """Names of the languages in the order of the form."""
        return tuple(self.texts)

    def resolve(self, language: str) -> str:
        """The form's own name for a language, given that name or its code ("zh" finds "中文 (zh)").

        A language that the form does not have gives its default.
        """
        for name in self.texts:
            if language == name or language == language_code(name):
                return name
        return self.default

    def values(self, text_id: str, language: str) -> list[Node]:
        """The `<value>` elements of a text, from the default language where the other lacks it.

        Error: `forms.xpath.itext` for a text that no language has.
        """
        for name in (language, self.default):
            found = self.texts.get(name, {}).get(text_id)
            if found is not None:
                return found
        raise XPathError("forms.xpath.itext", text=text_id)


def language_code(name: str) -> str:
    """The code at the end of a language's name: "中文 (zh)" gives "zh", a bare name itself."""
    opened = name.rfind("(")
    return name[opened + 1 : -1] if opened >= 0 and name.endswith(")") else name


def read_translations(model: Node) -> Translations:
    """The translations of a `<model>`; without `default` the first language is it."""
    texts: dict[str, dict[str, list[Node]]] = {}
    default = ""
    for itext in (child for child in model.elements() if child.name == "itext"):
        for translation in itext.elements():
            language = translation.attribute("lang") or ""
            if not texts or translation.attribute("default") is not None:
                default = language
            texts[language] = {
                text.attribute("id") or "": [value for value in text.elements() if value.name == "value"]
                for text in translation.elements()
            }
    return Translations(default, texts)
