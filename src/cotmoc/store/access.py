"""The one question about permissions: may this person do this to this thing?

What is granted at an agency holds for it, for all below it and for the units they followed. The rights of a person
are read once (a few queries, however many things are asked about) and kept on the person.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from cotmoc.core.errors import ForbiddenError, NotFoundError
from cotmoc.core.permissions import UNIT_ROLES, UNIT_VERBS, Role, Verb, may
from cotmoc.store.models import Agency, Grant, Indicator, Person, Plan, Report, Submission, Task

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model

# For whom the running action is done, when its author stands in for somebody; read by the trail.
acting_for: ContextVar[Person | None] = ContextVar("acting_for", default=None)


@dataclass(frozen=True)
class Held:
    """A grant as it holds today. `reach` are the agencies it covers, None for all; `above` those it works under."""

    role: Role
    whose: Person
    plan: int | None
    agency: Agency | None
    reach: frozenset[int] | None
    above: frozenset[int]


@dataclass(frozen=True)
class Place:
    """Where a thing stands: its plan, the unit that answers for it, and whether whoever takes part may look."""

    plan: int | None = None
    node: int | None = None
    is_shared: bool = False


class Rights:
    """What a person holds today, those they stand in for included."""

    def __init__(self, person: Person, on: date) -> None:
        self.on = on
        self._person = person

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Every grant that holds; empty for whoever is locked or has left."""
        if not self._person.is_active:
            return ()
        reaches: dict[int, frozenset[int]] = {}
        held = []
        for grant in _grants(self._person, self.on):
            reach, above = None, frozenset[int]()
            if grant.agency_id is not None:
                if grant.agency_id not in reaches:
                    reaches[grant.agency_id] = _below(grant.agency_id)
                reach, above = reaches[grant.agency_id], _above(grant.agency_id)
            held.append(Held(Role(grant.role), grant.person, grant.plan_id, grant.agency, reach, above))
        return tuple(held)

    @cached_property
    def plan_agency(self) -> dict[int, int | None]:
        """Which agency each plan belongs to; None is the whole system."""
        return dict(Plan.objects.values_list("pk", "agency_id"))

    @cached_property
    def verbs(self) -> frozenset[Verb]:
        """Everything the person may do to at least some things."""
        key = getattr(self._person, "key", None)
        every = frozenset(verb for held in self.held for verb in Verb if may(held.role, verb))
        return every & frozenset(key.verbs) if key is not None else every

    def standing(self, verb: Verb, thing: Model | None) -> Held | None:
        """The grant that lets the person do it; the own ones come before those of others."""
        key = getattr(self._person, "key", None)
        if key is not None and verb not in key.verbs:
            return None
        place = self._place(thing, verb) if thing is not None else None
        if key is not None and key.plan_id and place and place.plan not in (None, key.plan_id):
            return None
        allowed = (held for held in self.held if may(held.role, verb))
        return next((held for held in allowed if place is None or _covers(held, place)), None)

    def _place(self, thing: Model, verb: Verb) -> Place:
        looks = verb is Verb.VIEW
        if isinstance(thing, Agency):
            return Place(None, thing.pk)
        if isinstance(thing, Person):
            return Place(None, thing.agency_id)
        if isinstance(thing, Submission):
            return Place(thing.plan_id, thing.unit_id)
        if isinstance(thing, Task) and verb in UNIT_VERBS:
            return Place(thing.plan_id, thing.lead_id)
        if isinstance(thing, Plan | Indicator | Task | Report):
            plan = thing.pk if isinstance(thing, Plan) else thing.plan_id
            return Place(plan, self.plan_agency.get(plan), looks)
        return Place(is_shared=True)


def _covers(held: Held, place: Place) -> bool:
    if held.plan is not None and place.plan is not None and place.plan != held.plan:
        return False
    if held.reach is None or (place.node is not None and place.node in held.reach):
        return True
    return place.is_shared and (place.node is None or place.node in held.above)


def _grants(person: Person, on: date) -> list[Grant]:
    """The grants of the person and of those the person stands in for, the own ones first."""
    stands_in = Q(
        person__is_active=True,
        person__deputies__deputy=person,
        person__deputies__valid_from__lte=on,
        person__deputies__valid_to__gte=on,
    )
    found = (
        Grant.objects.filter(Q(person=person) | stands_in, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("person", "agency")
        .distinct()
    )
    return sorted(found, key=lambda grant: (grant.person_id != person.pk, grant.pk))


def _below(agency: int) -> frozenset[int]:
    """The agency, all below it and all they followed; one question a level."""
    seen, edge = {agency}, {agency}
    while edge:
        next_ones = Agency.objects.filter(Q(parent__in=edge) | Q(successor_links__successor__in=edge))
        edge = set(next_ones.values_list("pk", flat=True)) - seen
        seen |= edge
    return frozenset(seen)


def _above(agency: int) -> frozenset[int]:
    """What the agency works under, and what those followed; one question a level."""
    seen, edge = {agency}, {agency}
    while edge:
        next_ones = Agency.objects.filter(Q(children__in=edge) | Q(successor_links__successor__in=edge))
        edge = set(next_ones.values_list("pk", flat=True)) - seen
        seen |= edge
    return frozenset(seen)


def rights_of(person: Person) -> Rights:
    """The rights of a person today, read once for the object at hand."""
    today = timezone.localdate()
    known: Rights | None = getattr(person, "_rights", None)
    if known is None or known.on != today:
        known = Rights(person, today)
        person._rights = known  # type: ignore[attr-defined]
    return known


def forget_rights(person: Person) -> None:
    """Read the rights anew at the next question: they have just been changed."""
    person.__dict__.pop("_rights", None)


def can(person: Person | AnonymousUser, verb: Verb, thing: Model | None = None) -> bool:
    """Whether `person` may do `verb` to `thing` (or to anything at all when it is None)."""
    return isinstance(person, Person) and rights_of(person).standing(verb, thing) is not None


def require(person: Person | AnonymousUser, verb: Verb, thing: Model | None = None) -> None:
    """Let pass whoever may; tell the trail for whom.

    Raises NotFoundError for whoever may not even look at the thing, ForbiddenError for whoever may only look.
    """
    held = rights_of(person).standing(verb, thing) if isinstance(person, Person) else None
    if held is not None:
        if held.whose.pk != person.pk:
            acting_for.set(held.whose)
        return
    if not can(person, Verb.VIEW, thing):
        raise NotFoundError("Không có nội dung này, hoặc tài khoản này không được xem.")
    raise ForbiddenError(
        "Tài khoản này không có quyền làm việc đó. Nhờ chuyên viên tổng hợp hoặc người quản trị."
    )


def own_unit(person: Person) -> Agency | None:
    """The unit a person enters figures for, when that is what the person is here for; None for everybody else."""
    if can(person, Verb.APPROVE_FIGURES):
        return None
    return next((held.agency for held in rights_of(person).held if held.role in UNIT_ROLES), None)


def managers() -> list[Person]:
    """The people who manage the whole system, the first one first."""
    today = timezone.localdate()
    holds = Q(grants__valid_to__isnull=True) | Q(grants__valid_to__gte=today)
    return list(
        Person.objects.filter(
            holds, is_active=True, grants__role=Role.MANAGER, grants__agency=None, grants__plan=None
        )
        .distinct()
        .order_by("pk")
    )
