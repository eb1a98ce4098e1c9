"""Document → plan draft: every reader's claims together, with a warning for whatever was not read."""

from __future__ import annotations

from collections.abc import Sequence

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import Directive, IndicatorClaim, PlanDraft, TaskClaim, Warning
from cotmoc.reading.blocks import Document, Table
from cotmoc.reading.groups import group_entries, with_groups
from cotmoc.reading.identity import directive_of
from cotmoc.reading.indicators import find_indicators
from cotmoc.reading.items import Structure
from cotmoc.reading.obligations import find_obligations
from cotmoc.reading.structure import structure_of
from cotmoc.reading.tasks import find_tasks


def read_plan(document: Document) -> PlanDraft:
    """The plan that `document` orders.

    Raises UnreadableError (code "no-plan") when nothing in it is an indicator, a task or an obligation.
    """
    structure = structure_of(document)
    directive = directive_of(structure)
    indicators, indicator_warnings = find_indicators(structure)
    tasks, task_warnings = find_tasks(structure, directive)
    obligations = find_obligations(structure)
    if not indicators and not tasks and not obligations:
        raise UnreadableError(
            "Không tìm thấy chỉ tiêu, nhiệm vụ hay chế độ báo cáo nào trong văn bản này. "
            "Hãy kiểm tra lại có đúng là văn bản chỉ đạo (kế hoạch, chương trình, quyết định…) không rồi tải lại.",
            code="no-plan",
        )
    unread = _unread_tables(structure, indicators, tasks)
    outline = with_groups(structure.outline, group_entries(structure.tables, (*indicators, *tasks)))
    warnings = (
        *structure.warnings,
        *_identity_warnings(directive),
        *unread,
        *indicator_warnings,
        *task_warnings,
    )
    return PlanDraft(directive, outline, indicators, tasks, obligations, tuple(dict.fromkeys(warnings)))


def _unread_tables(
    structure: Structure, indicators: Sequence[IndicatorClaim], tasks: Sequence[TaskClaim]
) -> tuple[Warning, ...]:
    """A warning for each table of figures or tasks from which nothing was taken."""
    claims: tuple[IndicatorClaim | TaskClaim, ...] = (*indicators, *tasks)
    taken = {claim.place.block for claim in claims if claim.place}
    return tuple(
        Warning(
            "unread-table",
            f"Chưa đọc được bảng có cột “{_heading(placed.table)}”; hãy thêm chỉ tiêu, nhiệm vụ của bảng này bằng tay.",
            placed.table.place,
        )
        for placed in structure.tables
        if placed.table.place.block not in taken and len(placed.table.rows) > 1
    )


def _heading(table: Table) -> str:
    titles = [cell.text.replace("\n", " ") for cell in table.rows[0] if cell.text.strip() and not cell.merged]
    return ", ".join(titles)[:80]


def _identity_warnings(directive: Directive) -> tuple[Warning, ...]:
    missing = (
        (directive.number, "no-number", "Không thấy số, ký hiệu của văn bản; hãy điền khi rà soát."),
        (directive.kind, "no-kind", "Không thấy tên loại văn bản; hãy chọn khi rà soát."),
        (directive.date, "no-date", "Không thấy ngày ban hành; hãy điền khi rà soát."),
        (directive.issuer, "no-issuer", "Không thấy cơ quan ban hành; hãy chọn khi rà soát."),
    )
    partial = directive.date is not None and len(directive.date) < 10
    day = (
        (Warning("no-day", "Văn bản để trống ngày ban hành, mới có tháng và năm; hãy điền khi rà soát."),)
        if partial
        else ()
    )
    return (*(Warning(code, message) for value, code, message in missing if value is None), *day)
