"""Is this paragraph a heading, and how deep? The style of its label and what follows decide, not its words."""

from __future__ import annotations

import re
from dataclasses import replace

from cotmoc.reading.agencies import agencies_in_title
from cotmoc.reading.structure.pieces import Piece
from cotmoc.reading.structure.zones import is_annex_title, is_kind_line, is_recipients, is_signing

_ALWAYS = ("part", "chapter", "section", "roman", "upper")
_INNER = ("bullet", "plus", "letter", "paren")
_SHORT = 90  # characters: a longer bare line is a paragraph
_LEAD_IN = 300
_UNLABELLED = 100


def style_of(piece: Piece) -> tuple[str, int, str]:
    """(style, rank, number for the path) of a paragraph. Unlabelled headings rank by their look, after labelled ones
    of any kind but before nothing: capitals outside bold outside plain."""
    if piece.label:
        return piece.label.key, piece.label.rank, piece.label.number
    if piece.heading:
        return f"mark:{piece.heading}", _UNLABELLED + piece.heading, ""
    look = "capitals" if piece.capitals else "bold" if piece.bold else "lead"
    return look, _UNLABELLED + {"capitals": 10, "bold": 11, "lead": 12}[look], ""


def with_owners(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces, a bullet "* Sở A:" over bullets of its own kind labelled as what it is: the owner of those below."""
    return tuple(
        replace(piece, label=replace(piece.label, key="owner"))
        if piece.label and _owns_next(piece, _next(pieces, index))
        else piece
        for index, piece in enumerate(pieces)
    )


def _owns_next(piece: Piece, following: Piece | None) -> bool:
    alike = piece.label and following and following.label and piece.label.key == following.label.key
    return (
        bool(alike)
        and piece.label is not None
        and piece.label.key in ("bullet", "plus")
        and piece.text.endswith(":")
        and len(piece.text) < _SHORT
        and bool(agencies_in_title(piece.text))
    )


def is_heading(pieces: tuple[Piece, ...], index: int) -> bool:
    """Whether `pieces[index]` is a heading."""
    piece = pieces[index]
    if piece.label is None:
        return _is_bare_heading(pieces, index)
    key = piece.label.key
    if key in _ALWAYS:
        return True
    deeper = _has_children(pieces, index) or (
        _is_before_table(pieces, index) and not piece.text.endswith(".")
    )
    if key in ("bullet", "plus"):
        return deeper and piece.text.endswith(":")
    if key == "article":
        return deeper or piece.bold
    if not deeper:
        return False
    return (
        not piece.text.endswith((".", ";"))
        or piece.bold
        or piece.heading is not None
        or _is_one_sentence(piece.text)
    )


def opens_level(pieces: tuple[Piece, ...], index: int) -> bool:
    """Whether a numbered paragraph, itself full text, has bullets below it that belong to its number."""
    piece = pieces[index]
    return (
        piece.label is not None
        and piece.label.key not in ("bullet", "plus", "footnote")
        and _has_children(pieces, index)
    )


def _is_one_sentence(text: str) -> bool:
    """A title that was given a full stop: one sentence, no longer than titles are."""
    return len(text) < _LEAD_IN and not re.search(r"[.;:] ", text)


def _is_bare_heading(pieces: tuple[Piece, ...], index: int) -> bool:
    piece = pieces[index]
    text = piece.text.strip()
    if text.startswith("(") or text.endswith((".", ";", ",")) or (is_kind_line(piece) and text.endswith(":")):
        return False
    following = _next(pieces, index)
    if (
        text.endswith(":")
        and following is not None
        and following.label
        and following.label.key in _INNER
        and len(text) < _LEAD_IN
    ):
        return True
    if piece.heading:
        return True
    return len(text) < _SHORT and (piece.capitals or piece.bold) and following is not None


def _has_children(pieces: tuple[Piece, ...], index: int) -> bool:
    """Whether what follows belongs under `pieces[index]`."""
    piece = pieces[index]
    following = _next(pieces, index)
    if following is None or piece.label is None:
        return False
    if following.label is None:
        return not piece.text.endswith((".", ";")) and not following.capitals and following.heading is None
    return following.label.key != piece.label.key and following.label.rank > piece.label.rank


def _is_before_table(pieces: tuple[Piece, ...], index: int) -> bool:
    return index + 1 < len(pieces) and pieces[index + 1].table is not None


def _next(pieces: tuple[Piece, ...], index: int) -> Piece | None:
    for piece in pieces[index + 1 :]:
        if piece.label and piece.label.key == "footnote":
            continue
        if piece.table is not None or is_annex_title(piece) or is_recipients(piece) or is_signing(piece):
            return None
        return piece
    return None
