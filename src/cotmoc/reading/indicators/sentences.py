"""A paragraph → its clauses, each with what stands in brackets in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?](?=\s|$)|;|\n")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]{1,3}|[vV]\.v|ThS|TS|PGS|GS|BS)$")
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Clause:
    """A stretch of a paragraph between full stops and semicolons.

    `text` has the same length as in the source, with brackets that hold figures blanked out; those are in
    `asides` as (offset, words). `first`: it opens a sentence.
    """

    text: str
    start: int
    first: bool
    asides: tuple[tuple[int, str], ...] = ()


def clauses_of(text: str) -> Iterator[Clause]:
    """The clauses of a paragraph, left to right; a stop inside brackets or behind an abbreviation parts nothing."""
    hidden = _BRACKETS.sub(lambda match: "(" + "x" * (len(match[0]) - 2) + ")", text)
    start, first = 0, True
    for match in _END.finditer(hidden):
        ahead = hidden[match.end() :].lstrip()
        if match[0] == "." and (ahead[:1].islower() or _ABBREVIATION.search(hidden[start : match.start()])):
            continue
        if text[start : match.start()].strip():
            yield _clause(text, start, match.start(), first)
        start, first = match.end(), match[0] != ";"
    if text[start:].strip():
        yield _clause(text, start, len(text), first)


def _clause(text: str, start: int, end: int, first: bool) -> Clause:
    words = text[start:end]
    asides: list[tuple[int, str]] = []

    def blank(match: re.Match[str]) -> str:
        if not re.search(r"\d\s*%|\d+,\d|\bnăm\s+\d{4}", match[1]):
            return match[0]
        asides.append((start + match.start(1), match[1]))
        return " " * len(match[0])

    return Clause(_BRACKETS.sub(blank, words), start, first, tuple(asides))
