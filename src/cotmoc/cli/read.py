"""`cotmoc read FILE`: the plan that a directive orders, as JSON or as a table to look at."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import PlanDraft
from cotmoc.core.planjson import dumps


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "table"]), default="table", help="Dạng in ra.")
def command(file: Path, form: str) -> None:
    """Đọc văn bản chỉ đạo FILE (.txt, .md, .docx, .pdf, ảnh) và in kế hoạch đọc được."""
    from cotmoc.reading import read

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"Không mở được tệp '{file}' ({error.strerror}). Hãy kiểm tra đường dẫn và quyền đọc.",
            code="no-file",
        ) from error
    _, plan = read(data, file.name, progress=_progress)
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    click.echo(dumps(plan) if form == "json" else as_table(plan))


def _progress(done: int, total: int, what: str) -> None:
    """One line on stderr that is written over; nothing when stderr is not a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{what} {done}/{total}", nl=False, err=True)


def as_table(plan: PlanDraft) -> str:
    """`plan` as text for a person: identity, indicators with their targets, tasks, obligations, warnings."""
    directive = plan.directive
    lines = [
        f"{directive.kind or 'Văn bản'} {directive.number or '(chưa có số)'}",
        f"{directive.issuer or '?'} · {directive.date or '?'}",
        directive.title or "",
        "",
        f"CHỈ TIÊU ({len(plan.indicators)})",
    ]
    for indicator in plan.indicators:
        targets = "; ".join(
            _target(t.milestone, t.op, t.value, t.upper, t.unit or indicator.unit) for t in indicator.targets
        )
        lines.append(f"  {indicator.section or '-':12} {indicator.name}: {targets}")
    lines += ["", f"NHIỆM VỤ ({len(plan.tasks)})"]
    for task in plan.tasks:
        lead, due = ", ".join(task.lead) or "chưa rõ chủ trì", task.due or task.every or "không hạn"
        lines.append(f"  {task.section or '-':12} [{lead}; {due}] {_short(task.text)}")
    lines += ["", f"CHẾ ĐỘ BÁO CÁO, RÀ SOÁT ({len(plan.obligations)})"]
    for duty in plan.obligations:
        when = ", ".join((*duty.every, *duty.due)) or "không nêu kỳ"
        way = f"{duty.who or '?'} → {duty.to or '?'}"
        lines.append(f"  {duty.section or '-':12} {duty.kind} [{way}; {when}] {_short(duty.quote)}")
    lines += ["", f"CẦN XEM LẠI ({len(plan.warnings)})", *(f"  {w.code}: {w.message}" for w in plan.warnings)]
    return "\n".join(lines)


def _target(
    milestone: str | None, op: str, value: float | None, upper: float | None, unit: str | None
) -> str:
    said = {"exists": "có", "qualitative": "định tính", "undetermined": "chưa xác định"}.get(op, op)
    numbers = "–".join(f"{n:g}".replace(".", ",") for n in (value, upper) if n is not None)
    return " ".join(
        filter(None, [f"{milestone}:" if milestone else "", said, numbers, unit if numbers else ""])
    )


def _short(text: str, length: int = 100) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
