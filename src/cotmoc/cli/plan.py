"""`cotmoc plan …`: plans in force, brought in from a file of the plan format and listed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cotmoc.cli._django import database_told, start_django
from cotmoc.cli._lookup import find_person
from cotmoc.core.errors import InvalidValueError, UnreadableError


@click.group("plan")
def command() -> None:
    """Kế hoạch có hiệu lực: nhập từ tệp, liệt kê."""
    start_django()


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--by", "username", default="", help="Tên đăng nhập của người duyệt; mặc định: quản trị đầu tiên."
)
def import_(file: Path, username: str) -> None:
    """Đưa kế hoạch trong FILE (JSON dạng cotmoc-plan/1) vào hiệu lực; nhập lại thành bản tiếp theo."""
    from cotmoc.actions.plans import import_plan

    content = _content(file)
    with database_told():
        version = import_plan(content=content, by=find_person(username))
    counts = _counts(*(len(version.content[key]) for key in ("indicators", "tasks", "obligations")))
    click.echo(f"{version.plan.slug}: bản {version.number} có hiệu lực, {counts}.")


@command.command("list")
def list_() -> None:
    """In các kế hoạch có hiệu lực: tên ngắn, bản, số mục, chỗ còn thiếu."""
    from cotmoc.store.plans import plan_rows

    with database_told():
        rows = plan_rows()
    for row in rows:
        number = row.version.number if row.version else 0
        counts = _counts(row.indicators, row.tasks, row.obligations)
        click.echo(f"{row.plan.slug}\tbản {number}\t{counts}\tthiếu {row.gaps}\t{row.plan.title}")
    if not rows:
        click.echo(
            "Chưa có kế hoạch nào. Tải văn bản lên rồi duyệt, hoặc dùng: cotmoc plan import TỆP", err=True
        )


def _content(file: Path) -> dict[str, object]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableError(
            f"Không mở được tệp '{file}' ({error.strerror}). Kiểm tra đường dẫn và quyền đọc.", code="no-file"
        ) from error
    except ValueError as error:
        raise InvalidValueError(
            f"Tệp '{file}' không phải JSON hợp lệ ({error}).", code="plan-format"
        ) from error
    if not isinstance(content, dict):
        raise InvalidValueError(
            f"Tệp '{file}' không phải kế hoạch: cần một đối tượng JSON {{ … }}.", code="plan-format"
        )
    return content


def _counts(indicators: int, tasks: int, obligations: int) -> str:
    return f"{indicators} chỉ tiêu, {tasks} nhiệm vụ, {obligations} chế độ báo cáo"
