"""The table of roles keeps what the product promises."""

from __future__ import annotations

import pytest

from cotmoc.core.permissions import OWN_UNIT_ONLY, TABLE, Role, Verb, may


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_and_has_a_name(role: Role) -> None:
    assert may(role, Verb.VIEW)
    assert role.label


def test_an_inspector_changes_nothing() -> None:
    assert TABLE[Role.INSPECTOR] == {Verb.VIEW}


def test_nobody_approves_what_only_units_enter() -> None:
    assert not TABLE[Role.UNIT_OFFICER] & {Verb.APPROVE_FIGURES, Verb.APPROVE_PLAN, Verb.CONFIRM_TASK}


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_is_somebodys(verb: Verb) -> None:
    assert any(may(role, verb) for role in Role)


def test_what_is_limited_to_the_own_unit_is_what_units_do() -> None:
    assert TABLE[Role.UNIT_OFFICER] - {Verb.VIEW} == OWN_UNIT_ONLY
