"""Plans as their pages show them: what is in force, where it came from, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from cotmoc.store.agencies import AgencyFinder
from cotmoc.store.models import Agency, Indicator, Obligation, Plan, PlanVersion, Reading, Task


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list, with the version in force, its counts, and what is missing."""

    plan: Plan
    version: PlanVersion | None
    indicators: int
    tasks: int
    obligations: int
    gaps: int


@dataclass(frozen=True)
class Gap:
    """Something a plan cannot be run without. `code`: no-owner, no-target, no-lead, no-due."""

    code: str
    label: str
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Group:
    """Items under one heading of the document."""

    heading: str
    items: tuple[Any, ...]


@dataclass(frozen=True)
class PlanPage:
    """All of a plan in force, in the order of the document."""

    plan: Plan
    versions: tuple[PlanVersion, ...]
    indicators: tuple[Indicator, ...]
    tasks: tuple[Task, ...]
    obligations: tuple[Obligation, ...]
    gaps: tuple[Gap, ...]
    reading: Reading | None

    @property
    def indicator_groups(self) -> tuple[Group, ...]:
        return grouped(self.indicators)

    @property
    def task_groups(self) -> tuple[Group, ...]:
        return grouped(self.tasks)

    @property
    def unowned(self) -> str:
        """What nobody answers for yet: "indicators", else "tasks", else ""."""
        empty = {gap.code for gap in self.gaps if gap.items}
        return "indicators" if "no-owner" in empty else "tasks" if "no-lead" in empty else ""

    @property
    def ungapped(self) -> bool:
        return not any(gap.items for gap in self.gaps)


def plan_rows(plans: QuerySet[Plan] | None = None) -> tuple[PlanRow, ...]:
    """Some plans, else all, newest first, in five queries."""
    plans = Plan.objects.all() if plans is None else plans
    shown = list(plans.prefetch_related(_versions()))
    indicators = list(
        Indicator.objects.filter(ended_in_version=None)
        .prefetch_related("targets")
        .only("plan_id", "owner_id")
    )
    tasks = list(Task.objects.filter(ended_in_version=None).only("plan_id", "lead_id", "due", "every"))
    obligations = Counter(Obligation.objects.filter(ended_in_version=None).values_list("plan_id", flat=True))
    rows = []
    for plan in shown:
        mine = [row for row in indicators if row.plan_id == plan.pk]
        todo = [row for row in tasks if row.plan_id == plan.pk]
        versions = list(plan.versions.all())
        missing = sum(len(gap.items) for gap in gaps_of(mine, todo))
        rows.append(
            PlanRow(
                plan, versions[0] if versions else None, len(mine), len(todo), obligations[plan.pk], missing
            )
        )
    return tuple(rows)


def plan_page(plan: Plan) -> PlanPage:
    """Everything of one plan, in a constant number of queries."""
    versions = tuple(_version_rows().filter(plan=plan))
    indicators = tuple(
        _in_force(Indicator, plan).select_related("owner").prefetch_related("targets", "baselines")
    )
    tasks = tuple(_in_force(Task, plan).select_related("lead"))
    reading = versions[0].reading if versions else None
    return PlanPage(
        plan,
        versions,
        indicators,
        tasks,
        tuple(_in_force(Obligation, plan)),
        gaps_of(indicators, tasks),
        reading,
    )


def items_to_assign(plan: Plan, *, tasks: bool, everything: bool = False) -> tuple[Group, ...]:
    """The indicators (or tasks) of a plan that nobody answers for yet, under their headings, in one query.

    With `everything` also those that somebody does.
    """
    rows = _in_force(Task, plan).select_related("lead") if tasks else _in_force(Indicator, plan)
    if not tasks:
        rows = rows.select_related("owner")
    return grouped(rows if everything else rows.filter(**{"lead" if tasks else "owner": None}))


def known_by_name(
    groups: Iterable[Group], on: date, written: date | None = None
) -> tuple[tuple[Any, Agency], ...]:
    """The items nobody answers for whose document, written on a day, names an agency that exists on another."""
    finder = AgencyFinder(on, written)
    found = (
        (item, finder.find(_names(text)))
        for group in groups
        for item in group.items
        for owner, text in [_answers_of(item)]
        if owner is None and text
    )
    return tuple((item, agency) for item, agency in found if agency is not None)


def _names(text: str) -> list[str]:
    """The names that may stand in a list parted by commas, which names hold too: what begins it, then each part."""
    parts = text.split(", ")
    return [", ".join(parts[:end]) for end in range(len(parts), 0, -1)] + parts[1:]


def _answers_of(item: Indicator | Task) -> tuple[Agency | None, str]:
    """Who answers for an item, and who should by its document."""
    if isinstance(item, Indicator):
        return item.owner, item.owner_text
    return item.lead, item.lead_text


def gaps_of(indicators: Iterable[Indicator], tasks: Iterable[Task]) -> tuple[Gap, ...]:
    """What is missing; `targets` of the indicators must be prefetched."""
    indicators, tasks = list(indicators), list(tasks)
    return (
        Gap(
            "no-owner",
            _("Chỉ tiêu chưa có cơ quan chủ trì"),
            tuple(row for row in indicators if row.owner_id is None),
        ),
        Gap(
            "no-target",
            _("Chỉ tiêu chưa có mục tiêu"),
            tuple(row for row in indicators if not row.targets.all()),
        ),
        Gap(
            "no-lead",
            _("Nhiệm vụ chưa có cơ quan chủ trì"),
            tuple(row for row in tasks if row.lead_id is None),
        ),
        Gap(
            "no-due",
            _("Nhiệm vụ chưa có thời hạn"),
            tuple(row for row in tasks if row.due is None and not row.every),
        ),
    )


def grouped(items: Iterable[Any]) -> tuple[Group, ...]:
    """Items in their order, cut where the heading changes."""
    return tuple(Group(heading, tuple(rows)) for heading, rows in groupby(items, lambda item: item.heading))


def _in_force(model: type[Any], plan: Plan) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(plan=plan, ended_in_version=None)
    return rows.order_by("position", "id")


def _version_rows() -> QuerySet[PlanVersion]:
    return (
        PlanVersion.objects.defer("content", "reading__document", "reading__draft")
        .select_related("approved_by", "reading")
        .order_by("-number")
    )


def _versions() -> Prefetch[str]:
    return Prefetch("versions", _version_rows())
