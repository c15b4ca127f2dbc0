"""Labels, hints and messages: fixed text, text with answers inside (`<output>`), text by id in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fieldapp.forms.xpath.compiler import Expression
from fieldapp.forms.xpath.context import Context

Wording: TypeAlias = tuple[str | Expression, ...]
"""One text: pieces that are fixed and pieces that an expression fills."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text comes from: written in place, by the id that an expression gives, or an expression's value."""

    wording: Wording = ()
    text_id: Expression | None = None
    value: Expression | None = None

    def text(self, context: Context, texts: Mapping[str, Wording]) -> str:
        """The text in the language of `texts`; a text id that it lacks shows as itself."""
        if self.text_id is not None:
            name = self.text_id.string(context)
            return spoken(texts.get(name, (name,)), context)
        if self.value is not None:
            return self.value.string(context)
        return spoken(self.wording, context)


def spoken(wording: Wording, context: Context) -> str:
    """The pieces of a wording as one text, with the line breaks and runs of spaces of markup evened out."""
    text = "".join(piece if isinstance(piece, str) else piece.string(context) for piece in wording)
    return text.strip()
