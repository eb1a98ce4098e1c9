"""A person leaves: what was told happens, all of it or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate as today
from tests.support import factories

from cotmoc.actions.deputies import name_deputy
from cotmoc.actions.grants import give_grant
from cotmoc.actions.leaving import hand_over, unlock_person
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.leaving import leaving_of
from cotmoc.store.models import Agency, ApiKey, Deputy, Event, Grant, Person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def officer(units: dict[str, Agency]) -> Person:
    """An officer of X1 since last month who also inspects."""
    person = factories.person(Role.UNIT_OFFICER, units["X1"])
    give_grant(person=person, role=Role.INSPECTOR, agency=units["X2"], by=factories.manager())
    Grant.objects.filter(person=person).update(valid_from=today() - 30 * DAY)
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def heir(units: dict[str, Agency]) -> Person:
    return factories.person(Role.UNIT_OFFICER, units["X2"])


def key_of(person: Person) -> ApiKey:
    return ApiKey.objects.create(
        name="Hệ thống báo cáo", person=person, prefix=f"k{person.pk}", digest=f"d{person.pk}",
        created_by=person, expires_at=timezone.now() + 90 * DAY,
    )  # fmt: skip


def test_today_everything_is_handed_over_at_once(
    officer: Person, heir: Person, units: dict[str, Agency]
) -> None:
    key = key_of(officer)
    client = Client()
    client.force_login(officer)
    name_deputy(person=officer, deputy=factories.person(Role.UNIT_OFFICER, units["X1"]), valid_from=today(),
                valid_to=today() + 9 * DAY, by=officer)  # fmt: skip
    grants = {grant.role: grant for grant in officer.grants.all()}
    told = hand_over(
        person=officer, on=today(), receivers={grants["unit-officer"].pk: heir}, why="Chuyển công tác",
        by=factories.manager(),
    )  # fmt: skip
    assert (told.sessions, told.keys, len(told.deputies), told.orphans) == (1, (key,), 1, ())
    officer.refresh_from_db()
    key.refresh_from_db()
    assert (officer.is_active, officer.left_on) == (False, today())
    assert key.revoked_at is not None
    assert not Session.objects.exists()
    assert not Deputy.objects.exists()
    assert {grant.valid_to for grant in officer.grants.all()} == {today() - DAY}
    assert can(Person.objects.get(pk=heir.pk), Verb.ENTER_FIGURES, units["X1"])
    assert not can(Person.objects.get(pk=heir.pk), Verb.VIEW_TRAIL, units["X2"])
    verbs = set(Event.objects.filter(thing="person", thing_id=officer.pk).values_list("verb", flat=True))
    assert {"grant.end", "deputy.withdraw", "person.leave", "person.lock"} <= verbs


def test_a_later_day_changes_nothing_before_it(
    officer: Person, heir: Person, units: dict[str, Agency]
) -> None:
    key, on = key_of(officer), today() + 10 * DAY
    (grant, _) = officer.grants.order_by("pk")
    hand_over(person=officer, on=on, receivers={grant.pk: heir}, by=factories.manager())
    officer = Person.objects.get(pk=officer.pk)
    assert officer.is_active
    assert can(officer, Verb.ENTER_FIGURES, units["X1"])
    assert not can(Person.objects.get(pk=heir.pk), Verb.ENTER_FIGURES, units["X1"])
    taken = heir.grants.get(agency=units["X1"])
    assert (taken.valid_from, taken.valid_to) == (on, None)
    key.refresh_from_db()
    assert (key.revoked_at, timezone.localdate(key.expires_at)) == (None, on)
    with pytest.raises(ConflictError, match="đã bàn giao"):
        hand_over(person=officer, on=on, receivers={}, by=factories.manager())


def test_the_receiver_gets_only_the_days_not_held_already(officer: Person, units: dict[str, Agency]) -> None:
    heir, (grant, _) = factories.person(Role.LEADER), officer.grants.order_by("pk")
    give_grant(
        person=heir, role=Role.UNIT_OFFICER, agency=units["X1"], by=factories.manager(),
        valid_from=today() + 5 * DAY, valid_to=today() + 7 * DAY,
    )  # fmt: skip
    hand_over(person=officer, on=today() + DAY, receivers={grant.pk: heir}, by=factories.manager())
    held = heir.grants.filter(agency=units["X1"]).order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(held) == [
        (today() + DAY, today() + 4 * DAY),
        (today() + 5 * DAY, today() + 7 * DAY),
        (today() + 8 * DAY, None),
    ]


def test_units_left_without_an_officer_are_named(
    officer: Person, heir: Person, units: dict[str, Agency]
) -> None:
    grant = officer.grants.get(role=Role.UNIT_OFFICER)
    assert leaving_of(officer, today(), {}).orphans == (units["X1"],)
    assert leaving_of(officer, today(), {grant.pk: heir}).orphans == ()
    factories.person(Role.UNIT_HEAD, units["X1"])
    assert leaving_of(officer, today(), {}).orphans == ()


def test_what_cannot_be_is_refused_and_nothing_changes(officer: Person, heir: Person) -> None:
    chief, grant = factories.manager(), officer.grants.order_by("pk")[0]
    gone = factories.person(Role.LEADER)
    gone.is_active = False
    gone.save()
    for receiver, fault in ((chief, ForbiddenError), (gone, InvalidValueError), (officer, InvalidValueError)):
        with pytest.raises(fault):
            hand_over(person=officer, on=today(), receivers={grant.pk: receiver}, by=chief)
    with pytest.raises(InvalidValueError, match="lùi"):
        hand_over(person=officer, on=today() - DAY, receivers={grant.pk: heir}, by=chief)
    officer.refresh_from_db()
    assert (officer.is_active, officer.left_on, officer.grants.filter(valid_to=None).count()) == (
        True,
        None,
        2,
    )


def test_the_last_manager_leaves_only_to_another(heir: Person) -> None:
    chief = factories.manager()
    with pytest.raises(ConflictError, match="không còn ai quản trị"):
        hand_over(person=chief, on=today() + 3 * DAY, receivers={}, by=chief)
    chief.refresh_from_db()
    assert chief.left_on is None
    hand_over(person=chief, on=today() + 3 * DAY, receivers={chief.grants.get().pk: heir}, by=chief)
    assert heir.grants.get(role=Role.MANAGER).valid_from == today() + 3 * DAY


def test_somebody_who_left_comes_back_without_the_old_roles(officer: Person) -> None:
    hand_over(person=officer, on=today(), receivers={}, by=factories.manager())
    unlock_person(person=officer, by=factories.manager())
    again = Person.objects.get(pk=officer.pk)
    assert (again.is_active, again.left_on, can(again, Verb.VIEW)) == (True, None, False)
