"""What the rail counts, and which plan its stops lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.core.periods import Kind
from cotmoc.store.access import own_unit
from cotmoc.store.collection import (
    collected_kinds,
    due_of,
    indicators_in_force,
    open_periods,
    period_rows,
)
from cotmoc.store.models import Agency, Observation, Person, Plan, Report
from cotmoc.store.reporters import units_seen
from cotmoc.store.scope import directives_seen, plans_seen
from cotmoc.store.tasks import task_row, tasks_in_force

# What the deadline of a task needs, without its texts.
_OF_TASK = ("state", "due", "due_text", "every", "completed_on", "proof")


@dataclass(frozen=True)
class Rail:
    """Numbers beside the stops, and the ones that ask for somebody, by the key of the stop."""

    counts: dict[str, int]
    alerts: dict[str, str]


def plan_to_show(slug: str | None, plans: QuerySet[Plan] | None = None) -> Plan | None:
    """Of some plans that of the slug; else the newest that has approved figures, else the newest."""
    plans = Plan.objects.all() if plans is None else plans
    plan = plans.filter(slug=slug).first() if slug else None
    if plan is not None:
        return plan
    approved = Observation.objects.filter(indicator__plan=OuterRef("pk"), state=Observation.State.APPROVED)
    return plans.annotate(has_figures=Exists(approved)).order_by("-has_figures", "-created_at", "-id").first()


def rail(plan: Plan | None, person: Person) -> Rail:
    """The counts of a plan for a person, in ten queries however large the plan is."""
    counts = {"directives": directives_seen(person).count(), "plans": plans_seen(person).count()}
    if plan is None:
        return Rail(_shown(counts), {})
    today = timezone.localdate()
    rows = [task_row(task, today) for task in tasks_in_force(plan).only(*_OF_TASK)]
    red = sum(row.view.alert in {"red", "special-red"} for row in rows)
    counts |= {
        "tasks": len(rows),
        "board": indicators_in_force(plan).count(),
        "reports": Report.objects.filter(plan=plan).count(),
    }
    alerts = {
        "tasks": _("%(red)s đỏ") % {"red": red} if red else "",
        "collection": _owing(plan, person, today),
    }
    return Rail(_shown(counts), {key: words for key, words in alerts.items() if words})


def _shown(counts: dict[str, int]) -> dict[str, int]:
    return {key: count for key, count in counts.items() if count}


def _owing(plan: Plan, person: Person, today: date) -> str:
    """Who still owes the newest period that is due: how many units, or whether the officer's own unit does."""
    kind: Kind = collected_kinds(plan)[0]
    late = [one for one in open_periods(kind, today, plan.starts_on) if due_of(one) < today][:1]
    units = units_seen(plan, person, late)
    owing = sum(row.owing for row in period_rows(plan, units)) if any(units.values()) else 0
    if not owing:
        return ""
    if own_unit(person) is not None:
        return _("trễ hạn")
    communes = all(unit.kind == Agency.Kind.COMMUNE for some in units.values() for unit in some)
    return _("%(owing)s xã thiếu") % {"owing": owing} if communes else _("%(owing)s thiếu") % {"owing": owing}
