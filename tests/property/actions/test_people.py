"""However roles are given, ended, handed over and accounts locked: somebody manages, and no role is held twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.support import factories

from cotmoc.actions.grants import end_grant, give_grant
from cotmoc.actions.leaving import hand_over, lock_person, unlock_person
from cotmoc.core.errors import CotmocError
from cotmoc.core.permissions import Role
from cotmoc.core.spans import Span
from cotmoc.store.managing import is_managed_from
from cotmoc.store.models import Agency, Grant, Person

quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROLES = (Role.MANAGER, Role.MANAGER, Role.UNIT_OFFICER, Role.INSPECTOR)
people = st.integers(0, 2)
days = st.integers(0, 4)
steps = st.lists(
    st.tuples(
        st.sampled_from(("give", "give", "end", "leave", "lock", "unlock")),
        people,
        people,
        st.sampled_from(ROLES),
        days,
        st.none() | days,
    ),
    max_size=12,
)


class Managing(TestCase):
    def setUp(self) -> None:
        self.unit: Agency = factories.agencies()["X1"]
        self.people = [factories.manager(), factories.person(Role.LEADER), factories.person(Role.LEADER)]

    def take(self, verb: str, who: Person, by: Person, role: Role, first: int, last: int | None) -> None:
        """Do one thing, or leave everything as it is when the rules refuse it."""
        day, end = (
            None if one is None else timezone.localdate() + timedelta(days=one) for one in (first, last)
        )
        agency = self.unit if role is Role.UNIT_OFFICER else None
        grant = who.grants.order_by("-pk").first()
        if verb == "give":
            give_grant(person=who, role=role, agency=agency, valid_from=day, valid_to=end, by=by)
        elif verb == "end" and grant is not None:
            end_grant(grant=grant, last_day=end, by=by)
        elif verb == "leave" and day is not None:
            heir = next(one for one in self.people if one.pk not in {who.pk, by.pk})
            receivers = {} if end is None else {one.pk: heir for one in who.grants.all()}
            hand_over(person=who, on=day, receivers=receivers, by=by)
        elif verb == "lock":
            lock_person(person=who, by=by, why="thử")
        elif verb == "unlock":
            unlock_person(person=who, by=by)

    @quick
    @given(steps)
    def test_somebody_always_manages_and_nothing_is_held_twice(
        self, chosen: list[tuple[str, int, int, Role, int, int | None]]
    ) -> None:
        for verb, who, by, role, first, last in chosen:
            people = [Person.objects.get(pk=one.pk) for one in self.people]
            try:
                self.take(verb, people[who], people[by], role, first, last)
            except CotmocError:
                continue
            assert is_managed_from(timezone.localdate())
            held = list(Grant.objects.all())
            for number, one in enumerate(held):
                for other in held[number + 1 :]:
                    same = [(x.person_id, x.role, x.agency_id, x.plan_id) for x in (one, other)]
                    spans = [Span(x.valid_from, x.valid_to) for x in (one, other)]
                    assert same[0] != same[1] or not spans[0].meets(spans[1])
