"""Roles given and taken: within the reach, on days that fit, never to oneself, never the last manager's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate as today
from tests.support import factories

from cotmoc.actions.correcting import correct_person
from cotmoc.actions.grants import end_grant, give_grant
from cotmoc.actions.leaving import lock_person, unlock_person
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.managing import agencies_of, is_over, may_give_everywhere, people_of
from cotmoc.store.models import Agency, Deputy, Event, Grant, Person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def manager_at(unit: Agency) -> Person:
    """Somebody who works at a unit and manages its people."""
    person = factories.person(Role.LEADER, unit)
    person.grants.all().delete()
    give_grant(person=person, role=Role.MANAGER, agency=unit, by=factories.manager())
    return Person.objects.get(pk=person.pk)


def works_at(unit: Agency, role: Role = Role.UNIT_OFFICER) -> Person:
    return factories.person(role, unit)


def test_a_role_is_given_for_days_and_tells_the_trail() -> None:
    units = factories.agencies()
    officer = works_at(units["X1"])
    grant = give_grant(
        person=officer,
        role=Role.INSPECTOR,
        agency=units["X2"],
        valid_to=today() + 3 * DAY,
        by=factories.manager(),
    )
    assert can(officer, Verb.VIEW_TRAIL, units["X2"])
    event = Event.objects.get(verb="grant.add")
    assert (event.thing, event.thing_id, event.after["grant"]) == ("person", officer.pk, grant.pk)
    assert event.personal is None or "full_name" not in event.personal
    end_grant(grant=grant, by=factories.manager())
    assert not can(Person.objects.get(pk=officer.pk), Verb.VIEW_TRAIL, units["X2"])
    assert not Grant.objects.filter(pk=grant.pk).exists()  # given today: it never held on an earlier day


def test_what_is_lent_to_somebody_puts_the_account_beyond_who_manages_less() -> None:
    """Else a new address and a new password would open what its lender may do."""
    units = factories.agencies()
    local, officer = manager_at(units["S1"]), works_at(units["S1"])
    assert is_over(local, officer)
    above = factories.person(Role.PLANNER)
    Deputy.objects.create(
        person=above, deputy=officer, valid_from=today() + DAY, valid_to=today() + 2 * DAY, made_by=above
    )
    assert not is_over(local, officer)
    with pytest.raises(ForbiddenError):
        correct_person(
            person=officer, full_name="Khác", email="khac@x.example", phone="", agency=units["S1"], by=local
        )
    assert is_over(factories.manager(), officer)
    Deputy.objects.update(valid_from=today() - 2 * DAY, valid_to=today() - DAY)
    assert is_over(local, officer)


def test_nothing_is_given_to_somebody_locked_a_moment_ago() -> None:
    units = factories.agencies()
    officer = works_at(units["X1"])
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    with pytest.raises(ConflictError, match="đang bị khóa"):
        give_grant(person=officer, role=Role.INSPECTOR, agency=None, by=factories.manager())


def test_an_older_role_ends_on_its_last_day() -> None:
    units = factories.agencies()
    grant = works_at(units["X1"]).grants.get()
    Grant.objects.filter(pk=grant.pk).update(valid_from=today() - 9 * DAY)
    grant.refresh_from_db()
    end_grant(grant=grant, last_day=today() + DAY, by=factories.manager())
    grant.refresh_from_db()
    assert grant.valid_to == today() + DAY
    with pytest.raises(ConflictError, match="đã kết thúc"):
        end_grant(grant=grant, last_day=today() + 2 * DAY, by=factories.manager())
    with pytest.raises(InvalidValueError, match="lùi"):
        end_grant(grant=grant, last_day=today() - 5 * DAY, by=factories.manager())
    end_grant(grant=grant, by=factories.manager())
    grant.refresh_from_db()
    assert grant.valid_to == today() - DAY
    assert Event.objects.filter(verb="grant.end").count() == 2


@pytest.mark.parametrize(("first", "last"), [(0, None), (0, 5), (9, None), (-3, 2), (6, 2)])
def test_the_same_role_is_held_once_a_day_and_days_must_fit(first: int, last: int | None) -> None:
    unit = factories.agencies()["X1"]
    officer = works_at(unit)
    with pytest.raises((ConflictError, InvalidValueError)):
        give_grant(
            person=officer, role=Role.UNIT_OFFICER, agency=unit, by=factories.manager(),
            valid_from=today() + first * DAY, valid_to=None if last is None else today() + last * DAY,
        )  # fmt: skip
    assert officer.grants.count() == 1


def test_a_role_of_a_unit_needs_a_unit_that_is_there() -> None:
    unit = factories.agencies()["X1"]
    officer = works_at(unit)
    with pytest.raises(InvalidValueError, match="chọn đơn vị"):
        give_grant(person=officer, role=Role.UNIT_HEAD, agency=None, by=factories.manager())
    Agency.objects.filter(pk=unit.pk).update(valid_to=today())
    unit.refresh_from_db()
    with pytest.raises(InvalidValueError, match="không tồn tại"):
        give_grant(
            person=officer, role=Role.UNIT_HEAD, agency=unit, valid_from=today() + DAY, by=factories.manager()
        )


def test_nobody_raises_oneself_and_others_neither_beyond_the_own_reach() -> None:
    units = factories.agencies()
    local, officer, elsewhere = manager_at(units["S1"]), works_at(units["S1"]), works_at(units["X2"])
    assert not may_give_everywhere(local)
    assert may_give_everywhere(factories.manager())
    assert set(agencies_of(local, today())) == {units["S1"]}
    assert set(people_of(local)) == {local, officer}
    assert elsewhere in people_of(factories.manager())
    for agency in (None, units["X2"], units["T"]):
        with pytest.raises(ForbiddenError, match="vượt phạm vi"):
            give_grant(person=officer, role=Role.PLANNER, agency=agency, by=local)
    with pytest.raises(ForbiddenError, match="cho mình"):
        give_grant(person=local, role=Role.PLANNER, agency=units["S1"], by=local)
    with pytest.raises(NotFoundError):
        give_grant(person=elsewhere, role=Role.LEADER, agency=units["S1"], by=local)
    give_grant(person=officer, role=Role.UNIT_HEAD, agency=units["S1"], by=local)


def test_who_holds_more_than_the_manager_is_not_the_managers() -> None:
    unit = factories.agencies()["S1"]
    local, chief = manager_at(unit), works_at(unit, Role.LEADER)  # a leader everywhere, working here
    assert not is_over(local, chief)
    for act in (
        lambda: give_grant(person=chief, role=Role.UNIT_HEAD, agency=unit, by=local),
        lambda: end_grant(grant=chief.grants.get(), by=local),
        lambda: lock_person(person=chief, by=local, why="x"),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_officers_give_nothing() -> None:
    unit = factories.agencies()["X1"]
    officer, other = works_at(unit), works_at(unit)
    with pytest.raises(ForbiddenError):
        give_grant(person=other, role=Role.UNIT_HEAD, agency=unit, by=officer)


def test_the_last_manager_stays() -> None:
    chief = factories.manager()
    second = factories.person(Role.LEADER)
    until = give_grant(person=second, role=Role.MANAGER, agency=None, valid_to=today() + 30 * DAY, by=chief)
    for act in (
        lambda: end_grant(grant=chief.grants.get(), by=chief),
        lambda: end_grant(grant=chief.grants.get(), last_day=today() + 9 * DAY, by=second),
        lambda: lock_person(person=chief, by=second, why="thử"),
    ):
        with pytest.raises(ConflictError, match="không còn ai quản trị"):
            act()
    chief.refresh_from_db()
    assert chief.is_active
    end_grant(grant=until, by=chief)
    give_grant(person=second, role=Role.MANAGER, agency=None, by=chief)
    end_grant(grant=chief.grants.get(), by=second)
    assert not chief.grants.exists()


def test_an_invited_manager_who_never_came_in_does_not_count() -> None:
    chief, second = factories.manager(), factories.person(Role.MANAGER)
    second.set_unusable_password()
    second.invited_at = timezone.now()
    second.save()
    with pytest.raises(ConflictError, match="không còn ai quản trị"):
        end_grant(grant=chief.grants.get(), by=chief)
    second.last_login = timezone.now()
    second.save()
    end_grant(grant=chief.grants.get(), by=chief)


def test_locking_needs_a_reason_and_opens_again() -> None:
    officer, chief = works_at(factories.agencies()["X1"]), factories.manager()
    with pytest.raises(InvalidValueError, match="lý do"):
        lock_person(person=officer, by=chief, why=" ")
    with pytest.raises(ForbiddenError, match="tự khóa"):
        lock_person(person=chief, by=chief, why="x")
    with pytest.raises(ConflictError, match="đang mở"):
        unlock_person(person=officer, by=chief)
    lock_person(person=officer, by=chief, why="Mất máy")
    assert not can(officer, Verb.VIEW)
    with pytest.raises(ConflictError, match="bị khóa rồi"):
        lock_person(person=officer, by=chief, why="Mất máy")
    with pytest.raises(ConflictError, match="mở khóa"):
        give_grant(person=officer, role=Role.INSPECTOR, agency=None, by=chief)
    unlock_person(person=officer, by=chief)
    assert can(officer, Verb.ENTER_FIGURES)
    event = Event.objects.get(verb="person.lock")
    assert (event.why, event.personal) == ("", {"reason": "Mất máy"})
