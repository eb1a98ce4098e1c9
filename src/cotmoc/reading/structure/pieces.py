"""Lines of the source → logical paragraphs: a paragraph broken over a page becomes one again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cotmoc.core.plan import Place
from cotmoc.core.text import fold
from cotmoc.reading.blocks import Block, Paragraph, Table
from cotmoc.reading.structure.labels import Label, label_of
from cotmoc.reading.structure.wrapping import broken_at_margin, page_width
from cotmoc.reading.vocabulary import load, terms

_FINAL = (".", ";", ":", "!", "?", "…", "./.", "/.")
# A line that ends in one of these is not finished.
_OPEN = frozenset(
    [
        "của",
        "và",
        "các",
        "với",
        "cho",
        "về",
        "theo",
        "trong",
        "trên",
        "đến",
        "từ",
        "tại",
        "do",
        "bằng",
        "nhằm",
        "để",
        "là",
        "được",
        "những",
        "một",
        "hoặc",
        "gồm",
        "qua",
        "giữa",
        "dưới",
    ]
)


@dataclass(frozen=True)
class Piece:
    """One logical paragraph (or a table), its label taken off. `starts`: offset in `text` → place."""

    text: str
    place: Place
    label: Label | None = None
    bold: bool = False
    centred: bool = False
    heading: int | None = None
    starts: tuple[tuple[int, Place], ...] = ()
    table: Table | None = None
    ending: str = ""  # its last line as it stands in the source

    @property
    def capitals(self) -> bool:
        """Whether the words are written in capitals: at least four letters, none small, and more than "14% GRDP"."""
        letters = [c for c in self.text if c.isalpha()]
        shouted = len(letters) >= 4 and all(c.isupper() for c in letters)
        return shouted and not (
            len(re.findall(r"[^\W\d_]+", self.text)) == 1 and any(map(str.isdigit, self.text))
        )


def pieces_of(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """The logical paragraphs of `blocks`. Footnotes are kept apart and never swallow what follows them."""
    found: list[Piece] = []
    width = page_width(blocks)
    for piece in _lines(blocks):
        previous = _open_paragraph(found)
        if found and _wrapped(found[-1], piece, width):
            found[-1] = _joined(found[-1], replace(piece, text=piece.ending, label=None))
        elif previous is not None and _continues(found[previous], piece):
            found[previous] = _joined(found[previous], piece)
        else:
            found.append(piece)
    return tuple(found)


def _open_paragraph(found: list[Piece]) -> int | None:
    """The last paragraph, looking past footnotes that stand at the foot of its page."""
    for index in range(len(found) - 1, -1, -1):
        piece = found[index]
        if piece.table is not None:
            return None
        if piece.label is None or piece.label.key != "footnote":
            return index
    return None


def _lines(blocks: Iterable[Block]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Table):
            yield Piece("", block.place, table=block)
        else:
            yield from _lines_of(block)


def _lines_of(block: Paragraph) -> Iterator[Piece]:
    for line in filter(None, (line.strip() for line in block.text.split("\n"))):
        label = label_of(line)
        text = line[label.length :] if label else line
        yield Piece(
            text=text,
            place=block.place,
            label=label,
            bold=block.bold,
            centred=block.centred,
            heading=block.heading,
            starts=((0, block.place),),
            ending=line,
        )


def _wrapped(previous: Piece, piece: Piece, width: int | None) -> bool:
    """Whether `piece` is the next line of a paragraph that the margin broke; what looks like a label may be none."""
    if piece.table or previous.table or previous.capitals != piece.capitals:
        return False
    above, here = previous.starts[-1][1].line, piece.place.line
    if above is None or here != above + 1 or not broken_at_margin(previous.ending, piece.ending, width):
        return False
    return not ((piece.label or _tells_of_task(piece)) and previous.text.endswith(_FINAL))


def _continues(previous: Piece, piece: Piece) -> bool:
    """Whether `piece` carries on the paragraph before it."""
    if piece.label or piece.table or not piece.text:
        return False
    if not previous.text and previous.label:
        return True  # "Phần thứ nhất" alone on its line: the next line is its title
    if piece.heading or not previous.text:
        return False
    if _is_line_of_its_own(piece) or _is_line_of_its_own(previous):
        return False
    if previous.capitals != piece.capitals:
        return False
    first = next((c for c in piece.text if c.isalnum()), "")
    if first.islower() and not previous.text.endswith("./."):
        return True
    if _is_over_page(previous, piece):
        return True
    end = previous.text.rstrip()
    if end.endswith(_FINAL) or len(end) < 40:
        return False
    last = re.findall(r"[^\W\d_]+", end.lower())
    return end.endswith(",") or bool(last and last[-1] in _OPEN and not piece.bold)


def _is_over_page(previous: Piece, piece: Piece) -> bool:
    """A plain paragraph at the top of a page after a bullet on the page before goes on with the bullet."""
    above, here = previous.starts[-1][1].page, piece.place.page
    if above is None or here is None or here != above + 1 or previous.text.endswith((":", "./.")):
        return False
    plain = not (piece.bold or piece.centred or piece.capitals)
    bullet = previous.label is not None and previous.label.key in ("bullet", "plus", "letter")
    closing = fold(piece.text).startswith(terms("structure", "lines.closing"))
    return plain and bullet and not closing and not _tells_of_task(piece)


def _tells_of_task(piece: Piece) -> bool:
    """A line such as "Cơ quan chủ trì: Sở A." stands for itself, wherever the page ends."""
    name, colon, _ = fold(piece.text).partition(":")
    return bool(colon) and any(name.strip() in names for names in load("tasks")["attributes"].values())


def _is_line_of_its_own(piece: Piece) -> bool:
    start = fold(piece.text).lstrip("(*_ ")
    return start.startswith(
        (
            *terms("structure", "lines.recipients"),
            *terms("structure", "lines.signing"),
            "kem theo",
            "so:",
            "ban hanh kem",
        )
    )


def _joined(previous: Piece, piece: Piece) -> Piece:
    glue = " " if previous.text else ""
    offset = len(previous.text) + len(glue)
    return replace(
        previous,
        text=previous.text + glue + piece.text,
        starts=(*previous.starts, (offset, piece.place)),
        bold=previous.bold and piece.bold,
        ending=piece.ending,
    )
