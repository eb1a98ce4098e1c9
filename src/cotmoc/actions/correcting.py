"""The facts of an account are put right by whoever manages it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.actions.grants import lock
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.store.managing import reach, require_over
from cotmoc.store.models import Agency, Person

_PERSONAL = ("full_name", "email", "phone")


@action
def correct_person(
    *, person: Person, full_name: str, email: str, phone: str, agency: Agency | None, by: Person
) -> Person:
    """Put the name, the ways to reach a person and the unit right; a new address must be confirmed again.

    Raises InvalidValueError for values that do not fit, ForbiddenError for a unit beyond the reach of `by`,
    ConflictError when nothing would change or the data were erased.
    """
    require_over(by, person)
    person = lock(person)
    if person.erased_at is not None:
        raise ConflictError(_("Dữ liệu cá nhân của người này đã xóa rồi."), code="erased")
    values = {"full_name": full_name.strip(), "email": email.strip().lower(), "phone": phone.strip()}
    before = {name: getattr(person, name) for name in _PERSONAL}
    moved = (agency.pk if agency else None) != person.agency_id
    if values == before and not moved:
        raise ConflictError(_("Không có gì thay đổi."), code="same")
    within = reach(by)
    if moved and within is not None and (agency is None or agency.pk not in within):
        raise ForbiddenError(_("Chỉ chuyển được về đơn vị trong phạm vi bạn quản lý."))
    old_agency = person.agency.code if person.agency else ""
    _check_address(person, values["email"])
    for name, value in values.items():
        setattr(person, name, value)
    person.agency = agency
    _clean(person)
    person.save()
    if values["email"] != before["email"]:
        EmailAddress.objects.filter(user=person).delete()
    record(
        "person.edit",
        person,
        by=by,
        before={"agency": old_agency},
        after={"agency": agency.code if agency else ""},
        personal={"before": before, "after": values},
    )
    return person


def _check_address(person: Person, email: str) -> None:
    if not email:
        return
    taken: Any = Person.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).exclude(
        pk=person.pk
    )
    if taken.exists() or EmailAddress.objects.filter(email__iexact=email).exclude(user=person).exists():
        raise InvalidValueError(_("Địa chỉ thư này đã là của một tài khoản khác."), code="email")


def _clean(person: Person) -> None:
    try:
        person.full_clean()
    except ValidationError as error:
        raise InvalidValueError(" ".join(error.messages), code=next(iter(error.message_dict))) from error
