"""Labels, hints and messages: fixed text, text with answers inside (`<output>`), text by id in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fieldapp.forms.xpath.compiler import Expression
from fieldapp.forms.xpath.context import Context
from fieldapp.forms.xpath.syntax import Path

Wording: TypeAlias = tuple[str | Expression, ...]
"""One text: pieces that are fixed and pieces that an expression fills."""

MEDIA_FORMS = ("image", "big-image", "audio", "video")
OTHER_FORMS = ("short", "guidance", *MEDIA_FORMS)
"""What a text may be besides itself (`<value form="…">`)."""
ANY_FORM = ""
"""Stands among the texts for each text that has any other form, as most have none and all are asked."""


def form_key(text_id: str, form: str) -> str:
    """Under what a form of a text stands among the texts of a language."""
    return f"{text_id};{form}"


def media_among(forms: Mapping[str, str]) -> dict[str, str]:
    """Of the forms of a text those that are files."""
    return {form: forms[form] for form in MEDIA_FORMS if form in forms}


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text comes from: written in place, by the id that an expression gives, or an expression's value."""

    wording: Wording = ()
    text_id: Expression | None = None
    value: Expression | None = None

    def text(self, context: Context, texts: Mapping[str, Wording], gap: str = "") -> str:
        """The text in the language of `texts`: "" for one that is only a picture, the id for one that is not there.

        `gap` stands where a question or calculation that is named inside it has no value yet.
        """
        if self.text_id is not None:
            name = self.text_id.string(context)
            if name in texts:
                return spoken(texts[name], context, gap)
            return "" if form_key(name, ANY_FORM) in texts else name
        if self.value is not None:
            return self.value.string(context)
        return spoken(self.wording, context, gap)

    def forms(self, context: Context, texts: Mapping[str, Wording]) -> dict[str, str]:
        """The other forms that the text has in the language of `texts`; only a text with an id has any."""
        if self.text_id is None:
            return {}
        name = self.text_id.string(context)
        if form_key(name, ANY_FORM) not in texts:
            return {}
        keys = {form: form_key(name, form) for form in OTHER_FORMS}
        return {form: spoken(texts[key], context) for form, key in keys.items() if key in texts}

    def media(self, context: Context, texts: Mapping[str, Wording]) -> dict[str, str]:
        """The files that the text brings along, by what they are."""
        return media_among(self.forms(context, texts))


def spoken(wording: Wording, context: Context, gap: str = "") -> str:
    """The pieces of a wording as one text, with the line breaks and runs of spaces of markup evened out."""
    text = "".join(piece if isinstance(piece, str) else _filled(piece, context, gap) for piece in wording)
    return text.strip()


def _filled(piece: Expression, context: Context, gap: str) -> str:
    """What an expression gives; one that works a text out (`if(…, '…', '')`) may well mean to say nothing."""
    return piece.string(context) or (gap if isinstance(piece.syntax, Path) else "")
