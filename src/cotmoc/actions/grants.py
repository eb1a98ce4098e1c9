"""Roles are given and taken: where, for which plan, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.core.dates import short_date
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import UNIT_ROLES, Role
from cotmoc.core.spans import Span
from cotmoc.store.access import forget_rights
from cotmoc.store.managing import is_managed_from, require_giving, require_over
from cotmoc.store.models import Agency, Grant, Person, Plan


@action
def give_grant(
    *,
    person: Person,
    role: Role,
    agency: Agency | None,
    by: Person,
    plan: Plan | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    """Give `person` a role from a day (today) to a day (without end).

    Raises ForbiddenError beyond the reach of `by` or for oneself, InvalidValueError for days, a unit or a role that do
    not fit, ConflictError when the same is held on one of these days already.
    """
    require_over(by, person)
    require_giving(by, agency, plan.pk if plan else None)
    if by.pk == person.pk:
        raise ForbiddenError(_("Không tự giao quyền cho mình; nhờ một người quản trị khác."))
    span = Span(valid_from or timezone.localdate(), valid_to)
    _check_place(role, agency, span)
    person = lock(person)
    _check_person(person)
    return write_grant(person=person, role=role, agency=agency, plan=plan, span=span, by=by)


@action
def end_grant(*, grant: Grant, by: Person, last_day: date | None = None) -> None:
    """Let a grant hold until `last_day` and no longer (yesterday: it ends now); one that has not begun is withdrawn.

    Raises ForbiddenError beyond the reach of `by`, InvalidValueError for a day that does not fit, ConflictError when
    the system would be left without somebody who manages it.
    """
    require_over(by, grant.person)
    require_giving(by, grant.agency, grant.plan_id)
    yesterday = timezone.localdate() - timedelta(days=1)
    last = last_day or yesterday
    if last < yesterday:
        raise InvalidValueError(
            _("Không kết thúc quyền lùi về trước hôm nay; chọn ngày từ hôm nay."), code="past"
        )
    lock(grant.person)
    grant = Grant.objects.select_related("person", "agency", "plan").get(pk=grant.pk)
    if grant.valid_to is not None and grant.valid_to <= last:
        raise ConflictError(
            _("Quyền này đã kết thúc ngày %(day)s rồi.") % {"day": short_date(grant.valid_to)}, code="ended"
        )
    cut(grant, last, by)
    require_a_manager()


def lock(person: Person) -> Person:
    """The row of a person, held until the transaction ends: what is granted to one person is decided one at a time.

    Without the key: an event that names the person may be written by others meanwhile, else two would wait for each
    other.
    """
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def write_grant(
    *, person: Person, role: Role, agency: Agency | None, plan: Plan | None, span: Span, by: Person
) -> Grant:
    """Store a grant and its event. Raises ConflictError when the same is held on one of the days already."""
    for held in Grant.objects.filter(person=person, role=role, agency=agency, plan=plan):
        if Span(held.valid_from, held.valid_to).meets(span):
            raise ConflictError(
                _("%(name)s đã giữ vai trò này %(days)s; kết thúc quyền cũ trước hoặc chọn ngày khác.")
                % {"name": person, "days": days_words(Span(held.valid_from, held.valid_to))},
                code="held",
            )
    grant = Grant.objects.create(
        person=person, role=role, agency=agency, plan=plan,
        valid_from=span.first, valid_to=span.last, granted_by=by,
    )  # fmt: skip
    forget_rights(person)
    record("grant.add", person, by=by, after=grant_words(grant))
    return grant


def cut(grant: Grant, last: date, by: Person) -> None:
    """End a grant on its last day, or take it away when it would not have begun by then."""
    before = grant_words(grant)
    if grant.valid_from > last:
        record("grant.withdraw", grant.person, by=by, before=before)
        grant.delete()
    else:
        grant.valid_to = last
        grant.save(update_fields=["valid_to"])
        record("grant.end", grant.person, by=by, before=before, after=grant_words(grant))
    forget_rights(grant.person)


def require_a_manager() -> None:
    """Raises ConflictError unless somebody manages the whole system from today on, every day."""
    if not is_managed_from(timezone.localdate()):
        raise ConflictError(
            _(
                "Làm vậy thì có ngày hệ thống không còn ai quản trị; giao vai trò Quản trị hệ thống cho một người khác "
                "trước."
            ),
            code="last-manager",
        )


def grant_words(grant: Grant) -> dict[str, Any]:
    """A grant as the trail keeps it."""
    return {
        "grant": grant.pk,
        "role": grant.role,
        "agency": grant.agency.code if grant.agency else "",
        "plan": grant.plan.slug if grant.plan else "",
        "from": grant.valid_from.isoformat(),
        "to": grant.valid_to.isoformat() if grant.valid_to else "",
    }


def days_words(span: Span) -> str:
    """A span as people read it: "từ 1/2/2026 đến 3/4/2026"."""
    if span.last is None:
        return _("từ %(first)s") % {"first": short_date(span.first)}
    return _("từ %(first)s đến %(last)s") % {"first": short_date(span.first), "last": short_date(span.last)}


def _check_place(role: Role, agency: Agency | None, span: Span) -> None:
    if role in UNIT_ROLES and agency is None:
        raise InvalidValueError(
            _("%(role)s cần một đơn vị; chọn đơn vị.") % {"role": role.label}, code="agency"
        )
    if span.first < timezone.localdate():
        raise InvalidValueError(
            _("Không giao quyền lùi về trước hôm nay; chọn ngày từ hôm nay."), code="past"
        )
    if agency is not None and not Span(agency.valid_from, agency.valid_to).meets(
        Span(span.first, span.first)
    ):
        raise InvalidValueError(
            _("%(unit)s không tồn tại vào ngày %(day)s; chọn đơn vị hoặc ngày khác.")
            % {"unit": agency, "day": short_date(span.first)},
            code="agency",
        )


def _check_person(person: Person) -> None:
    if not person.is_active or person.left_on is not None:
        raise ConflictError(
            _("%(name)s đã nghỉ hoặc đang bị khóa; mở khóa tài khoản trước khi giao quyền.")
            % {"name": person},
            code="locked",
        )
