"""The demonstration loaded by the actions a person would take: read, review, approve, collect, work on tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cotmoc.actions.people import add_person, first_manager
from cotmoc.actions.plans import approve_plan, edit_indicator
from cotmoc.actions.readings import begin_reading, finish_reading, upload_document
from cotmoc.actions.review import accept_claims
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.cli._demo_figures import load_figures
from cotmoc.cli._demo_files import DIRECTIVE, FORMER, SECOND, DemoFilesError, Row, rows_of
from cotmoc.cli._demo_history import load_areas, load_former
from cotmoc.cli._demo_tasks import load_tasks
from cotmoc.core.errors import ConflictError
from cotmoc.core.permissions import Role
from cotmoc.core.planjson import plan_to_data
from cotmoc.core.text import fold
from cotmoc.reading import read
from cotmoc.reading.blocksjson import document_to_data
from cotmoc.store.models import Agency, Indicator, Person, Plan, Reading

Say = Callable[[str], None]


def is_loaded() -> bool:
    """Whether the demonstration is there; raises ConflictError on a system with other people's data."""
    names = {account["username"] for account in settings.DEMO_ACCOUNTS}
    people = set(Person.objects.values_list("username", flat=True))
    if people and not names <= people:
        raise ConflictError(
            "Hệ thống đã có dữ liệu khác; tỉnh trình diễn chỉ nạp vào hệ thống trống. Chạy 'cotmoc serve' không có "
            "--demo, hoặc đặt COTMOC_DATA_DIR là một thư mục mới."
        )
    return bool(people)


def load(folder: Path, say: Say) -> None:
    """Load the files of `folder` in one transaction: all of the demonstration, or nothing."""
    with transaction.atomic():
        say("Lập danh mục đơn vị và tài khoản…")
        planner = _people(rows_of(folder / "don-vi.csv"), rows_of(folder / "dia-ban.csv"))
        say("Đọc, rà soát và duyệt Chương trình hành động…")
        plan = _plan_in_force(folder, planner)
        say("Nhập số liệu 24 tháng…")
        load_figures(plan, rows_of(folder / "so-lieu.csv"), rows_of(folder / "bao-cao.csv"), by=planner)
        say("Cập nhật nhiệm vụ…")
        load_tasks(plan, rows_of(folder / "nhiem-vu.csv"), by=planner)
        say("Đọc văn bản thứ hai, rà soát một nửa…")
        _half_reviewed(folder / SECOND, planner)
        say("Kế hoạch của tỉnh đã sáp nhập…")
        load_former(folder / FORMER, _read, by=planner)


def _people(rows: list[Row], areas: list[Row]) -> Person:
    """The areas, the units and one account a role; returns the planner, who does the rest."""
    head, *others = settings.DEMO_ACCOUNTS
    manager = first_manager(username=head["username"], full_name=head["full_name"], password=head["password"])
    load_areas(areas, by=manager)
    put_agencies(
        rows=[
            AgencyRow(
                row["Mã"],
                row["Tên"],
                row["Loại"],
                row["Mã cấp trên"],
                valid_from=date.fromisoformat(row["Hiệu lực từ"]),
                aliases=tuple(filter(None, row["Tên gọi khác"].split("; "))),
                area=row["Mã địa bàn"],
            )
            for row in rows
        ],
        by=manager,
    )
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    people = [
        add_person(
            username=account["username"],
            full_name=account["full_name"],
            role=Role(account["role"]),
            agency=agencies[account["agency"]],
            password=account["password"],
            by=manager,
        )
        for account in others
    ]
    return next(
        person for person, account in zip(people, others, strict=True) if account["role"] == Role.PLANNER
    )


def _plan_in_force(folder: Path, by: Person) -> Plan:
    reading = _read(folder / DIRECTIVE, by)
    accept_claims(claims=list(reading.claims.all()), by=by)
    plan = approve_plan(reading=reading, by=by).plan
    units = {agency.code: agency for agency in Agency.objects.all()}
    found = {indicator.code: indicator for indicator in plan.indicators.all()}
    for row in rows_of(folder / "chi-tieu.csv"):
        indicator = _same_name(found, row)
        wanted = {
            "owner": units[row["Đơn vị báo cáo"]],
            "collect": row["Cách thu thập"],
            "roll_up": row["Cách tổng hợp"],
        }
        changes = {name: value for name, value in wanted.items() if getattr(indicator, name) != value}
        if changes:
            edit_indicator(indicator=indicator, by=by, **changes)
    return plan


def _same_name(found: dict[str, Indicator], row: dict[str, str]) -> Indicator:
    """The indicator of a row, which must be the one that was read from the document."""
    indicator = found.get(row["Mã chỉ tiêu"])
    if indicator is None or fold(indicator.name) != fold(row["Chỉ tiêu"]):
        raise DemoFilesError(
            f"Chỉ tiêu {row['Mã chỉ tiêu']} đọc từ văn bản là '{indicator or 'không có'}', "
            f"không phải '{row['Chỉ tiêu']}'."
        )
    return indicator


def _half_reviewed(path: Path, by: Person) -> None:
    claims = list(_read(path, by).claims.order_by("position", "id"))
    accept_claims(claims=claims[: len(claims) // 2], by=by)


def _read(path: Path, by: Person) -> Reading:
    """Upload a file and read it here; the job that the upload asked for finds nothing left to do."""
    data = path.read_bytes()
    waiting = upload_document(data=data, filename=path.name, by=by)
    reading = begin_reading(waiting.pk)
    if reading is not None:
        document, draft = read(data, path.name)
        finish_reading(reading=reading, document=document_to_data(document), draft=plan_to_data(draft), by=by)
    waiting.refresh_from_db()
    if waiting.state != Reading.State.DONE:
        raise DemoFilesError(f"Không đọc được {path.name}: {waiting.error}")
    return waiting


def day_of(anchor: str | None, today: date) -> date:
    """The day of `--anchor` "YYYY-MM": today in the running month, else the last day of that month."""
    from cotmoc.core.periods import Period

    if anchor is None:
        return today
    period = Period.parse(anchor)
    if period.kind != "month" or period.start > today:
        raise ConflictError(f"--anchor {anchor} phải là một tháng đã đến, ví dụ {today:%Y-%m}.")
    return min(period.end, today)
