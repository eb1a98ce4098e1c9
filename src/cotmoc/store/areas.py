"""Finding the area a directive is about: by the name of its issuer, on the day it was issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.text import words
from cotmoc.store.models import Area

# The levels of the plan format and the areas they govern; the centre governs none of them.
_KINDS = {"tỉnh": Area.Kind.PROVINCE, "huyện": Area.Kind.DISTRICT, "xã": Area.Kind.COMMUNE}
_LONGEST = 5  # words in the name of an area


def areas_on(on: date) -> QuerySet[Area]:
    """The areas that exist on a day."""
    return Area.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def area_of(identity: dict[str, Any]) -> Area | None:
    """The area whose body issued the directive, as it was called on that day; None where no single one is meant."""
    kind = _KINDS.get(identity.get("level") or "")
    if kind is None:
        return None
    on = _day(identity.get("date"))
    issuer, place = words(identity.get("issuer") or ""), words(identity.get("place") or "")
    for said in (issuer, place):
        found = _named(kind, said, on)
        if len(found) > 1:
            found = [area for area in found if _says(area.parent, issuer) or _says(area.parent, place)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _day(written: str | None) -> date:
    try:
        return milestone_date(written) if written else timezone.localdate()
    except InvalidValueError:
        return timezone.localdate()


def _named(kind: str, said: list[str], on: date) -> list[Area]:
    """The areas of a kind whose name stands in the words; of names within names the longest."""
    spans = {" ".join(said[i : i + n]) for n in range(1, _LONGEST + 1) for i in range(len(said) - n + 1)}
    rows = areas_on(on).filter(kind=kind).select_related("parent__parent")
    if kind != Area.Kind.PROVINCE:
        rows = rows.filter(folded__in=spans)
    found = [(len(name), area) for area in rows if (name := " ".join(words(area.name))) in spans]
    longest = max((length for length, _ in found), default=0)
    return [area for length, area in found if length == longest]


def _says(area: Area | None, said: list[str]) -> bool:
    """Whether the words name the area or the one above it."""
    text = f" {' '.join(said)} "
    while area is not None:
        if f" {' '.join(words(area.name))} " in text:
            return True
        area = area.parent
    return False
