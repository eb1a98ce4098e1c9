"""Which communes make up the whole in which period, and their figures summed.

A commune that began with a succession owes figures for periods that end from its first day on; one that ended, for
periods that ended while it was there. So before a merger the old communes count and after it the new one, never both.
A commune without a recorded predecessor is taken to have been there before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, Count, DateField, Exists, F, Max, OuterRef, Q, Sum, Value, When

from cotmoc.analysis.tables import Term
from cotmoc.core.periods import Period
from cotmoc.store.models import Agency, AgencyLink, Observation

APPROVED = Q(state=Observation.State.APPROVED, superseded_at=None)
_BOTH = Q(numerator__isnull=False, denominator__isnull=False)
_SUMS = {
    "total": Sum("value"),
    "values_known": Count("value"),
    "above": Sum("numerator", filter=_BOTH),
    "below": Sum("denominator", filter=_BOTH),
    "ratios_known": Count("pk", filter=_BOTH),
    "newest": Max("approved_at"),
}
_ALWAYS = Term()

parse_period = lru_cache(maxsize=512)(Period.parse)


@dataclass(frozen=True)
class Communes:
    """Every commune there ever was, by primary key, with the term in which it owes figures."""

    terms: dict[int, Term]

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys, as analysis takes them."""
        return tuple(map(str, self.terms))

    @property
    def dated(self) -> dict[int, Term]:
        """Those that were not always there."""
        return {pk: term for pk, term in self.terms.items() if term != _ALWAYS}

    def on(self, day: date) -> frozenset[int]:
        """Those that owe figures for a period that ends on a day."""
        return frozenset(pk for pk, term in self.terms.items() if term.covers(day))


def communes_through(today: date) -> Communes:
    """The communes and their terms, in one query. What is to begin after `today` waits for its first day."""
    born = AgencyLink.objects.filter(successor=OuterRef("pk"), succession__on=OuterRef("valid_from"))
    rows = Agency.objects.filter(kind=Agency.Kind.COMMUNE).annotate(is_born=Exists(born)).order_by("pk")
    return Communes(
        {
            pk: Term(since if is_born or since > today else date.min, until or date.max)
            for pk, since, until, is_born in rows.values_list("pk", "valid_from", "valid_to", "is_born")
        }
    )


def sums_of(shared: Sequence[int], communes: Communes) -> list[dict[str, Any]]:
    """The figures of communes for some indicators, summed by indicator and period, each commune in its term."""
    figures = Observation.objects.filter(APPROVED, indicator__in=shared).order_by()
    dated = communes.dated
    always = Agency.objects.filter(kind=Agency.Kind.COMMUNE).exclude(pk__in=dated)
    sums = figures.filter(unit__in=always).values("indicator_id", "period").annotate(**_SUMS)
    found = {(row["indicator_id"], row["period"]): dict(row) for row in sums}
    if dated:
        born = [pk for pk, term in dated.items() if term.since != date.min]
        since = Case(
            When(unit__in=born, then=F("unit__valid_from")), default=Value(date.min), output_field=DateField()
        )
        groups = figures.filter(unit__in=list(dated)).annotate(since=since)
        for row in groups.values("indicator_id", "period", "since", "unit__valid_to").annotate(**_SUMS):
            term = Term(row["since"], row["unit__valid_to"] or date.max)
            if term.covers(parse_period(row["period"]).end):
                key = row["indicator_id"], row["period"]
                found[key] = _added(found.get(key), dict(row))
    return list(found.values())


def _added(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    """Two sums as one; what neither knows stays unknown."""
    if one is None:
        return other
    both = dict(one)
    for name in ("total", "above", "below", "values_known", "ratios_known"):
        known = [row[name] for row in (one, other) if row[name] is not None]
        both[name] = sum(known) if known else None
    both["newest"] = max(one["newest"], other["newest"])
    return both
