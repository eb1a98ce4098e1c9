"""What a person holds on a day: the grants, how far they reach, and whether one covers a thing.

Everything is read once, however many things are asked about; the questions themselves are in store.access.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from cotmoc.core.permissions import JUDGING_VERBS, SYSTEM_VERBS, UNIT_VERBS, Role, Verb, may
from cotmoc.core.successions import TOLERANCE
from cotmoc.store.dated import valid_on
from cotmoc.store.models import (
    Agency,
    ApiKey,
    Claim,
    Directive,
    FigureImport,
    Grant,
    Indicator,
    Observation,
    Person,
    Plan,
    PlanVersion,
    Reading,
    Report,
    Submission,
    Target,
    Task,
)

if TYPE_CHECKING:
    from django.db.models import Model

# The plan of what belongs to none yet: a grant for one plan does not reach it.
NO_PLAN = 0


@dataclass(frozen=True)
class Held:
    """A grant as it holds today. `reach` are the agencies it covers, None for all; `above` those it works under."""

    role: Role
    whose: Person
    plan: int | None
    agency: Agency | None
    reach: frozenset[int] | None
    above: frozenset[int]

    @property
    def is_all(self) -> bool:
        """Whether it holds for every thing there is."""
        return self.reach is None and self.plan is None


@dataclass(frozen=True)
class Place:
    """Where a thing stands: its plan (None: it is no matter of a plan), the unit that answers for it, and whether
    whoever takes part may look."""

    plan: int | None = None
    node: int | None = None
    is_shared: bool = False


class Rights:
    """What a person holds today, those they stand in for included."""

    def __init__(self, person: Person, on: date) -> None:
        self.on = on
        self._person = person

    @property
    def _key(self) -> ApiKey | None:
        """The key with which another system acts as the person."""
        return getattr(self._person, "key", None)

    @property
    def only_plan(self) -> int | None:
        """The one plan that key is for."""
        return self._key.plan_id if self._key is not None else None

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Every grant that holds; empty for whoever is locked or has left."""
        left = self._person.left_on
        if not self._person.is_active or (left is not None and left <= self.on):
            return ()
        reaches: dict[int, frozenset[int]] = {}
        held = []
        for grant in _grants(self._person, self.on):
            if self._key is not None and grant.person_id != self._person.pk:
                continue  # a key outlives the leave of a colleague, so nothing is lent to it
            reach, above = None, frozenset[int]()
            if grant.agency_id is not None:
                if grant.agency_id not in reaches:
                    reaches[grant.agency_id] = _below(grant.agency_id)
                reach, above = reaches[grant.agency_id], _above(grant.agency_id)
            held.append(Held(Role(grant.role), grant.person, grant.plan_id, grant.agency, reach, above))
        return tuple(held)

    @cached_property
    def plans(self) -> dict[int, tuple[int | None, int | None]]:
        """The agency each plan belongs to (None: the whole system) and the directive it was made from."""
        rows = Plan.objects.order_by().values_list("pk", "agency_id", "directive_id")
        return {pk: (agency, directive) for pk, agency, directive in rows}

    @cached_property
    def verbs(self) -> frozenset[Verb]:
        """Everything the person may do to at least some things."""
        return frozenset(verb for verb in Verb if self.holding(verb))

    def verbs_at(self, thing: Model) -> frozenset[Verb]:
        """Everything the person may do where a page is about `thing`: to it, or to what is of some of its units."""
        return frozenset(verb for verb in Verb if self.standing_within(verb, thing))

    def standing_within(self, verb: Verb, thing: Model) -> Held | None:
        """As `standing`; for what is done for units it is enough that some of them are the person's."""
        if verb in SYSTEM_VERBS:
            return self.standing(verb, None)
        if verb not in UNIT_VERBS | JUDGING_VERBS:
            return self.standing(verb, thing)
        plan = self._place(thing, Verb.VIEW).plan
        if self.only_plan not in (None, plan):
            return None
        return next((held for held in self.holding(verb) if held.plan in (None, plan)), None)

    def holding(self, verb: Verb) -> list[Held]:
        """The grants whose role allows the verb, the own ones first."""
        if self._key is not None and verb not in self._key.verbs:
            return []
        if self.only_plan and verb in SYSTEM_VERBS:
            return []
        return [
            held
            for held in self.held
            if may(held.role, verb) and not (held.plan is not None and verb in SYSTEM_VERBS)
        ]

    def standing(self, verb: Verb, thing: Model | None) -> Held | None:
        """The grant that lets the person do it; the own ones come before those of others."""
        allowed = self.holding(verb)
        if not allowed or thing is None or (allowed[0].is_all and not self.only_plan):
            return next(iter(allowed), None)
        return self.standing_at(allowed, self._place(thing, verb))

    def standing_at(self, allowed: list[Held], place: Place) -> Held | None:
        """The first of some grants that covers a place."""
        if self.only_plan and place.plan not in (None, self.only_plan):
            return None
        return next((held for held in allowed if _covers(held, place)), None)

    def plan_place(self, plan: int, *, is_shared: bool) -> Place:
        """Where a plan stands, and what belongs to all of it."""
        if plan not in self.plans:  # made since the plans were read
            del self.plans
        return Place(plan, self.plans.get(plan, (None, None))[0], is_shared)

    def _place(self, thing: Model, verb: Verb) -> Place:
        looks = verb is Verb.VIEW
        match thing:
            case Agency():
                return Place(None, thing.pk)
            case Person():
                return Place(None, thing.agency_id)
            case Submission():
                return self._of_unit(verb, thing.plan_id, thing.unit_id)
            case Task() if verb in UNIT_VERBS | JUDGING_VERBS:
                return self._of_unit(verb, thing.plan_id, thing.lead_id)
            case Observation() if not (looks and thing.counts):
                return self._of_unit(verb, thing.indicator.plan_id, thing.unit_id)
            case Directive() | Reading() | Claim():
                return self._of_document(thing.reading if isinstance(thing, Claim) else thing, looks)
        return self._of_plan(thing, looks)

    def _of_plan(self, thing: Model, looks: bool) -> Place:
        match thing:
            case Plan():
                return self.plan_place(thing.pk, is_shared=looks)
            case Target() | Observation():
                return self.plan_place(thing.indicator.plan_id, is_shared=looks)
            case Indicator() | Task() | Report() | PlanVersion():
                return self.plan_place(thing.plan_id, is_shared=looks)
            case FigureImport() if thing.by_id == self._person.pk:
                return Place(thing.plan_id, None, is_shared=True)  # one's own file, whoever's the plan
            case FigureImport():
                return self.plan_place(thing.plan_id, is_shared=False)
        return Place()  # what nobody placed is for those whose grant holds everywhere

    def _of_unit(self, verb: Verb, plan: int, unit: int | None) -> Place:
        if verb not in JUDGING_VERBS:
            return Place(plan, unit)
        owner = self.plan_place(plan, is_shared=False)
        if unit is None or unit == owner.node or not any(held.above for held in self.held):
            return owner
        return Place(plan, self._parents.get(unit))

    def _of_document(self, thing: Directive | Reading, looks: bool) -> Place:
        directive = thing.directive_id if isinstance(thing, Reading) else thing.pk
        plan = next(
            (pk for pk, (_agency, of) in self.plans.items() if of is not None and of == directive), NO_PLAN
        )
        return Place(plan, thing.agency_id, looks)

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return dict(Agency.objects.order_by().values_list("pk", "parent_id"))


def _covers(held: Held, place: Place) -> bool:
    if held.plan is not None and place.plan is not None and place.plan != held.plan:
        return False
    if held.reach is None or (place.node is not None and place.node in held.reach):
        return True
    return place.is_shared and (place.node is None or place.node in held.above)


def _grants(person: Person, on: date) -> list[Grant]:
    """The grants of the person and of those the person stands in for, the own ones first.

    Only what a person was granted is lent, never what was lent to them: deputies make no chain.
    """
    stands_in = Q(
        Q(person__left_on=None) | Q(person__left_on__gt=on),
        person__is_active=True,
        person__deputies__deputy=person,
        person__deputies__valid_from__lte=on,
        person__deputies__valid_to__gte=on,
    )
    found = (
        Grant.objects.filter(Q(person=person) | stands_in, valid_on(on))
        .select_related("person", "agency")
        .distinct()
    )
    return sorted(found, key=lambda grant: (grant.person_id != person.pk, grant.pk))


def _below(agency: int) -> frozenset[int]:
    """The agency, all below it and all they followed."""
    return _spread(agency, lambda edge: Q(parent__in=edge) | Q(successor_links__successor__in=edge))


def _above(agency: int) -> frozenset[int]:
    """What the agency works under, what those followed and what wholly followed them."""

    def nearby(edge: set[int]) -> Q:
        wholly = Q(predecessor_links__predecessor__in=edge, predecessor_links__share__gte=1 - TOLERANCE)
        return Q(children__in=edge) | Q(successor_links__successor__in=edge) | wholly

    return _spread(agency, nearby)


def _spread(agency: int, nearby: Callable[[set[int]], Q]) -> frozenset[int]:
    """The agency and all that is reached from it step by step; one question a step."""
    seen, edge = {agency}, {agency}
    while edge:
        edge = set(Agency.objects.filter(nearby(edge)).values_list("pk", flat=True)) - seen
        seen |= edge
    return frozenset(seen)
