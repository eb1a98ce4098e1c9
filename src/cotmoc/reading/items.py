"""The document as its author thought of it: headings, bullets and leaf paragraphs, with page breaks healed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from cotmoc.core.plan import OutlineEntry, Place, Warning
from cotmoc.reading.blocks import Table

# What part of the document an item belongs to.
PARTS = (
    "front",
    "basis",
    "purpose",
    "targets",
    "tasks",
    "organisation",
    "funding",
    "closing",
    "recipients",
    "signature",
    "annex",
    "other",
)


@dataclass(frozen=True)
class Item:
    """One heading, bullet, numbered leaf or plain paragraph. A bullet broken over a page is one item.

    `text` is without its label; `label` is what stood before it ("-", "1.", "a)"); `section` is the path of the
    headings above ("II.2.1", "Phụ lục I/3"); `headings` their titles, outermost first. `starts` maps offsets
    of `text` to the places of the pieces it was joined from.
    """

    text: str
    place: Place
    part: str
    role: str  # heading · bullet · numbered · body
    label: str = ""
    section: str = ""
    headings: tuple[str, ...] = ()
    starts: tuple[tuple[int, Place], ...] = ()

    def place_at(self, offset: int) -> Place:
        """The place of the piece that holds `offset` of `text`."""
        index = bisect_right([start for start, _ in self.starts], offset) - 1
        return self.starts[index][1] if index >= 0 else self.place


# A line over a table that tells the unit of all its figures (folded text).
UNIT_LINE = re.compile(r"(?:^\W*|.*[).]\s+)(?:don vi tinh|don vi do|don vi|dvt)\s*:\s*(?P<unit>\S.*?)\W?$")


@dataclass(frozen=True)
class PlacedTable:
    """A table with the annex or section it stands in and the titles over it."""

    table: Table
    part: str
    section: str = ""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Structure:
    """The document in its logical order."""

    items: tuple[Item, ...] = ()
    tables: tuple[PlacedTable, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    warnings: tuple[Warning, ...] = field(default=())
