"""Whose name was typed, and where an address is."""

from __future__ import annotations

import pytest
from tests.support import factories

from cotmoc.actions.signin import person_called, place_of
from cotmoc.core.permissions import Role


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_place(address: str, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.django_db
def test_names_that_are_nobodys() -> None:
    person = factories.person(Role.LEADER)
    assert person_called(f" {person.username.upper()} ") == person
    assert [person_called(typed) for typed in ("", "  ", "\0", f"{person.username}\0", "%", "_")] == [
        None
    ] * 6
