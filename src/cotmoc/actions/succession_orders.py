"""What is ordered when units follow each other, and what it would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cotmoc.core.errors import RowError
from cotmoc.core.successions import Kind
from cotmoc.store.models import Agency, Area


@dataclass(frozen=True)
class Birth:
    """A unit or an area that begins with a succession; what is left out is taken from its predecessors.

    `parent` and `area` are codes as of that day, of units that exist then or begin with it; "" of parent puts it at
    the top. An area without population or surface gets the sum of the shares of its predecessors.
    """

    code: str
    name: str
    kind: str = ""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    area: str = ""
    title: str = ""
    population: float | None = None
    surface: float | None = None


@dataclass(frozen=True)
class Step:
    """What goes from a predecessor to a successor: a share, or a weight in any measure such as people.

    With neither, everything goes to the only successor. `number` is the row of a table, 0 outside of one.
    """

    predecessor: Agency | Area
    successor: Agency | Area | Birth
    share: float | None = None
    weight: float | None = None
    number: int = 0


@dataclass(frozen=True)
class Placement:
    """Under which successor (its code) a child of a divided unit stands from then on."""

    child: Agency | Area
    under: str


@dataclass(frozen=True)
class Order:
    """One change from the day `on`, of agencies, of areas, or of both at once."""

    kind: Kind
    on: date
    steps: tuple[Step, ...]
    placed: tuple[Placement, ...] = ()
    basis: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class Flow:
    """A share of a predecessor that goes to a successor, by names a reader knows."""

    predecessor: Agency | Area
    code: str
    name: str
    share: float
    is_new: bool


@dataclass(frozen=True)
class Foreseen:
    """What orders would do. `staying` children keep their row, `moved` ones begin anew elsewhere, `unplaced` ones
    stand under something that is divided and need a place; `grants` and `people` are how many continue; `figures` were
    entered for what ends, in periods that end later: they no longer count.
    """

    faults: tuple[RowError, ...]
    flows: tuple[Flow, ...] = ()
    ended: tuple[Agency | Area, ...] = ()
    begun: tuple[tuple[str, str], ...] = ()
    moved: tuple[Placement, ...] = ()
    unplaced: tuple[Agency | Area, ...] = ()
    staying: int = 0
    grants: int = 0
    people: int = 0
    figures: int = 0
    words: tuple[str, ...] = field(default=())
