"""A Vietnamese sentence that remembers what it was made of, so that a page can say it in another language.

It is a `str` in every respect; whoever shows it may look up `pattern` in a catalogue and fill in `values` anew.
"""

from __future__ import annotations

from typing import Any


class Sentence(str):
    """Text made from a `pattern` with named places, `%(day)s`, and its `values`."""

    __slots__ = ("pattern", "values")

    pattern: str
    values: dict[str, Any]


def say(pattern: str, **values: Any) -> Sentence:
    """The sentence of a pattern: `say("Kỳ %(period)s chưa mở.", period=…)`. Without values the pattern as it is."""
    made = Sentence(pattern % values if values else pattern)
    made.pattern, made.values = pattern, values
    return made
