"""Who may do what: one table, one question. Buttons, pages, API and docs all read it.

`may(role, verb)` answers for a role; `store.access.can(person, verb, thing)` also looks at the unit.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the system."""

    MANAGER = "manager"
    PLANNER = "planner"
    UNIT_OFFICER = "unit-officer"
    LEADER = "leader"
    INSPECTOR = "inspector"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.MANAGER: "Quản trị hệ thống",
    Role.PLANNER: "Chuyên viên tổng hợp",
    Role.UNIT_OFFICER: "Đầu mối đơn vị",
    Role.LEADER: "Lãnh đạo",
    Role.INSPECTOR: "Kiểm tra, giám sát",
}


class Verb(StrEnum):
    """Everything that can be asked of the system."""

    VIEW = "view"
    UPLOAD_DIRECTIVE = "upload-directive"
    REVIEW_CLAIMS = "review-claims"
    APPROVE_PLAN = "approve-plan"
    EDIT_PLAN = "edit-plan"
    ENTER_FIGURES = "enter-figures"
    APPROVE_FIGURES = "approve-figures"
    IMPORT_FIGURES = "import-figures"
    UPDATE_TASK = "update-task"
    CONFIRM_TASK = "confirm-task"
    WRITE_REPORT = "write-report"
    MANAGE_UNITS = "manage-units"
    MANAGE_PEOPLE = "manage-people"


_PLANNING = {
    Verb.VIEW,
    Verb.UPLOAD_DIRECTIVE,
    Verb.REVIEW_CLAIMS,
    Verb.APPROVE_PLAN,
    Verb.EDIT_PLAN,
    Verb.ENTER_FIGURES,
    Verb.APPROVE_FIGURES,
    Verb.IMPORT_FIGURES,
    Verb.UPDATE_TASK,
    Verb.CONFIRM_TASK,
    Verb.WRITE_REPORT,
    Verb.MANAGE_UNITS,
}
TABLE: dict[Role, frozenset[Verb]] = {
    Role.MANAGER: frozenset(Verb),
    Role.PLANNER: frozenset(_PLANNING),
    Role.UNIT_OFFICER: frozenset({Verb.VIEW, Verb.ENTER_FIGURES, Verb.IMPORT_FIGURES, Verb.UPDATE_TASK}),
    Role.LEADER: frozenset(
        {Verb.VIEW, Verb.APPROVE_PLAN, Verb.APPROVE_FIGURES, Verb.CONFIRM_TASK, Verb.WRITE_REPORT}
    ),
    Role.INSPECTOR: frozenset({Verb.VIEW}),
}
# What a unit's officer may do only for the officer's own unit.
OWN_UNIT_ONLY = frozenset({Verb.ENTER_FIGURES, Verb.IMPORT_FIGURES, Verb.UPDATE_TASK})


def may(role: Role, verb: Verb) -> bool:
    """Whether the role allows the verb on at least some things."""
    return verb in TABLE[role]
