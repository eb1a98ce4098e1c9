"""Document → Structure: the heading stack runs over the healed paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cotmoc.core.plan import OutlineEntry
from cotmoc.core.text import fold
from cotmoc.reading.agencies import agencies_in_title, subject_of
from cotmoc.reading.blocks import Document
from cotmoc.reading.items import UNIT_LINE, Item, PlacedTable, Structure
from cotmoc.reading.structure.headings import is_heading, opens_level, style_of, with_owners
from cotmoc.reading.structure.labels import BULLETS
from cotmoc.reading.structure.parts import part_of_title
from cotmoc.reading.structure.pieces import Piece, pieces_of
from cotmoc.reading.structure.zones import Zone, annex_name, is_annex_title, zones_of
from cotmoc.reading.vocabulary import terms


@dataclass(frozen=True)
class _Level:
    """An open heading: its style, what it adds to the path, its title, the part it opens."""

    key: str
    rank: int
    number: str
    title: str
    part: str


@dataclass
class _Walk:
    """Where the walk stands: the open headings and what was found so far."""

    levels: list[_Level] = field(default_factory=list)
    annex: str = ""
    annex_titles: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    outline: list[OutlineEntry] = field(default_factory=list)
    closed: bool = False  # the closing paragraph has been read

    def path(self) -> str:
        """The path of the open headings ("II.2.1", "Phụ lục I/3")."""
        return _path(self.annex, [level.number for level in self.levels])

    def titles(self) -> tuple[str, ...]:
        return (*self.annex_titles, *(level.title for level in self.levels))

    def part(self) -> str:
        default = "annex" if self.annex else "other"
        return next((level.part for level in reversed(self.levels) if level.part), default)


def structure_of(document: Document) -> Structure:
    """The logical order of `document`: healed items with label, section path and part; tables with their titles."""
    pieces = with_owners(pieces_of(document.blocks))
    walk = _Walk()
    for index, (piece, zone) in enumerate(zip(pieces, zones_of(pieces), strict=True)):
        _step(walk, pieces, index, piece, zone)
    items = _with_default_part(walk.items)
    return Structure(items, tuple(walk.tables), tuple(walk.outline), document.warnings)


def _step(walk: _Walk, pieces: tuple[Piece, ...], index: int, piece: Piece, zone: Zone) -> None:
    if zone.opens:
        walk.levels.clear()
        walk.closed = False
        walk.annex_titles = []
        walk.annex = annex_name(piece) if is_annex_title(piece) else ""
    if piece.table is not None:
        titles = (*walk.titles(), *_unit_line(pieces, index))
        walk.tables.append(PlacedTable(piece.table, walk.part(), walk.path(), titles))
    elif piece.label and piece.label.key == "footnote":
        _add(walk, piece, "other", "body")
    elif zone.name in ("front", "recipients", "signature"):
        walk.levels.clear()
        _add(walk, piece, zone.name, "bullet" if piece.label else "body")
    elif zone.name == "annex" and not piece.label and not walk.levels and _is_annex_head(pieces, index):
        walk.annex_titles.append(piece.text)
        if zone.opens:
            walk.outline.append(OutlineEntry(walk.annex, piece.text, piece.place))
        _add(walk, piece, "annex", "heading")
    elif is_heading(pieces, index):
        _open(walk, piece)
    else:
        _leaf(walk, piece)
        if opens_level(pieces, index):
            key, rank, number = style_of(piece)
            walk.levels.append(
                _Level(key, rank, number, piece.text, walk.items[-1].part if len(piece.text) < 80 else "")
            )


def _unit_line(pieces: tuple[Piece, ...], index: int) -> tuple[str, ...]:
    """The line "Đơn vị tính: …" right over a table: it belongs to the table's titles."""
    over = pieces[index - 1] if index else None
    return (over.text,) if over and over.table is None and UNIT_LINE.match(fold(over.text)) else ()


def _is_annex_head(pieces: tuple[Piece, ...], index: int) -> bool:
    """The lines between the title of an annex and its first table, bullet or full sentence are its titles."""
    piece = pieces[index]
    text = piece.text.strip()
    return (
        not text.endswith((".", ";")) or text.startswith("(") or piece.capitals or piece.centred or piece.bold
    )


def _open(walk: _Walk, piece: Piece) -> None:
    key, rank, number = style_of(piece)
    _close_to(walk, key, rank)
    strict = bool(walk.levels) and walk.levels[-1].part != "other"
    part = part_of_title(piece.text, strict=strict) or (
        "" if walk.levels or walk.annex else _unnamed_part(walk)
    )
    section, headings = walk.path(), walk.titles()
    walk.levels.append(_Level(key, rank, number, piece.text, part))
    if rank < _BULLET_RANK or (piece.label is None and key != "lead"):
        walk.outline.append(OutlineEntry(walk.path(), piece.text, piece.place))
    walk.items.append(_item(piece, walk.part(), "heading", section, headings))


_INNER_RANK, _BULLET_RANK = 9, 12  # letters and brackets count within a lead-in; bullets name no section


def _unnamed_part(walk: _Walk) -> str:
    """A top heading whose words do not tell: after aims or tasks it holds work, before them we do not know."""
    return "tasks" if any(item.part in ("purpose", "targets", "tasks") for item in walk.items) else "other"


def _close_to(walk: _Walk, key: str, rank: int) -> None:
    """Close the headings that a new one of this style ends.

    Back to the same style where it is open; else labels close labels of their rank or below, bare headings close bare
    ones below them, and an outer label closes a lead-in ("… như sau:").
    """
    for depth, level in enumerate(walk.levels):
        labelled = rank < _UNLABELLED
        below = level.rank >= rank if labelled else level.rank > rank
        alike = labelled == (level.rank < _UNLABELLED) or (level.key == "lead" and rank < _INNER_RANK)
        if level.key == key or (below and alike):
            del walk.levels[depth:]
            return


_UNLABELLED = 100


def _leaf(walk: _Walk, piece: Piece) -> None:
    key, rank, _number = style_of(piece)
    if piece.label:
        _close_to(walk, key, rank)
    elif walk.levels and _closes(piece):
        walk.closed = True
    role = "body" if not piece.label else "bullet" if piece.label.key in ("bullet", "plus") else "numbered"
    if walk.closed and not piece.label:
        walk.levels = walk.levels[:1]
        _add(walk, piece, "closing", role)
    elif not walk.levels and not walk.annex and not piece.label and not _has_content(walk):
        _add(walk, piece, "basis", role)
    else:
        part = walk.part()
        _add(walk, piece, _own_part(piece, part) or part, role)


def _own_part(piece: Piece, part: str) -> str | None:
    """The part that a leaf names itself: "a) Mục tiêu: …", or a short one where nothing told the part before."""
    head, colon, _ = piece.text.partition(":")
    if piece.label and colon and len(head) <= _NAMED:
        return part_of_title(head, strict=True)
    return (
        part_of_title(piece.text, strict=True)
        if piece.label and part == "other" and len(piece.text) < 80
        else None
    )


_NAMED = 40  # characters: a longer beginning before a colon is no name of a part


def _has_content(walk: _Walk) -> bool:
    return any(
        item.role in ("heading", "bullet", "numbered") and item.part not in ("front",) for item in walk.items
    )


def _closes(piece: Piece) -> bool:
    return fold(piece.text).startswith(terms("structure", "lines.closing"))


def _add(walk: _Walk, piece: Piece, part: str, role: str) -> None:
    walk.items.append(_item(piece, part, role, walk.path(), walk.titles()))


def _item(piece: Piece, part: str, role: str, section: str, headings: tuple[str, ...]) -> Item:
    label = piece.label.text if piece.label else ""
    return Item(piece.text, piece.place, part, role, label, section, headings, piece.starts)


def _path(annex: str, numbers: list[str]) -> str:
    inner = ".".join(filter(None, numbers))
    return f"{annex}/{inner}" if annex and inner else annex or inner


def _with_default_part(items: list[Item]) -> tuple[Item, ...]:
    """A document whose headings do not tell (a letter) orders what stands below its first heading or number.

    What stands below the name of a body is that body's work: the organisation part.
    """
    if any(item.part in ("tasks", "organisation") for item in items):
        return tuple(items)
    return tuple(
        replace(item, part=_letter_part(item))
        if item.part == "other" and (item.label or item.headings or fold(item.text).startswith("giao "))
        else item
        for item in items
    )


def _letter_part(item: Item) -> str:
    if item.label and not item.label[0].isalnum() and not item.label.startswith(tuple(BULLETS)):
        return item.part
    owned = any(
        agencies_in_title(title) for title in (*item.headings, item.text if item.role == "heading" else "")
    )
    return "organisation" if owned or subject_of(item.text)[0] else "tasks"
