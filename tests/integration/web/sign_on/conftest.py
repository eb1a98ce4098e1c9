"""Somebody who is invited, for the tests of single sign-on."""

from __future__ import annotations

import pytest
from tests.support import factories

from cotmoc.core.permissions import Role
from cotmoc.store.models import Person


@pytest.fixture
def hoa() -> Person:
    person = factories.person(Role.LEADER)
    Person.objects.filter(pk=person.pk).update(email="hoa@tinh.gov.vn")
    return person
