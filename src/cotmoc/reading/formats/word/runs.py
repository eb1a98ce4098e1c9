"""The text of a paragraph as a reader sees it: insertions in, deletions out, old fonts in Unicode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cotmoc.reading.formats import legacy
from cotmoc.reading.formats.word.numbering import Numbering
from cotmoc.reading.formats.word.package import Element, value, w
from cotmoc.reading.formats.word.styles import Look, Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Deleted or moved away, properties, fields' instructions, a drawing's twin for old programs, phonetic guides.
_SKIPPED = frozenset(
    (w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("instrText"), w("delText"), w("rt"), f"{_MC}Fallback")
)
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
# Private-use signs of the Symbol font that stand in figures.
_SYMBOL_FONT = {
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B1: "±",
    0xF0B0: "°",
    0xF0B4: "×",
    0xF0BB: "≈",
    0xF0B9: "≠",
    0xF02D: "-",
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Text:
    """A paragraph's words. `boxes` are the paragraphs of text boxes anchored in it."""

    text: str
    bold: bool
    look: Look
    boxes: list[Element]


@dataclass
class _Piece:
    text: str
    look: Look


class Reader:
    """Reads paragraphs in order: numbering and footnotes count on. `encodings` are the old ones met."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.encodings: set[str] = set()
        self.notes: list[tuple[str, str]] = []  # ("footnote" | "endnote", id) in the order of reference

    def read(self, paragraph: Element) -> Text:
        """The text of a w:p with its automatic label before it."""
        look = self._styles.paragraph(paragraph)
        boxes: list[Element] = []
        pieces = _merged(self._pieces(paragraph, look, boxes))
        body = "".join(self._plain(piece) for piece in pieces)
        label = ""
        if body.strip() and look.number_id not in (None, "0"):
            label = self._numbering.label(look.number_id, look.number_level or 0)
        said = [piece for piece in pieces if piece.text.strip()]
        bold = bool(said) and all(piece.look.bold for piece in said)
        return Text(f"{label} {body}" if label else body, bold, look, boxes)

    def _pieces(self, paragraph: Element, base: Look, boxes: list[Element]) -> Iterator[_Piece]:
        """Texts with their looks, in document order, without recursion (files may nest deeply)."""
        stack: list[tuple[Element, Look]] = [(child, base) for child in reversed(paragraph)]
        while stack:
            element, look = stack.pop()
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == w("txbxContent"):
                boxes.extend(element.iter(w("p")))
                continue
            if tag == w("r"):
                look = self._styles.run(element, base)
            if text := self._own_text(element, tag):
                if not look.hidden:
                    yield _Piece(text, look)
            else:
                stack.extend((child, look) for child in reversed(element))

    def _own_text(self, element: Element, tag: str) -> str:
        if tag in (w("t"), _MATH_TEXT):
            return element.text or ""
        if tag == w("br"):
            return "" if value(element, "type") in ("page", "column") else "\n"
        if tag == w("sym"):
            return _symbol(element)
        if tag in (w("footnoteReference"), w("endnoteReference")):
            return self._note(element, "footnote" if tag == w("footnoteReference") else "endnote")
        return _SIGNS.get(tag, "")

    def _note(self, element: Element, kind: str) -> str:
        """The raised number of a note; a mark that the author typed stands in the text already."""
        self.notes.append((kind, value(element, "id") or ""))
        return "" if value(element, "customMarkFollows") in ("1", "true") else raised(len(self.notes))

    def _plain(self, piece: _Piece) -> str:
        text, look = piece.text, piece.look
        encoding = legacy.from_font(look.font)
        if encoding and not legacy.is_modern(text):
            self.encodings.add(encoding)
            text = legacy.convert(text, encoding)
            if legacy.all_capitals(look.font):
                text = text.upper()
        if look.raised:
            text = text.translate(_SUPERSCRIPTS)
        return text.upper() if look.caps else text


def raised(count: int) -> str:
    """The number of a note as it stands in a text: ¹, ², ¹²."""
    return str(count).translate(_SUPERSCRIPTS)


def _merged(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Neighbours of one look joined: VNI may split a letter and its mark over two runs."""
    done: list[_Piece] = []
    for piece in pieces:
        if done and done[-1].look == piece.look:
            done[-1].text += piece.text
        else:
            done.append(piece)
    return done


def _symbol(element: Element) -> str:
    code = value(element, "char") or ""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if point in _SYMBOL_FONT:
        return _SYMBOL_FONT[point]
    return "" if 0xF000 <= point <= 0xF0FF or not 32 <= point < 0xD800 else chr(point)
