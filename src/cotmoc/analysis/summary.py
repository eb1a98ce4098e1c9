"""Counts for the head of a board and of a report. Every key is there, also with nothing to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cotmoc.analysis.scorecards import Scorecard
from cotmoc.core.status import STATUSES, Status
from cotmoc.core.taskstate import ALERT_LABELS, VIEW_LABELS, Alert, TaskView, ViewState


def count_statuses(scorecards: Iterable[Scorecard]) -> dict[Status, int]:
    """How many indicators have each status, in the order of the labels."""
    counts = Counter(card.verdict.status for card in scorecards)
    return {status: counts[status] for status in STATUSES}


def count_task_states(views: Iterable[TaskView]) -> dict[ViewState, int]:
    """How many tasks are in each state, in the order of the labels."""
    counts = Counter(view.state for view in views)
    return {state: counts[state] for state in VIEW_LABELS}


def count_alerts(views: Iterable[TaskView]) -> dict[Alert, int]:
    """How many tasks carry each alert, from none to special red."""
    counts = Counter(view.alert for view in views)
    return {alert: counts[alert] for alert in ALERT_LABELS}


def incomplete(scorecards: Iterable[Scorecard]) -> tuple[Scorecard, ...]:
    """The scorecards whose latest figure lacks units, the emptiest first."""
    lacking = [card for card in scorecards if card.reported < card.expected]
    return tuple(sorted(lacking, key=lambda card: (card.reported / card.expected, card.indicator.key)))
