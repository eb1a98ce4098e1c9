"""What a person gets to see of each list, in a constant number of queries: `store.access.can` asked of all at once."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from cotmoc.core.permissions import Verb
from cotmoc.store.access import rights_of
from cotmoc.store.models import Agency, Directive, FigureImport, Observation, Person, Plan
from cotmoc.store.rights import NO_PLAN, Held, Place, Rights

Row = TypeVar("Row", bound=Model)


def plans_seen(person: Person) -> QuerySet[Plan]:
    """The plans a person takes part in."""
    rights = rights_of(person)
    looking = rights.holding(Verb.VIEW)
    if _sees_all(rights, looking):
        return Plan.objects.all()
    return Plan.objects.filter(pk__in=_plans(rights, looking, is_shared=True))


def documents_seen(rows: QuerySet[Row], person: Person) -> QuerySet[Row]:
    """Of directives or readings those of plans the person takes part in, and of offices where that would be so."""
    rights = rights_of(person)
    looking = rights.holding(Verb.VIEW)
    if _sees_all(rights, looking):
        return rows
    plans = _plans(rights, looking, is_shared=True)
    own_plans = Q(plan__in=plans) if rows.model is Directive else Q(directive__plan__in=plans)
    free = Q(plan=None) if rows.model is Directive else Q(directive__plan=None)
    offices = Q(agency__in=_near(looking))
    if rights.standing_at(looking, Place(NO_PLAN, None, is_shared=True)):
        offices |= Q(agency=None)
    return rows.filter(own_plans | (free & offices))


def directives_seen(person: Person) -> QuerySet[Directive]:
    """The documents, as `documents_seen`."""
    return documents_seen(Directive.objects.all(), person)


def units_within(rows: QuerySet[Agency], person: Person, plan: Plan | None = None) -> QuerySet[Agency]:
    """Of some units those whose own things – forms, figures to be approved, files – a person gets to see."""
    reach = _reach(person, plan.pk if plan else None)
    return rows if reach is None else rows.filter(pk__in=reach)


def figures_seen(rows: QuerySet[Observation], person: Person, plan: Plan) -> QuerySet[Observation]:
    """Of the figures of a plan the person takes part in: what is approved and stands, and all of the own units."""
    reach = _reach(person, plan.pk)
    if reach is None:
        return rows
    counts = Q(state=Observation.State.APPROVED, superseded_at=None)
    return rows.filter(counts | Q(unit__in=reach))


def imports_seen(person: Person) -> QuerySet[FigureImport]:
    """Files of figures: one's own, and those of a plan for who answers for all of it."""
    rows = FigureImport.objects.all()
    rights = rights_of(person)
    looking = rights.holding(Verb.VIEW)
    if _sees_all(rights, looking):
        return rows
    whole, shared = (_plans(rights, looking, is_shared=one) for one in (False, True))
    return rows.filter(Q(plan__in=whole) | Q(by=person, plan__in=shared))


def _plans(rights: Rights, looking: list[Held], *, is_shared: bool) -> list[int]:
    """The plans some grants cover: those the person takes part in, or those the person answers for as a whole."""
    return [
        pk for pk in rights.plans if rights.standing_at(looking, rights.plan_place(pk, is_shared=is_shared))
    ]


def _sees_all(rights: Rights, looking: list[Held]) -> bool:
    return not rights.only_plan and any(held.is_all for held in looking)


def _near(looking: list[Held]) -> set[int]:
    """The agencies whose documents without a plan a person sees: below, and above where one takes part."""
    return {pk for held in looking if held.plan is None for pk in (held.reach or frozenset()) | held.above}


def _reach(person: Person, plan: int | None) -> frozenset[int] | None:
    """The units whose own things a person sees, None for all; of a plan, or of anything at all."""
    rights = rights_of(person)
    if plan is not None and rights.only_plan not in (None, plan):
        return frozenset()
    looking = [held for held in rights.holding(Verb.VIEW) if plan is None or held.plan in (None, plan)]
    reaches = [held.reach for held in looking]
    if None in reaches:
        return None
    return frozenset(pk for reach in reaches if reach is not None for pk in reach)
