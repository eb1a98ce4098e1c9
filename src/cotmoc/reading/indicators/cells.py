"""A cell of a table → what it commits to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cotmoc.reading.indicators.numbers import has_point_slip
from cotmoc.reading.indicators.quantities import find_quantities
from cotmoc.reading.indicators.units import unit_behind
from cotmoc.reading.indicators.words import alternatives, flat
from cotmoc.reading.vocabulary import terms

_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
MARK = re.compile(rf"\(?\s*\*+\s*\(?\s*[{_SUPERSCRIPTS}\d]*\s*\)?\s*\)?|(?<![mM])[{_SUPERSCRIPTS}]+")
_GENERATION = re.compile(r"^\s*([^\W\d_]*\d?[^\W\d_]+)\s*(?:\((?P<inner>.+)\)\s*|:(?P<behind>.+))$")


@dataclass(frozen=True)
class Reading:
    """What a cell says. `unit` only where the cell itself names it; `mark` is its footnote sign ("²", "*")."""

    op: str
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    note: str | None = None
    mark: str | None = None
    slip: bool = False  # a decimal point was written where a comma belongs


def read_cell(text: str) -> Reading | None:
    """The commitment of a table's cell, or None where it is empty.

    "≥ 50%" · "40% – 50%" · "01-02" · "6G (50%)" and "6G: 50%" (note 6G) · "Có ≥ 70%" (note Có) · "Có" ·
    "(*²)" · "6 phường".
    """
    mark = next((found[0] for found in MARK.finditer(text)), None)
    bare = MARK.sub(" ", text).strip() if mark else text.strip()
    sign = re.sub(r"[()\s]", "", mark) if mark else None
    plain = flat(bare)
    if not plain:
        return Reading("undetermined", mark=sign) if sign else None
    if _is(plain, "cells.empty"):
        return None
    if _is(plain, "cells.undetermined"):
        return Reading("undetermined", note=bare, mark=sign)
    wrapped = _GENERATION.match(bare)
    if wrapped and (inner := _figure(wrapped["inner"] or wrapped["behind"], wrapped[1], sign)):
        return inner
    figure = _figure(bare, None, sign)
    if figure:
        return figure
    return Reading("exists" if _is(plain, "cells.exists") else "qualitative", note=bare, mark=sign)


def _figure(text: str, note: str | None, mark: str | None) -> Reading | None:
    """The one figure of `text`; words in front of it that are no comparator are a note."""
    found = find_quantities(flat(text))
    if not found:
        return None
    quantity = found[0]
    unit, _ = unit_behind(text, quantity.number_end, percent=quantity.percent)
    if unit is None:
        rest = re.match(r"\s*([^\W\d_][^,;()\d]*)", text[quantity.number_end :])
        unit = (
            rest[1].strip()
            if rest and len(rest[1].split()) <= 4 and quantity.end == quantity.number_end
            else None
        )
    before = text[: quantity.start].strip(" :(,")
    if not quantity.percent and _group().fullmatch(flat(before)):  # "Top 10"
        return Reading("<=", quantity.value, None, "rank", None, mark)
    reached = re.sub(
        rf"(?:\s|{alternatives(terms('comparators', 'predicates.dropped'))})+$", "", flat(before)
    )
    note = note or before[: len(reached)].strip() or None
    if re.search(r"\d", flat(before)) and len(found) == 1:
        note = before
    slip = has_point_slip(quantity.raw)
    return Reading(quantity.op, quantity.value, quantity.upper, unit, note, mark, slip)


@cache
def _group() -> re.Pattern[str]:
    words = alternatives([*terms("figures", "ranks.joints"), *terms("figures", "ranks.within")])
    return re.compile(rf"(?:{words}\s*)*{alternatives(['top', 'tốp', 'nhóm'])}")


def _is(plain: str, key: str) -> bool:
    known = {flat(term) for term in terms("statements", key)}
    return plain.rstrip(" .") in known or plain in known
