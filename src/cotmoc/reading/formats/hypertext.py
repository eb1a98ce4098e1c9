"""Pieces of HTML inside plain text and Markdown, as converters leave them: tables, entities, raised numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

Numbered = tuple[int, str]

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*(\d{1,2})\s*</sup>", re.IGNORECASE)
_STRONG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:i|u|em|span|font|center|div|p|small|sup|sub)(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDEST = 100  # columns a cell may span


def plain_lines(lines: Iterable[Numbered]) -> Iterator[Numbered]:
    """`lines` (1-based number, text) without HTML; a row of an HTML table is a pipe row with the line it began on."""
    table: _TableReader | None = None
    for number, line in lines:
        while line or table is None:
            if table is None:
                start = _TABLE.search(line)
                before = line[: start.start()] if start else line
                if before.strip() or not start:
                    yield number, _inline(before)
                if not start:
                    break
                table, line = _TableReader(), line[start.start() :]
            end = _TABLE_END.search(line)
            table.read(line[: end.end()] if end else line, number)
            line = line[end.end() :] if end else ""
            if end:
                yield from table.pipes()
                table = None
                if not line.strip():
                    break
    if table is not None:
        yield from table.pipes()


def _inline(text: str) -> str:
    text = _STRONG.sub("**", _RAISED.sub(lambda m: m[1].translate(_SUPERSCRIPTS), text))
    text = _INLINE.sub("", text)
    if not text.lstrip().startswith("|"):
        text = _BREAK.sub(" ", text)
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text)


@dataclass
class _Row:
    line: int
    cells: list[str] = field(default_factory=list)


class _TableReader(HTMLParser):
    """One table: rows of cells. A cell merged downwards stands in every row of the body that it covers; the other
    places that a merged cell covers are empty."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self._line = 0
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._covered: dict[int, int] = {}  # column → rows below that a cell above still covers
        self._above: dict[int, str] = {}  # column → what stands in those rows
        self._heading = False

    def read(self, text: str, line: int) -> None:
        self._line = line
        self.feed(text + "\n")

    def pipes(self) -> Iterator[Numbered]:
        """The rows as Markdown's pipe rows, all of one width."""
        self.close()
        self._end_cell()
        width = max((len(row.cells) for row in self.rows), default=0)
        for row in self.rows:
            yield row.line, f"| {' | '.join([*row.cells, *[''] * (width - len(row.cells))])} |"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append(_Row(self._line))
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append(_Row(self._line))
            self._skip_covered()
            self._text = []
            given = dict(attrs)
            self._span = (_count(given.get("rowspan")), _count(given.get("colspan")))
            self._heading = tag == "th" or len(self.rows) == 1
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "tr":
            self._skip_covered()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _skip_covered(self) -> None:
        cells = self.rows[-1].cells if self.rows else []
        while self._covered.get(len(cells), 0):
            self._covered[len(cells)] -= 1
            cells.append(self._above.get(len(cells), ""))

    def _end_cell(self) -> None:
        if self._text is None:
            return
        cells, (down, across) = self.rows[-1].cells, self._span
        text = re.sub(r"\s+", " ", "".join(self._text)).strip().replace("|", r"\|")
        for column in range(len(cells), len(cells) + across):
            self._covered[column] = down - 1
            self._above[column] = text if not self._heading and across == 1 else ""
        cells += [text, *[""] * (across - 1)]
        self._text = None


def _count(value: str | None) -> int:
    return min(max(int(value), 1), _WIDEST) if value and value.isdecimal() else 1
