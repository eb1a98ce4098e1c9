"""`cotmoc areas`: the areas of the country, from the package that is installed with the product."""

from __future__ import annotations

import click

from cotmoc.cli._django import database_told, migrate, start_django
from cotmoc.cli._lookup import find_person
from cotmoc.core.errors import ConflictError


@click.group("areas")
def command() -> None:
    """Địa bàn cả nước: 34 tỉnh, thành phố và các xã, phường, đặc khu; trước đó 63 tỉnh, thành phố."""
    start_django()
    migrate()


@command.command("load")
@click.option(
    "--by", "username", default="", help="Tên đăng nhập của người nạp; mặc định: quản trị đầu tiên."
)
def load(username: str) -> None:
    """Nạp địa bàn hiện nay, địa bàn trước 1/7/2025 và các lần sắp xếp; chạy lại thì chỉ bổ sung chỗ thiếu."""
    from cotmoc.actions.areas import put_areas
    from cotmoc.store.vietnam.areas import build_country
    from cotmoc.store.vietnam.source import read_source

    click.echo("→ Đọc gói dữ liệu…", err=True)
    country = build_country(read_source())
    click.echo(f"→ Ghi {len(country.areas)} địa bàn, {len(country.changes)} lần sắp xếp…", err=True)
    try:
        with database_told():
            put = put_areas(rows=country.areas, changes=country.changes, by=find_person(username))
    except ConflictError as complete:
        click.echo(str(complete), err=True)
        return
    click.echo(f"Đã thêm {put.added}, sửa {put.changed} địa bàn; {put.successions} lần sắp xếp.", err=True)
