"""Who stands in the place of a unit that ended, on a day: the links of successions followed to their ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cotmoc.core.successions import TOLERANCE
from cotmoc.store.agencies import current
from cotmoc.store.models import Agency, AgencyLink, Area, AreaLink, Succession

Unit: TypeAlias = Area | Agency
Link: TypeAlias = AreaLink | AgencyLink

_WHOLE = 1 - TOLERANCE
# Under another name, title or parent a unit is still the same one: nobody inherits.
_LIVES_ON = frozenset({Succession.Kind.RENAME, Succession.Kind.MOVE})


@dataclass(frozen=True)
class Heir:
    """A unit in the place of one that ended. `share` (0–1) is what it took over; `by` is what ended the other.

    `ways` are the rows passed on the way, the heir's own included: what was said under an earlier name still holds.
    """

    unit: Unit
    share: float
    by: Succession
    ways: frozenset[int]

    @property
    def name(self) -> str:
        """The name with its title."""
        return full_name(self.unit)


def full_name(unit: Unit) -> str:
    """How a unit is called in a sentence."""
    return unit.full_name if isinstance(unit, Area) else unit.name


def heirs_of(model: type[Area] | type[Agency], ended: Iterable[int], on: date) -> dict[int, tuple[Heir, ...]]:
    """For each of the rows `ended` those that stand in its place on `on`, in one query a step.

    A unit that only took another name, title or parent has no heirs.
    """
    wanted = set(ended)
    links = _links(model, wanted, on)
    found: dict[int, tuple[Heir, ...]] = {}
    for pk in wanted:
        heirs: dict[int, Heir] = {}
        for link in links[pk]:
            _walk(link, 1.0, frozenset(), None, links, heirs)
        found[pk] = tuple(sorted(heirs.values(), key=lambda heir: (-heir.share, heir.unit.code)))
    return found


def _links(model: type[Area] | type[Agency], start: set[int], on: date) -> dict[int, list[Link]]:
    rows = AreaLink.objects if model is Area else AgencyLink.objects
    found: dict[int, list[Link]] = defaultdict(list)
    edge, seen = set(start), set(start)
    while edge:
        asked = rows.filter(predecessor__in=edge, succession__on__lte=on)
        links: list[Link] = list(asked.select_related("succession", "successor", "successor__parent"))
        for link in links:
            found[link.predecessor_id].append(link)
        edge = {link.successor_id for link in links} - seen
        seen |= edge
    return found


def _walk(
    link: Link,
    share: float,
    ways: frozenset[int],
    by: Succession | None,
    links: dict[int, list[Link]],
    heirs: dict[int, Heir],
) -> None:
    share, ways = share * link.share, ways | {link.successor_id}
    if by is None and link.succession.kind not in _LIVES_ON:
        by = link.succession
    further = links[link.successor_id]
    for step in further:
        _walk(step, share, ways, by, links, heirs)
    if further or by is None:
        return
    known = heirs.get(link.successor_id)
    if known is not None:
        share, ways = share + known.share, ways | known.ways
    heirs[link.successor_id] = Heir(link.successor, share, by, ways)


def answering(heirs: Iterable[Heir], on: date) -> dict[int, Agency]:
    """For heirs that are areas the agency that answers: the one with that area, else the one with the area above it.

    An agency whose area wholly became the heir counts as the heir's own where it is the only one.
    """
    heirs = list(heirs)
    own = {pk for heir in heirs for pk in heir.ways}
    taken: dict[int, list[int]] = defaultdict(list)
    links = AreaLink.objects.filter(successor__in=own, succession__on__lte=on, share__gte=_WHOLE)
    for old, new in links.values_list("predecessor_id", "successor_id"):
        taken[new].append(old)
    own |= {pk for some in taken.values() for pk in some}
    above = {heir.unit.parent_id for heir in heirs if heir.unit.parent_id}
    by_area: dict[int | None, Agency] = {}
    for agency in current(on).filter(area__in=own | above).order_by("kind", "code"):
        by_area.setdefault(agency.area_id, agency)
    found = {}
    for heir in heirs:
        former = [by_area[pk] for pk in taken[heir.unit.pk] if pk in by_area]
        places = [heir.unit.pk, *sorted(heir.ways - {heir.unit.pk})]
        known = next((by_area[pk] for pk in places if pk in by_area), None)
        if known is None:
            known = former[0] if len(former) == 1 else by_area.get(heir.unit.parent_id)
        if known is not None:
            found[heir.unit.pk] = known
    return found
