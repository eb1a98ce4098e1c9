"""How a table tells its units: a column, the brackets behind names or headings, a line over the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cotmoc.reading.indicators.columns import Layout
from cotmoc.reading.indicators.rows import Row
from cotmoc.reading.indicators.units import column_unit, unit_in_brackets
from cotmoc.reading.indicators.words import flat
from cotmoc.reading.items import UNIT_LINE, PlacedTable

# One to three words, and what they are counted per; longer brackets explain the name.
_ENDS_IN_BRACKETS = re.compile(r"\((?:%|[^\W\dA-ZĐ_]\w*(?: \w+){0,2})(?:/[^()]{1,20})?\)\s*$")


@dataclass(frozen=True)
class Naming:
    """`column` of units or None; `bracketed`: names end in their unit; `common`: the unit of the whole table."""

    column: int | None = None
    bracketed: bool = False
    common: str | None = None

    def of_row(self, row: Row) -> str | None:
        """The unit that the table writes for a row."""
        if self.column is not None:
            return column_unit(row.cells[self.column].text)
        any_word = self.bracketed and bool(_ENDS_IN_BRACKETS.search(row.name))
        return unit_in_brackets(row.name, any_word=any_word) or self.common


def naming_of(placed: PlacedTable, layout: Layout, rows: Sequence[Row]) -> Naming:
    """How this table tells its units. Half the names in brackets make it a habit, so that new words count too."""
    in_brackets = sum(bool(_ENDS_IN_BRACKETS.search(row.name)) for row in rows)
    return Naming(layout.index("unit"), len(rows) > 1 and 2 * in_brackets >= len(rows), _common(placed))


def _common(placed: PlacedTable) -> str | None:
    """The unit of "Đơn vị tính: tỷ đồng"; two units ("người, %") tell nothing of a single row."""
    for title in reversed(placed.headings):
        found = UNIT_LINE.match(flat(title))
        unit = title[found.start("unit") : found.end("unit")] if found else ""
        if unit and not re.search(r"[,;/]\s", unit):
            return column_unit(unit)
    return None
