"""The same thing done twice at the same moment is done once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from django.utils import timezone
from tests.support import factories

from cotmoc.actions.deputies import name_deputy
from cotmoc.actions.grants import end_grant, give_grant
from cotmoc.actions.invitations import accept_invitation, invite_person, token_of
from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.core.errors import CotmocError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Deputy, Grant, Person, Succession
from cotmoc.web.account.factors import spend_code

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def twice(act: Callable[[], object]) -> list[bool]:
    """Who of two at the same moment got through."""
    start = Barrier(2)

    def one(_number: int) -> bool:
        start.wait(10)
        try:
            return act() is not False
        except CotmocError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(one, range(2), timeout=30))


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_a_grant() -> None:
    units, manager = factories.agencies(), factories.manager()
    officer = factories.person(Role.UNIT_OFFICER, units["X1"])
    there = units["X2"]
    assert twice(
        lambda: give_grant(person=fresh(officer), role=Role.INSPECTOR, agency=there, by=fresh(manager))
    ) == [False, True]
    grant = Grant.objects.get(role=Role.INSPECTOR)
    later = timezone.localdate() + timedelta(days=3)
    assert twice(lambda: end_grant(grant=grant, last_day=later, by=fresh(manager))) == [False, True]


def test_a_deputy() -> None:
    unit, day = factories.agencies()["S1"], timezone.localdate()
    away, here = (factories.person(role, unit) for role in (Role.UNIT_HEAD, Role.UNIT_OFFICER))
    assert twice(
        lambda: name_deputy(
            person=fresh(away), deputy=fresh(here), valid_from=day, valid_to=day, by=fresh(away)
        )
    ) == [False, True]
    assert Deputy.objects.count() == 1


def test_an_invitation() -> None:
    person = invite_person(
        username="moi",
        email="moi@an-hai.example",
        full_name="Lý Thị Mới",
        role=Role.PLANNER,
        agency=None,
        by=factories.manager(),
    )
    token = token_of(person)
    assert twice(lambda: accept_invitation(token=token, password="bốn con chim én")) == [False, True]


def test_a_code() -> None:
    person, secret = factories.person(Role.LEADER), generate_totp_secret()
    TOTP.activate(person, secret)
    held, code = (
        Authenticator.objects.get(),
        format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))),
    )
    assert twice(lambda: spend_code(held, code)) == [False, True]


def test_a_succession() -> None:
    manager, units = factories.manager(), factories.agencies()
    day = timezone.localdate() + timedelta(days=1)

    def merge() -> object:
        heir = Birth("X9", "Xã Vân Hải")
        olds = Agency.objects.filter(pk__in=[units["X1"].pk, units["X2"].pk])
        return succeed(order=Order("merge", day, tuple(Step(old, heir) for old in olds)), by=fresh(manager))

    assert twice(merge) == [False, True]
    assert Succession.objects.count() == 1
    assert Agency.objects.filter(code="X9").count() == 1
