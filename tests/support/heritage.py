"""Two provinces that became one, with a plan of the one that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.support import factories

from cotmoc.actions.plans import import_plan
from cotmoc.store.models import Agency, AgencyLink, Area, AreaLink, Plan, Succession

MERGED = date(2025, 7, 1)
BEFORE = date(2008, 8, 1)


@dataclass(frozen=True)
class Merger:
    """`old` became part of `new`, for which the agency T answers; `plan` was issued by the old one."""

    old: Area
    new: Area
    plan: Plan


def area(code: str, name: str, start: date = BEFORE, end: date | None = None, **values: Any) -> Area:
    """A province unless `values` say otherwise."""
    return Area.objects.create(
        code=code,
        name=name,
        valid_from=start,
        valid_to=end,
        **{"kind": "province", "title": "Tỉnh", **values},
    )


def succession(kind: str, on: date, *links: tuple[Any, Any, float]) -> Succession:
    """Links between areas or between agencies; the predecessors end the day before."""
    made = Succession.objects.create(kind=kind, on=on, document="Nghị quyết sắp xếp")
    for old, new, share in links:
        model = AreaLink if isinstance(old, Area) else AgencyLink
        model.objects.create(succession=made, predecessor=old, successor=new, share=share)
        type(old).objects.filter(pk=old.pk).update(valid_to=on - timedelta(days=1))
        old.valid_to = on - timedelta(days=1)
    return made


def merger() -> Merger:
    """Hà Khê and Lâm Hồ became Lâm Hồ; its committee is T. The plan of Hà Khê is in force since March 2025."""
    factories.agencies()
    old, twin = area("02", "Hà Khê"), area("08", "Lâm Hồ")
    content = factories.plan_content()
    content["directive"] |= {"issuer": "Tỉnh ủy Hà Khê", "place": "Hà Khê"}
    plan = import_plan(content=content, by=factories.manager()).plan
    new = area("08", "Lâm Hồ", MERGED)
    succession("merge", MERGED, (old, new, 1.0), (twin, new, 1.0))
    Agency.objects.filter(code="T").update(area=new)
    plan.refresh_from_db()
    return Merger(old, new, plan)
