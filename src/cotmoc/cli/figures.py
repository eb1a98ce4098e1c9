"""`cotmoc figures import PLAN FILE`: figures from a table, shown before they are entered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotmoc.cli._django import database_told, start_django
from cotmoc.cli._lookup import find_person, find_plan
from cotmoc.core.errors import UnreadableError
from cotmoc.core.numbers import format_number

if TYPE_CHECKING:
    from cotmoc.actions.imports import Then

SHOWN_CHANGES = 40


@click.group("figures")
def command() -> None:
    """Số liệu: nhập từ tệp."""
    start_django()


@command.command("import")
@click.argument("plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Nhập luôn, không hỏi.")
@click.option(
    "--then",
    type=click.Choice(["keep", "submit", "approve"]),
    default="submit",
    show_default=True,
    help="Sau khi nhập: để đơn vị xem lại, nộp, hoặc nộp và duyệt.",
)
@click.option(
    "--by", "username", default="", help="Tên đăng nhập của người nhập; mặc định: quản trị đầu tiên."
)
def import_(plan: str, file: Path, yes: bool, then: Then, username: str) -> None:
    """Nhập số liệu từ FILE (.xlsx, .csv) vào kế hoạch PLAN (tên ngắn trong địa chỉ); tất cả hoặc không gì cả."""
    from cotmoc.actions.imports import apply_import, changes, discard_import, preview_import

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"Không mở được tệp '{file}' ({error.strerror}). Kiểm tra đường dẫn và quyền đọc.", code="no-file"
        ) from error
    with database_told():
        by = find_person(username)
        made = preview_import(plan=find_plan(plan), filename=file.name, data=data, by=by)
        changed = changes(made)
        click.echo(f"{len(made.rows)} số liệu, {len(changed)} thay đổi.")
        for row in changed[:SHOWN_CHANGES]:
            click.echo(_line(row))
        if len(changed) > SHOWN_CHANGES:
            click.echo(f"  … và {len(changed) - SHOWN_CHANGES} thay đổi nữa")
        if not yes and not click.confirm("Nhập các số liệu này?"):
            discard_import(figure_import=made, by=by)
            click.echo("Đã bỏ; không có gì thay đổi.")
            return
        apply_import(figure_import=made, by=by, then=then)
    click.echo("Đã nhập.")


def _line(row: dict[str, Any]) -> str:
    old = f"{_value(row['old'])} → " if row["old"] else ""
    return f"  hàng {row['row']}: {row['code']} · {row['unit_name']} · {row['period']}: {old}{_value(row)}"


def _value(values: dict[str, Any]) -> str:
    return values["missing_reason"] if values["value"] is None else format_number(values["value"])
