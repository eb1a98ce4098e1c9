"""Identities are bound to accounts and taken off again."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from tests.support import factories

from cotmoc.actions.grants import give_grant
from cotmoc.actions.singlesignon import bind_identity, unbind_identity
from cotmoc.core.errors import ConflictError, ForbiddenError
from cotmoc.core.permissions import Role
from cotmoc.store.invited import invited
from cotmoc.store.models import Event, Person

pytestmark = pytest.mark.django_db
ISSUER = "https://sso.tinh.gov.vn"


def bind(person: Person, uid: str = "mot", issuer: str = ISSUER) -> None:
    bind_identity(person=person, provider="sso", uid=uid, issuer=issuer, by=person)


def test_one_identity_of_an_issuer_for_an_account() -> None:
    person, other = factories.person(Role.LEADER), factories.person(Role.LEADER)
    bind(person)
    with pytest.raises(ConflictError):
        bind(person, "hai")
    with pytest.raises(ConflictError):
        bind(other)
    bind(person, "ba", "https://moi.tinh.gov.vn")  # the office changed its provider
    assert SocialAccount.objects.filter(user=person).count() == 2
    event = Event.objects.filter(verb="person.bind-identity").order_by("position")[0]
    assert "mot" not in str(event.after)
    assert event.personal == {"identity": "mot"}


def test_who_manages_less_takes_nothing_off() -> None:
    unit = factories.agencies()["S1"]
    local, planner = factories.person(Role.LEADER, unit), factories.person(Role.UNIT_OFFICER, unit)
    for role, agency, who in ((Role.MANAGER, unit, local), (Role.PLANNER, None, planner)):
        give_grant(person=who, role=role, agency=agency, by=factories.manager())
    bind(planner)
    with pytest.raises(ForbiddenError):
        unbind_identity(person=planner, by=Person.objects.get(pk=local.pk))


def test_taking_it_off_lets_another_one_come() -> None:
    person = factories.person(Role.LEADER)
    bind(person)
    with pytest.raises(ForbiddenError):
        unbind_identity(person=person, by=factories.person(Role.INSPECTOR))
    assert unbind_identity(person=person, by=factories.manager()) == 1
    with pytest.raises(ConflictError):
        unbind_identity(person=person, by=person)
    bind(person, "hai")
    assert unbind_identity(person=person, by=person) == 1


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("email", " HOA@tinh.gov.vn ", True),
        ("username", "nguoi-a", True),
        ("email", "hoa@tinh.gov.vn.vn", False),
        ("email", "", False),
        ("email", None, False),
        ("email", "ho\u212ba@tinh.gov.vn", False),
        ("full_name", "Hoa", False),
    ],
)
def test_whom_a_claim_means(field: str, value: object, found: bool) -> None:
    person = factories.person(Role.LEADER)
    Person.objects.filter(pk=person.pk).update(email="hoa@tinh.gov.vn", username="nguoi-a", full_name="Hoa")
    assert (invited(field, value) == person) is found


def test_who_is_not_the_only_one_is_not_found() -> None:
    for name in ("hoa.nt", "Hoa.NT"):
        person = factories.person(Role.LEADER)
        Person.objects.filter(pk=person.pk).update(username=name)
    assert invited("username", "hoa.nt") is None
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert invited("username", "hoa.nt") is not None
