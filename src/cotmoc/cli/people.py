"""`cotmoc people tidy`: what has been kept long enough is removed."""

from __future__ import annotations

import click


@click.group("people")
def command() -> None:
    """Người dùng và dữ liệu cá nhân."""


@command.command("tidy")
def tidy() -> None:
    """Xóa dữ liệu đã giữ đủ lâu và khóa tài khoản của người đã nghỉ; đặt chạy mỗi ngày."""
    from cotmoc.cli._django import database_told, migrate, start_django

    start_django()
    migrate()
    with database_told():
        from cotmoc.actions.tidying import tidy_people
        from cotmoc.cli._lookup import find_person

        done = tidy_people(by=find_person(""))
    if not done.total:
        click.echo("Không có gì phải dọn.")
        return
    click.echo(
        f"Đã xóa {done.failures} lần đăng nhập sai, {done.sessions} phiên cũ, {done.requests} yêu cầu đã trả lời; "
        f"khóa {done.locked} tài khoản của người đã nghỉ."
    )
