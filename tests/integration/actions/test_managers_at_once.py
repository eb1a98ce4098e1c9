"""Two managers who remove each other at the same moment: one of them stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone
from tests.support import factories

from cotmoc.actions.leaving import lock_person
from cotmoc.core.errors import CotmocError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Person


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_one_of_two_managers_stays() -> None:
    first, second = factories.manager(), factories.person(Role.MANAGER)
    for one in (first, second):
        one.last_login = timezone.now()
        one.save()
    start = Barrier(2)

    def lock(pair: tuple[int, int]) -> bool:
        who, by = (Person.objects.get(pk=pk) for pk in pair)
        start.wait(10)
        try:
            lock_person(person=who, by=by, why="thử")
        except CotmocError:
            return False
        finally:
            close_old_connections()
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lock, [(first.pk, second.pk), (second.pk, first.pk)], timeout=30))
    assert sorted(done) == [False, True]
    assert [one.is_active for one in Person.objects.order_by("pk")].count(True) == 1
