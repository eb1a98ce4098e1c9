"""Standing in: on its days only, by a colleague, one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate as today
from tests.support import factories

from cotmoc.actions.deputies import end_deputy, name_deputy
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.models import Agency, Deputy, Event, Person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def away(units: dict[str, Agency]) -> Person:
    return factories.person(Role.UNIT_HEAD, units["S1"])


@pytest.fixture
def standing(units: dict[str, Agency]) -> Person:
    person = factories.person(Role.UNIT_OFFICER, units["S1"])
    person.grants.all().delete()
    return person


def test_a_person_names_somebody_for_some_days(
    away: Person, standing: Person, units: dict[str, Agency]
) -> None:
    made = name_deputy(
        person=away,
        deputy=standing,
        valid_from=today(),
        valid_to=today() + 5 * DAY,
        reason="Nghỉ phép",
        by=away,
    )
    assert can(standing, Verb.DECIDE_TARGETS, units["S1"])
    event = Event.objects.get(verb="deputy.add")
    assert "Nghỉ phép" in str(event.personal)
    assert "Nghỉ phép" not in str([event.after, event.why])
    Deputy.objects.filter(pk=made.pk).update(valid_from=today() - 9 * DAY, valid_to=today() - DAY)
    assert not can(Person.objects.get(pk=standing.pk), Verb.DECIDE_TARGETS, units["S1"])


def test_days_that_overlap_or_lie_back_are_refused(away: Person, standing: Person) -> None:
    third = factories.person(Role.UNIT_OFFICER, away.agency)
    name_deputy(person=away, deputy=standing, valid_from=today(), valid_to=today() + 5 * DAY, by=away)
    with pytest.raises(ConflictError, match="đã được cử thay"):
        name_deputy(
            person=away, deputy=third, valid_from=today() + 5 * DAY, valid_to=today() + 9 * DAY, by=away
        )
    with pytest.raises(InvalidValueError, match="lùi"):
        name_deputy(person=away, deputy=third, valid_from=today() - DAY, valid_to=today(), by=away)
    with pytest.raises(InvalidValueError, match="Ngày kết thúc"):
        name_deputy(person=away, deputy=third, valid_from=today() + DAY, valid_to=today(), by=away)
    name_deputy(person=away, deputy=third, valid_from=today() + 6 * DAY, valid_to=today() + 9 * DAY, by=away)


def test_only_colleagues_stand_in(away: Person, units: dict[str, Agency]) -> None:
    days = {"valid_from": today(), "valid_to": today()}
    for stranger in (factories.person(Role.UNIT_OFFICER, units["X2"]), away):
        with pytest.raises(InvalidValueError, match="Người thay"):
            name_deputy(person=away, deputy=stranger, by=away, **days)
    above = factories.person(Role.UNIT_OFFICER, units["T"])
    name_deputy(person=away, deputy=above, by=away, **days)
    lead = factories.person(Role.LEADER)  # without a unit: anybody
    name_deputy(person=lead, deputy=above, by=lead, **days)


def test_a_manager_names_and_ends_but_not_for_oneself(away: Person, standing: Person) -> None:
    days = {"valid_from": today(), "valid_to": today()}
    chief = factories.manager()
    with pytest.raises(ForbiddenError, match="tự nhận"):
        name_deputy(person=away, deputy=chief, by=chief, **days)
    with pytest.raises((ForbiddenError, NotFoundError)):
        name_deputy(person=away, deputy=standing, by=standing, **days)
    made = name_deputy(person=away, deputy=standing, by=chief, **days)
    end_deputy(standing=made, by=chief)
    assert not Deputy.objects.exists()  # it began today: it never held on an earlier day
    assert Event.objects.filter(verb="deputy.withdraw").count() == 1


def test_standing_in_ends_at_once_for_either_of_them(away: Person, standing: Person) -> None:
    made = name_deputy(person=away, deputy=standing, valid_from=today(), valid_to=today() + DAY, by=away)
    Deputy.objects.filter(pk=made.pk).update(valid_from=today() - 3 * DAY)
    made.refresh_from_db()
    end_deputy(standing=made, by=standing)
    assert not can(standing, Verb.DECIDE_TARGETS)
    with pytest.raises(ConflictError, match="hết rồi"):
        end_deputy(standing=made, by=away)
    with pytest.raises((ForbiddenError, NotFoundError)):
        end_deputy(standing=made, by=factories.person(Role.UNIT_OFFICER, away.agency))
