"""Which zone of the document a paragraph stands in: header block, main text, recipients, signature, annex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cotmoc.core.text import fold
from cotmoc.reading.structure.parts import part_of_title
from cotmoc.reading.structure.pieces import Piece
from cotmoc.reading.vocabulary import terms

_COUNT = r"[ivxlc]{1,5}|\d{1,2}[a-z]?|[a-h]"
_ANNEX_NUMBER = re.compile(
    rf"(?:(?:phu luc|phu bieu)(?: so)?(?: (?:{_COUNT}))?|bieu(?: mau)?(?: so)? (?:{_COUNT}))(?![\w])"
)
_LONGEST_ANNEX_LINE = 160
_GROUNDS_LENGTH = 60
_NAME_WORDS = 5


@dataclass
class Zone:
    """`name` is front · main · recipients · signature · annex; `opens` marks where an annex or document begins."""

    name: str
    opens: bool = False


def zones_of(pieces: tuple[Piece, ...]) -> Iterator[Zone]:
    """The zone of each piece, in order."""
    name = "front"
    for index, piece in enumerate(pieces):
        before = name
        name = _next_zone(name, pieces, index)
        opens = (name == "annex" and is_annex_title(piece)) or (name == "front" and before not in ("front",))
        yield Zone(name, opens)


def _next_zone(name: str, pieces: tuple[Piece, ...], index: int) -> str:
    piece = pieces[index]
    if piece.table is not None:
        return "main" if name == "front" and index > 0 else name
    if is_annex_title(piece):
        return "annex"
    if name in ("main", "annex", "signature") and is_recipients(piece):
        return "recipients"
    if name in ("main", "recipients", "annex") and is_signing(piece):
        return "signature"
    if name in ("recipients", "signature") and _opens_attached(piece):
        return "front"
    if name in ("signature",) and _is_main_again(pieces, index):
        return "main"
    if name == "recipients" and piece.label and piece.label.key in ("roman", "article", "chapter", "part"):
        return "main"
    if name == "front" and (_ends_front(piece) or _names_part(pieces, index)):
        return "main"
    return name


def is_annex_title(piece: Piece) -> bool:
    """Whether `piece` is the title line of an annex ("PHỤ LỤC II", "Phụ lục 1. Danh mục …")."""
    if piece.label and piece.label.key in ("bullet", "plus", "letter", "paren", "number", "footnote"):
        return False
    text = piece.text.strip()
    found = _ANNEX_NUMBER.match(fold(text))
    if not found or len(text) > _LONGEST_ANNEX_LINE or not text[0].isupper():
        return False
    rest = text[found.end() :].strip()
    return text[:7].isupper() or not rest or rest[0] in ".:-–(" or piece.centred or piece.bold


def annex_name(piece: Piece) -> str:
    """ "Phụ lục II" from the title line of an annex ("PHỤ LỤC II – Danh mục …"); its count keeps its letters."""
    found = _ANNEX_NUMBER.match(fold(piece.text))
    if not found:
        return "Phụ lục"
    name, _, count = piece.text[: found.end()].strip().rpartition(" ")
    if not re.fullmatch(_COUNT, fold(count)):
        name, count = f"{name} {count}".strip(), ""
    return f"{name.capitalize()} {count}".strip()


def is_recipients(piece: Piece) -> bool:
    """Whether `piece` opens the list of recipients ("Nơi nhận:")."""
    return (
        fold(piece.text).lstrip("* ").startswith(terms("structure", "lines.recipients"))
        and len(piece.text) < 200
    )


def is_signing(piece: Piece) -> bool:
    """Whether `piece` opens the signature block ("TM. ỦY BAN NHÂN DÂN", "BỘ TRƯỞNG")."""
    if piece.label and piece.label.key != "roman":
        return False
    text = fold(piece.text).strip()
    if piece.text[:2].isupper() and len(text) < 80 and text.startswith(terms("structure", "lines.signing")):
        return True
    return piece.capitals and text.rstrip(" .") in terms("structure", "lines.roles")


def is_kind_line(piece: Piece) -> bool:
    """Whether `piece` is the line that names the kind of the document ("KẾ HOẠCH")."""
    text = fold(piece.text).strip()
    return (
        piece.label is None
        and piece.capitals
        and text.startswith(terms("structure", "lines.kinds"))
        and len(text) < 120
    )


def _opens_attached(piece: Piece) -> bool:
    return is_kind_line(piece)


def _is_main_again(pieces: tuple[Piece, ...], index: int) -> bool:
    label = pieces[index].label
    return (
        label is not None
        and label.key in ("article", "chapter", "part", "roman")
        and not is_signing(pieces[index])
    )


def _names_part(pieces: tuple[Piece, ...], index: int) -> bool:
    """A short heading that names a part ("MỤC TIÊU") ends the header block, unless it is the title of the document."""
    piece = pieces[index]
    stands_out = piece.heading or piece.capitals or piece.bold
    if not stands_out or len(piece.text.split()) > _NAME_WORDS or (index and is_kind_line(pieces[index - 1])):
        return False
    return part_of_title(piece.text, strict=True) is not None


def _ends_front(piece: Piece) -> bool:
    if piece.label and piece.label.key in (
        "roman",
        "upper",
        "part",
        "chapter",
        "article",
        "number",
        "section",
        "decimal:2",
    ):
        return True
    text = fold(piece.text).strip()
    if text.startswith(terms("structure", "lines.dear")):
        return False
    if text.startswith("can cu ") and not piece.bold:
        return True
    grounds = text.startswith(terms("structure", "front.grounds")) or text.endswith((".", ":"))
    return (
        grounds
        and not piece.bold
        and not piece.centred
        and (len(text) >= _GROUNDS_LENGTH and text.endswith((";", ":", ",", ".")))
    )
