"""The embedded fonts: Noto Sans SC in three weights, whose text can be searched and copied from the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from fieldapp.domain.errors import BadInput


class Weight(Enum):
    """A weight, by the name it has inside documents."""

    REGULAR = "NotoSansSC"
    MEDIUM = "NotoSansSC-Medium"
    SEMIBOLD = "NotoSansSC-SemiBold"


_FILES = {
    Weight.REGULAR: "NotoSansSC_400Regular.ttf",
    Weight.MEDIUM: "NotoSansSC_500Medium.ttf",
    Weight.SEMIBOLD: "NotoSansSC_600SemiBold.ttf",
}


@dataclass(frozen=True, slots=True)
class Fonts:
    """Loaded fonts; reportlab finds them by `Weight.value`. `characters` are the code points that every weight has."""

    characters: frozenset[int]

    def covers(self, character: str) -> bool:
        """Tell whether the character has a glyph in every weight."""
        return ord(character) in self.characters

    def width(self, text: str, weight: Weight, size: float) -> float:
        """Return the width of a line in points."""
        return pdfmetrics.stringWidth(text, weight.value, size)


@cache
def load_fonts(folder: Path) -> Fonts:
    """Read the fonts of `folder`: 0.2 to 0.9 s for the first call, nothing for later ones. Not on the UI thread.

    Raises BadInput("fonts.unreadable") naming the file.
    """
    shared: frozenset[int] | None = None
    for weight, file in _FILES.items():
        try:
            font = SearchableFont(weight.value, folder / file)
        except (TTFError, OSError) as fault:
            raise BadInput("fonts.unreadable", file=file) from fault
        pdfmetrics.registerFont(font)
        own = frozenset(font.characters)
        shared = own if shared is None else shared & own
    return Fonts(shared or frozenset())


class SearchableFont(TTFont):
    """A font whose text is found again. reportlab writes characters beyond U+FFFF into ToUnicode as if they had no
    more than four digits, so that a search for 𬭼 fails; PDF 1.7, 9.10.3, wants UTF-16 there.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self.characters: Sequence[int] = tuple(self.face.charToGlyph)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Write the subsets, then their ToUnicode tables once more."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX
            stream = doc.idToObject["toUnicodeCMap:" + name.decode("ascii")]
            assert isinstance(stream, pdfdoc.PDFStream)
            stream.content = to_unicode(subset)


def to_unicode(subset: Sequence[int]) -> str:
    """Return the CMap that turns the codes of a subset into text, in blocks of at most 100 lines as the norm asks."""
    texts = [chr(character).encode("utf-16-be").hex().upper() for character in subset]
    lines = [f"<{code:02X}> <{text}>" for code, text in enumerate(texts)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    mapping = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{mapping}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
