"""`cotmoc people tidy`: what is due is done and told; with nothing due nothing is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from tests.support import factories

from cotmoc.cli import main
from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Person, SignInFailure

pytestmark = pytest.mark.django_db


def run() -> Result:
    return CliRunner().invoke(main, ["people", "tidy"])


def test_what_is_due_is_done_and_told() -> None:
    assert run().exit_code == 2  # nobody manages yet
    factories.manager()
    gone = factories.person(Role.LEADER)
    Person.objects.filter(pk=gone.pk).update(left_on=timezone.localdate())
    SignInFailure.objects.create(name="a", source="b")
    SignInFailure.objects.update(at=timezone.now() - timedelta(days=40))
    assert run().stdout == (
        "Đã xóa 1 lần đăng nhập sai, 0 phiên cũ, 0 yêu cầu đã trả lời; khóa 1 tài khoản của người đã nghỉ.\n"
    )
    events = Event.objects.count()
    assert run().stdout == "Không có gì phải dọn.\n"
    assert Event.objects.count() == events
    assert not Person.objects.get(pk=gone.pk).is_active
