"""The reader's language: Vietnamese unless a person has chosen English, and always Vietnamese on official papers.

The lower layers speak Vietnamese. What they say is turned into the reader's language where it is shown, by `said`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

from django.utils import translation
from django.utils.functional import lazy

from cotmoc.core.numbers import format_number
from cotmoc.core.sentence import STOP, Sentence

OFFICIAL = "vi"


def said(text: object, context: str = "") -> str:
    """A word or sentence of the lower layers in the language of the reader; what has no translation stays.

    `context` tells apart words that are one in Vietnamese: "Loại" is a kind, and of a "verdict" a rejection.
    """
    if isinstance(text, Sentence):
        made = _pattern(text)
        if text.values:
            made %= {name: _value(value) for name, value in text.values.items()}
        return made.removesuffix(STOP) if text.is_clause else made
    if not text:
        return ""
    word = translation.pgettext(context, str(text)) if context else str(text)
    return word if word != str(text) else translation.gettext(word)


def reason(error: Exception) -> str:
    """What an error says, in the language of the reader."""
    return said(error.args[0] if error.args else "")


def plural(pattern: str, count: int, **values: object) -> str:
    """The pattern with `%(count)s` filled in ("1.234"), in the plural or singular of the reader's language."""
    return translation.ngettext(pattern, pattern, count) % {"count": format_number(count), **values}


def choices(pairs: Iterable[tuple[Any, str]]) -> list[tuple[Any, Any]]:
    """The choices of a form with labels that are turned into the reader's language when they are shown."""
    return [(value, _later(label)) for value, label in pairs]


def official() -> AbstractContextManager[None]:
    """What is written inside is Vietnamese: reports, templates of figures, everything that is kept."""
    return translation.override(OFFICIAL)


def _pattern(text: Sentence) -> str:
    count = text.values.get("count")
    if isinstance(count, int):
        return translation.ngettext(text.pattern, text.pattern, count)
    return translation.gettext(text.pattern)


def _value(value: object) -> object:
    return said(value) if isinstance(value, str) else value


_later = lazy(said, str)
