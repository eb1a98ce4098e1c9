"""The past of the demonstration: areas, the neighbour that was taken in, and what became of its targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from cotmoc.actions.areas import put_areas
from cotmoc.actions.heritage import Adapted, decide_targets
from cotmoc.actions.plans import approve_plan
from cotmoc.actions.review import accept_claims
from cotmoc.cli._demo_files import Row
from cotmoc.store.heritage import inherited
from cotmoc.store.models import Person, Reading
from cotmoc.store.vietnam.areas import AreaRow, ChangeRow

Read = Callable[[Path, Person], Reading]


def load_areas(rows: list[Row], *, by: Person) -> None:
    """The areas, and the merger that ended one of them."""
    since = {row["Mã"]: date.fromisoformat(row["Hiệu lực từ"]) for row in rows}
    put_areas(rows=[_area(row, since) for row in rows], changes=list(_mergers(rows, since)), by=by)


def load_former(path: Path, read: Read, *, by: Person) -> None:
    """The plan of the province that ended; of its targets one is kept, one adapted, the others wait."""
    reading = read(path, by)
    accept_claims(claims=list(reading.claims.all()), by=by)
    plan = approve_plan(reading=reading, by=by).plan
    rows = inherited(timezone.localdate(), plan=plan)
    if len(rows) < 2:
        raise AssertionError("the demonstration's former plan has no heir")
    kept, adapted = rows[0], rows[3]
    decide_targets(targets=[kept.target], heir=kept.heir.unit, verdict="confirm", by=by)
    decide_targets(
        targets=[adapted.target],
        heir=adapted.heir.unit,
        verdict="adapt",
        reason="Tính lại trên số hợp tác xã của cả tỉnh sau sáp nhập.",
        adapted=Adapted(">=", (adapted.target.value or 0) * 2),
        by=by,
    )


def _area(row: Row, since: dict[str, date]) -> AreaRow:
    parent = row["Mã cấp trên"]
    ended = date.fromisoformat(row["Từ ngày"]) - timedelta(days=1) if row["Từ ngày"] else None
    return AreaRow(
        code=row["Mã"],
        name=row["Tên"],
        kind=row["Cấp"],
        title=row["Loại"],
        valid_from=since[row["Mã"]],
        valid_to=ended,
        parent=(parent, since[parent]) if parent else None,
    )


def _mergers(rows: list[Row], since: dict[str, date]) -> list[ChangeRow]:
    return [
        ChangeRow(
            kind="merge",
            on=date.fromisoformat(row["Từ ngày"]),
            links=(((row["Mã"], since[row["Mã"]]), (row["Nhập vào"], since[row["Nhập vào"]]), 1.0),),
            document="Nghị quyết về sắp xếp đơn vị hành chính cấp tỉnh",
        )
        for row in rows
        if row["Nhập vào"]
    ]
