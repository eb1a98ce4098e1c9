"""What a workbook's package says about its cells before they are read: how far they reach, which show per cent."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cotmoc.reading.formats.archive import Archive

if TYPE_CHECKING:
    from lxml import etree

# Built-in formats of a share; ISO/IEC 29500-1, 18.8.30.
_SHARES = {"9", "10"}
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["']([0-9]{1,6})["']""")
# Running heads and feet, and the codes in them: a part of the page, a face, a size, the number of the page.
_HEAD_FOOT = re.compile(rb"<(?:\w+:)?headerFooter\b.*?</(?:\w+:)?headerFooter>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_CODES = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|[A-Za-z])|\n| {2,}')
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.')


@dataclass(frozen=True)
class Cells:
    """The last row and column (from 1) that a sheet names, and the (row, column) of cells shown in per cent."""

    rows: int = 0
    columns: int = 0
    per_cent: frozenset[tuple[int, int]] = frozenset()


class SheetParts:
    """The parts of an .xlsx package. Reading them inflates them under the ceiling of the archive."""

    def __init__(self, archive: Archive) -> None:
        names = archive.names()
        self.has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        self.is_workbook = "xl/workbook.xml" in names
        self._parts = {name: archive.read(name) or b"" for name in sorted(names)}
        self._shares = _share_styles(self._tree("xl/styles.xml"))
        self._read: dict[str, Cells] = {}

    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, in their order."""
        return tuple(self._paths())

    def edges(self) -> Iterator[str]:
        """What stands outside of the cells: names of sheets, lines of running heads and feet, words in drawings."""
        yield from self.sheets()
        for path, part in self._parts.items():
            if found := _HEAD_FOOT.search(part):
                words = html.unescape(_TAGS.sub(" ", found[0].decode("utf-8", "replace")))
                yield from _CODES.split(words)
            if path.startswith("xl/drawings/") and (drawing := self._tree(path)) is not None:
                yield from ("".join(map(str, line.itertext())) for line in drawing.iter(_DRAWN))

    def cells(self, name: str) -> Cells:
        """The cells of the sheet of that name."""
        return self._of_part(self._paths().get(name, ""))

    def all_cells(self) -> Iterator[Cells]:
        """The cells of every part that has any, whether or not a sheet leads to it."""
        return (self._of_part(path) for path in self._parts)

    def _of_part(self, path: str) -> Cells:
        if path not in self._read:
            self._read[path] = _cells(self._parts.get(path, b""), self._shares)
        return self._read[path]

    def _paths(self) -> dict[str, str]:
        book, links = self._tree("xl/workbook.xml"), self._tree("xl/_rels/workbook.xml.rels")
        if book is None or links is None:
            return {}
        targets = {link.get("Id"): link.get("Target") or "" for link in links}
        found = {}
        for sheet in book.iter("{*}sheet"):
            key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
            found[str(sheet.get("name"))] = posixpath.normpath(
                posixpath.join("/xl", str(targets.get(str(key), "")))
            ).lstrip("/")
        return found

    def _tree(self, path: str) -> etree._Element | None:
        from lxml import etree  # heavy: only where a workbook is read

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self._parts[path], parser)
        except (KeyError, etree.XMLSyntaxError, ValueError):
            return None  # the reader of the cells says what is wrong with the file


def _share_styles(styles: etree._Element | None) -> frozenset[int]:
    """The numbers of the cell styles whose format is a share."""
    if styles is None:
        return frozenset()
    shares = _SHARES | {
        str(form.get("numFmtId"))
        for form in styles.iter("{*}numFmt")
        if "%" in _LITERAL.sub("", form.get("formatCode") or "")
    }
    looks = styles.findall("{*}cellXfs/{*}xf")
    return frozenset(place for place, look in enumerate(looks) if look.get("numFmtId") in shares)


def _cells(part: bytes, shares: frozenset[int]) -> Cells:
    """Rows and cells in their order; one that does not say where it stands follows the one before."""
    row = column = rows = columns = 0
    per_cent = set()
    for tag in _TAG.finditer(part):
        place = _PLACE.search(tag[2])
        if tag[1] == b"row":
            row, column = (int(place[2]) if place else row + 1), 0
            continue
        column = _column(place[1]) if place and place[1] else column + 1
        row = int(place[2]) if place else row
        rows, columns = max(rows, row), max(columns, column)
        style = _STYLE.search(tag[2]) if shares else None
        if style is not None and int(style[1]) in shares:
            per_cent.add((row, column))
    return Cells(rows, columns, frozenset(per_cent))


def _column(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
