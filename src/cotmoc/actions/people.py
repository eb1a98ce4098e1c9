"""People come into the system."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.permissions import UNIT_ROLES, Role, Verb
from cotmoc.store.access import require
from cotmoc.store.managing import require_giving
from cotmoc.store.models import Agency, Grant, Person


@action
def add_person(
    *, username: str, full_name: str, role: Role, by: Person, password: str, agency: Agency | None = None
) -> Person:
    """Give somebody an account and a role: at the own unit for those who work for one, else everywhere.

    Raises InvalidValueError for a name in use, or a role of a unit without one, ForbiddenError beyond reach.
    """
    require(by, Verb.MANAGE_PEOPLE)
    if role in UNIT_ROLES and agency is None:
        raise InvalidValueError(f"{role.label} cần một đơn vị; chọn đơn vị.", code="agency")
    require_giving(by, agency if role in UNIT_ROLES else None, None)
    if Person.objects.filter(Q(username__iexact=username) | Q(email__iexact=username)).exists():
        raise InvalidValueError(
            f"Tên đăng nhập '{username}' đã có người dùng; chọn tên khác.", code="username"
        )
    person = Person(username=username, full_name=full_name, agency=agency)
    person.set_password(password)
    person.full_clean()
    person.save()
    grant = Grant.objects.create(
        person=person,
        role=role,
        agency=agency if role in UNIT_ROLES else None,
        valid_from=timezone.localdate(),
        granted_by=by,
    )
    record(
        "person.add",
        person,
        by=by,
        after={"role": role, "agency": agency.code if agency else "", "grant": grant.pk},
        personal={"username": username, "full_name": full_name},
    )
    return person


@action
def first_manager(*, username: str, full_name: str, password: str, by: None = None) -> Person:
    """The account that makes all others, on an empty system only; nobody is there yet to be its author."""
    if Person.objects.exists():
        raise InvalidValueError("Hệ thống đã có tài khoản; nhờ người quản trị tạo thêm.", code="not-empty")
    person = Person(username=username, full_name=full_name)
    person.set_password(password)
    person.save()
    Grant.objects.create(person=person, role=Role.MANAGER, valid_from=timezone.localdate())
    record(
        "person.first",
        person,
        by=by,
        after={"role": Role.MANAGER},
        personal={"username": username, "full_name": full_name},
    )
    return person
