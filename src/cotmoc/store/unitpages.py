"""Agencies and areas as their pages show them on a day: level by level, found by words, with what they came from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from cotmoc.core.successions import TOLERANCE
from cotmoc.core.text import fold
from cotmoc.store.dated import valid_on
from cotmoc.store.heirs import Unit, full_name
from cotmoc.store.models import Agency, AgencyLink, Area, AreaLink, Grant, Person, Succession
from cotmoc.store.succession import answerable, children_on, parent_on

Model: TypeAlias = type[Agency] | type[Area]
MODELS: dict[str, Model] = {"co-quan": Agency, "dia-ban": Area}
SLUGS: dict[Model, str] = {model: slug for slug, model in MODELS.items()}
# Words before a name that say what it is: "xã Vân Thạch" is found as "Vân Thạch".
_TITLES = ("thanh pho", "thi tran", "thi xa", "dac khu", "phuong", "huyen", "quan", "tinh", "xa")
_PARTS_SHOWN = 60


@dataclass(frozen=True)
class UnitRow:
    """A unit in the list; `children` exist on the day right below it."""

    unit: Unit
    name: str
    children: int
    is_ended: bool
    is_future: bool


@dataclass(frozen=True)
class Part:
    """A unit in a succession; `share` is how much of the predecessor went over."""

    unit: Unit
    name: str
    share: float

    @property
    def is_whole(self) -> bool:
        return self.share >= 1 - TOLERANCE


@dataclass(frozen=True)
class Step:
    """One succession in the history of a unit: what became what. `hidden` are parts that are not shown."""

    succession: Succession
    old: tuple[Part, ...]
    new: tuple[Part, ...]
    is_past: bool
    hidden: int = 0


@dataclass(frozen=True)
class UnitPage:
    """All of one unit on a day."""

    unit: Unit
    name: str
    on: date
    path: tuple[Unit, ...]
    children: int
    history: tuple[Step, ...]
    same_code: tuple[Unit, ...]
    answers: Agency | None


def units_at(model: Model, on: date, parent: Unit | None, *, ended: bool = False) -> QuerySet[Unit]:
    """The units right below `parent` (at the top without one) on a day; `ended` ones too when asked."""
    if ended:
        rows: QuerySet[Unit] = model._default_manager.filter(valid_from__lte=on)
        rows = rows.filter(parent=parent)
    elif parent is not None:
        rows = _below(parent, on)
    else:
        rows = model._default_manager.filter(valid_on(on), parent=None)
    return _in_order(rows, model)


def find_units(model: Model, on: date, words: str, *, ended: bool = False) -> QuerySet[Unit]:
    """The units anywhere whose name has all the words, with or without diacritics and title, or of that code."""
    asked = fold(words).strip()
    named = without_title(asked)
    condition = Q(code=words.strip())
    for some in {asked, named} if model is Agency else {named}:
        each = Q()
        for word in some.split():
            each &= Q(folded__contains=word)
        condition |= each
    when = Q(valid_from__lte=on) if ended else valid_on(on)
    return _in_order(model._default_manager.filter(condition & when), model)


def without_title(folded: str) -> str:
    """A folded name without the word before it that says what it is."""
    return next((folded[len(one) :].strip() for one in _TITLES if folded.startswith(f"{one} ")), folded)


def rows_of(units: Iterable[Unit], on: date) -> tuple[UnitRow, ...]:
    """Units with the number of those below them, in a few queries for all."""
    some = list(units)
    counts = _children(type(some[0]), [unit.pk for unit in some], on) if some else {}
    return tuple(
        UnitRow(
            unit,
            full_name(unit),
            counts.get(unit.pk, 0),
            unit.valid_to is not None and unit.valid_to < on,
            unit.valid_from > on,
        )
        for unit in some
    )


def find_unit(model: Model, code: str, on: date) -> Unit | None:
    """The unit of a code on a day; else the last one before, else the first one after."""
    rows: list[Unit] = list(
        model._default_manager.filter(code=code).select_related("parent").order_by("valid_from")
    )
    begun = [row for row in rows if row.valid_from <= on]
    return begun[-1] if begun else rows[0] if rows else None


def unit_page(unit: Unit, on: date) -> UnitPage:
    """Everything about a unit as of a day."""
    day = _within(unit, on)
    model = type(unit)
    return UnitPage(
        unit=unit,
        name=full_name(unit),
        on=on,
        path=path_to(unit, day),
        children=_below(unit, day).count(),
        history=history_of(unit),
        same_code=tuple(
            model._default_manager.filter(code=unit.code).exclude(pk=unit.pk).order_by("valid_from")
        ),
        answers=answerable(unit, day) if isinstance(unit, Area) else None,
    )


def path_to(unit: Unit, on: date) -> tuple[Unit, ...]:
    """What stands above a unit on a day, the top first."""
    path: list[Unit] = []
    above = _above(unit, on)
    while above is not None and above not in path:
        path.insert(0, above)
        above = _above(above, on)
    return tuple(path)


def history_of(unit: Unit) -> tuple[Step, ...]:
    """All successions that led to a unit and that followed it, the oldest first; two queries a step."""
    steps = [*_walk(unit, back=True), *_walk(unit, back=False)]
    return tuple(sorted(steps, key=lambda step: (step.succession.on, step.succession.pk)))


def people_at(agency: Agency) -> QuerySet[Person]:
    """Who works there, with what they were granted."""
    return agency.people.filter(is_active=True).order_by("full_name")


def grants_at(agency: Agency, on: date) -> QuerySet[Grant]:
    """The roles held at a unit on a day."""
    return agency.grants.filter(valid_on(on)).select_related("person", "plan")


def _below(unit: Any, on: date) -> QuerySet[Unit]:
    rows: QuerySet[Any] = children_on(unit, on)
    return rows


def _above(unit: Any, on: date) -> Unit | None:
    above: Unit | None = parent_on(unit, on)
    return above


def _within(unit: Unit, on: date) -> date:
    """The day nearest to `on` on which the unit exists."""
    if unit.valid_to is not None and unit.valid_to < on:
        return unit.valid_to
    return max(on, unit.valid_from)


def _in_order(rows: QuerySet[Unit], model: Model) -> QuerySet[Unit]:
    order = ("-kind", "folded", "valid_from") if model is Agency else ("-kind", "code", "valid_from")
    return rows.select_related("parent").order_by(*order)


def _links(model: Model) -> QuerySet[AgencyLink] | QuerySet[AreaLink]:
    return (AreaLink.objects if model is Area else AgencyLink.objects).all()


def _children(model: Model, pks: list[int], on: date) -> dict[int, int]:
    """How many units are right below each on a day; those that began below what it took the place of count."""
    heir = {pk: pk for pk in pks}
    edge = set(pks)
    while edge:
        whole = _links(model).filter(successor__in=edge, succession__on__lte=on, share__gte=1 - TOLERANCE)
        pairs = [
            (old, new) for old, new in whole.values_list("predecessor_id", "successor_id") if old not in heir
        ]
        heir |= {old: heir[new] for old, new in pairs}
        edge = {old for old, _new in pairs}
    below = model._default_manager.filter(valid_on(on), parent__in=heir).order_by()
    return Counter(heir[parent] for parent in below.values_list("parent_id", flat=True))


def _walk(unit: Unit, *, back: bool) -> list[Step]:
    """The successions before or after a unit, step by step."""
    here, there = ("successor", "predecessor") if back else ("predecessor", "successor")
    steps: list[Step] = []
    edge, seen = {unit.pk}, {unit.pk}
    while edge:
        links: list[Any] = list(
            _links(type(unit))
            .filter(**{f"{here}__in": edge})
            .select_related("succession", "predecessor", "successor")
        )
        by_succession: dict[int, list[AgencyLink | AreaLink]] = defaultdict(list)
        for link in links:
            by_succession[link.succession_id].append(link)
        steps += [_step(some, is_past=back) for some in by_succession.values()]
        edge = {getattr(link, f"{there}_id") for link in links} - seen
        seen |= edge
    return steps


def _step(links: list[AgencyLink | AreaLink], *, is_past: bool) -> Step:
    old = {
        link.predecessor_id: Part(link.predecessor, full_name(link.predecessor), link.share) for link in links
    }
    new = {link.successor_id: Part(link.successor, full_name(link.successor), link.share) for link in links}
    hidden = max(0, len(old) - _PARTS_SHOWN) + max(0, len(new) - _PARTS_SHOWN)
    return Step(
        links[0].succession,
        tuple(old.values())[:_PARTS_SHOWN],
        tuple(new.values())[:_PARTS_SHOWN],
        is_past,
        hidden,
    )
