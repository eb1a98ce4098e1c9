"""An approved figure with its proof, and the program that checks it."""

from __future__ import annotations

from pathlib import Path

from tests.support import factories

import cotmoc.web.verifier
from cotmoc.actions.checkpoints import make_checkpoint
from cotmoc.actions.figures import approve_figures, entered, save_figures, submit_figures
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Indicator, Observation, Plan

VERIFIER = Path(cotmoc.web.verifier.__file__)
MAY = Period("month", 2026, 5)


def approved_figure(plan: Plan, value: float = 61.5, *, period: Period = MAY) -> Observation:
    """A figure of the first indicator, entered, handed in and approved as people do."""
    unit, indicator = Agency.objects.get(code="S1"), Indicator.objects.get(plan=plan, code="CT-01")
    by = factories.manager()
    figure = entered(indicator, value=value)
    made = save_figures(plan=plan, unit=unit, period=period, figures=[figure], by=by)
    submit_figures(submission=made, by=by)
    approve_figures(submission=made, by=factories.person(Role.PLANNER))
    make_checkpoint()
    return Observation.objects.get(indicator=indicator, period=period.code, superseded_at=None)
