"""The unit of each cell of a row, from the nearest thing that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from cotmoc.reading.indicators.cells import Reading
from cotmoc.reading.indicators.units import every_of, is_index, noun_of_name, per_head, per_year, unit_of_name


@dataclass(frozen=True)
class Unit:
    """A unit and how it was found: None when a cell or the unit column says it, else a key of `confidence`."""

    text: str | None
    inferred: str | None = None


def units_of_row(name: str, column: str | None, readings: Mapping[int, Reading]) -> dict[int, Unit]:
    """The unit of every reading of a row, by its key (the column it stands in).

    In this order: the cell, the unit column, the opening of the name ("Tỷ lệ", "Số …"), the nearest other cell
    of the row, the thing the name begins with. An index whose whole values fall from year to year is a rank.
    """
    opening = unit_of_name(name)
    noun = noun_of_name(name)
    rank = column is None and opening in (None, "index") and is_index(name) and _falls(readings)
    found: dict[int, Unit] = {}
    for at, reading in readings.items():
        said = reading.unit or column
        if said == "%" and opening is not None and opening.startswith("% "):
            found[at] = Unit(opening)  # "Tỷ lệ chi ngân sách … cho …": the name says of what
        elif said is not None:
            found[at] = Unit(per_head(per_year(said, every_of(name)) if reading.unit else said, name))
        elif rank:
            found[at] = Unit("rank", "rank-inferred")
        elif opening is not None:
            found[at] = Unit(opening, "unit-from-name")
        elif near := _nearest(at, readings):
            found[at] = Unit(near, "unit-from-row")
        elif noun is not None:
            found[at] = Unit(noun, "unit-from-noun")
        else:
            found[at] = Unit(None, "unit-missing")
    return found


def _nearest(at: int, readings: Mapping[int, Reading]) -> str | None:
    """The unit of the nearest cell that names one; of two as near, the later."""
    named = [(abs(other - at), -other, reading.unit) for other, reading in readings.items() if reading.unit]
    return min(named)[2] if named else None


def _falls(readings: Mapping[int, Reading]) -> bool:
    values = [reading.value for _, reading in sorted(readings.items()) if reading.value is not None]
    return (
        len(values) > 1
        and all(value > 1 and value == int(value) for value in values)
        and all(later <= earlier for earlier, later in pairwise(values))
        and values[-1] < values[0]
        and not any(reading.unit for reading in readings.values())
    )
