"""The phrase grammar: words → comparator, value or span, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cotmoc.reading.indicators.numbers import NUMBER, to_number
from cotmoc.reading.indicators.units import WHOLE
from cotmoc.reading.indicators.words import alternatives, flat, phrase_map
from cotmoc.reading.vocabulary import load, terms

_PERCENT = r"(?:%|phan tram(?!\w))"
_DASH = r"(?:-|–|—|÷|~)"


@dataclass(frozen=True)
class Quantity:
    """A figure in a text. `start`..`end` covers its comparator, numbers, percent sign and "trở lên";
    `number_start` is where the first number stands. `raw` is that number as written."""

    op: str
    value: float
    upper: float | None
    percent: bool
    start: int
    end: int
    number_start: int
    number_end: int  # of the numbers and the percent sign: the unit stands here
    raw: str
    compared: bool  # a word or sign said how the figure binds


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<from>(?<!\w)tu\s+)?(?P<first>{NUMBER})(?P<p1>\s*{_PERCENT})?"
        rf"(?:\s*(?:\(\s*\w+\s*\)\s*)?(?P<to>{_DASH}|den|toi)\s*(?:duoi\s+)?(?P<second>{NUMBER})"
        rf"(?P<p2>\s*{_PERCENT})?)?"
    )


@cache
def _before() -> re.Pattern[str]:
    phrases = [phrase for group in load("comparators")["before"].values() for phrase in group]
    return re.compile(rf"(?P<word>{alternatives(phrases)})\s*(?P<from>(?<!\w)tu\s+)?$")


@cache
def _worded() -> re.Pattern[str]:
    sided = {"trên", "dưới", "hơn"}  # "trên một máy tính" is a denominator
    strong = [
        phrase
        for op in (">=", ">", "<=", "<")
        for phrase in load("comparators")["before"][op]
        if phrase[0].isalpha() and phrase not in sided
    ]
    return re.compile(
        rf"{alternatives([*strong, 'thêm'])}\s(?P<word>{alternatives(load('comparators')['words'])})"
    )


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of `text` (already in flat form, noise blanked) with how it binds, left to right.

    ≥ ít nhất · > trên · ≤ không quá · < dưới · between "từ A đến B", "A – B"; "từ A … trở lên" is ≥.
    Without such a word a figure binds as "=".
    """
    found = [_quantity(text, match) for match in _grammar().finditer(text)]
    found += [_in_words(text, match) for match in _worded().finditer(text)]
    return tuple(sorted((q for q in found if q is not None), key=lambda quantity: quantity.start))


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    first, second = match["first"], match["second"]
    end, number_start = match.end(), match.start("first")
    if second is not None and (
        match["to"] not in ("den", "toi") or match["from"] or not match["p1"] or match["p2"]
    ):
        low, high = to_number(first), to_number(second)
        if high < low:
            second, end = None, match.end("p1") if match["p1"] else match.end("first")
    elif second is not None:
        second, end = None, match.end("p1") if match["p1"] else match.end("first")
    percent = bool(match["p1"] or (second is not None and match["p2"]))
    op, start = comparator_before(text, match.start())
    after_op, after_end = comparator_after(text, end, near=percent)
    if second is not None:
        return Quantity(
            "between",
            to_number(first),
            to_number(second),
            percent,
            start,
            end,
            number_start,
            end,
            first,
            True,
        )
    number_end = end
    if after_op:
        op, end = after_op, after_end
    elif op is None and start < match.start("first") and _upwards().match(text, end):
        op = ">="
    compared = bool(op)
    return Quantity(
        op or "=", to_number(first), None, percent, start, end, number_start, number_end, first, compared
    )


@cache
def _upwards() -> re.Pattern[str]:
    """What stands behind "từ 60%" where the things counted, or a second share of others, come before "trở lên"."""
    things = r"(?:\s+[^\W\d_]+){1,6}?"
    return re.compile(rf"{things}(?:,?\s+va\s+tu\s+{NUMBER}\s*{_PERCENT}{things})?\s+tro len(?!\w)")


def _in_words(text: str, match: re.Match[str]) -> Quantity | None:
    op, start = comparator_before(text, match.start("word"))
    value = {flat(word): number for word, number in load("comparators")["words"].items()}[match["word"]]
    if re.match(r"\s+(?:phan|\d|nam\b(?=\s+\d))", text[match.end() :]):
        return None
    return Quantity(
        op or "=",
        float(value),
        None,
        False,
        start,
        match.end(),
        match.start("word"),
        match.end(),
        match["word"],
        True,
    )


def comparator_before(text: str, end: int) -> tuple[str | None, int]:
    """(comparator or None, where its words start) for the words of `text` that end at `end`."""
    match = _before().search(text[:end])
    if not match:
        lead = re.search(r"(?<!\w)tu\s*$", text[:end])
        return None, lead.start() if lead else end
    word = re.sub(r"\s+", " ", match["word"])
    op = next(meaning for known, meaning in phrase_map("comparators", "before") if known.fullmatch(word))
    start = match.start()
    outer, outer_start = comparator_before(text, start)  # "đạt khoảng trên 80": the strongest word binds
    if outer and outer != "=" and op == "=":
        return outer, outer_start
    return op, outer_start if outer else start


def comparator_after(text: str, start: int, *, near: bool = False) -> tuple[str | None, int]:
    """(comparator or None, where its words end) for "trở lên" behind `start`, past a unit unless `near`."""
    between = r"\s*(?:/\s*\w+\s*)?" if near else r"(?:\s*/?\s*(?:%|(?!tu\b)[^\W\d]+)){0,4}?\s*"
    for known, meaning in phrase_map("comparators", "after"):
        match = re.compile(between + known.pattern).match(text, start)
        if match:
            return meaning, match.end()
    return None, start


@cache
def _noise(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule})" for rule in load("figures")["noise"][kind]))


@cache
def part_of_whole() -> re.Pattern[str]:
    """ "5/6 trường": five of six things (flat text). A rate and a date are none."""
    things = alternatives(terms("units", "nouns"))
    return re.compile(rf"(?<![\d/.,-])(?<!ngay )(?P<part>\d{{1,4}})(?P<whole>{WHOLE.pattern})(?=\s+{things})")


def without_noise(text: str) -> str:
    """`text` (flat) with every number that is no figure blanked out, offsets kept.

    Numbers of documents, dates, ages, levels, generations of a technology, durations, list marks …; ages,
    speeds and durations count as figures again where a verb of reaching stands before them.
    """
    text = part_of_whole().sub(lambda match: match["part"] + " " * len(match["whole"]), text)
    text = _noise("always").sub(lambda match: re.sub(r"\d", " ", match[0]), text)

    def blank(match: re.Match[str]) -> str:
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        behind = _noise("reached_behind").match(text, match.end())
        return match[0] if behind or _noise("reached").search(text[:start]) else re.sub(r"\d", " ", match[0])

    return _noise("unless_reached").sub(blank, text)
