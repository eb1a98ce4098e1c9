"""What a unit hands in for a period: entered, submitted, approved or returned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions import figures as actions
from cotmoc.api.asking import asks
from cotmoc.api.fields import Code, In, Number, PeriodCode, PersonRef, PlanSlug, ReasonIn, UnitCode, UnitRef
from cotmoc.api.find import find_indicator, find_plan
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.problems import Fault, FieldFaultsError
from cotmoc.api.session import actor
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.store.access import require
from cotmoc.store.collection import UnitProgress, due_of, progress_of, unit_of_period, units_of
from cotmoc.store.figuresheet import EntryLine, EntrySheet, entry_sheet
from cotmoc.store.models import Observation, Plan, Submission
from cotmoc.store.scope import units_within

router = Router(tags=["Thu thập"])
State = Literal["none", "draft", "submitted", "returned", "approved"]
_WHERE = "/plans/{slug:slug}/submissions/{period}"


class SubmissionOut(BaseModel):
    """Một đơn vị đã nhập, nộp, được duyệt đến đâu trong một kỳ."""

    unit: UnitRef | None
    period: str = Field(examples=["2026-10"])
    state: State = Field(description="none là chưa nhập gì")
    due: date = Field(description="Hạn nộp")
    asked: int = Field(description="Số chỉ tiêu phải báo cáo", examples=[18])
    entered: int = Field(description="Số chỉ tiêu đã nhập", examples=[12])
    note: str = Field(description="Lý do trả lại")
    submitted_at: datetime | None
    approved_at: datetime | None

    @classmethod
    def of(cls, row: UnitProgress, period: Period) -> SubmissionOut:
        """How far the unit is."""
        return cls(asked=row.asked, entered=row.entered, **_common(row.submission, row.unit, period))


class LineOut(BaseModel):
    """Một chỉ tiêu mà đơn vị phải báo cáo trong kỳ."""

    indicator: str = Field(examples=["CT-01"])
    name: str
    measure: str = Field(description="Đơn vị tính", examples=["%"])
    target: str = Field(description="Mục tiêu của năm", examples=["≥ 60"])
    asks_parts: bool = Field(description="Nhập tử số và mẫu số")
    before: float | None = Field(description="Giá trị kỳ trước")
    value: float | None
    numerator: float | None
    denominator: float | None
    missing_reason: str
    state: Literal["none", "draft", "submitted", "approved"]
    entered_by: PersonRef | None
    question: str = Field(description="Điều cần xem lại", examples=["Gấp 6,3 lần kỳ trước."])

    @classmethod
    def of(cls, line: EntryLine, people: dict[int, PersonRef]) -> LineOut:
        """The line of the form."""
        figure = line.figure
        return cls(
            indicator=line.indicator.code,
            name=line.indicator.name,
            measure=line.unit,
            target=line.target,
            asks_parts=line.asks_parts,
            before=line.value_before,
            value=line.value,
            numerator=figure.numerator if figure else None,
            denominator=figure.denominator if figure else None,
            missing_reason=figure.missing_reason if figure else "",
            state=figure.state if figure else "none",  # type: ignore[arg-type]
            entered_by=people.get(figure.entered_by_id) if figure else None,
            question=line.question,
        )


class SheetOut(BaseModel):
    """Biểu của một đơn vị và một kỳ."""

    unit: UnitRef | None
    period: str = Field(examples=["2026-10"])
    state: State
    due: date
    note: str = Field(description="Lý do trả lại")
    submitted_at: datetime | None
    approved_at: datetime | None
    blocked: str = Field(description="Vì sao chưa nộp được; rỗng là nộp được")
    lines: list[LineOut]

    @classmethod
    def of(cls, sheet: EntrySheet) -> SheetOut:
        """The form as it stands."""
        people = _people([line.figure for line in sheet.lines if line.figure])
        return cls(
            blocked=sheet.blocked,
            lines=[LineOut.of(line, people) for line in sheet.lines],
            **_common(sheet.submission, sheet.unit, sheet.period),
        )


class FigureIn(In):
    """Một số: giá trị, hoặc tử số và mẫu số, hoặc lý do chưa có số liệu."""

    indicator: str = Field(max_length=30, description="Mã chỉ tiêu", examples=["CT-01"])
    value: Number | None = Field(None, examples=[61.4])
    numerator: Number | None = None
    denominator: Number | None = None
    missing_reason: str = Field("", max_length=200)


class FiguresIn(In):
    """Các số cần ghi; chỉ tiêu không nêu thì giữ nguyên."""

    figures: list[FigureIn] = Field(min_length=1, max_length=1000)


class UnitsIn(In):
    """Các đơn vị cần duyệt."""

    units: list[Annotated[str, Field(max_length=20)]] = Field(
        min_length=1, max_length=1000, examples=[["X01", "X02"]]
    )


def _common(submission: Submission | None, unit: Any, period: Period) -> dict[str, Any]:
    return {
        "unit": UnitRef.of(unit),
        "period": period.code,
        "state": submission.state if submission else "none",
        "due": due_of(period),
        "note": submission.note if submission else "",
        "submitted_at": submission.submitted_at if submission else None,
        "approved_at": submission.approved_at if submission else None,
    }


def _people(rows: Sequence[Observation]) -> dict[int, PersonRef]:
    """Who entered the rows, in one query."""
    found = Observation.objects.filter(pk__in=[row.pk for row in rows]).select_related("entered_by")
    return {row.entered_by_id: person for row in found if (person := PersonRef.of(row.entered_by))}


def _sheet(request: HttpRequest, slug: str, period: str, unit: str) -> EntrySheet:
    plan, chosen = find_plan(request, slug), Period.parse(period)
    agency = unit_of_period(plan, unit, chosen)
    if agency is None:
        raise Http404(unit)
    require(actor(request), Verb.VIEW, Submission(plan=plan, unit=agency))
    sheet = entry_sheet(plan, agency, chosen)
    if not sheet.lines:
        raise Http404(unit)
    return sheet


def _progress(request: HttpRequest, plan: Plan, period: Period) -> tuple[UnitProgress, ...]:
    """How far the units are whose own things the person sees."""
    return progress_of(plan, period, units_within(units_of(plan, period), actor(request), plan))


def _submission(request: HttpRequest, slug: str, period: str, unit: str) -> Submission:
    """The submission of a unit; where nothing was entered there is none to act on."""
    sheet = _sheet(request, slug, period, unit)
    if sheet.submission is None:
        raise ConflictError("Đơn vị chưa nhập số liệu nào cho kỳ này.")
    return sheet.submission


def _figures(sheet: EntrySheet, body: FiguresIn) -> list[Figure]:
    """The figures of a request; every fault at once, each with its field."""
    known = {line.indicator.code: line.indicator for line in sheet.lines}
    figures: dict[int, Figure] = {}
    faults: list[Fault] = []
    for index, one in enumerate(body.figures):
        where = f"body.figures.{index}"
        indicator = known.get(one.indicator)
        if indicator is None:
            message = f"{sheet.unit} không báo cáo chỉ tiêu {one.indicator}; xem các mã trong biểu."
            faults.append(Fault(message=message, code="indicator", field=f"{where}.indicator"))
        elif indicator.pk in figures:
            message = f"Chỉ tiêu {one.indicator} được nêu hai lần; giữ một."
            faults.append(Fault(message=message, code="twice", field=f"{where}.indicator"))
        else:
            try:
                figures[indicator.pk] = actions.entered(
                    indicator,
                    value=one.value,
                    numerator=one.numerator,
                    denominator=one.denominator,
                    reason=one.missing_reason,
                )
            except InvalidValueError as error:
                faults.append(Fault(message=str(error), code=error.code, field=where))
    if faults:
        raise FieldFaultsError(faults)
    return list(figures.values())


@router.get(_WHERE, response=Page[SubmissionOut], **asks(Verb.VIEW))
def list_submissions(request: HttpRequest, slug: PlanSlug, period: PeriodCode, paging: Query[Paging]) -> Any:
    """Các đơn vị trong phạm vi của mình trong một kỳ: ai chưa nhập, ai đã nộp, ai đã được duyệt."""
    asked = Period.parse(period)
    rows = _progress(request, find_plan(request, slug), asked)
    return paged(request, paging, rows, each(lambda row: SubmissionOut.of(row, asked)))


@router.post(f"{_WHERE}/approve", response=Page[SubmissionOut], **asks(Verb.APPROVE_FIGURES))
def approve_submissions(request: HttpRequest, slug: PlanSlug, period: PeriodCode, body: UnitsIn) -> Any:
    """Duyệt báo cáo của nhiều đơn vị, tất cả hoặc không."""
    plan, asked = find_plan(request, slug), Period.parse(period)
    found = {row.unit.code: row for row in _progress(request, plan, asked)}
    faults = [
        Fault(message=f"Đơn vị {code} chưa nhập gì cho kỳ này.", code="unit", field=f"body.units.{index}")
        for index, code in enumerate(body.units)
        if code not in found or found[code].submission is None
    ]
    if faults:
        raise FieldFaultsError(faults)
    wanted = set(body.units)
    chosen = [row.submission for code, row in found.items() if code in wanted and row.submission]
    actions.approve_many(submissions=chosen, by=actor(request))
    now = [row for row in _progress(request, plan, asked) if row.unit.code in wanted]
    return {"items": [SubmissionOut.of(row, asked) for row in now], "total": len(now), "next": None}


@router.get(f"{_WHERE}/{{unit}}", response=SheetOut, **asks(Verb.VIEW))
def get_submission(request: HttpRequest, slug: PlanSlug, period: PeriodCode, unit: UnitCode) -> Any:
    """Biểu của một đơn vị và một kỳ: phải báo cáo gì, đã nhập gì, kỳ trước bao nhiêu."""
    return SheetOut.of(_sheet(request, slug, period, unit))


@router.put(f"{_WHERE}/{{unit}}", response=SheetOut, **asks(Verb.ENTER_FIGURES))
def put_figures(
    request: HttpRequest, slug: PlanSlug, period: PeriodCode, unit: UnitCode, body: FiguresIn
) -> Any:
    """Ghi số liệu của một đơn vị và một kỳ, tất cả hoặc không; gửi lại cùng các số thì không đổi gì.

    Số ghi là bản nháp cho đến khi nộp. Chỉ tiêu cộng dồn theo tỷ lệ cần tử số và mẫu số.
    """
    sheet = _sheet(request, slug, period, unit)
    by = actor(request)
    require(by, Verb.ENTER_FIGURES, sheet.turn)
    actions.save_figures(
        plan=sheet.plan,
        unit=sheet.unit,
        period=sheet.period,
        figures=_figures(sheet, body),
        by=by,
        source=Observation.Source.API,
    )
    return SheetOut.of(_sheet(request, slug, period, unit))


@router.delete(f"{_WHERE}/{{unit}}/figures/{{code}}", response=SheetOut, **asks(Verb.ENTER_FIGURES))
def clear_figure(request: HttpRequest, slug: PlanSlug, period: PeriodCode, unit: UnitCode, code: Code) -> Any:
    """Rút một số đã nhập mà chưa nộp; giá trị cũ vẫn còn trong lịch sử."""
    sheet = _sheet(request, slug, period, unit)
    indicator = find_indicator(request, slug, code)
    if indicator.pk not in {line.indicator.pk for line in sheet.lines}:
        raise Http404(code)
    actions.clear_figure(
        plan=sheet.plan, unit=sheet.unit, period=sheet.period, indicator=indicator, by=actor(request)
    )
    return SheetOut.of(_sheet(request, slug, period, unit))


@router.post(f"{_WHERE}/{{unit}}/submit", response=SheetOut, **asks(Verb.ENTER_FIGURES))
def submit_submission(request: HttpRequest, slug: PlanSlug, period: PeriodCode, unit: UnitCode) -> Any:
    """Nộp báo cáo của đơn vị."""
    actions.submit_figures(submission=_submission(request, slug, period, unit), by=actor(request))
    return SheetOut.of(_sheet(request, slug, period, unit))


@router.post(f"{_WHERE}/{{unit}}/approve", response=SheetOut, **asks(Verb.APPROVE_FIGURES))
def approve_submission(request: HttpRequest, slug: PlanSlug, period: PeriodCode, unit: UnitCode) -> Any:
    """Duyệt báo cáo của đơn vị: từ nay số liệu được tính."""
    actions.approve_figures(submission=_submission(request, slug, period, unit), by=actor(request))
    return SheetOut.of(_sheet(request, slug, period, unit))


@router.post(f"{_WHERE}/{{unit}}/return", response=SheetOut, **asks(Verb.APPROVE_FIGURES))
def return_submission(
    request: HttpRequest, slug: PlanSlug, period: PeriodCode, unit: UnitCode, body: ReasonIn
) -> Any:
    """Trả lại báo cáo cho đơn vị, kèm lý do."""
    submission = _submission(request, slug, period, unit)
    actions.return_figures(submission=submission, reason=body.reason, by=actor(request))
    return SheetOut.of(_sheet(request, slug, period, unit))
