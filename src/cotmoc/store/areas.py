"""Finding the area a directive is about: by the name of its issuer, on the day it was issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.text import words
from cotmoc.store.dated import valid_on
from cotmoc.store.models import Area

# The levels of the plan format and the areas they govern; the centre governs none of them.
_KINDS = {"tỉnh": Area.Kind.PROVINCE, "huyện": Area.Kind.DISTRICT, "xã": Area.Kind.COMMUNE}
# After which words the name of an area stands.
_BEFORE_NAMES = frozenset(
    tuple(one.split())
    for one in (
        "tinh", "thanh pho", "tp", "huyen", "quan", "thi xa", "thi tran", "xa", "phuong", "dac khu",
        "tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy",
    )
)  # fmt: skip


def areas_on(on: date) -> QuerySet[Area]:
    """The areas that exist on a day."""
    return Area.objects.filter(valid_on(on))


def area_of(identity: dict[str, Any]) -> Area | None:
    """The area whose body issued the directive, as it was called on that day; None where no single one is meant.

    Without a day it is the one that bears the name now, else the last one that did.
    """
    kind = _KINDS.get(identity.get("level") or "")
    if kind is None:
        return None
    issuer, place = identity.get("issuer") or "", identity.get("place") or ""
    said = _names(issuer) | _names(place)
    for names in (_names(issuer), _names(place) | {_key(part) for part in place.split(",")}):
        found = _on_day(_named(kind, names), _day(identity.get("date")))
        if len(found) > 1:
            found = [area for area in found if _lies_in(area, said)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _key(text: str) -> str:
    return " ".join(words(text))


def _names(text: str) -> set[str]:
    """What may be the name of an area: whatever follows a word such as "tỉnh" up to the next comma."""
    names = set()
    for part in text.split(","):
        some = words(part)
        for place in range(1, len(some)):
            if any(tuple(some[place - n : place]) in _BEFORE_NAMES for n in (1, 2) if n <= place):
                names.add(" ".join(some[place:]))
    return names


def _day(written: str | None) -> date | None:
    try:
        return milestone_date(written) if written else None
    except InvalidValueError:
        return None


def _named(kind: str, names: set[str]) -> list[Area]:
    """The areas of a kind that ever bore one of the names."""
    rows = Area.objects.filter(kind=kind).select_related("parent__parent")
    if kind != Area.Kind.PROVINCE:  # few enough to look at, and their names hold hyphens
        rows = rows.filter(folded__in=names)
    return [area for area in rows if _key(area.name) in names]


def _on_day(areas: list[Area], on: date | None) -> list[Area]:
    """Those that existed on a day; before the first day that is known, those known first."""
    day = on or timezone.localdate()
    there = [
        area for area in areas if area.valid_from <= day and (area.valid_to is None or day <= area.valid_to)
    ]
    if there or not areas:
        return there
    if on is None:
        last = max(area.valid_to or date.max for area in areas)
        return [area for area in areas if (area.valid_to or date.max) == last]
    first = min(area.valid_from for area in areas)
    return [area for area in areas if area.valid_from == first] if on < first else []


def _lies_in(area: Area, names: set[str]) -> bool:
    """Whether one of the names is that of an area above."""
    above = area.parent
    while above is not None:
        if _key(above.name) in names:
            return True
        above = above.parent
    return False
