"""Who may do what: one table, one question. Buttons, pages, API and docs all read it.

`may(role, verb)` answers for a role; `store.access.can(person, verb, thing)` also looks at where the role was
granted, for which plan and when.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is, where the role was granted and below."""

    MANAGER = "manager"
    PLANNER = "planner"
    RECEIVER = "receiving-officer"
    UNIT_HEAD = "unit-head"
    UNIT_OFFICER = "unit-officer"
    LEADER = "leader"
    INSPECTOR = "inspector"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.MANAGER: "Quản trị hệ thống",
    Role.PLANNER: "Chuyên viên tổng hợp",
    Role.RECEIVER: "Cán bộ tiếp nhận",
    Role.UNIT_HEAD: "Thủ trưởng đơn vị",
    Role.UNIT_OFFICER: "Đầu mối đơn vị",
    Role.LEADER: "Lãnh đạo",
    Role.INSPECTOR: "Kiểm tra, giám sát",
    Role.PUBLIC: "Người dân, doanh nghiệp",
}


class Verb(StrEnum):
    """Everything that can be asked of the system."""

    VIEW_PUBLISHED = "view-published"
    VIEW = "view"
    UPLOAD_DIRECTIVE = "upload-directive"
    REVIEW_CLAIMS = "review-claims"
    APPROVE_PLAN = "approve-plan"
    EDIT_PLAN = "edit-plan"
    DECIDE_TARGETS = "decide-targets"
    ENTER_FIGURES = "enter-figures"
    APPROVE_FIGURES = "approve-figures"
    IMPORT_FIGURES = "import-figures"
    UPDATE_TASK = "update-task"
    CONFIRM_TASK = "confirm-task"
    WRITE_REPORT = "write-report"
    MANAGE_UNITS = "manage-units"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_KEYS = "manage-keys"
    VIEW_TRAIL = "view-trail"

    @property
    def label(self) -> str:
        return _DOES[self]


_DOES = {
    Verb.VIEW_PUBLISHED: "Xem kết quả đã công bố",
    Verb.VIEW: "Xem",
    Verb.UPLOAD_DIRECTIVE: "Đưa văn bản vào hệ thống",
    Verb.REVIEW_CLAIMS: "Rà soát kết quả đọc",
    Verb.APPROVE_PLAN: "Duyệt kế hoạch",
    Verb.EDIT_PLAN: "Sửa kế hoạch, giao đơn vị",
    Verb.DECIDE_TARGETS: "Quyết định mục tiêu kế thừa",
    Verb.ENTER_FIGURES: "Nhập và nộp số liệu",
    Verb.APPROVE_FIGURES: "Duyệt, trả lại số liệu",
    Verb.IMPORT_FIGURES: "Nhập số liệu từ tệp",
    Verb.UPDATE_TASK: "Cập nhật nhiệm vụ",
    Verb.CONFIRM_TASK: "Xác nhận, tạm dừng, rút nhiệm vụ",
    Verb.WRITE_REPORT: "Lập báo cáo",
    Verb.MANAGE_UNITS: "Quản lý đơn vị, địa bàn",
    Verb.MANAGE_PEOPLE: "Quản lý người dùng",
    Verb.MANAGE_KEYS: "Quản lý khóa API",
    Verb.VIEW_TRAIL: "Xem vết ghi",
}

_SEES = frozenset({Verb.VIEW_PUBLISHED, Verb.VIEW})
_UNIT = _SEES | {Verb.ENTER_FIGURES, Verb.IMPORT_FIGURES, Verb.UPDATE_TASK}
_MANAGES = {Verb.MANAGE_PEOPLE, Verb.MANAGE_KEYS, Verb.VIEW_TRAIL}
TABLE: dict[Role, frozenset[Verb]] = {
    Role.MANAGER: frozenset(Verb),
    Role.PLANNER: frozenset(Verb) - _MANAGES,
    Role.RECEIVER: _SEES | {Verb.APPROVE_FIGURES, Verb.CONFIRM_TASK},
    Role.UNIT_HEAD: _UNIT | {Verb.DECIDE_TARGETS},
    Role.UNIT_OFFICER: frozenset(_UNIT),
    Role.LEADER: _SEES
    | {
        Verb.APPROVE_PLAN,
        Verb.DECIDE_TARGETS,
        Verb.APPROVE_FIGURES,
        Verb.CONFIRM_TASK,
        Verb.WRITE_REPORT,
    },
    Role.INSPECTOR: _SEES | {Verb.VIEW_TRAIL},
    Role.PUBLIC: frozenset({Verb.VIEW_PUBLISHED}),
}
# Roles that are always held at one unit, never everywhere.
UNIT_ROLES = frozenset({Role.UNIT_HEAD, Role.UNIT_OFFICER})
# What is done for one unit: the unit that answers for the thing decides whose grant reaches it.
UNIT_VERBS = frozenset({Verb.ENTER_FIGURES, Verb.IMPORT_FIGURES, Verb.UPDATE_TASK})
# The word on what a unit hands in: it is for those above the unit, or for the agency whose plan it is.
JUDGING_VERBS = frozenset({Verb.APPROVE_FIGURES, Verb.CONFIRM_TASK})
# What is no matter of one plan: a role given for one plan only does not bring it.
SYSTEM_VERBS = frozenset({Verb.MANAGE_UNITS, Verb.MANAGE_PEOPLE, Verb.MANAGE_KEYS, Verb.VIEW_TRAIL})
# What changes nothing.
READING = frozenset({Verb.VIEW_PUBLISHED, Verb.VIEW, Verb.VIEW_TRAIL})


def may(role: Role, verb: Verb) -> bool:
    """Whether the role allows the verb on at least some things."""
    return verb in TABLE[role]
