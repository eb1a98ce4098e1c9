"""The stops of the rail. One table; a stop whose page is not there is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as mark

from cotmoc.core.permissions import Verb

MANAGING = frozenset(
    {Verb.MANAGE_PEOPLE, Verb.MANAGE_UNITS, Verb.MANAGE_KEYS, Verb.VIEW_TRAIL, Verb.DECIDE_TARGETS}
)


@dataclass(frozen=True)
class Stop:
    """`key` is also the key of its count in the context (`rail_counts`); `view` the name of its page.

    A stop with `needs` is for whoever may do at least one of them.
    """

    key: str
    label: str
    view: str
    icon: str
    needs: frozenset[Verb] = field(default=frozenset())


@dataclass(frozen=True)
class Link:
    stop: Stop
    address: str
    active: bool
    count: str
    alert: bool


STOPS = (
    Stop("directives", mark("Văn bản"), "directives", "document"),
    Stop("plans", mark("Kế hoạch"), "plans", "list"),
    Stop("collection", mark("Thu thập"), "collection", "edit"),
    Stop("tasks", mark("Nhiệm vụ"), "tasks", "flag"),
    Stop("board", mark("Bảng điểm"), "board", "columns"),
    Stop("reports", mark("Báo cáo"), "reports", "print"),
    Stop("publications", mark("Công bố"), "publications", "link"),
    Stop("admin", mark("Quản trị"), "admin", "settings", MANAGING),
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
    may: Mapping[str, bool] | None = None,
) -> list[Link]:
    """The stops for a page at `path`: active is the one named, else the one whose address begins the path.

    `may` are the verbs of the person as the context has them: {"manage_people": True}. The stops lead to
    the pages of the plan with the slug `plan`, so that a person stays in one plan.
    """
    counts, alerts = counts or {}, alerts or {}
    seen = [stop for stop in STOPS if not stop.needs or _may_any(stop, may or {})]
    found = [(stop, where) for stop in seen if (where := address(stop.view, plan))]
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


def _may_any(stop: Stop, may: Mapping[str, bool]) -> bool:
    return any(may.get(verb.value.replace("-", "_"), False) for verb in stop.needs)
