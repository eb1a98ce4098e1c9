"""`cotmoc user add`: give somebody an account, the first one on an empty system included."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.permissions import Role

if TYPE_CHECKING:
    from cotmoc.store.models import Agency, Person


@click.group("user")
def command() -> None:
    """Tài khoản người dùng."""


@command.command("add")
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Họ và tên.")
@click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="Vai trò: " + ", ".join(f"{role.value} ({role.label})" for role in Role) + ".",
)
@click.option("--agency", "code", help="Mã đơn vị; bắt buộc với đầu mối đơn vị.")
@click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn, không hỏi.")
def add(username: str, full_name: str, role: str, code: str | None, password_stdin: bool) -> None:
    """Tạo tài khoản USERNAME; mật khẩu được hỏi, không hiện."""
    from cotmoc.cli._django import database_told, migrate, start_django

    start_django()
    migrate()
    with database_told():
        agency = _agency(code, Role(role))
        password = _password(password_stdin)
        _add(username, full_name, Role(role), agency, password)
    click.echo(f"Đã tạo tài khoản {username} ({Role(role).label}).", err=True)


def _agency(code: str | None, role: Role) -> Agency | None:
    from django.utils import timezone

    from cotmoc.store.agencies import current

    if code is None:
        if role is Role.UNIT_OFFICER:
            raise InvalidValueError("Đầu mối đơn vị cần --agency với mã đơn vị.", code="agency")
        return None
    found = current(timezone.localdate()).filter(code=code).first()
    if found is None:
        raise InvalidValueError(f"Không có đơn vị mã '{code}'; xem mã ở danh mục đơn vị.", code="agency")
    return found


def _password(from_stdin: bool) -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại mật khẩu")
    try:
        validate_password(password)
    except ValidationError as error:
        raise InvalidValueError(" ".join(error.messages), code="password") from error
    return str(password)


def _add(username: str, full_name: str, role: Role, agency: Agency | None, password: str) -> Person:
    """Whoever runs commands on the server acts as its first manager."""
    from django.core.exceptions import ValidationError

    from cotmoc.actions.people import add_person, first_manager
    from cotmoc.store.access import managers
    from cotmoc.store.models import Person

    if not Person.objects.exists():
        if role is not Role.MANAGER:
            raise InvalidValueError("Hệ thống chưa có ai; tạo tài khoản --role manager trước.", code="role")
        return first_manager(username=username, full_name=full_name, password=password)
    by = next(iter(managers()), None)
    if by is None:
        raise InvalidValueError("Không còn tài khoản quản trị nào hoạt động.", code="no-manager")
    try:
        return add_person(
            username=username, full_name=full_name, role=role, agency=agency, password=password, by=by
        )
    except ValidationError as error:
        raise InvalidValueError(" ".join(error.messages), code="username") from error
