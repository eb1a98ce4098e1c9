"""A lexer of templates: the words a reader sees or hears that stand outside translate tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKENS = re.compile(r"({%.*?%}|{{.*?}}|{#.*?#})", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
# Attributes that are read out or shown.
_SPOKEN = {"aria-label", "placeholder", "title", "alt", "data-label"}
_OPENED = re.compile(r"([\w:-]+)\s*=\s*([\"'])$")
_STRING = re.compile(r"(_\()?(\"[^\"]*\"|'[^']*')")
# Tags whose strings are shown: an include and its values, and the defaults of filters.
_ENTITY = re.compile(r"&#?\w+;")


@dataclass(frozen=True)
class Piece:
    """A stretch of the source: `where` is text, attribute, variable, block, comment or markup."""

    where: str
    source: str
    start: int


def pieces(template: str) -> Iterator[Piece]:
    """The template cut into its pieces, in order and without loss."""
    inside, quote, spoken, hidden = False, "", False, ""
    at, skipping = 0, ""
    for token in _TOKENS.split(template):
        if token.startswith(("{%", "{{", "{#")):
            if skipping:
                yield Piece("markup", token, at)
                skipping = "" if re.match(rf"{{%\s*end{skipping}\b", token) else skipping
            elif opened := re.match(r"{%\s*(blocktrans\w*|comment)\b", token):
                skipping = opened[1]
                yield Piece("markup", token, at)
            else:
                kind = {"{%": "block", "{{": "variable", "{#": "comment"}[token[:2]]
                yield Piece(kind if not inside or spoken else f"{kind}-inside", token, at)
            at += len(token)
            continue
        begun = 0
        for place, letter in enumerate(token):
            if not inside and letter == "<":
                if place > begun:
                    yield Piece("markup" if skipping or hidden else "text", token[begun:place], at + begun)
                begun, inside = place, True
            elif inside and quote:
                if letter == quote:
                    if place > begun:
                        yield Piece("attribute" if spoken and not skipping else "markup", token[begun:place], at + begun)
                    begun, quote, spoken = place, "", False
            elif inside and letter in "\"'":
                opened = _OPENED.search(token[: place + 1])
                quote, spoken = letter, bool(opened and opened[1] in _SPOKEN)
                yield Piece("markup", token[begun : place + 1], at + begun)
                begun = place + 1
            elif inside and letter == ">":
                tag = token[begun : place + 1]
                yield Piece("markup", tag, at + begun)
                hidden = _hides(tag, hidden)
                begun, inside = place + 1, False
        if begun < len(token):
            where = "text" if not inside and not hidden else "attribute" if spoken else "markup"
            yield Piece("markup" if skipping else where, token[begun:], at + begun)
        at += len(token)


def _hides(tag: str, hidden: str) -> str:
    """The element whose text is no text for readers (style, script, code, kbd), while it is open."""
    if hidden:
        return "" if tag.startswith(f"</{hidden}") else hidden
    opened = re.match(r"<(style|script|code|kbd)\b", tag)
    return opened[1] if opened else ""


def untranslated(template: str) -> list[str]:
    """Words outside translate tags: of the text, of spoken attributes, and of strings given to tags and filters."""
    found = []
    for piece in pieces(template):
        if piece.where in ("text", "attribute") and _WORD.search(_ENTITY.sub("", piece.source)):
            found.append(piece.source.strip())
        elif piece.where in ("block", "variable", "block-inside", "variable-inside"):
            found += [text for wrapped, text in _STRING.findall(piece.source) if not wrapped and _shown(piece.source, text)]
    return found


def _shown(tag: str, text: str) -> bool:
    vietnamese = re.search(r"[À-ỹđĐ]", text)
    return bool(vietnamese) and not re.match(r"{%\s*translate\b", tag)
