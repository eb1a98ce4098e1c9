"""Units and people come into the system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.permissions import UNIT_ROLES, Role, Verb
from cotmoc.store.access import require
from cotmoc.store.models import Agency, Grant, Person


@dataclass(frozen=True)
class AgencyRow:
    """One unit as an import names it; `parent` is the code of the unit above."""

    code: str
    name: str
    kind: str
    parent: str = ""
    valid_from: date = date(2025, 7, 1)
    aliases: tuple[str, ...] = ()


@action
def put_agencies(*, rows: Sequence[AgencyRow], by: Person) -> list[Agency]:
    """Create units, or bring those of the same code and date up to date; the same rows twice change nothing.

    Raises InvalidValueError when a parent is neither there nor among `rows`.
    """
    require(by, Verb.MANAGE_UNITS)
    known = {agency.code: agency for agency in Agency.objects.filter(valid_to__isnull=True)}
    units = []
    for row in rows:
        if row.parent and row.parent not in known:
            raise InvalidValueError(
                f"Đơn vị {row.code} {row.name}: đơn vị cấp trên '{row.parent}' chưa có; xếp nó lên trước.",
                code="parent",
            )
        values = {
            "name": row.name,
            "kind": row.kind,
            "parent": known.get(row.parent),
            "aliases": list(row.aliases),
        }
        agency, made = Agency.objects.update_or_create(
            code=row.code, valid_from=row.valid_from, defaults=values
        )
        known[row.code] = agency
        units.append(agency)
        record(
            "agency.add" if made else "agency.edit", agency, by=by, after={"code": row.code, "name": row.name}
        )
    return units


@action
def add_person(
    *, username: str, full_name: str, role: Role, by: Person, password: str, agency: Agency | None = None
) -> Person:
    """Give somebody an account and a role: at the own unit for those who work for one, else everywhere.

    Raises InvalidValueError for a name in use, or a role of a unit without one.
    """
    require(by, Verb.MANAGE_PEOPLE)
    if role in UNIT_ROLES and agency is None:
        raise InvalidValueError(f"{role.label} cần một đơn vị; chọn đơn vị.", code="agency")
    if Person.objects.filter(username=username).exists():
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
