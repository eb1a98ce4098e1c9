"""The one verb of this package."""

from __future__ import annotations

import re

from cotmoc.core.plan import IndicatorClaim, Warning
from cotmoc.reading.indicators.checks import below_baselines, contradictions, merge, once, without_repeats
from cotmoc.reading.indicators.prose import read_items
from cotmoc.reading.indicators.tables import read_tables
from cotmoc.reading.indicators.words import flat
from cotmoc.reading.items import Structure

_MADE = re.compile(r"(?:ngay\s*(\d{0,2})\s*thang\s*(\d{0,2})\s*nam\s*|(\d{1,2})/(\d{1,2})/)((?:19|20)\d{2})")


def find_indicators(structure: Structure) -> tuple[tuple[IndicatorClaim, ...], tuple[Warning, ...]]:
    """Every measurable commitment of a directive, and what could not be read for certain.

    Claims stand in the order of the document; all milestones of one indicator are one claim.
    """
    made = _made(structure)
    tabled, warnings = read_tables(structure.tables, _footnotes(structure), made=made)
    tabled, repeats = without_repeats(tabled)
    told = merge(read_items(structure.items, made=made))
    claims = sorted((*told, *tabled), key=_position)
    warnings = [*warnings, *repeats, *contradictions(claims), *below_baselines(claims)]
    return tuple(claims), once(
        sorted(warnings, key=lambda warning: warning.place.block if warning.place else 0)
    )


def _position(claim: IndicatorClaim) -> tuple[int, int]:
    return (claim.place.block, claim.place.row or 0) if claim.place else (0, 0)


def _footnotes(structure: Structure) -> dict[str, str]:
    """The words of each footnote by its sign: "²" or "*"."""
    signs = ((re.sub(r"[()\s]", "", item.label), item.text) for item in structure.items)
    return {sign: text for sign, text in signs if sign and re.fullmatch(r"\**[¹²³⁴⁵⁶⁷⁸⁹⁰]*", sign)}


def _made(structure: Structure) -> str | None:
    """The day of the document (its year, where the day is blank): the latest date above its first section."""
    opening = " ".join(item.text for item in structure.items if item.part in ("front", "basis"))
    days = []
    for found in _MADE.finditer(flat(opening)):
        day, month, year = found[1] or found[3], found[2] or found[4], found[5]
        days.append(f"{year}-{int(month):02d}-{int(day):02d}" if day and month else year)
    return max(days, default=None)
