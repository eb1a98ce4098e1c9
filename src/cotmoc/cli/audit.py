"""`cotmoc audit`: whether the trail still is what was written, and checkpoints for others to keep."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotmoc.cli._django import database_told, start_django
from cotmoc.core.checkpoint import SignedHead, parse_notes
from cotmoc.core.errors import UnreadableError

if TYPE_CHECKING:
    from cotmoc.store.trailcheck import TrailCheck


@click.group("audit")
def command() -> None:
    """Vết ghi: kiểm tra, lập điểm kiểm, xem khóa."""
    start_django()


@command.command("verify")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Tệp chứa các điểm kiểm đã chép ra ngoài (trang /vet/diem-kiem); viết được nhiều lần.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def verify(against: tuple[Path, ...], as_json: bool) -> None:
    """Kiểm tra toàn bộ vết ghi: không sự kiện nào bị sửa, xóa, đổi chỗ, chèn thêm hay cắt bớt.

    Mã thoát 0 khi nguyên vẹn, 1 khi có sai lệch.
    """
    from cotmoc.store.trailcheck import check_trail

    with database_told():
        found = check_trail(against=[one for path in against for one in _notes(path)])
    data = {"is_whole": found.is_whole, **asdict(found)}
    click.echo(json.dumps(data, ensure_ascii=False, indent=1) if as_json else _words(found))
    sys.exit(0 if found.is_whole else 1)


@command.command("checkpoint")
def checkpoint() -> None:
    """Ký đầu cây hiện nay thành một điểm kiểm, ghi vào checkpoints.log và in ra."""
    from cotmoc.actions.checkpoints import make_checkpoint

    with database_told():
        made = make_checkpoint()
    if made is None:
        raise UnreadableError("Vết ghi chưa có sự kiện nào.", code="empty")
    click.echo(made.note, nl=False)


@command.command("key")
@click.option(
    "--new", "is_new", is_flag=True, help="Thay khóa ký; khóa cũ vẫn dùng để kiểm tra điểm kiểm cũ."
)
def key(is_new: bool) -> None:
    """In các khóa công khai, mới nhất ở cuối; mỗi khóa một dòng."""
    from cotmoc.actions.checkpoints import make_checkpoint
    from cotmoc.actions.notary import retire_key
    from cotmoc.store.keyring import public_keys

    if is_new:
        with database_told():
            make_checkpoint()  # the last word of the old key
            retire_key()
            make_checkpoint()  # the head is signed anew
    for one in public_keys():
        click.echo(str(one))


def _notes(path: Path) -> list[SignedHead]:
    try:
        return parse_notes(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"Không đọc được tệp '{path}': {error}.", code="no-file") from error


def _words(found: TrailCheck) -> str:
    lines = [one.words for one in found.faults]
    if found.fault_count > len(lines):
        lines.append(f"… và {found.fault_count - len(lines)} sai lệch nữa.")
    if found.erased:
        lines.append(f"{found.erased} sự kiện đã xóa dữ liệu cá nhân; dấu băm của chúng vẫn khớp.")
    counted = f"{found.size} sự kiện, {found.checkpoints} điểm kiểm"
    lines.append(
        f"Vết ghi nguyên vẹn: {counted}, gốc {found.root or 'chưa có'}."
        if found.is_whole
        else f"Vết ghi KHÔNG nguyên vẹn: {found.fault_count} sai lệch trong {counted}."
    )
    return "\n".join(lines)
