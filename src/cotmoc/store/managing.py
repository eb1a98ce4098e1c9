"""Over whom and over what somebody manages people: nobody gives what lies beyond the own reach."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.core.errors import ForbiddenError, NotFoundError
from cotmoc.core.permissions import Role, Verb
from cotmoc.core.spans import Span, gaps
from cotmoc.store.access import acting_for, can, require, rights_of
from cotmoc.store.agencies import current
from cotmoc.store.dated import not_over
from cotmoc.store.models import Agency, Grant, Person
from cotmoc.store.rights import Held


def _managing(by: Person) -> list[Held]:
    return rights_of(by).holding(Verb.MANAGE_PEOPLE)


def _giving(by: Person, agency: int | None, plan: int | None) -> Held | None:
    """The grant of `by` that a grant at this agency, for this plan, lies within."""
    for held in _managing(by):
        inside = held.reach is None or (agency is not None and agency in held.reach)
        if inside and (held.plan is None or held.plan == plan):
            return held
    return None


def reach(by: Person) -> frozenset[int] | None:
    """The agencies whose people `by` manages; None for all."""
    reaches = [held.reach for held in _managing(by)]
    if any(one is None for one in reaches):
        return None
    return frozenset().union(*(one for one in reaches if one is not None))


def people_of(by: Person) -> QuerySet[Person]:
    """The people whom `by` manages: those who work within the reach."""
    within = reach(by)
    return Person.objects.all() if within is None else Person.objects.filter(agency__in=within)


def agencies_of(by: Person, on: date) -> QuerySet[Agency]:
    """The agencies of a day at which `by` may grant something."""
    within, there = reach(by), current(on)
    return there if within is None else there.filter(pk__in=within)


def open_grants(person: Person, on: date) -> QuerySet[Grant]:
    """What a person holds on the day `on` or will hold after it."""
    return person.grants.filter(not_over(on)).select_related("agency", "plan", "person", "granted_by")


def is_over(by: Person, person: Person) -> bool:
    """Whether `by` may change the account of `person`: the workplace and every open grant lie within the reach.

    So do those that others lend to the person: whoever puts an address right could have its password set anew.
    """
    if not can(by, Verb.MANAGE_PEOPLE, person):
        return False
    today, whose = timezone.localdate(), Q(person=person)
    if by.pk != person.pk:
        whose |= Q(person__deputies__deputy=person, person__deputies__valid_to__gte=today)
    held = Grant.objects.filter(not_over(today), whose).values_list("agency", "plan")
    return all(_giving(by, agency, plan) for agency, plan in held)


def require_over(by: Person, person: Person) -> None:
    """Let pass whoever may change the account of `person`. Raises NotFoundError, ForbiddenError."""
    require(by, Verb.MANAGE_PEOPLE, person)
    if not is_over(by, person):
        raise ForbiddenError(_("Người này giữ quyền vượt phạm vi bạn quản lý; nhờ người quản trị cấp trên."))


def require_giving(by: Person, agency: Agency | None, plan_id: int | None) -> None:
    """Let pass whoever may give and take what is held at `agency` for a plan; tell the trail for whom."""
    held = _giving(by, agency.pk if agency else None, plan_id)
    if held is None:
        raise ForbiddenError(_("Quyền này vượt phạm vi bạn quản lý; nhờ người quản trị cấp trên."))
    if held.whose.pk != by.pk:
        acting_for.set(held.whose)


def may_give_everywhere(by: Person) -> bool:
    """Whether `by` may grant something for the whole system."""
    return _giving(by, None, None) is not None


def is_managed_from(day: date) -> bool:
    """Whether somebody who can sign in manages the whole system on `day` and on every day after it.

    The grants are locked first, whoever holds them: two managers cannot remove each other at once.
    """
    held = Grant.objects.filter(role=Role.MANAGER, agency=None, plan=None)
    list(held.select_for_update(no_key=True).order_by("pk"))
    invited = Q(person__invited_at__isnull=False, person__last_login=None)
    no_password = Q(person__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    holding = held.filter(person__is_active=True).exclude(invited & no_password)
    return not gaps(Span(day), [Span(*days) for days in holding.values_list("valid_from", "valid_to")])


def find_person(pk: int, by: Person) -> Person:
    """The person of a key, for whoever manages people there. Raises NotFoundError, ForbiddenError."""
    require(by, Verb.MANAGE_PEOPLE)
    person = Person.objects.select_related("agency").filter(pk=pk).first()
    if person is None or not can(by, Verb.MANAGE_PEOPLE, person):
        raise NotFoundError(_("Không có người dùng này trong phạm vi bạn quản lý."))
    return person
