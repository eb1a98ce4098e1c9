"""Files of figures: checked as a whole, shown before they count, then applied or dropped as a whole."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.actions.figures import approve_figures, is_same, save_figures, submit_figures
from cotmoc.actions.importknown import Known
from cotmoc.actions.importrows import FileRow, check_rows
from cotmoc.core.dates import short_date
from cotmoc.core.errors import ConflictError, RefusedRowsError, RowError
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import say
from cotmoc.reading.sheets import read_sheets
from cotmoc.store.access import require, require_within
from cotmoc.store.collection import standing_of_periods
from cotmoc.store.models import Agency, FigureImport, Observation, Person, Plan, Submission

Then = Literal["keep", "submit", "approve"]
Change = Literal["new", "changed", "same"]
_FIELDS = ("value", "numerator", "denominator", "missing_reason")


@action
def preview_import(*, plan: Plan, filename: str, data: bytes, by: Person) -> FigureImport:
    """Read and check a file; what it would change is kept for a person to look at. Nothing counts yet.

    Raises UnreadableError for what is no table, RefusedRowsError with every fault of the rows, ConflictError for
    a file that was applied before.
    """
    require(by, Verb.VIEW, plan)
    require_within(by, Verb.IMPORT_FIGURES, plan)
    sha256 = hashlib.sha256(data).hexdigest()
    _refuse_again(plan, sha256)
    rows = check_rows(read_sheets(data, filename), Known(plan, by, timezone.localdate()))
    standing = standing_of_periods(plan, {row.period.code for row in rows})
    listed = [_listed(row, standing.get(row.key)) for row in rows]
    _refuse_waiting(plan, rows, listed)
    made = FigureImport.objects.create(plan=plan, filename=filename[:255], sha256=sha256, rows=listed, by=by)
    record("import.preview", made, by=by, after={"rows": len(listed), "changes": len(changes(made))})
    return made


@action
def apply_import(*, figure_import: FigureImport, by: Person, then: Then = "submit") -> FigureImport:
    """Enter what the preview shows, all or nothing; then keep it as drafts, hand it in, or approve it at once.

    Rows that stand already change nothing. Raises ConflictError when a figure has changed since the preview.
    """
    require(by, Verb.IMPORT_FIGURES, figure_import)
    if then == "approve":
        require(by, Verb.APPROVE_FIGURES)
    made = _waiting(figure_import)
    rows = changes(made)
    _refuse_stale(made.plan, rows)
    units = Agency.objects.in_bulk({row["unit"] for row in rows})
    groups: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for row in rows:
        groups[row["unit"], row["period"]].append(Figure(row["indicator"], *(row[name] for name in _FIELDS)))
    for (unit, period), figures in groups.items():
        submission = save_figures(
            plan=made.plan,
            unit=units[unit],
            period=Period.parse(period),
            figures=figures,
            by=by,
            source=Observation.Source.FILE,
            from_import=made,
        )
        _go_on(submission, then, by)
    made.state = FigureImport.State.APPLIED
    made.save()
    record("import.apply", made, by=by, after={"changes": len(rows), "then": then})
    return made


@action
def discard_import(*, figure_import: FigureImport, by: Person) -> FigureImport:
    """Drop a preview; nothing of it was entered."""
    require(by, Verb.IMPORT_FIGURES, figure_import)
    made = _waiting(figure_import)
    made.state = FigureImport.State.DISCARDED
    made.save()
    record("import.discard", made, by=by)
    return made


def changes(figure_import: FigureImport) -> list[dict[str, Any]]:
    """The rows of a preview that say something new."""
    return [row for row in figure_import.rows if row["change"] != "same"]


def _go_on(submission: Submission, then: Then, by: Person) -> None:
    if then != "keep":
        submit_figures(submission=submission, by=by)
    if then == "approve":
        approve_figures(submission=submission, by=by)


def _waiting(figure_import: FigureImport) -> FigureImport:
    made = FigureImport.objects.select_for_update().select_related("plan").get(pk=figure_import.pk)
    if made.state != FigureImport.State.PREVIEW:
        raise ConflictError(
            say(
                "Tệp %(filename)s đã được xử lý (%(state)s).",
                filename=made.filename,
                state=made.get_state_display().lower(),
            )
        )
    return made


def _refuse_again(plan: Plan, sha256: str) -> None:
    before = plan.imports.filter(sha256=sha256, state=FigureImport.State.APPLIED).select_related("by").first()
    if before is not None:
        raise ConflictError(
            say(
                "Tệp này đã nhập ngày %(day)s (%(by)s); không có gì thay đổi. "
                "Nếu số liệu có sửa, hãy lưu tệp mới rồi tải lên.",
                day=short_date(timezone.localtime(before.at).date()),
                by=before.by,
            ),
            code="applied-before",
        )


def _refuse_waiting(plan: Plan, rows: Sequence[FileRow], listed: Iterable[dict[str, Any]]) -> None:
    """A report that waits for approval is not changed under the hands of who approves it."""
    waiting = set(
        Submission.objects.filter(
            plan=plan, state=Submission.State.SUBMITTED, period__in={row.period.code for row in rows}
        ).values_list("unit_id", "period")
    )
    faults = [
        RowError(
            row.number,
            "",
            f"báo cáo {row.period.label} của {row.unit} đã nộp, đang chờ duyệt; nhờ người duyệt trả lại rồi nhập",
        )
        for row, shown in zip(rows, listed, strict=True)
        if shown["change"] != "same" and (row.unit.pk, row.period.code) in waiting
    ]
    if faults:
        raise RefusedRowsError(faults)


def _refuse_stale(plan: Plan, rows: Sequence[dict[str, Any]]) -> None:
    standing = standing_of_periods(plan, {row["period"] for row in rows})
    for row in rows:
        if _values(standing.get((row["indicator"], row["unit"], row["period"]))) != row["old"]:
            raise ConflictError(
                say(
                    "Số liệu %(code)s của %(unit)s vừa được sửa sau khi xem trước. "
                    "Tải lại tệp để xem lại thay đổi.",
                    code=row["code"],
                    unit=row["unit_name"],
                )
            )


def _listed(row: FileRow, old: Observation | None) -> dict[str, Any]:
    """A row as the preview keeps and shows it."""
    change: Change = "new" if old is None else "same" if is_same(old, row.figure) else "changed"
    return {
        "row": row.number,
        "indicator": row.indicator.pk,
        "code": row.indicator.code,
        "name": row.indicator.name,
        "measure": row.indicator.unit,
        "unit": row.unit.pk,
        "unit_code": row.unit.code,
        "unit_name": row.unit.name,
        "period": row.period.code,
        **{name: getattr(row.figure, name) for name in _FIELDS},
        "old": _values(old),
        "change": change,
    }


def _values(row: Observation | None) -> dict[str, Any] | None:
    return None if row is None else {name: getattr(row, name) for name in _FIELDS}
