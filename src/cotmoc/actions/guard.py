"""Words that bear a mark of state secrecy are refused in every action, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cotmoc.core.errors import SecretMarkError
from cotmoc.reading.secrecy import mark_in_text

# What people type is not nested deeper: a claim's fields, the identity of a plan. A document that was read is judged
# by where its lines stand (cotmoc.reading), not line by line.
_DEPTH = 2


def refuse_marked_words(values: Iterable[Any]) -> None:
    """Raise SecretMarkError when one of the texts in `values`, or in lists and mappings there, bears a mark."""
    for text in _texts(values, _DEPTH):
        # Most texts have no such syllable; only those that have are looked at line by line.
        if ("mật" in text.casefold() or "MAT" in text) and (mark := mark_in_text(text)) is not None:
            raise SecretMarkError(mark.degree, mark.where)


def _texts(values: Iterable[Any], depth: int) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif depth and isinstance(value, Mapping):
            yield from _texts(value.values(), depth - 1)
        elif depth and isinstance(value, list | tuple):
            yield from _texts(value, depth - 1)
