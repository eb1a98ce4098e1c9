"""A composed paper: what stands where, the same for Word and PDF. The writers only draw it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cotmoc.writing.style import Style


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its width in millimetres, and left · center · right."""

    title: str
    width: float
    align: str = "left"


@dataclass(frozen=True)
class Cell:
    """Words, smaller words under them, and where the words lead."""

    text: str
    below: str = ""
    link: str = ""


@dataclass(frozen=True)
class Row:
    """A cell a column, or one over all of them in a `group` row. A `long` row may break over pages."""

    cells: tuple[Cell, ...]
    group: bool = False
    long: bool = False


@dataclass(frozen=True)
class Heading:
    text: str
    block: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Text:
    """One justified paragraph."""

    text: str
    block: str = field(default="text", init=False)


@dataclass(frozen=True)
class Grid:
    """A table whose heading row comes back on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    block: str = field(default="grid", init=False)


Block = Heading | Text | Grid


@dataclass(frozen=True)
class Annex:
    """A page of its own, lying on its side: "Phụ lục I", its title, and the paper it belongs to."""

    label: str
    title: str
    reference: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """An official paper from the header to its annexes."""

    style: Style
    title: str
    author: str
    superior: str
    issuer: tuple[str, ...]
    number: str
    dateline: str
    kind: str
    subject: str
    to: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    annexes: tuple[Annex, ...]
