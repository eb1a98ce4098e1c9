"""Units come into the system and are kept up to date: first seen as a preview, then stored as a whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.dates import short_date
from cotmoc.core.errors import RefusedRowsError, RowError
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import clause, say
from cotmoc.core.successions import Key, Node, Tree
from cotmoc.core.text import fold
from cotmoc.core.unitfaults import check
from cotmoc.store.access import can, forget_rights, require
from cotmoc.store.models import Agency, Area, Person
from cotmoc.store.succession import answerable, changes_of, node_of

# The day from which a unit is taken to exist when its table gives none and it is not there yet.
FIRST_DAY = date(2025, 7, 1)
State = Literal["added", "changed", "ended", "unchanged"]
_LABELS = {
    "name": "tên",
    "kind": "loại",
    "parent": "đơn vị cấp trên",
    "aliases": "tên gọi khác",
    "valid_to": "đến hết",
    "area": "địa bàn",
}
# Under which heading a fault of the tree is told.
_COLUMN = {
    "parent": "Mã cấp trên",
    "cycle": "Mã cấp trên",
    "parent-ended": "Đến hết",
    "order": "Đến hết",
    "still-there": "Đến hết",
    "overlap": "Hiệu lực từ",
    "predecessor": "Đến hết",
    "successor": "Hiệu lực từ",
}


@dataclass(frozen=True)
class AgencyRow:
    """One unit as a table names it; `parent` and `area` are codes, as they were on the unit's first day.

    Without `valid_from` it is the unit that bears the code now, or a new one from FIRST_DAY. `keeps` are the fields
    that the table does not speak of; `number` is the row of the table, 0 outside of one.
    """

    code: str
    name: str
    kind: str
    parent: str = ""
    valid_from: date | None = None
    aliases: tuple[str, ...] = ()
    valid_to: date | None = None
    area: str = ""
    keeps: frozenset[str] = frozenset()
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Difference:
    """One field that changes, as a reader sees it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class UnitOutcome:
    """What a row would do. `agency` is the unit as it would be, not stored; `before` what it was."""

    row: AgencyRow
    state: State
    agency: Agency
    differences: tuple[Difference, ...] = ()
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitsPreview:
    """What a table of units would do; with any of `faults` nothing of it is stored."""

    outcomes: tuple[UnitOutcome, ...]
    faults: tuple[RowError, ...]

    def of(self, state: State) -> tuple[UnitOutcome, ...]:
        """The rows that would be added, changed, ended or left as they are."""
        return tuple(one for one in self.outcomes if one.state == state)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return all(one.state == "unchanged" for one in self.outcomes)


def preview_units(rows: Sequence[AgencyRow], faults: Iterable[RowError] = ()) -> UnitsPreview:
    """What `rows` would add, change and end, and all that is wrong with them, in four queries.

    `faults` are those already found in the cells of the table; they are told together with those of the tree.
    """
    book = _Book(rows)
    outcomes = tuple(book.outcome(row) for row in rows)
    found = sorted([*faults, *book.faults()], key=lambda fault: fault.row)
    return UnitsPreview(outcomes, tuple(found))


def put_agencies(*, rows: Sequence[AgencyRow], by: Person, faults: Iterable[RowError] = ()) -> list[Agency]:
    """Create units, or bring those of the same code and first day up to date; the same rows twice change nothing.

    Raises ForbiddenError for units out of the reach of `by`, RefusedRowsError with every fault; then nothing is stored.
    """
    require(by, Verb.MANAGE_UNITS)
    preview = preview_units(rows, faults)
    if preview.faults:
        raise RefusedRowsError(list(preview.faults))
    if not preview.is_idle:
        _require_reach([one.agency for one in preview.outcomes if one.state != "unchanged"], by)
        _store(preview=preview, by=by)
        forget_rights(by)
    return [one.agency for one in preview.outcomes]


def _require_reach(agencies: Sequence[Agency], by: Person) -> None:
    """Whoever does not manage all units manages these, what they stood and will stand under when they move, and who
    answers till now for the areas they are given: else one could slip out from under those above, or take an area."""
    if can(by, Verb.MANAGE_UNITS, Agency()):
        return
    before = Agency.objects.select_related("parent").in_bulk([one.pk for one in agencies if one.pk])
    for one in agencies:
        require(by, Verb.MANAGE_UNITS, _stored_at(one))
        old = before.get(one.pk)
        if old is not None and old.parent_id != (one.parent.pk if one.parent else None):
            for above in (old.parent, one.parent):
                require(by, Verb.MANAGE_UNITS, _stored_at(above) if above else Agency())
        if one.area is not None and (old is None or old.area_id != one.area.pk):
            require(
                by,
                Verb.MANAGE_UNITS,
                answerable(one.area, max(one.valid_from, timezone.localdate())) or Agency(),
            )


def _stored_at(agency: Agency) -> Agency:
    """The unit itself, or what it begins under; at the top of the tree nothing, which only grants everywhere reach."""
    at: Agency | None = agency
    while at is not None and at.pk is None:
        at = at.parent
    return at or Agency()


@action
def _store(*, preview: UnitsPreview, by: Person) -> None:
    _create([one.agency for one in preview.of("added")])
    edited = [*preview.of("changed"), *preview.of("ended")]
    Agency.objects.bulk_update(
        [one.agency for one in edited],
        ["name", "folded", "kind", "parent", "aliases", "valid_to", "area"],
        batch_size=500,
    )
    verbs = {"added": "agency.add", "changed": "agency.edit", "ended": "agency.end"}
    for one in preview.outcomes:
        if one.state in verbs:
            record(verbs[one.state], one.agency, by=by, before=one.before, after=one.after)


def _create(agencies: Sequence[Agency]) -> None:
    """Store new units level by level: a unit needs the key of the one above it."""
    waiting = list(agencies)
    while waiting:
        ready = [one for one in waiting if one.parent is None or one.parent.pk is not None]
        for one in ready:
            one.parent = one.parent  # takes over the key that the unit above has by now
        Agency.objects.bulk_create(ready, batch_size=500)
        waiting = [one for one in waiting if one.pk is None]


class _Book:
    """The units there are and what a table says of them."""

    def __init__(self, rows: Sequence[AgencyRow]) -> None:
        self.rows = rows
        stored = list(Agency.objects.select_related("parent", "area"))
        self.stored = {(one.code, one.valid_from): one for one in stored}
        self.open = {one.code: one for one in stored if one.valid_to is None}
        self.changes = changes_of(Agency)
        self.areas = _areas({row.area for row in rows if row.area})
        self.row_of = {self.key(row): row for row in rows}
        self.starts = _starts([*self.stored, *self.row_of])
        self.nodes = self._nodes()
        self.units: dict[Key, Agency] = {}

    def key(self, row: AgencyRow) -> Key:
        """The unit that a row is about."""
        if row.valid_from is None and (known := self.open.get(row.code)) is not None:
            return known.code, known.valid_from
        return row.code, row.valid_from or FIRST_DAY

    def _nodes(self) -> dict[Key, Node]:
        nodes = {key: node_of(one) for key, one in self.stored.items()}
        for key, row in self.row_of.items():
            old = nodes.get(key)
            parent = self._parent(row, key[1]) if "parent" not in row.keeps else old.parent if old else None
            until = row.valid_to if "valid_to" not in row.keeps else old.valid_to if old else None
            nodes[key] = Node(row.code, row.name, key[1], until, parent)
        return nodes

    def _parent(self, row: AgencyRow, day: date) -> Key | None:
        """The newest unit of the code that had begun by then; whether it still held is for the check to say."""
        if not row.parent:
            return None
        begun = [start for start in self.starts.get(row.parent, ()) if start <= day]
        return row.parent, max(begun, default=day)

    def faults(self) -> list[RowError]:
        """What the rows would break in the tree, and areas that are not there. What was broken before is not told."""
        before = {(one.code, one.key) for one in check(map(node_of, self.stored.values()), self.changes)}
        found = [
            RowError(self._number(one.key), _COLUMN.get(one.code, "Mã"), clause(one.message))
            for one in check(self.nodes.values(), self.changes)
            if (one.code, one.key) not in before
        ]
        return found + [
            RowError(
                row.number,
                "Mã địa bàn",
                say(
                    "không có địa bàn '%(code)s' ngày %(day)s; nạp danh mục địa bàn, hoặc sửa mã",
                    code=row.area,
                    day=short_date(key[1]),
                ),
            )
            for key, row in self.row_of.items()
            if row.area and self._area(row, key[1]) is None
        ]

    def _number(self, key: Key) -> int:
        """The row that a fault of a node belongs to: its own, or that of the unit above it."""
        node = self.nodes.get(key)
        row = self.row_of.get(key) or (self.row_of.get(node.parent) if node and node.parent else None)
        return row.number if row else self.rows[0].number

    def _area(self, row: AgencyRow, day: date) -> Area | None:
        return next((one for one in self.areas.get(row.area, ()) if Tree([node_of(one)]).on(day)), None)

    def unit(self, key: Key) -> Agency:
        """The unit of a key as it would be, with the units above it; stored ones keep their primary key."""
        if key not in self.units:
            old, row = self.stored.get(key), self.row_of.get(key)
            new = Agency(code=key[0], valid_from=key[1], pk=old.pk if old else None)
            self.units[key] = new
            self._fill(new, old, row)
        return self.units[key]

    def _fill(self, new: Agency, old: Agency | None, row: AgencyRow | None) -> None:
        node = self.nodes[new.code, new.valid_from]
        new.name, new.folded, new.valid_to = node.name, fold(node.name), node.valid_to
        new.kind = row.kind if row else old.kind if old else ""
        keeps = row.keeps if row else frozenset({"aliases", "area"})
        new.aliases = (
            list(row.aliases) if row and "aliases" not in keeps else list(old.aliases) if old else []
        )
        kept_area = old.area if old else None
        new.area = kept_area if "area" in keeps or row is None else self._area(row, new.valid_from)
        new.parent = self.unit(node.parent) if node.parent in self.nodes else None

    def outcome(self, row: AgencyRow) -> UnitOutcome:
        """What a row does to its unit."""
        key = self.key(row)
        new, old = self.unit(key), self.stored.get(key)
        after = _values(new)
        if old is None:
            return UnitOutcome(
                row, "added", new, after={"code": row.code, "valid_from": str(key[1]), **after}
            )
        before = _values(old)
        names = [name for name in before if before[name] != after[name]]
        state: State = "changed" if names else "unchanged"
        if "valid_to" in names and new.valid_to is not None:
            state = "ended"
        told = tuple(Difference(_LABELS[name], _words(before[name]), _words(after[name])) for name in names)
        return UnitOutcome(
            row,
            state,
            new,
            told,
            {name: before[name] for name in names},
            {name: after[name] for name in names},
        )


def _values(agency: Agency) -> dict[str, Any]:
    return {
        "name": agency.name,
        "kind": agency.kind,
        "parent": agency.parent.code if agency.parent else "",
        "aliases": list(agency.aliases),
        "valid_to": agency.valid_to.isoformat() if agency.valid_to else "",
        "area": agency.area.code if agency.area else "",
    }


def _words(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _areas(codes: set[str]) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for area in Area.objects.filter(code__in=codes):
        found[area.code].append(area)
    return found


def _starts(keys: Iterable[Key]) -> dict[str, list[date]]:
    starts: dict[str, list[date]] = defaultdict(list)
    for code, start in keys:
        starts[code].append(start)
    return starts
