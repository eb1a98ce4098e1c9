"""A figure of a sentence → the claim it makes."""

from __future__ import annotations

import re

from cotmoc.core.plan import Baseline, IndicatorClaim, Place, Target
from cotmoc.reading.indicators.confidence import confidence
from cotmoc.reading.indicators.figures import BEFORE, Figure, figures_of
from cotmoc.reading.indicators.names import rises, scope_of
from cotmoc.reading.indicators.sentences import Clause
from cotmoc.reading.indicators.units import every_of, per_head, per_year, unit_of_name
from cotmoc.reading.indicators.words import flat
from cotmoc.reading.items import Item

_COMPARED = re.compile(r"so với [^,;.()]+")


def claim_of(
    item: Item, clause: Clause, figure: Figure, name: str, *, milestone: str | None, inferred: tuple[str, ...]
) -> IndicatorClaim:
    """The indicator `name` with the one target that `figure` sets. `inferred` are keys of `confidence`."""
    unit, every, reasons = _unit(clause, figure, name)
    quantity = figure.quantity
    note = _COMPARED.search(clause.text, quantity.end, figure.end)
    quote, place = _words(item, clause, figure)
    target = Target(
        op=_turned(clause, figure),
        milestone=milestone,
        value=quantity.value,
        upper=quantity.upper,
        unit=unit,
        every=every,
        note=note[0].strip() if note else None,
        quote=quote,
        place=place,
        confidence=confidence("sentence", *reasons, *inferred),
    )
    return IndicatorClaim(
        name=name,
        targets=(target,),
        unit=unit,
        scope=scope_of(name) or _having_scope(clause, figure),
        higher_is_better=rises(name, unit, (target,)),
        section=item.section,
        quote=quote,
        place=place,
        confidence=target.confidence,
    )


def baseline_of(item: Item, clause: Clause, figure: Figure, name: str, period: str | None) -> Baseline:
    """The figure of the past that `figure` states of `name`."""
    unit, _, _ = _unit(clause, figure, name)
    quote, place = _words(item, clause, figure)
    quantity = figure.quantity
    return Baseline(period, quantity.op, quantity.value, quantity.upper, unit, quote, place)


def asides_of(item: Item, clause: Clause, start: int, end: int) -> tuple[tuple[Figure, Clause], ...]:
    """The figures in brackets that stand between `start` and `end` of the clause ("(năm 2025 đạt 58,4%)").

    A bracket "năm 2025: 81,3%" has no verb; its figure is bare.
    """
    found = []
    for offset, words in clause.asides:
        if start <= offset - clause.start < end:
            inner = Clause(words, offset, first=False)
            found += [(figure, inner) for figure in figures_of(words)]
    return tuple(found)


def _unit(clause: Clause, figure: Figure, name: str) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(unit, period it holds for, what was inferred)."""
    unit = figure.unit or unit_of_name(name) or figure.guess
    reasons: tuple[str, ...] = ()
    if figure.unit is None:
        reasons = (
            ("unit-missing",)
            if unit is None
            else ("unit-guessed",)
            if unit == figure.guess
            else ("unit-from-name",)
        )
    every = every_of(clause.text[figure.start : figure.end]) or every_of(unit or "")
    if unit == "%" and every == "year" and re.search(r"\b(?:tang|giam)\b", flat(name)):
        unit = "%/năm"  # "kéo giảm 10% số vụ mỗi năm"
    counted = f"{clause.text[figure.start : figure.quantity.start]} {name}"
    return per_year(per_head(unit, counted), every) if unit else None, every, reasons


def _turned(clause: Clause, figure: Figure) -> str:
    """The comparator, turned round by "không để … dưới"."""
    op = figure.quantity.op
    if re.search(r"\bkhong de\b", flat(clause.text[figure.start : figure.quantity.start])):
        return {"<": ">=", ">": "<="}.get(op, op)
    return op


def _having_scope(clause: Clause, figure: Figure) -> str | None:
    """Over whom, of "mỗi thôn có ít nhất 2 hộ"."""
    if figure.order != BEFORE:
        return None
    match = re.search(r"([^,:]+?)\s+có(?:\s+thêm)?\s*$", clause.text[figure.start : figure.quantity.start])
    return scope_of(match[1]) if match else None


def _words(item: Item, clause: Clause, figure: Figure) -> tuple[str, Place]:
    """(the words that carry the figure, their place): its stretch, without joints in front and behind."""
    end = figure.unit_end if figure.order not in (BEFORE, "inside") else figure.end
    start, end = clause.start + figure.start, clause.start + max(end, figure.unit_end)
    words = item.text[start:end]
    lead = re.match(r"(?:[\s,;.:–-]|và\s)*", words)
    begin = start + (lead.end() if lead else 0)
    quote = item.text[begin:end].rstrip(" ,;:.")
    return quote, item.place_at(clause.start + figure.quantity.number_start)
