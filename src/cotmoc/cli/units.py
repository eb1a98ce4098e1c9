"""`cotmoc units`: the list of units, from a table and as it stands on any day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotmoc.cli._django import database_told, migrate, start_django
from cotmoc.cli._heritage import targets
from cotmoc.cli._lookup import find_person
from cotmoc.core.errors import UnreadableError

if TYPE_CHECKING:
    from cotmoc.actions.units import UnitsPreview
    from cotmoc.reading.sheets import Sheet

_BY = click.option(
    "--by", "username", default="", help="Tên đăng nhập của người nhập; mặc định: quản trị đầu tiên."
)
_PREVIEW = click.option("--preview", is_flag=True, help="Chỉ in những gì sẽ thay đổi, không nhập.")
_FILE = click.argument("file", type=click.Path(path_type=Path))
_MARKS = {"added": "+", "changed": "~", "ended": "x"}


@click.group("units")
def command() -> None:
    """Danh mục đơn vị: nhập từ tệp, ghi kế thừa, xem theo ngày."""
    start_django()
    migrate()


command.add_command(targets)


@command.command("import")
@_FILE
@_PREVIEW
@_BY
def import_(file: Path, preview: bool, username: str) -> None:
    """Nhập đơn vị từ FILE (.xlsx, .csv); tất cả hoặc không gì cả.

    Các cột: Mã, Tên, Loại (tỉnh, sở hoặc xã); thêm Mã cấp trên, Tên gọi khác, Hiệu lực từ, Đến hết, Mã địa bàn nếu
    có. Đơn vị cùng mã, cùng ngày được cập nhật, nên nhập lại cùng một tệp không đổi gì.
    """
    from cotmoc.actions.unitrows import read_units
    from cotmoc.actions.units import preview_units, put_agencies
    from cotmoc.core.errors import RefusedRowsError

    with database_told():
        table = read_units(_sheets(file))
        seen = preview_units(table.rows, table.faults)
        if preview:
            _print_preview(seen)
            if seen.faults:
                raise RefusedRowsError(list(seen.faults))
            return
        put_agencies(rows=table.rows, faults=table.faults, by=find_person(username))
    click.echo(f"Đã nhập {len(seen.outcomes)} đơn vị: {_counts(seen)}.", err=True)


@command.command("successions")
@_FILE
@click.option("--areas", is_flag=True, help="Bảng nói về địa bàn, không phải cơ quan, đơn vị.")
@_PREVIEW
@_BY
def successions(file: Path, areas: bool, preview: bool, username: str) -> None:
    """Ghi các lần kế thừa từ FILE (.xlsx, .csv); tất cả hoặc không gì cả.

    Các cột: Loại (sáp nhập, chia tách, đổi tên, đổi cấp), Ngày, Mã cũ, Mã mới; thêm Tên mới (khi đơn vị mới chưa có
    trong danh mục), Tỷ lệ hoặc Dân số, Văn bản nếu có. Mỗi dòng một đơn vị cũ và một đơn vị mới. Nhập lại cùng một
    tệp không đổi gì.
    """
    from cotmoc.actions.successionrows import read_successions
    from cotmoc.actions.successions import foresee, succeed_all
    from cotmoc.core.errors import RefusedRowsError
    from cotmoc.store.models import Agency, Area

    with database_told():
        table = read_successions(_sheets(file), Area if areas else Agency)
        if table.faults:
            raise RefusedRowsError(list(table.faults))
        if preview:
            seen = foresee(orders=table.orders)
            for flow in seen.flows:
                click.echo(f"{flow.predecessor.code:10} → {flow.code:10} {flow.share:8.4f}  {flow.name}")
            if seen.faults:
                raise RefusedRowsError(list(seen.faults))
        elif table.orders:
            succeed_all(orders=table.orders, by=find_person(username))
    words = "Sẽ ghi" if preview else "Đã ghi"
    click.echo(f"{words} {len(table.orders)} lần kế thừa; {table.known} dòng đã có từ trước.", err=True)


@command.command("list")
@click.option("--on", "day", default="", metavar="NGÀY", help="Xem tại ngày này; mặc định: hôm nay.")
def list_(day: str) -> None:
    """In các đơn vị có trong một ngày: mã, loại, tên."""
    from cotmoc.cli._unitshow import day_or_today
    from cotmoc.store.agencies import current

    with database_told():
        for unit in current(day_or_today(day)):
            click.echo(f"{unit.code:10}  {unit.get_kind_display():22}  {unit.name}")


@command.command("show")
@click.argument("name")
@click.option("--on", "day", default="", metavar="NGÀY", help="Xem tại ngày này; mặc định: hôm nay.")
def show(name: str, day: str) -> None:
    """In địa bàn và đơn vị mang TÊN (hoặc mã) trong một ngày: cấp trên, từ đâu, về đâu, ai phụ trách."""
    from cotmoc.cli._unitshow import day_or_today, show_lines

    with database_told():
        for line in show_lines(name, day_or_today(day)):
            click.echo(line)


def _sheets(file: Path) -> tuple[Sheet, ...]:
    from cotmoc.reading.sheets import read_sheets

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"Không mở được tệp '{file}' ({error.strerror}). Kiểm tra đường dẫn và quyền đọc.", code="no-file"
        ) from error
    return read_sheets(data, file.name)


def _print_preview(preview: UnitsPreview) -> None:
    for one in preview.outcomes:
        if one.state == "unchanged":
            continue
        click.echo(f"{_MARKS[one.state]} {one.row.code:10}  {one.row.name}")
        for change in one.differences:
            click.echo(f"      {change.label}: {change.before or '(trống)'} → {change.after or '(trống)'}")
    click.echo(f"Sẽ nhập {len(preview.outcomes)} đơn vị: {_counts(preview)}. Chưa thay đổi gì.", err=True)


def _counts(preview: UnitsPreview) -> str:
    words = {"added": "thêm", "changed": "sửa", "ended": "hết hiệu lực", "unchanged": "giữ nguyên"}
    return ", ".join(
        f"{words} {len(preview.of(state))}"  # type: ignore[arg-type]
        for state, words in words.items()
    )
