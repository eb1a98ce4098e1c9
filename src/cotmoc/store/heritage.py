"""Targets of units that ended: where they come from, who has to answer for them now, and what was said of them.

A target is inherited when the area of its plan ended, or, where that still stands, when the agency that owns
its indicator ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from cotmoc.core.permissions import Verb
from cotmoc.core.plan import Target as TargetValue
from cotmoc.core.text import fold
from cotmoc.store.access import can
from cotmoc.store.heirs import Heir, Unit, answering, full_name, heirs_of
from cotmoc.store.models import Agency, Area, Indicator, Person, Plan, Target, TargetDecision

_Key = tuple[bool, int]
NOTHING_SAID: Mapping[int, Standing] = {}
Verdict = TargetDecision.Verdict


@dataclass(frozen=True)
class Inherited:
    """A target at one of those who inherit it. `decisions` are what was said of it there, the oldest first."""

    target: Target
    origin: Unit
    heir: Heir
    answers: Agency | None
    decisions: tuple[TargetDecision, ...] = ()

    @property
    def indicator(self) -> Indicator:
        return self.target.indicator

    @property
    def plan(self) -> Plan:
        return self.target.indicator.plan

    @property
    def origin_name(self) -> str:
        return full_name(self.origin)

    @property
    def latest(self) -> TargetDecision | None:
        """What holds: the last thing said."""
        return self.decisions[-1] if self.decisions else None

    @property
    def verdict(self) -> str:
        """The verdict that holds; "" while nothing was said."""
        return self.latest.verdict if self.latest else ""


@dataclass(frozen=True)
class Standing:
    """What became of a target as a whole: adapted by the one heir that did so, or declined by all of them."""

    heir: str
    decision: TargetDecision
    is_declined: bool = False


@dataclass(frozen=True)
class Notice:
    """What a page of a plan says when its unit ended: from which unit, to whom, and how much waits for a word."""

    origin: str
    until: date
    heirs: tuple[str, ...]
    targets: int
    undecided: int
    adapted: int
    declined: int


def inherited(
    on: date, *, plan: Plan | None = None, targets: Iterable[Target] | None = None
) -> tuple[Inherited, ...]:
    """All targets in force of units that had ended by `on`, by heir, plan and the order of the document.

    With `plan` or `targets` only those. A constant number of queries but for the longest chain of successions.
    """
    rows = _targets(on, plan)
    if targets is not None:
        rows = rows.filter(pk__in=[target.pk for target in targets])
    return _with_heirs(list(rows), on)


def _with_heirs(targets: Sequence[Target], on: date) -> tuple[Inherited, ...]:
    if not targets:
        return ()
    origins = {target.pk: _origin(target, on) for target in targets}
    found: dict[_Key, tuple[Heir, ...]] = {}
    for model in (Area, Agency):
        ended = {origin.pk for origin in origins.values() if type(origin) is model}
        heirs = heirs_of(model, ended, on) if ended else {}
        found |= {(model is Area, pk): some for pk, some in heirs.items()}
    rows = [
        (target, origins[target.pk], heir)
        for target in targets
        for heir in found[isinstance(origins[target.pk], Area), origins[target.pk].pk]
    ]
    areas = [heir for _, origin, heir in rows if isinstance(origin, Area)]
    answers = answering(areas, on) if areas else {}
    said = _decisions(targets)
    return tuple(
        sorted((_inherited(*row, answers, said) for row in rows), key=_order),
    )


def undecided(rows: Iterable[Inherited]) -> tuple[Inherited, ...]:
    """Those of which nothing was said yet."""
    return tuple(row for row in rows if row.latest is None)


def select(rows: Iterable[Inherited], *, words: str = "", heir: str = "") -> tuple[Inherited, ...]:
    """The rows with every one of `words` in their plan or indicator, at the heir of that code or name."""
    asked, unit = fold(words).split(), fold(heir)
    return tuple(
        row
        for row in rows
        if all(word in row.indicator.folded + fold(row.plan.title + row.origin_name) for word in asked)
        and (not unit or unit in {fold(row.heir.unit.code), row.heir.unit.folded, fold(row.heir.name)})
    )


def may_decide(person: Person, row: Inherited) -> bool:
    """Whether the person may speak for the heir; where no agency answers, whoever may everywhere."""
    return can(person, Verb.DECIDE_TARGETS, responsible(row))


def responsible(row: Inherited) -> Agency:
    """The agency to ask the permission for; an agency that is nowhere is reached by grants everywhere alone."""
    if isinstance(row.heir.unit, Agency):
        return row.heir.unit
    return row.answers or Agency()


def standings(plan: Plan, on: date, owners: Iterable[Agency | None]) -> dict[int, Standing]:
    """By target, what the heirs made of it; no query where no unit ended. A target they keep is not there.

    `owners` are those of the plan's indicators.
    """
    if not _has_ended(plan, on, owners):
        return {}
    if (
        not TargetDecision.objects.filter(target__indicator__plan=plan)
        .exclude(verdict=Verdict.CONFIRM)
        .exists()
    ):
        return {}
    return standings_of(inherited(on, plan=plan))


def standings_of(rows: Iterable[Inherited]) -> dict[int, Standing]:
    """The same from rows that were read already."""
    by_target: dict[int, list[Inherited]] = defaultdict(list)
    for row in rows:
        by_target[row.target.pk].append(row)
    return {pk: said for pk, some in by_target.items() if (said := _standing(some)) is not None}


def _standing(rows: Sequence[Inherited]) -> Standing | None:
    verdicts = {row.verdict for row in rows}
    adapted = [row for row in rows if row.verdict == Verdict.ADAPT]
    if verdicts == {Verdict.DECLINE} and rows[0].latest:
        return Standing(", ".join(row.heir.name for row in rows), rows[0].latest, is_declined=True)
    if len(adapted) == 1 and Verdict.CONFIRM not in verdicts and adapted[0].latest:
        return Standing(adapted[0].heir.name, adapted[0].latest)
    return None


def adapted_value(value: TargetValue, standing: Standing | None) -> TargetValue:
    """The target as the heir adapted it; the document's own when nobody did."""
    if standing is None or standing.is_declined:
        return value
    said = standing.decision
    milestone = said.milestone or value.milestone
    return replace(value, op=said.op, value=said.value, upper=said.upper, milestone=milestone)


def notice_of(plan: Plan, on: date, owners: Iterable[Agency | None]) -> Notice | None:
    """What to say on the pages of a plan; None when none of its targets is inherited, then without a query.

    `owners` are those of the plan's indicators.
    """
    rows = inherited(on, plan=plan) if _has_ended(plan, on, owners) else ()
    if not rows:
        return None
    said = standings_of(rows)
    first = min(rows, key=lambda row: (isinstance(row.origin, Agency), row.origin.valid_to or on))
    return Notice(
        origin=first.origin_name,
        until=first.origin.valid_to or on,
        heirs=tuple(dict.fromkeys(row.heir.name for row in rows if row.origin == first.origin)),
        targets=len({row.target.pk for row in rows}),
        undecided=len({row.target.pk for row in undecided(rows)}),
        adapted=sum(not standing.is_declined for standing in said.values()),
        declined=sum(standing.is_declined for standing in said.values()),
    )


def _has_ended(plan: Plan, on: date, owners: Iterable[Agency | None]) -> bool:
    units = {plan.area, *owners}
    return any(unit is not None and unit.valid_to is not None and unit.valid_to < on for unit in units)


def _targets(on: date, plan: Plan | None) -> QuerySet[Target]:
    over = Q(indicator__plan__area__valid_to__lt=on) | Q(indicator__owner__valid_to__lt=on)
    rows = Target.objects.filter(over, indicator__ended_in_version=None)
    if plan is not None:
        rows = rows.filter(indicator__plan=plan)
    return rows.select_related("indicator__plan__area", "indicator__owner")


def _origin(target: Target, on: date) -> Unit:
    area, owner = target.indicator.plan.area, target.indicator.owner
    if area is not None and area.valid_to is not None and area.valid_to < on:
        return area
    if owner is None:
        raise AssertionError(f"target {target.pk} is not of a unit that ended")
    return owner


def _inherited(
    target: Target,
    origin: Unit,
    heir: Heir,
    answers: dict[int, Agency],
    said: dict[int, list[TargetDecision]],
) -> Inherited:
    is_area = isinstance(origin, Area)
    own = tuple(one for one in said[target.pk] if (one.area_id if is_area else one.agency_id) in heir.ways)
    answering_agency = answers.get(heir.unit.pk) if isinstance(heir.unit, Area) else heir.unit
    return Inherited(target, origin, heir, answering_agency, own)


def _decisions(targets: Sequence[Target]) -> dict[int, list[TargetDecision]]:
    found: dict[int, list[TargetDecision]] = defaultdict(list)
    rows = TargetDecision.objects.filter(target__in=[target.pk for target in targets])
    for row in rows.select_related("by").order_by("id"):
        found[row.target_id].append(row)
    return found


def _order(row: Inherited) -> tuple[object, ...]:
    indicator = row.indicator
    place = (indicator.position, indicator.pk, row.target.milestone, row.target.pk)
    return (row.heir.unit.folded, row.heir.unit.pk, row.plan.pk, *place)
