"""Accounts from the command line: the first must be a manager, the others have that manager as author."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from tests.support.factories import PASSWORD, agencies, manager

from cotmoc.cli import main
from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Person

pytestmark = pytest.mark.django_db


def add(*arguments: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(main, ["user", "add", *arguments, "--password-stdin"], input=f"{password}\n")


def test_the_first_account_is_a_manager() -> None:
    assert add("an", "--name", "Lê An", "--role", "planner").exit_code == 2
    assert not Person.objects.exists()
    result = add("an", "--name", "Lê An", "--role", "manager")
    assert result.exit_code == 0, result.output
    person = Person.objects.get()
    assert (person.username, person.check_password(PASSWORD)) == ("an", True)
    assert [(grant.role, grant.agency) for grant in person.grants.all()] == [(Role.MANAGER, None)]


def test_others_have_the_manager_as_author_and_a_unit() -> None:
    by = manager()
    agencies()
    result = add("binh", "--name", "Trần Bình", "--role", "unit-officer", "--agency", "S1")
    assert result.exit_code == 0, result.output
    person = Person.objects.get(username="binh")
    assert person.agency is not None
    assert person.agency.code == "S1"
    assert Event.objects.filter(verb="person.add", by=by, thing_id=person.pk).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["b", "--name", "B", "--role", "unit-officer"], "cần --agency"),
        (["b", "--name", "B", "--role", "leader", "--agency", "ZZ"], "Không có đơn vị mã 'ZZ'"),
        (["quantri", "--name", "B", "--role", "leader"], "đã có người dùng"),
        (["b b", "--name", "B", "--role", "leader"], "hợp lệ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(arguments: list[str], sentence: str) -> None:
    manager()
    result = add(*arguments)
    assert result.exit_code == 2
    assert sentence in result.output
    assert Person.objects.count() == 1


def test_a_weak_password_is_refused() -> None:
    manager()
    result = add("b", "--name", "B", "--role", "leader", password="12345678")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert Person.objects.count() == 1


def test_the_password_is_asked_for_twice_without_the_flag() -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    arguments = ["user", "add", "an", "--name", "Lê An", "--role", "manager"]
    result = CliRunner().invoke(main, arguments, input=typed)
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert Person.objects.get().check_password(PASSWORD)


def test_without_an_active_manager_nobody_is_added() -> None:
    manager()
    Person.objects.update(is_active=False)
    result = add("b", "--name", "B", "--role", "leader")
    assert result.exit_code == 2
    assert "quản trị" in result.output
