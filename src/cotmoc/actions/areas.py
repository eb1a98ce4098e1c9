"""The areas of the country come in, and stay as they are when they come in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.text import fold
from cotmoc.store.access import require
from cotmoc.store.models import Area, AreaLink, Person, Succession
from cotmoc.store.vietnam.areas import AreaRow, ChangeRow, Key

_LEVELS = (Area.Kind.PROVINCE, Area.Kind.DISTRICT, Area.Kind.COMMUNE)
_KEPT = ("name", "folded", "title", "parent_id", "valid_to", "surface", "latitude", "longitude")
_BATCH = 500


@dataclass(frozen=True)
class AreasPut:
    """How many areas and changes came in."""

    added: int
    changed: int
    successions: int


@action
def put_areas(*, rows: Sequence[AreaRow], changes: Sequence[ChangeRow], by: Person) -> AreasPut:
    """Store areas and their changes; what is there already is brought up to date, nothing is deleted.

    An area that was ended here stays ended, and the figures that were entered stay.
    Raises InvalidValueError when a parent is neither there nor among `rows`, ConflictError when all is there.
    """
    require(by, Verb.MANAGE_UNITS)
    known = {(area.code, area.valid_from): area for area in Area.objects.all()}
    added, changed = [], []
    for level in _LEVELS:
        fresh, touched = _level([row for row in rows if row.kind == level], known)
        added += fresh
        changed += touched
    made = [succession for change in changes if (succession := _link(change, known, by))]
    written: list[Area | Succession] = [*added, *changed, *made]
    if not written:
        raise ConflictError("Địa bàn đã đầy đủ, không có gì thay đổi.", code="nothing-new")
    record(
        "area.load",
        written[0],
        by=by,
        after={"added": len(added), "changed": len(changed), "successions": [one.pk for one in made]},
    )
    return AreasPut(len(added), len(changed), len(made))


def _level(rows: Iterable[AreaRow], known: dict[Key, Area]) -> tuple[list[Area], list[Area]]:
    """Create or mend the areas of one level, whose parents are in `known` by now."""
    fresh, touched = [], []
    for row in rows:
        area = known.get(row.key)
        if area is None:
            area = Area(code=row.code, valid_from=row.valid_from, kind=row.kind)
            _fill(area, row, known)
            fresh.append(area)
        elif _fill(area, row, known):
            touched.append(area)
    Area.objects.bulk_create(fresh, batch_size=_BATCH)
    Area.objects.bulk_update(touched, _KEPT, batch_size=_BATCH)
    known.update({(area.code, area.valid_from): area for area in fresh})
    return fresh, touched


def _fill(area: Area, row: AreaRow, known: dict[Key, Area]) -> bool:
    """Write the row into the area; whether that changed anything."""
    if row.parent is not None and row.parent not in known:
        raise InvalidValueError(
            f"Địa bàn {row.code} {row.name}: cấp trên {row.parent[0]} chưa có; nạp cấp trên trước.",
            code="parent",
        )
    values = {
        "name": row.name,
        "folded": fold(row.name),
        "title": row.title,
        "parent_id": known[row.parent].pk if row.parent else None,
        "valid_to": row.valid_to or area.valid_to,
        "surface": row.surface if area.surface is None else area.surface,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }
    before = {name: getattr(area, name) for name in values}
    for name, value in values.items():
        setattr(area, name, value)
    return before != values


def _link(change: ChangeRow, known: dict[Key, Area], by: Person) -> Succession | None:
    """Store a change with those of its links that are not there yet; None when all are."""
    wanted = [(known[old].pk, known[new].pk, share) for old, new, share in change.links]
    there = _there(change)
    missing = [link for link in wanted if link[1] not in there[link[0]]]
    if not missing:
        return None
    made = Succession.objects.create(
        kind=change.kind,
        on=change.on,
        basis=change.basis,
        document=change.document,
        note=change.note,
        recorded_by=by,
    )
    links = [
        AreaLink(succession=made, predecessor_id=old, successor_id=new, share=share)
        for old, new, share in missing
    ]
    AreaLink.objects.bulk_create(links, batch_size=_BATCH)
    return made


def _there(change: ChangeRow) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    pairs = AreaLink.objects.filter(succession__on=change.on, succession__note=change.note)
    for old, new in pairs.values_list("predecessor_id", "successor_id"):
        found[old].add(new)
    return found


@action
def edit_area(*, area: Area, population: float | None, surface: float | None, by: Person) -> Area:
    """Say how many people live in an area and how large it is (km²); None is not known.

    Raises InvalidValueError for a number that is not above zero.
    """
    require(by, Verb.MANAGE_UNITS)
    for value in (population, surface):
        if value is not None and value <= 0:
            raise InvalidValueError(_("Dân số và diện tích phải lớn hơn 0, hoặc để trống."), code="measure")
    before = {"population": area.population, "surface": area.surface}
    area.population, area.surface = population, surface
    area.save(update_fields=["population", "surface"])
    record("area.edit", area, by=by, before=before, after={"population": population, "surface": surface})
    return area
