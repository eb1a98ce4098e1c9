"""The label in front of a paragraph: what style of numbering it is and what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.core.text import fold
from cotmoc.reading.letters import CAPITAL

BULLETS = "-–—•●▪■◦○*+➢✓"
_CAP = f"[{CAPITAL}]"
_WORDS = rf"(?=[{CAPITAL}\"“(*])"  # what a heading may begin with
_BULLET = re.compile(rf"([{re.escape(BULLETS)}]|o(?= {_CAP}))\s+(?=\S)|([{re.escape('-–—•+')}])(?=[^\W\d_])")
_WORDED = re.compile(
    r"((?i:ph[aầ]n(?: th[uứ])?|ch[uư][oơ]ng|m[uụ]c|[dđ]i[eề]u) +"
    r"(?i:\d+[a-z]?|[ivxlc]+|[A-H](?=[.:\s])|nh[aấ]t|hai|ba|t[uư]|n[aă]m|s[aá]u|b[aả]y|t[aá]m|ch[ií]n|m[uư][oờ]i))"
    rf"(?:\s*[.:\-–]\s*|\s+(?={_CAP})|\s*$)"
)
_ROMAN = re.compile(rf"([IVX]{{1,6}})\s*(?:[.\-)]\s*(?=\D)|/\s*(?={_CAP}))")
_UPPER = re.compile(rf"([A-HK-UY])\s*(?:[./)]\s+(?=\S)|[-–]\s+(?={_CAP}))")
_DOTTED = r"\d{1,2}(?:\.\d{1,2}){1,3}"
_DECIMAL = re.compile(rf"({_DOTTED})\.?\s*[-–]?\s+{_WORDS}|({_DOTTED})\.\s*(?=[^\W\d_])")
_NUMBER = re.compile(r"(\d{1,3})\s*[./](?:\s*(?=[^\W\d_]|[\"“(*])|\s+(?=\d+[ %.,]))")
_NUMBER_DASH = re.compile(rf"(\d{{1,2}})\s?[-–]\s+(?={_CAP})")
_NUMBER_PAREN = re.compile(r"\(?(\d{1,2})\)\s*(?=\S)")
_SMALL = "[a-eg-ik-vxyđ]"
_LETTER = re.compile(rf"({_SMALL})\s?(?:\)|[-–](?=\s+{_CAP}))\s*(?=\S)|({_SMALL})\.\s+(?={_CAP})")
_FOOTNOTE = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(\s*\*\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]*\s*\))\s*(?=\S)")

# From the outermost to the innermost; a style never stands above one that ranks before it.
RANKS = {
    "part": 0,
    "chapter": 1,
    "upper": 2,
    "roman": 3,
    "section": 3,
    "article": 4,
    "number": 5,
    "decimal": 6,
    "letter": 9,
    "paren": 10,
    "owner": 11,
    "bullet": 12,
    "plus": 13,
}


@dataclass(frozen=True)
class Label:
    """`text` as it stood ("1.", "a)", "-"); `key` names the style; `number` is what a path shows ("1.1")."""

    text: str
    key: str
    number: str
    length: int  # characters of the line up to the words

    @property
    def rank(self) -> int:
        """Depth of the style among all styles; smaller is further out."""
        base, _, depth = self.key.partition(":")
        return RANKS.get(base, 11) + (int(depth) - 2 if base == "decimal" else 0)


def label_of(line: str) -> Label | None:
    """The label at the start of `line`, or None. A line that is only a label has none."""
    for read in (_worded, _footnote, _decimal, _simple, _bullet):
        if label := read(line):
            return label if line[label.length :].strip() or label.key in ("part", "chapter") else None
    return None


def _worded(line: str) -> Label | None:
    if not (found := _WORDED.match(line)):
        return None
    word, _, _ = found[1].partition(" ")
    key = {"phan": "part", "chuong": "chapter", "muc": "section", "dieu": "article"}[fold(word)]
    if not word[0].isupper():
        return None
    return Label(found[0].strip(), key, found[1], found.end())


def _footnote(line: str) -> Label | None:
    found = _FOOTNOTE.match(line)
    return Label(found[1], "footnote", "", found.end()) if found else None


def _decimal(line: str) -> Label | None:
    if not (found := _DECIMAL.match(line)):
        return None
    number = found[1] or found[2]
    return Label(found[0].strip(), f"decimal:{number.count('.') + 1}", number, found.end())


def _simple(line: str) -> Label | None:
    for pattern, key in (
        (_ROMAN, "roman"),
        (_UPPER, "upper"),
        (_NUMBER, "number"),
        (_NUMBER_DASH, "number"),
        (_NUMBER_PAREN, "paren"),
        (_LETTER, "letter"),
    ):
        if found := pattern.match(line):
            number = found[1] or found[2]
            return Label(found[0].strip(), key, number, found.end())
    return None


def _bullet(line: str) -> Label | None:
    if not (found := _BULLET.match(line)):
        return None
    mark = found[1] or found[2]
    return Label(mark, "plus" if mark in "+o◦○" else "bullet", "", found.end())
