"""A person leaves, is locked, or comes back: duties go over, doors are shut, everything in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.actions.deputies import cut_deputy
from cotmoc.actions.grants import cut, lock, require_a_manager, write_grant
from cotmoc.core.dates import short_date
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.core.sentence import say
from cotmoc.store.access import forget_rights, require
from cotmoc.store.leaving import Leaving, leaving_of, session_keys
from cotmoc.store.managing import require_giving, require_over
from cotmoc.store.models import Person


@action
def hand_over(
    *, person: Person, on: date, receivers: Mapping[int, Person], by: Person, why: str = ""
) -> Leaving:
    """Let `person` leave: from the day `on` the `receivers` (by grant) hold what the person held, and the account is
    locked on that day. Drafts stay with their units.

    Raises ForbiddenError beyond the reach of `by`, InvalidValueError for a day before today or a receiver who cannot
    take over, ConflictError when the person has left already or nobody would manage the system.
    """
    require_over(by, person)
    lock(person)
    person.refresh_from_db()
    if person.left_on is not None:
        raise ConflictError(
            _("%(name)s đã bàn giao, nghỉ từ %(day)s.") % {"name": person, "day": short_date(person.left_on)},
            code="left",
        )
    if on < timezone.localdate():
        raise InvalidValueError(_("Không bàn giao lùi về trước hôm nay; chọn ngày từ hôm nay."), code="past")
    told = leaving_of(person, on, receivers)
    for receiver in {one.pk: one for one in receivers.values()}.values():
        _check_receiver(receiver, person, by)
    _pass_on(told, by)
    for standing in told.deputies:
        cut_deputy(standing, told.last_day, by)
    _close_keys(told, by)
    person.left_on = on
    person.save(update_fields=["left_on"])
    forget_rights(person)
    after = {"on": on.isoformat(), "grants": len(told.passings)}
    record("person.leave", person, by=by, after=after, personal=_reason(why))
    if told.is_now:
        shut(person)
        record("person.lock", person, by=by)
    require_a_manager()
    return told


@action
def lock_person(*, person: Person, by: Person, why: str) -> None:
    """Shut an account at once: sessions end, nothing can be done with it. The grants stay for when it is opened.

    Raises InvalidValueError without a reason, ForbiddenError for the own account or one beyond the reach, ConflictError
    for one that is locked or the last that manages the system.
    """
    require_over(by, person)
    if not why.strip():
        raise InvalidValueError(_("Ghi lý do khóa tài khoản."), code="reason")
    if by.pk == person.pk:
        raise ForbiddenError(_("Không tự khóa tài khoản của mình; nhờ một người quản trị khác."))
    lock(person)
    person.refresh_from_db()
    if not person.is_active:
        raise ConflictError(_("Tài khoản này đang bị khóa rồi."), code="locked")
    shut(person)
    record("person.lock", person, by=by, personal=_reason(why))
    require_a_manager()


@action
def unlock_person(*, person: Person, by: Person) -> None:
    """Open a locked account again. Somebody who had left comes back without the grants that were handed over.

    Raises ConflictError for an account that is open, or whose personal data were erased.
    """
    require_over(by, person)
    lock(person)
    person.refresh_from_db()
    if person.erased_at is not None:
        raise ConflictError(
            _(
                "Dữ liệu cá nhân của tài khoản này đã xóa, không mở lại được; mời người đó bằng tài khoản mới."
            ),
            code="erased",
        )
    if person.is_active and person.left_on is None:
        raise ConflictError(_("Tài khoản này đang mở."), code="open")
    person.is_active, person.left_on = True, None
    person.save(update_fields=["is_active", "left_on"])
    forget_rights(person)
    record("person.unlock", person, by=by)


def shut(person: Person) -> None:
    """Lock the account and end its sessions."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    forget_rights(person)
    end_sessions(person)


def end_sessions(person: Person) -> int:
    """Sign a person out everywhere; returns of how many sessions."""
    keys = session_keys(person)
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
    return len(keys)


def _reason(why: str) -> dict[str, str] | None:
    """What is said of a person is personal: it must go when the person is erased."""
    return {"reason": why.strip()} if why.strip() else None


def _check_receiver(receiver: Person, person: Person, by: Person) -> None:
    require(by, Verb.MANAGE_PEOPLE, receiver)
    if receiver.pk == by.pk:
        raise ForbiddenError(_("Không tự nhận quyền của người khác; nhờ một người quản trị khác bàn giao."))
    if receiver.pk == person.pk or not receiver.is_active or receiver.left_on is not None:
        raise InvalidValueError(
            _("%(name)s không nhận bàn giao được: phải là người khác, đang làm việc.") % {"name": receiver},
            code="receiver",
        )


def _pass_on(told: Leaving, by: Person) -> None:
    """End the grants and give them to their receivers; two grants may go to one receiver without overlapping."""
    for passing in told.passings:
        grant = passing.grant
        require_giving(by, grant.agency, grant.plan_id)
        role, agency, plan = Role(grant.role), grant.agency, grant.plan
        cut(grant, told.last_day, by)
        if passing.receiver is not None:
            receiver = lock(passing.receiver)
            for span in passing.spans:
                write_grant(person=receiver, role=role, agency=agency, plan=plan, span=span, by=by)


def _close_keys(told: Leaving, by: Person) -> None:
    """Keys end with the person: at once, or at midnight when the person leaves."""
    for key in told.keys:
        if told.is_now:
            key.revoked_at = timezone.now()
        else:
            key.expires_at = timezone.make_aware(datetime.combine(told.on, time.min))
        key.save(update_fields=["revoked_at", "expires_at"])
        record("key.revoke", key, by=by, why=say("Người giữ khóa bàn giao."))
