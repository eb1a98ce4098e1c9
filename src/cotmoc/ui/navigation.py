"""The stops of the rail. One table; a stop whose page is not there is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Stop:
    """`key` is also the key of its count in the context (`rail_counts`); `view` the name of its page."""

    key: str
    label: str
    view: str
    icon: str


@dataclass(frozen=True)
class Link:
    stop: Stop
    address: str
    active: bool
    count: str
    alert: bool


STOPS = (
    Stop("directives", "Văn bản", "directives", "document"),
    Stop("plans", "Kế hoạch", "plans", "list"),
    Stop("collection", "Thu thập", "collection", "edit"),
    Stop("tasks", "Nhiệm vụ", "tasks", "flag"),
    Stop("board", "Bảng điểm", "board", "columns"),
    Stop("reports", "Báo cáo", "reports", "print"),
    Stop("publications", "Công bố", "publications", "link"),
)
# The phone's bar of four: these three and the sheet with the rest.
PHONE = ("board", "tasks", "collection")


def address(view: str, plan: str = "") -> str | None:
    """The address of a page: that of the plan with the slug `plan` where there is one, else the general one."""
    for args in ([plan], []) if plan else ([],):
        try:
            return reverse(view, args=args)
        except NoReverseMatch:
            continue
    return None


def links(
    path: str,
    *,
    active: str = "",
    plan: str = "",
    counts: Mapping[str, object] | None = None,
    alerts: Mapping[str, object] | None = None,
) -> list[Link]:
    """The stops for a page at `path`: active is the one named, else the one whose address begins the path.

    They lead to the pages of the plan with the slug `plan`, so that a person stays in one plan.
    """
    counts, alerts = counts or {}, alerts or {}
    found = [(stop, where) for stop in STOPS if (where := address(stop.view, plan))]
    if not active:
        begun = [(len(where), stop.key) for stop, where in found if path.startswith(where)]
        active = max(begun)[1] if begun else ""
    return [
        Link(
            stop,
            where,
            stop.key == active,
            str(alerts.get(stop.key) or counts.get(stop.key, "")),
            bool(alerts.get(stop.key)),
        )
        for stop, where in found
    ]
