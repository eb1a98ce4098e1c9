"""`cotmoc report PLAN --period 2026-H1`: the official report of a plan as a file."""

from __future__ import annotations

from pathlib import Path

import click

from cotmoc.cli._django import database_told, start_django
from cotmoc.cli._lookup import find_plan
from cotmoc.core.errors import InvalidValueError


@click.command("report")
@click.argument("plan")
@click.option("--period", required=True, help="Kỳ báo cáo: 2026-H1, 2026-Q1, 2026-9M, 2026-06 hoặc 2026.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "pdf", "xlsx"]),
    default="docx",
    show_default=True,
    help="Dạng tệp.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Tệp ghi ra.")
def command(plan: str, period: str, form: str, output: Path | None) -> None:
    """Lập báo cáo kết quả của kế hoạch PLAN (tên ngắn trong địa chỉ) cho một kỳ.

    Kỳ đã chốt báo cáo thì ghi lại đúng bản đã chốt; chưa chốt thì lập từ số liệu đã duyệt.
    """
    start_django()
    path = output or Path(f"bao-cao-{plan}-{period}.{form}")
    with database_told():
        data = _report(plan, period, form)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InvalidValueError(
            f"Không ghi được tệp '{path}' ({error.strerror}); chọn nơi khác bằng --output.", code="output"
        ) from error
    click.echo(f"Đã lập báo cáo: {path}")


def _report(slug: str, code: str, form: str) -> bytes:
    from django.conf import settings

    from cotmoc.core.periods import Period
    from cotmoc.store.reporting import plan_report
    from cotmoc.writing.report import write_report

    period = Period.parse(code)
    base = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return write_report(plan_report(find_plan(slug), period, base=base), form, fonts=settings.FONTS_DIR)
