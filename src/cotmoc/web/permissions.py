"""Who may do what, as a page: the table of core.permissions, and what the reader holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_safe

from cotmoc.core.permissions import Role, Verb, may
from cotmoc.store.access import rights_of
from cotmoc.store.language import said
from cotmoc.store.models import Plan
from cotmoc.web.doors import asks
from cotmoc.web.people import actor

# The verbs in the order of the work.
GROUPS: tuple[tuple[str, tuple[Verb, ...]], ...] = (
    (mark("Xem"), (Verb.VIEW_PUBLISHED, Verb.VIEW, Verb.VIEW_TRAIL)),
    (
        mark("Văn bản và kế hoạch"),
        (
            Verb.UPLOAD_DIRECTIVE,
            Verb.REVIEW_CLAIMS,
            Verb.APPROVE_PLAN,
            Verb.EDIT_PLAN,
            Verb.DECIDE_TARGETS,
        ),
    ),
    (mark("Số liệu"), (Verb.ENTER_FIGURES, Verb.IMPORT_FIGURES, Verb.APPROVE_FIGURES)),
    (mark("Nhiệm vụ và báo cáo"), (Verb.UPDATE_TASK, Verb.CONFIRM_TASK, Verb.WRITE_REPORT)),
    (mark("Quản trị"), (Verb.MANAGE_UNITS, Verb.MANAGE_PEOPLE, Verb.MANAGE_KEYS)),
)


@asks()
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """The table of roles and verbs; the roles the reader holds are marked, with where and for whom."""
    person = actor(request)
    held = rights_of(person).held
    plans = Plan.objects.in_bulk([one.plan for one in held if one.plan is not None])
    own = {one.role for one in held}
    context = {
        "roles": [(said(role.label), role in own) for role in Role],
        "width": len(Role) + 1,
        "groups": [
            (said(title), [(said(verb.label), _row(verb, own)) for verb in verbs]) for title, verbs in GROUPS
        ],
        "held": [
            (
                said(one.role.label),
                one.agency,
                plans.get(one.plan or 0),
                one.whose if one.whose != person else None,
            )
            for one in held
        ],
    }
    return render(request, "web/permissions.html", context)


def _row(verb: Verb, own: set[Role]) -> list[tuple[str, bool, bool]]:
    """For each role its name, whether it may, and whether it is the reader's."""
    return [(said(role.label), may(role, verb), role in own) for role in Role]
