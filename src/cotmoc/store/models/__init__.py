"""The tables, one file a subject."""

from cotmoc.store.models.audit import Checkpoint, Event, TreeHead
from cotmoc.store.models.directives import Claim, Decision, Directive, Reading
from cotmoc.store.models.figures import FigureImport, Observation, Submission
from cotmoc.store.models.heritage import TargetDecision
from cotmoc.store.models.keys import ApiKey
from cotmoc.store.models.people import DataRequest, Deputy, Grant, Person, SignInFailure
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
from cotmoc.store.models.units import Agency, AgencyLink, Area, AreaLink, Succession

__all__ = [
    "Agency",
    "AgencyLink",
    "ApiKey",
    "Area",
    "AreaLink",
    "Baseline",
    "Checkpoint",
    "Claim",
    "DataRequest",
    "Decision",
    "Deputy",
    "Directive",
    "Event",
    "FigureImport",
    "Grant",
    "Indicator",
    "Obligation",
    "Observation",
    "Person",
    "Plan",
    "PlanVersion",
    "Reading",
    "Report",
    "SignInFailure",
    "Submission",
    "Succession",
    "Target",
    "TargetDecision",
    "Task",
    "TaskChange",
    "TreeHead",
]
