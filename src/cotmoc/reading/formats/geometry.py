"""What stands where on a page: glyphs, visual lines, and the paragraphs that the lines were broken from.

Lengths are points (1/72 inch) or pixels, all of one page alike; y grows downwards.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cotmoc.reading.blocks import Paragraph
from cotmoc.reading.formats import legacy
from cotmoc.reading.formats.assemble import place

LABEL = re.compile(
    r"^(?:[-–—+•*·●▪■o]\s+\S|[-–—+•]\w|(?:\d{1,2}\.)+\d{0,2}\.?\s|\d{1,2}[.)/]\s?\D|\(\d{1,2}\)\s|[a-zđ]{1,2}\)\s?|[IVX]{1,5}[.)]\s"
    r"|(?:Điều|Chương|Mục|Phần|PHẦN|Phụ lục|PHỤ LỤC)\s+[\dIVX]+\b)"
)
_ENDED = re.compile(r"[.;:!?…]['\"”»)]*$|\./\.$")
_NO_VOWEL = re.compile(r"[bcdđghklmnpqrstvx]{1,2}(?![\w/])")
_SYLLABLE = 7  # letters of the longest one ("nghiêng")
_WIDE_GAP = 1.35  # times the usual step between two lines: a space between paragraphs
_INDENT = 1.2  # times the size of type


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter or word with its box. `size` is that of the type; `bold` as far as the font tells."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line, or the part of it that stands in one cell."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def first_word(self) -> float:
        """The width of the first word with the space before it, from the mean width of a letter."""
        letters = len(self.text.split(" ", 1)[0]) + 1
        return letters * (self.x1 - self.x0) / max(len(self.text), 1)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends, and the usual step from line to line."""

    left: float
    right: float
    step: float


def line_of(glyphs: Sequence[Glyph]) -> Line | None:
    """The line that these glyphs make, or None when they are only space."""
    seen = [glyph for glyph in glyphs if glyph.text.strip()]
    if not seen:
        return None
    text = re.sub(r"[ \t\xa0]+", " ", "".join(glyph.text for glyph in glyphs)).strip()
    return Line(
        text,
        min(glyph.x0 for glyph in seen),
        min(glyph.top for glyph in seen),
        max(glyph.x1 for glyph in seen),
        max(glyph.bottom for glyph in seen),
        Counter(round(glyph.size, 1) for glyph in seen).most_common(1)[0][0],
        all(glyph.bold for glyph in seen),
    )


def margins(lines: Sequence[Line]) -> Margins:
    """The margins of a page from its lines: the leftmost place where several begin, and where the long ones end."""
    starts = Counter(round(line.x0 / 3) for line in lines)
    several = min(max(2, len(lines) // 12), max(starts.values()))
    left = min(start for start, count in starts.items() if count >= several) * 3.0
    right = sorted(line.x1 for line in lines)[-1 - len(lines) // 20]
    steps = [below.top - above.top for above, below in itertools.pairwise(lines)]
    usual = sorted(step for step in steps if 0 < step < 60 * max(1.0, lines[0].size / 12))
    return Margins(left, right, usual[len(usual) // 4] if usual else lines[0].size * 1.2)


def paragraphs(lines: Sequence[Line], page: int, frame: Margins, *, narrow: bool = False) -> list[Paragraph]:
    """The lines of one page joined to paragraphs. What goes on over the page stays broken.

    `narrow`: a column of a head or foot, where each line is a paragraph unless it goes on in small letters.
    """
    if not lines:
        return []
    groups: list[list[Line]] = [[lines[0]]]
    for above, below in itertools.pairwise(lines):
        if (
            (not below.text[0].islower() or LABEL.match(below.text))
            if narrow
            else _starts(above, below, frame)
        ):
            groups.append([below])
        else:
            groups[-1].append(below)
    return [_paragraph(group, page, frame) for group in groups]


def _starts(above: Line, below: Line, frame: Margins) -> bool:
    """Whether `below` begins a new paragraph."""
    step = below.top - above.top
    if step < -frame.step or step > frame.step * _WIDE_GAP + 0.15 * below.size:
        return True
    if frame.right - above.x1 > below.first_word + 0.5 * below.size:
        return True  # its first word would have fitted above
    if above.bold != below.bold and _centred(above, frame):
        return True  # a title, then the text below it
    if above.text.isupper() != below.text.isupper() and _centred(below, frame):
        return True  # the end of a title, then who decides
    indented = below.x0 - frame.left > _INDENT * below.size and not _centred(below, frame)
    if indented and (
        below.x0 - max(above.x0, frame.left) > _INDENT * below.size or _ENDED.search(above.text)
    ):
        return True
    # A dash at the start of a line is also what is left of "kinh tế - xã hội": only after a sentence it is a label.
    moved = below.x0 - frame.left > 0.6 * below.size and not _centred(below, frame)
    return bool(LABEL.match(below.text)) and (moved or bool(_ENDED.search(above.text)))


def _paragraph(group: Sequence[Line], page: int, frame: Margins) -> Paragraph:
    return Paragraph(
        joined(group),
        place(page=page),
        bold=all(line.bold for line in group),
        centred=all(_centred(line, frame) for line in group),
    )


def joined(lines: Sequence[Line]) -> str:
    """Visual lines as one text; a word cut at the edge of a narrow cell is whole again."""
    edge = max(line.x1 for line in lines)
    text = lines[0].text
    for above, below in itertools.pairwise(lines):
        text += below.text if _cut(above, below, edge) else f" {below.text}"
    return text


def _cut(above: Line, below: Line, edge: float) -> bool:
    """Whether the edge cut a word: after a slash, what is left has no vowel, or a word longer than any syllable."""
    if re.search(r"\S/$", above.text):
        return True
    if not (above.text[-1].isalpha() or unicodedata.combining(above.text[-1])) or not below.text[0].isalpha():
        return False
    if _NO_VOWEL.match(below.text):
        return True
    if " " in above.text or len(above.text) <= _SYLLABLE or edge - above.x1 > 0.5 * above.size:
        return False
    before, after = re.split(r"[\W\d_]+", above.text)[-1], re.split(r"[\W\d_]+", below.text)[0]
    return (before + after).isupper() or not (legacy.is_syllable(before) and legacy.is_syllable(after))


def _centred(line: Line, frame: Margins) -> bool:
    """Whether both ends stand equally far, and far enough, from the margins."""
    before, after = line.x0 - frame.left, frame.right - line.x1
    return min(before, after) > 0.5 * line.size and abs(before - after) < max(line.size, 0.25 * before)
