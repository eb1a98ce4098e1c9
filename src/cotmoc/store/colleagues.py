"""Who may stand in for a person: those who work in the same unit, above it or below it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cotmoc.store.models import Agency, Person


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Active people of the same branch; for somebody without a unit all active people. The person is left out."""
    people = (
        Person.objects.filter(is_active=True, left_on=None).exclude(pk=person.pk).select_related("agency")
    )
    if person.agency_id is None:
        return people
    return people.filter(Q(agency__in=_branch(person.agency_id)) | Q(agency=None))


def _branch(agency: int) -> set[int]:
    """The agency, those above it and those below it."""
    found: set[int] = set()
    for way in ("parent__in", "children__in"):
        edge = {agency}
        while edge:
            found |= edge
            edge = set(Agency.objects.filter(**{way: edge}).values_list("pk", flat=True)) - found
    return found
