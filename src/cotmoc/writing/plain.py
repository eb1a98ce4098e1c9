"""Texts that every file format can hold."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from cotmoc.core.text import normalise

T = TypeVar("T")

# XML 1.0 has no place for surrogates and the two non-characters; other controls go with `normalise`.
_UNPRINTABLE = re.compile(r"[\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def printable(text: str) -> str:
    """`text` in NFC without control characters; what no file can hold becomes "�"."""
    return normalise(_UNPRINTABLE.sub("\ufffd", text))


def printable_all(value: T) -> T:
    """`value` with every text in it printable: strings, tuples and dataclasses, all the way down."""
    if isinstance(value, str):
        return cast(T, printable(value))
    if isinstance(value, tuple):
        return cast(T, tuple(printable_all(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: printable_all(getattr(value, f.name)) for f in fields(value) if f.init}
        return cast(T, replace(value, **changes))
    return value


def web_address(text: str) -> str:
    """`text` if a document may link to it, else nothing."""
    return text if _WEB_ADDRESS.fullmatch(text) else ""


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of `text`, one a line, without the empty ones."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
