"""The one verb of this package."""

from __future__ import annotations

import re

from cotmoc.core.plan import IndicatorClaim, Warning
from cotmoc.reading.indicators.tables import read_tables
from cotmoc.reading.items import Structure


def find_indicators(structure: Structure) -> tuple[tuple[IndicatorClaim, ...], tuple[Warning, ...]]:
    """Every measurable commitment of a directive, and what could not be read for certain.

    Claims stand in the order of the document; all milestones of one indicator are one claim.
    """
    claims, warnings = read_tables(structure.tables, _footnotes(structure))
    return tuple(claims), tuple(warnings)


def _footnotes(structure: Structure) -> dict[str, str]:
    """The words of each footnote by its sign: "²" or "*"."""
    signs = ((re.sub(r"[()\s]", "", item.label), item.text) for item in structure.items)
    return {sign: text for sign, text in signs if sign and re.fullmatch(r"\**[¹²³⁴⁵⁶⁷⁸⁹⁰]*", sign)}
