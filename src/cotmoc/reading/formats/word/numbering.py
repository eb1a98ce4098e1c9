"""Automatic numbering: the label that Word draws before a paragraph, as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cotmoc.reading.formats.word.package import Element, is_on, number, value, w

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLAIN_BULLETS = ("-", "–", "—", "+", "*", "•")
_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number looks and where it starts."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False


@dataclass
class _List:
    levels: dict[int, Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a document with their counters, which go on from paragraph to paragraph."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.findall(w("abstractNum")):
            identity = value(abstract, "abstractNumId") or ""
            self._lists[identity] = _List(_levels(abstract))
        for entry in root.findall(w("num")):
            abstract_id = value(entry.find(w("abstractNumId"))) or ""
            self._numbers[value(entry, "numId") or ""] = (abstract_id, _levels(entry), _restarts(entry))

    def label(self, number_id: str | None, depth: int) -> str:
        """The label of the next paragraph of a list ("1.", "a)", "-"); "" when it has none."""
        if number_id not in self._numbers:
            return ""
        abstract_id, own_levels, restarts = self._numbers[number_id]
        listing = self._lists.get(abstract_id)
        if listing is None:
            return ""
        levels = {**listing.levels, **own_levels}
        level = levels.get(depth, Level(pattern=f"%{depth + 1}."))
        self._count(listing, number_id, depth, restarts.get(depth, level.start), depth in restarts)
        if level.form == "bullet":
            return _bullet(level.pattern, depth)
        return _fill(level, levels, listing.counters)

    def _count(self, listing: _List, number_id: str, depth: int, start: int, restart: bool) -> None:
        fresh = restart and (number_id, depth) not in self._started
        self._started.add((number_id, depth))
        last = listing.counters[depth]
        listing.counters[depth] = start if last is None or fresh else last + 1
        for deeper in range(depth + 1, _LEVELS):
            listing.counters[deeper] = None


def _levels(parent: Element) -> dict[int, Level]:
    """The levels below a w:abstractNum or those that a w:num puts in their place."""
    found = {}
    for element in [*parent.findall(w("lvl")), *parent.findall(f"{w('lvlOverride')}/{w('lvl')}")]:
        depth = number(value(element, "ilvl"))
        if 0 <= depth < _LEVELS:
            found[depth] = Level(
                start=number(value(element.find(w("start"))), 1),
                form=value(element.find(w("numFmt"))) or "decimal",
                pattern=value(element.find(w("lvlText"))) or "",
                legal=bool(is_on(element.find(w("isLgl")))),
            )
    return found


def _restarts(entry: Element) -> dict[int, int]:
    return {
        number(value(override, "ilvl")): number(value(override.find(w("startOverride"))), 1)
        for override in entry.findall(w("lvlOverride"))
        if override.find(w("startOverride")) is not None
    }


def _fill(level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
    def part(match: re.Match[str]) -> str:
        depth = int(match.group(1)) - 1
        of = levels.get(depth, Level())
        current = counters[depth]
        return numeral(of.start if current is None else current, "decimal" if level.legal else of.form)

    return re.sub(r"%([1-9])", part, level.pattern).strip()


def _bullet(pattern: str, depth: int) -> str:
    """A dash stays; a sign of a symbol font becomes the dash or plus of official documents."""
    return pattern if pattern in _PLAIN_BULLETS else "-" if depth == 0 else "+"


def numeral(count: int, form: str) -> str:
    """`count` in one of Word's number formats; forms we do not know are decimal."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("upperRoman", "upperLetter"):
        return numeral(count, "lower" + form.removeprefix("upper")).upper()
    if form == "lowerRoman" and 0 < count < 4000:
        return _roman(count)
    if form == "lowerLetter" and 0 < count < 1000:
        return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        text += sign * (count // size)
        count %= size
    return text
