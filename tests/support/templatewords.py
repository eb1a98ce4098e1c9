"""A lexer of templates: the words a reader sees or hears that stand outside translate tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAGS = re.compile(r"({%.*?%}|{{.*?}}|{#.*?#})", re.DOTALL)
# What translate tags and comments hold is no concern of ours.
_HELD = re.compile(
    r"{%\s*(blocktrans(?:late)?|comment)\b.*?{%\s*end\1\s*%}|{#.*?#}|<!--.*?-->|"
    r"<(style|script|code|kbd)\b.*?</\2>",
    re.DOTALL,
)
# Attributes that are shown or read out.
_SPOKEN = re.compile(r"\s(?:aria-label|placeholder|title|alt|data-label)\s*=\s*([\"'])(.*?)\1", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STRING = re.compile(r"(_\()?(\"[^\"]*\"|'[^']*')")
_VIETNAMESE = re.compile(r"[À-ỹđĐ]")


def untranslated(template: str) -> list[str]:
    """Words outside translate tags: of the text, of spoken attributes, and of strings given to tags and filters."""
    left = _HELD.sub(" ", template)
    tags = [tag for tag in _TAGS.findall(left) if not re.match(r"{%\s*translate\b", tag)]
    # A tag inside markup may hold > and quotes, so it gives way to a sign that is neither.
    markup = _TAGS.sub("\x00", left)
    texts = [*_texts(markup), *(value for _, value in _SPOKEN.findall(markup))]
    return [*_words(texts), *_strings(tags)]


def _texts(markup: str) -> list[str]:
    return _MARKUP.sub("\x01", markup).split("\x01")


def _words(texts: list[str]) -> Iterator[str]:
    for text in texts:
        for part in text.split("\x00"):
            if _WORD.search(_ENTITY.sub("", part)):
                yield part.strip()


def _strings(tags: list[str]) -> Iterator[str]:
    for tag in tags:
        yield from (
            text for wrapped, text in _STRING.findall(tag) if not wrapped and _VIETNAMESE.search(text)
        )
