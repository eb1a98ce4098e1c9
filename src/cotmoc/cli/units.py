"""`cotmoc units`: the list of units, from a table and as it stands."""

from __future__ import annotations

from pathlib import Path

import click

from cotmoc.cli._django import database_told, migrate, start_django
from cotmoc.cli._lookup import find_person
from cotmoc.core.errors import UnreadableError


@click.group("units")
def command() -> None:
    """Danh mục đơn vị: nhập từ tệp, xem."""
    start_django()
    migrate()


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--by", "username", default="", help="Tên đăng nhập của người nhập; mặc định: quản trị đầu tiên."
)
def import_(file: Path, username: str) -> None:
    """Nhập đơn vị từ FILE (.xlsx, .csv) với các cột Mã, Tên, Loại, Mã cấp trên, Tên gọi khác; tất cả hoặc không gì cả.

    Đơn vị cùng mã được cập nhật, nên nhập lại cùng một tệp không đổi gì. Loại viết tỉnh, sở hoặc xã.
    """
    from cotmoc.actions.people import put_agencies
    from cotmoc.actions.unitrows import check_units
    from cotmoc.reading.sheets import read_sheets

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"Không mở được tệp '{file}' ({error.strerror}). Kiểm tra đường dẫn và quyền đọc.", code="no-file"
        ) from error
    with database_told():
        rows = check_units(read_sheets(data, file.name))
        put_agencies(rows=rows, by=find_person(username))
    click.echo(f"Đã nhập {len(rows)} đơn vị.", err=True)


@command.command("list")
def list_() -> None:
    """In các đơn vị hiện nay: mã, loại, tên."""
    from django.utils import timezone

    from cotmoc.store.agencies import current

    with database_told():
        for unit in current(timezone.localdate()):
            click.echo(f"{unit.code:10}  {unit.get_kind_display():22}  {unit.name}")
