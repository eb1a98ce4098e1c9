"""The letters of a PDF page with their boxes, as pdfium sees them, gathered in visual lines."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from cotmoc.reading.formats.geometry import Glyph

_SUPERSCRIPTS = dict(zip("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*", strict=True))
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_RAISED = 0.82  # of the size of its neighbours: smaller digits are marks of notes
_GAP = 1.8  # times the size: a wider gap separates columns, not words


def visual_lines(page: pdfium.PdfPage) -> list[tuple[Glyph, ...]]:
    """The lines of a page in the order in which the file draws them."""
    textpage = page.get_textpage()
    try:
        lines = _joined([line for line in _raw_lines(page, textpage) if any(g.text.strip() for g in line)])
    finally:
        textpage.close()
    return [tuple(_with_notes(line)) for line in lines]


def _raw_lines(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Iterator[list[Glyph]]:
    place = _Placer(page)
    line: list[Glyph] = []
    bold = False
    for index in range(textpage.count_chars()):
        text = _letter(textpage, index)
        if text in "\r\n":
            if text == "\n" and line:
                yield line
                line = []
            continue
        if not line or line[-1].text == " ":
            bold = _is_bold(textpage, index)
        size = float(pdfium_c.FPDFText_GetFontSize(textpage, index))
        glyph = Glyph(text, *place.box(textpage, index), size, bold)
        if line and text != " " and _falls(line, glyph):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _falls(line: list[Glyph], glyph: Glyph) -> bool:
    """Whether a letter stands below the line and left of its end: pdfium took a wrapped word for one line."""
    last = next((other for other in reversed(line) if other.text != " "), None)
    return last is not None and glyph.top > last.bottom and glyph.x0 < last.x0


def _letter(textpage: pdfium.PdfTextPage, index: int) -> str:
    """A letter; a hyphen at a line's end comes as U+0002, halves of pairs and holes in fonts as U+FFFD."""
    point = pdfium_c.FPDFText_GetUnicode(textpage, index)
    if point == 2:
        return "-"
    if point in (9, 0xA0):
        return " "
    return "\ufffd" if point == 0 or 0xD800 <= point < 0xE000 or point > 0x10FFFF else chr(point)


def _is_bold(textpage: pdfium.PdfTextPage, index: int) -> bool:
    if pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 128, ctypes.byref(flags))
    return bool(_BOLD_NAME.search(name.value))


class _Placer:
    """Boxes of letters as seen: y downwards from the top left corner, the page turned as its file says."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._width, self._height = page.get_size()
        self._turn = page.get_rotation()
        self._left, self._bottom, _, _ = page.get_cropbox()
        self._sides = [ctypes.c_double() for _ in range(4)]

    def box(self, textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        pdfium_c.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, self._sides))
        left, right, bottom, top = (side.value for side in self._sides)
        (xa, ya), (xb, yb) = self._seen(left, bottom), self._seen(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        if self._turn == 90:
            return y, x
        if self._turn == 180:
            return self._width - x, y
        if self._turn == 270:
            return self._width - y, self._height - x
        return x, self._height - y


def _joined(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Pieces that pdfium cut from one visual line (a raised mark, a change of font), together again."""
    done: list[list[Glyph]] = []
    for line in lines:
        if done and _goes_on(done[-1], line):
            done[-1].extend(line)
        else:
            done.append(line)
    return done


def _goes_on(above: list[Glyph], line: list[Glyph]) -> bool:
    last = next(glyph for glyph in reversed(above) if glyph.text.strip())
    first = next(glyph for glyph in line if glyph.text.strip())
    overlap = min(last.bottom, first.bottom) - max(last.top, first.top)
    gap = first.x0 - last.x1
    return overlap > 0 and -0.3 * last.size < gap < _GAP * max(last.size, 1)


def _with_notes(line: list[Glyph]) -> Iterator[Glyph]:
    """Small raised digits as superscripts."""
    sizes = sorted(glyph.size for glyph in line if glyph.text.strip())
    usual = sizes[len(sizes) // 2]
    base = sorted(glyph.bottom for glyph in line if glyph.text.strip())[len(sizes) // 2]
    for glyph in line:
        small = glyph.text in _SUPERSCRIPTS and glyph.size < _RAISED * usual
        if small and glyph.bottom < base - 0.1 * usual:
            yield Glyph(
                _SUPERSCRIPTS[glyph.text], glyph.x0, glyph.top, glyph.x1, glyph.bottom, usual, glyph.bold
            )
        else:
            yield glyph
