"""The one question about permissions: may this person do this to this thing?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cotmoc.core.errors import ForbiddenError
from cotmoc.core.permissions import OWN_UNIT_ONLY, Role, Verb, may
from cotmoc.store.models import Agency, Person, Submission, Task

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model


def _unit_of(thing: Model | None) -> int | None:
    if isinstance(thing, Agency):
        return thing.pk
    if isinstance(thing, Submission):
        return thing.unit_id
    if isinstance(thing, Task):
        return thing.lead_id
    return None


def can(person: Person | AnonymousUser, verb: Verb, thing: Model | None = None) -> bool:
    """Whether `person` may do `verb` to `thing` (or to anything at all when it is None)."""
    if not isinstance(person, Person) or not person.is_active or not person.role:
        return False
    role = Role(person.role)
    if not may(role, verb):
        return False
    if role is Role.UNIT_OFFICER and verb in OWN_UNIT_ONLY and thing is not None:
        return person.agency_id is not None and _unit_of(thing) == person.agency_id
    return True


def require(person: Person | AnonymousUser, verb: Verb, thing: Model | None = None) -> None:
    """Raise ForbiddenError with a sentence unless `can`."""
    if not can(person, verb, thing):
        raise ForbiddenError(
            "Tài khoản này không có quyền làm việc đó. Nhờ chuyên viên tổng hợp hoặc người quản trị."
        )
