"""A Vietnamese sentence that remembers what it was made of, so that a page can say it in another language.

It is a `str` in every respect; whoever shows it may look up `pattern` in a catalogue and fill in `values` anew.
"""

from __future__ import annotations

from typing import Any

STOP = "."


class Sentence(str):
    """Text made from a `pattern` with named places, `%(day)s`, and its `values`; a clause is without full stop."""

    __slots__ = ("is_clause", "pattern", "values")

    pattern: str
    values: dict[str, Any]
    is_clause: bool


def say(pattern: str, **values: Any) -> Sentence:
    """The sentence of a pattern: `say("Kỳ %(period)s chưa mở.", period=…)`. Without values the pattern as it is."""
    made = Sentence(pattern % values if values else pattern)
    made.pattern, made.values, made.is_clause = pattern, values, False
    return made


def clause(text: str) -> str:
    """`text` without its full stop, to stand in a list or a table; a sentence remembers what it was made of."""
    short = text.removesuffix(STOP)
    if not isinstance(text, Sentence):
        return short
    made = Sentence(short)
    made.pattern, made.values, made.is_clause = text.pattern, text.values, True
    return made
