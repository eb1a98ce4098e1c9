"""Words that bear a mark of state secrecy are refused in every action, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from cotmoc.core.errors import SecretMarkError
from cotmoc.reading.secrecy import Mark, mark_in_text, may_bear_mark

# So deep is what people type and send: the tables of a plan, the births of a succession.
_DEPTH = 8
# What was read of a document is judged by where its lines stand (cotmoc.reading), not word by word.
_READ = frozenset({"document", "draft"})


def refuse_marked_words(given: Mapping[str, Any]) -> None:
    """Raise SecretMarkError when one of the texts among the arguments of an action bears a mark.

    `given` are the arguments by name; lists, mappings and dataclasses in them are looked into.
    """
    for text in _texts([value for name, value in given.items() if name not in _READ], _DEPTH):
        # Most texts have no such syllable; only those that have are looked at line by line.
        if may_bear_mark(text) and (mark := mark_in_text(text)) is not None:
            raise SecretMarkError(mark.degree, mark.where)


def _texts(values: Iterable[Any], depth: int) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif depth and isinstance(value, Mapping):
            yield from _texts(value.values(), depth - 1)
        elif depth and isinstance(value, list | tuple | set | frozenset):
            yield from _texts(value, depth - 1)
        elif depth and is_dataclass(value) and not isinstance(value, Mark):
            yield from _texts([getattr(value, field.name) for field in fields(value)], depth - 1)
