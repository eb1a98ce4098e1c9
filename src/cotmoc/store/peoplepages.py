"""What the pages of people show: the list with its filters, and one person with everything held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.usersessions.models import UserSession
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cotmoc.core.permissions import Role
from cotmoc.core.text import fold
from cotmoc.store.account import second_factors
from cotmoc.store.language import said
from cotmoc.store.managing import is_over, people_of
from cotmoc.store.models import Agency, ApiKey, DataRequest, Deputy, Grant, Person

STATES = {
    "dang-dung": _("Đang sử dụng"),
    "da-moi": _("Đã mời, chưa vào"),
    "da-khoa": _("Đang khóa"),
    "da-nghi": _("Đã nghỉ"),
    "da-xoa": _("Đã xóa dữ liệu"),
}


@dataclass(frozen=True)
class Query:
    """The filters of the list, as its address has them; empty ones ask nothing."""

    words: str = ""
    role: str = ""
    unit: str = ""
    state: str = ""


@dataclass(frozen=True)
class PersonRow:
    person: Person
    state: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class PeopleList:
    """The people asked for, and how many there are of each state whatever the state asked for."""

    people: list[int]
    counts: dict[str, int]


@dataclass(frozen=True)
class PersonPage:
    """A person with everything that is held and open. `is_over`: the reader may change it."""

    person: Person
    state: str
    is_over: bool
    held: tuple[Grant, ...]
    ended: tuple[Grant, ...]
    deputies: tuple[Deputy, ...]
    sessions: int
    has_second_factor: bool
    keys: int
    requests: tuple[DataRequest, ...]


def state_of(person: Person, today: date) -> str:
    """The state of an account: a key of STATES."""
    if person.erased_at is not None:
        return "da-xoa"
    if person.left_on is not None and person.left_on <= today:
        return "da-nghi"
    if not person.is_active:
        return "da-khoa"
    waits = person.invited_at is not None and person.last_login is None and not person.has_usable_password()
    return "da-moi" if waits else "dang-dung"


def people_list(by: Person, query: Query) -> PeopleList:
    """The people that `by` manages and the query asks for, by name; words are sought without diacritics."""
    today, words = timezone.localdate(), fold(query.words).split()
    found = [person for person in _asked(by, query, today) if not words or _says(person, words)]
    states = {person.pk: state_of(person, today) for person in found}
    chosen = [person for person in found if query.state in {"", states[person.pk]}]
    chosen.sort(key=lambda person: (fold(person.full_name).split()[::-1], person.pk))
    return PeopleList([person.pk for person in chosen], dict(Counter(states.values())))


def people_rows(people: Iterable[int]) -> list[PersonRow]:
    """The rows of these people, in their order; three queries however many."""
    today = timezone.localdate()
    valid = Grant.objects.filter(valid_from__lte=today).exclude(valid_to__lt=today).select_related("agency")
    order = {pk: place for place, pk in enumerate(people)}
    rows = Person.objects.filter(pk__in=order).select_related("agency")
    rows = rows.prefetch_related(Prefetch("grants", queryset=valid, to_attr="today"))
    return [
        PersonRow(person, state_of(person, today), tuple(_words(grant) for grant in person.today))
        for person in sorted(rows, key=lambda person: order[person.pk])
    ]


def person_page(person: Person, by: Person) -> PersonPage:
    """Everything about one account, in a fixed number of queries."""
    today = timezone.localdate()
    grants = tuple(person.grants.select_related("agency", "plan", "granted_by").order_by("valid_from", "pk"))
    standing = Deputy.objects.filter(Q(person=person) | Q(deputy=person), valid_to__gte=today)
    return PersonPage(
        person=person,
        state=state_of(person, today),
        is_over=is_over(by, person),
        held=tuple(grant for grant in grants if grant.valid_to is None or grant.valid_to >= today),
        ended=tuple(grant for grant in grants if grant.valid_to is not None and grant.valid_to < today),
        deputies=tuple(standing.select_related("person", "deputy").order_by("valid_from")),
        sessions=UserSession.objects.filter(user=person).count(),
        has_second_factor=second_factors(person).is_there,
        keys=ApiKey.objects.filter(person=person, revoked_at=None, expires_at__gt=timezone.now()).count(),
        requests=tuple(person.data_requests.select_related("answered_by")),
    )


def units_with_people(by: Person) -> QuerySet[Agency]:
    """The units in which the people that `by` manages work, for the filter."""
    return Agency.objects.filter(people__in=people_of(by)).distinct().order_by("kind", "folded")


def _asked(by: Person, query: Query, today: date) -> QuerySet[Person]:
    people = people_of(by)
    if query.unit:
        people = people.filter(agency__code=query.unit)
    if query.role:
        holding = Grant.objects.filter(role=query.role, valid_from__lte=today).exclude(valid_to__lt=today)
        people = people.filter(pk__in=holding.values("person"))
    return people.only(
        "full_name",
        "username",
        "email",
        "is_active",
        "left_on",
        "erased_at",
        "invited_at",
        "last_login",
        "password",
    )


def _says(person: Person, words: list[str]) -> bool:
    text = fold(f"{person.full_name} {person.username} {person.email}")
    return all(word in text for word in words)


def _words(grant: Grant) -> str:
    return f"{said(Role(grant.role).label)}, {grant.agency or said('toàn hệ thống')}"
