"""The figures of a clause: which of its numbers bind, what each measures, and the dates beside it.

A figure stands behind what it measures ("tỷ lệ … đạt 80%"), before it ("100% hồ sơ …") or inside it
("bố trí 3% tổng chi …"). A stretch of the clause belongs to each figure; the rest of the rules read that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from cotmoc.reading.indicators.milestones import Moment, blank_moments, find_moments
from cotmoc.reading.indicators.quantities import Quantity, find_quantities, without_noise
from cotmoc.reading.indicators.units import unit_behind
from cotmoc.reading.indicators.words import alternatives, flat, pattern
from cotmoc.reading.vocabulary import terms

BEHIND, BEFORE, INSIDE, BARE = "behind", "before", "inside", "bare"


@dataclass(frozen=True)
class Figure:
    """A number that binds. Offsets are of the clause. `order` says where it stands to what it measures;
    `subject_end` is where the words in front of its verb end; `verb` is that verb if it belongs to the name."""

    quantity: Quantity
    order: str
    unit: str | None
    unit_end: int
    start: int
    end: int
    subject_end: int
    verb: str = ""
    rising: bool = False  # "từ A lên B": this is A
    moments: tuple[Moment, ...] = ()


def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a clause, left to right."""
    plain = flat(text)
    moments = find_moments(plain)
    masked = without_noise(blank_moments(plain))
    figures: list[Figure] = []
    for quantity in find_quantities(masked):
        if figures and quantity.start < figures[-1].unit_end:
            continue
        figure = _figure(text, masked, moments, quantity, figures[-1] if figures else None)
        if figure is not None:
            if figures:
                figures[-1] = replace(figures[-1], end=figure.start)
            figures.append(figure)
    return tuple(_dated(_rise(figures, i, masked), moments) for i in range(len(figures)))


def _figure(
    text: str, masked: str, moments: tuple[Moment, ...], quantity: Quantity, last: Figure | None
) -> Figure | None:
    unit, unit_end = unit_behind(text, quantity.number_end, percent=quantity.percent)
    unit_end = max(unit_end, quantity.end)
    start = _parting(masked, moments, last, quantity)
    rank = _rank(masked, start, quantity)
    if rank is not None:
        at_most = replace(quantity, op="<=" if quantity.op in (">=", ">") or rank[1] else quantity.op)
        return Figure(at_most, BEHIND, "rank", quantity.end, start, len(text), rank[0])
    verb = _verb().search(masked[: quantity.start], start)
    kept = _kept().search(masked, verb.start(), verb.end()) if verb else None
    subject_end = verb.start() if verb else quantity.start
    subject = _bare_subject(masked[start:subject_end], start, moments)
    follows = bool(re.match(r"\s*[^\W\d_]", masked[unit_end:])) and not _ends_soon(masked[unit_end:])
    has = _having().search(text[start : quantity.start].lower()) is not None
    order = _order(subject, verb, kept, quantity, unit, follows or unit not in (None, "%"), last, has=has)
    if order is None:
        return None
    if order == BEFORE:
        subject_end = start
    elif order == INSIDE:
        subject_end = kept.end() if kept else quantity.start
    named = text[kept.start() : kept.end()] if kept and order != INSIDE else ""
    return Figure(quantity, order, unit, unit_end, start, len(text), subject_end, named)


def _order(
    subject: str,
    verb: re.Match[str] | None,
    kept: re.Match[str] | None,
    quantity: Quantity,
    unit: str | None,
    follows: bool,
    last: Figure | None,
    *,
    has: bool,
) -> str | None:
    """Where a figure stands to what it measures, or None for a number that binds nothing."""
    measured = quantity.percent or unit is not None
    if not subject:
        return _without_subject(kept, measured, follows and (not quantity.percent or unit == "%"), last)
    if verb is None and has and measured:
        return BEFORE
    if verb or subject.endswith(":"):
        return BEHIND
    if (
        measured
        and _action().match(subject)
        and (quantity.percent or quantity.compared or _acting().search(subject))
    ):
        return INSIDE
    if (quantity.compared and quantity.op != "=") or (quantity.percent and unit != "%"):
        return BEHIND
    return INSIDE if quantity.percent else None


def _without_subject(
    kept: re.Match[str] | None, measured: bool, follows: bool, last: Figure | None
) -> str | None:
    """A figure with no subject in front: what follows is measured, or what the figure before it measured."""
    if follows and measured:
        return INSIDE if kept else BEFORE
    return BARE if last is not None else None


def _ends_soon(after: str) -> bool:
    """Whether nothing that could be measured follows: a date, a comparison, a conjunction."""
    return bool(
        re.match(
            rf"\s*{alternatives(['vào', 'đến', 'năm', 'trong', 'và', 'so với', 'trước', 'tới', 'của'])}",
            after,
        )
    )


def _rank(masked: str, start: int, quantity: Quantity) -> tuple[int, bool] | None:
    """(where the subject ends, whether it is a group of so many leaders) for a place in a ranking."""
    joints = alternatives(terms("figures", "ranks.joints"))
    if quantity.percent:
        return None
    before = masked[start : quantity.start]
    at = re.search(rf"(?:{joints}\s+)*{alternatives(terms('figures', 'ranks.at'))}\s*$", before)
    if at and not re.search(r"\b(?:lan|xep)?\s*(?:lan|khoa)\s+thu\s*$", before):
        return start + at.start(), False
    within = re.search(rf"(?:{joints}\s+)*{alternatives(terms('figures', 'ranks.within'))}\s*$", before)
    ahead = re.match(
        rf"\s*[^,;.:\d]{{0,60}}?{alternatives(terms('figures', 'ranks.leaders'))}", masked[quantity.end :]
    )
    return (start + within.start(), True) if within and ahead else None


@cache
def _verb() -> re.Pattern[str]:
    """A verb of reaching, with its fillers, right in front of a figure."""
    verbs = alternatives(
        [*terms("comparators", "predicates.dropped"), *terms("comparators", "predicates.kept")]
    )
    fillers = alternatives(terms("comparators", "predicates.fillers"))
    return re.compile(rf"{verbs}\s*(?:(?:{fillers}|{verbs})\s*)*$")


@cache
def _kept() -> re.Pattern[str]:
    return pattern("comparators", "predicates.kept")


@cache
def _action() -> re.Pattern[str]:
    return re.compile(alternatives(terms("figures", "actions.words")))


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(
        rf"{alternatives(terms('figures', 'actions.words'))}(?:\s+(?:them|moi|duoc|khoang|tu))*\s*$"
    )


@cache
def _having() -> re.Pattern[str]:
    """ "có" right before a figure; with its diacritics, for "kiên cố đạt" is something else."""
    return re.compile(r"(?:^|\s)(?:có|co)(?:\s+thêm)?\s*$")


@cache
def lead_in() -> re.Pattern[str]:
    """Openings that say nothing about what is measured, at the front of a flat text."""
    return re.compile(rf"(?:[\s,:.–-]|{alternatives(terms('figures', 'lead_ins.words'))})+")


def _bare_subject(before: str, offset: int, moments: tuple[Moment, ...]) -> str:
    """`before` (flat) without dates and without openings; "có" right before a figure stays."""
    chars = list(before)
    for moment in moments:
        for i in range(max(moment.start - offset, 0), min(moment.end - offset, len(chars))):
            chars[i] = " "
    words = "".join(chars)
    lead = lead_in().match(words)
    rest = words[lead.end() :] if lead else words
    return rest.strip(" ,")


def _parting(masked: str, moments: tuple[Moment, ...], last: Figure | None, quantity: Quantity) -> int:
    """Where the stretch of a figure begins: at a comma or an "và" behind the figure before it."""
    if last is None:
        return 0
    gap_start, gap_end = last.unit_end, quantity.start
    beside = next((moment for moment in moments if not masked[gap_start : moment.start].strip(" (")), None)
    if beside and gap_start <= beside.start and beside.end <= gap_end:
        gap_start = beside.end
    cuts = [
        match.start() for match in re.compile(r",\s|\s(?:va|con)\s").finditer(masked, gap_start, gap_end + 1)
    ]
    if not cuts:
        return gap_start
    if not _bare_subject(
        masked[cuts[-1] : gap_end].removeprefix(" va").removeprefix(" con"), cuts[-1], moments
    ):
        return cuts[-1]
    for cut in cuts:
        ahead = re.compile(r",\s*|\s+(?:va|con)\s+").match(masked, cut)
        at = ahead.end() if ahead else cut
        if _opening().match(masked, at) or any(moment.start == at for moment in moments):
            return cut
    return cuts[0] if last.order in (BEHIND, BARE) else cuts[-1]


@cache
def _opening() -> re.Pattern[str]:
    heads = (
        *terms("figures", "heads.words"),
        *terms("figures", "lead_ins.words"),
        *terms("figures", "actions.words"),
    )
    skipped = {"và", "có", "với", "đến", "để", "còn", "từ", "là", "đạt", "khoảng", "sử dụng", "thực hiện"}
    return re.compile(alternatives(word for word in heads if word not in skipped))


def _rise(figures: list[Figure], i: int, masked: str) -> Figure:
    """Marks the first figure of "từ A lên B" as where things stand now."""
    figure = figures[i]
    opens = re.match(r"tu\s", masked[figure.quantity.start : figure.quantity.end])
    if opens and i + 1 < len(figures):
        between = masked[figure.unit_end : figures[i + 1].quantity.start]
        if re.search(r"\b(?:len|xuong|con)(?:\s+(?:con|den|toi))?\s*$", between):
            return replace(figure, rising=True)
    return figure


def _dated(figure: Figure, moments: tuple[Moment, ...]) -> Figure:
    return replace(figure, moments=tuple(m for m in moments if figure.start <= m.start < figure.end))
