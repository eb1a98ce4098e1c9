"""What hangs on a unit goes on with the one that wholly takes its place: grants from the day on, people at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cotmoc.actions.base import record
from cotmoc.core.successions import ONE_DAY
from cotmoc.store.dated import not_over
from cotmoc.store.models import Agency, Grant, Person


@dataclass(frozen=True)
class Heir:
    """`heir` stands wholly in the place of `unit` from the day `on`."""

    unit: Agency
    heir: Agency
    on: date


def open_grants(unit: Sequence[Agency], on: date) -> QuerySet[Grant]:
    """The grants at some units that would hold on a day or later."""
    return Grant.objects.filter(not_over(on), agency__in=unit)


def continue_grants(heirs: Sequence[Heir], by: Person) -> None:
    """Let grants end with their unit and hold at the heir from the next day on; nobody holds the same twice."""
    held = _held([one.heir for one in heirs])
    ended: list[Grant] = []
    begun: list[Grant] = []
    heir_of = {one.unit.pk: one for one in heirs}
    first = min((one.on for one in heirs), default=date.max)
    grants = open_grants([one.unit for one in heirs], first).select_related("person").order_by("pk")
    for grant in grants:
        one = heir_of[grant.agency_id or 0]
        if grant.valid_to is not None and grant.valid_to < one.on:
            continue
        what = (grant.person_id, grant.role, grant.plan_id, one.heir.pk)
        until = grant.valid_to or date.max
        if held.get(what, date.min) < until:
            held[what] = until
            begun.append(_at(one, grant, by))
        if grant.valid_from < one.on:
            grant.valid_to = one.on - ONE_DAY
            ended.append(grant)
        else:
            # It would only have begun after the unit had ended.
            record("grant.withdraw", grant, by=by, before={"agency": one.unit.code, "role": grant.role})
            grant.delete()
    Grant.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    Grant.objects.bulk_create(begun, batch_size=500)
    for grant in ended:
        record("grant.end", grant, by=by, after={"valid_to": str(grant.valid_to)})
    for grant in begun:
        told = {
            "role": grant.role,
            "agency": grant.agency.code if grant.agency else "",
            "plan": grant.plan_id,
        }
        record("grant.give", grant, by=by, after={**told, "valid_from": str(grant.valid_from)})


def _at(one: Heir, grant: Grant, by: Person) -> Grant:
    return Grant(
        person=grant.person,
        role=grant.role,
        agency=one.heir,
        plan_id=grant.plan_id,
        valid_from=max(grant.valid_from, one.on),
        valid_to=grant.valid_to,
        granted_by=by,
    )


def _held(units: Sequence[Agency]) -> dict[tuple[int, str, int | None, int], date]:
    """What is held at some units already, and until when."""
    rows = Grant.objects.filter(agency__in=units).values_list(
        "person_id", "role", "plan_id", "agency_id", "valid_to"
    )
    held: dict[tuple[int, str, int | None, int], date] = {}
    for person, role, plan, agency, until in rows:
        what = (person, role, plan, agency or 0)
        held[what] = max(held.get(what, date.min), until or date.max)
    return held


def move_people(heirs: Sequence[Heir], by: Person) -> None:
    """Put the workplace of people at the heir; of a change still to come their grants alone tell it."""
    today = timezone.localdate()
    heir_of = {one.unit.pk: one.heir for one in heirs if one.on <= today}
    people = list(Person.objects.filter(agency__in=heir_of).select_related("agency"))
    for person in people:
        before = person.agency.code if person.agency else ""
        heir = heir_of[person.agency_id or 0]
        person.agency = heir
        record("person.move", person, by=by, before={"agency": before}, after={"agency": heir.code})
    Person.objects.bulk_update(people, ["agency"], batch_size=500)
