"""The table of roles keeps what the product promises."""

from __future__ import annotations

import pytest

from cotmoc.core.permissions import (
    JUDGING_VERBS,
    READING,
    SYSTEM_VERBS,
    TABLE,
    UNIT_ROLES,
    UNIT_VERBS,
    Role,
    Verb,
    may,
)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_name_and_sees_what_is_published(role: Role) -> None:
    assert role.label
    assert may(role, Verb.VIEW_PUBLISHED)


def test_the_public_sees_nothing_else() -> None:
    assert TABLE[Role.PUBLIC] == {Verb.VIEW_PUBLISHED}
    assert all(may(role, Verb.VIEW) for role in set(Role) - {Role.PUBLIC})


def test_an_inspector_sees_all_there_is_to_read_and_changes_nothing() -> None:
    assert TABLE[Role.INSPECTOR] == READING


def test_who_enters_does_not_judge() -> None:
    for role in UNIT_ROLES:
        assert not TABLE[role] & {*JUDGING_VERBS, Verb.APPROVE_PLAN, Verb.EDIT_PLAN}
    assert not TABLE[Role.RECEIVER] & UNIT_VERBS


def test_the_head_of_a_unit_answers_for_it() -> None:
    assert TABLE[Role.UNIT_HEAD] == TABLE[Role.UNIT_OFFICER] | {Verb.DECIDE_TARGETS}
    assert TABLE[Role.UNIT_OFFICER] - READING == UNIT_VERBS


def test_people_and_keys_are_the_managers_alone() -> None:
    for verb in (Verb.MANAGE_PEOPLE, Verb.MANAGE_KEYS):
        assert [role for role in Role if may(role, verb)] == [Role.MANAGER]
    assert {verb for verb in SYSTEM_VERBS if verb not in READING} <= TABLE[Role.MANAGER]


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_is_somebodys_and_has_a_name(verb: Verb) -> None:
    assert any(may(role, verb) for role in Role)
    assert verb.label
