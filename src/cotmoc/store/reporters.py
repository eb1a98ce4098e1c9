"""Whose reports a person sees in which period: of one before a merger the old units', not of what came after."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta

from django.utils import timezone

from cotmoc.core.periods import Period
from cotmoc.store.access import own_unit
from cotmoc.store.collection import units_of
from cotmoc.store.models import Agency, Person, Plan, Succession
from cotmoc.store.scope import units_within


def units_seen(plan: Plan, person: Person, periods: Collection[Period]) -> dict[Period, list[Agency]]:
    """For each period the units whose reports a person gets to see; an officer sees the own unit, or before it began
    those whose place it took. The number of queries grows with the changes of units within the periods only.
    """
    own, today = own_unit(person), timezone.localdate()
    now = list(units_within(units_of(plan), person, plan))
    if own is not None and own not in now:
        return {period: [] for period in periods}
    changes = _changes()
    known = {bisect_right(changes, today): now}
    seen = {}
    for period in periods:
        stretch = bisect_right(changes, min(period.end, today))
        if stretch not in known:
            known[stretch] = list(units_within(units_of(plan, period), person, plan))
        units = known[stretch]
        seen[period] = [own] if own is not None and own in units else units
    return seen


def _changes() -> list[date]:
    """The days from which other units may stand than the day before."""
    ends = Agency.objects.filter(valid_to__isnull=False).values_list("valid_to", flat=True).distinct()
    begins = Succession.objects.values_list("on", flat=True).distinct()
    return sorted({*(day + timedelta(days=1) for day in ends if day), *begins})
