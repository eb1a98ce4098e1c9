"""The part of the document that a heading opens, by the words of its title."""

from __future__ import annotations

from functools import cache

from cotmoc.core.text import words
from cotmoc.reading.vocabulary import load

_FIRST_WORDS = 14


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((phrase, part) for part, phrases in load("structure")["parts"].items() for phrase in phrases)


def part_of_title(title: str, *, strict: bool = False) -> str | None:
    """The part that a heading with this title opens, or None when its words do not tell.

    The phrase that stands first decides; at the same place the longest. `strict` takes only a phrase at the very
    start (for headings below another, where "Nhiệm vụ của …" tells and "nâng cao trách nhiệm" does not).
    """
    text = " ".join(words(title)[:_FIRST_WORDS]) + " "
    hits = [
        (at, -len(phrase), part)
        for phrase, part in _phrases()
        if (at := (" " + text).find(f" {phrase} ")) >= 0 and (at == 0 or not strict)
    ]
    return min(hits)[2] if hits else None
