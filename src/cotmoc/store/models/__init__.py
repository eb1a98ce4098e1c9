"""The tables, one file a subject."""

from cotmoc.store.models.audit import Event
from cotmoc.store.models.directives import Claim, Decision, Directive, Reading
from cotmoc.store.models.figures import FigureImport, Observation, Submission
from cotmoc.store.models.people import Agency, Person
from cotmoc.store.models.plans import (
    Baseline,
    Indicator,
    Obligation,
    Plan,
    PlanVersion,
    Target,
    Task,
    TaskChange,
)
from cotmoc.store.models.reports import Report

__all__ = [
    "Agency",
    "Baseline",
    "Claim",
    "Decision",
    "Directive",
    "Event",
    "FigureImport",
    "Indicator",
    "Obligation",
    "Observation",
    "Person",
    "Plan",
    "PlanVersion",
    "Reading",
    "Report",
    "Submission",
    "Target",
    "Task",
    "TaskChange",
]
