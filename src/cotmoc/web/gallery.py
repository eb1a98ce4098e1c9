"""Every component in every state, light and dark side by side: for whoever writes a page, and for the tests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path as File
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cotmoc.core.path import Path
from cotmoc.core.periods import Period
from cotmoc.core.status import STATUS_LABELS
from cotmoc.ui.chart import Chart, ChartPoint
from cotmoc.ui.thanh_moc import Axis, Forecast, Milestone, ThanhMoc

TODAY = date(2027, 11, 14)
AXIS = Axis(date(2024, 12, 31), tuple(date(year, 12, 31) for year in (2025, 2030, 2035, 2040, 2045)), TODAY)
SWATCHES = (
    ("paper", "Giấy"), ("surface", "Khối"), ("sunken", "Nền lõm"), ("field-edge", "Viền ô"), ("ink", "Mực"),
    ("ink-2", "Mực 2"), ("ink-3", "Mực 3"), ("focus", "Tiêu điểm"), ("lacquer", "Son mài"), ("gold-text", "Vàng chữ"),
    ("gold-stone", "Vàng mốc"), ("forecast", "Dự báo"), ("reached", "Đã đạt"), ("on-path", "Đúng lộ trình"),
    ("at-risk", "Có nguy cơ"), ("late", "Chậm"), ("no-data", "Chưa có số liệu"), ("not-due", "Chưa đến kỳ"),
)  # fmt: skip


class SampleForm(forms.Form):
    """Fields in their states: plain, with an error, locked, a choice, a long text."""

    value = forms.CharField(label="Giá trị kỳ này", help_text="Lũy kế đến 14/11/2027")
    wrong = forms.IntegerField(label="Kết quả đã số hóa")
    locked = forms.CharField(
        label="Lấy từ hệ thống", help_text="Không sửa tại đây", required=False,
        widget=forms.TextInput(attrs={"readonly": True}),
    )  # fmt: skip
    owner = forms.ChoiceField(
        label="Chủ trì", choices=[("1", "Sở Khoa học và Công nghệ"), ("2", "Sở Nội vụ")]
    )
    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def clean_wrong(self) -> int:
        value: int = self.cleaned_data["wrong"]
        if value > 2913:
            raise forms.ValidationError("Lớn hơn tổng hồ sơ (2.913). Sửa số này.")
        return value


def gallery(request: HttpRequest) -> HttpResponse:
    """The page; it shows no data of the province, so that anybody may open it."""
    return render(request, "web/gallery.html", {"halves": [_half("light", 0), _half("dark", 1)]})


def _half(theme: str, index: int) -> dict[str, Any]:
    tokens = json.loads((File(settings.FRONTEND_DIST) / "tokens.json").read_text(encoding="utf-8"))
    form = SampleForm(
        {"value": "1.795", "wrong": "2951", "locked": "2.913", "owner": "1"}, auto_id=f"{theme}-%s"
    )
    form.is_valid()
    paginator = Paginator(range(46), 14)
    return {
        "theme": theme,
        "title": ("Sáng: giấy dó", "Tối: then")[index],
        "swatches": [(name, label, tokens[name][index]) for name, label in SWATCHES],
        "statuses": list(STATUS_LABELS.items()),
        "form": form,
        "axis": AXIS,
        "rows": sample_rows(),
        "bars": sample_bars(),
        "large": replace(BAR, as_of=TODAY),
        "page": paginator.page(2),
        "pages": list(paginator.get_elided_page_range(2)),
        "steps": [("Tải lên", "done"), ("Đọc", "done"), ("Rà soát", "now"), ("Duyệt", "todo")],
        "chart": CHART,
        "chart_id": f"chart-{theme}",
    }


def _bar(
    status: str, value: float | None, targets: dict[int, float], *, base: float, lag: float | None = None,
    forecast: tuple[float, float, float] | None = None, higher: bool = True, unit: str = "%", name: str = "",
) -> ThanhMoc:  # fmt: skip
    points = ((AXIS.start, base), *((date(year, 12, 31), asked) for year, asked in targets.items()))
    path = Path(points, higher_is_better=higher)
    return ThanhMoc(
        axis=AXIS,
        milestones=tuple(Milestone(stop, targets.get(stop.year)) for stop in AXIS.stops),
        status=status,
        path=path,
        value=value,
        lag_months=path.lag_months(value, TODAY) if value is not None else lag,
        forecast=Forecast(date(2030, 12, 31), *forecast) if forecast else None,
        unit=unit,
        name=name,
    )


_TARGETS = {2025: 50.0, 2030: 90.0, 2035: 95.0}
BAR = _bar(
    "at-risk",
    61.4,
    _TARGETS,
    base=38,
    forecast=(76.0, 83.5, 91.5),
    name="Hồ sơ dịch vụ công trực tuyến toàn trình",
)


def sample_rows() -> list[dict[str, Any]]:
    """Three rows of a board."""
    reached = _bar(
        "reached", 68.0, {2025: 45, 2030: 99}, base=20, forecast=(85, 99, 99), name="Dân số được phủ sóng 5G"
    )
    late = _bar("late", 15.8, {2025: 15, 2030: 30, 2035: 35, 2045: 45}, base=12, forecast=(19, 23, 27),
                name="Tỷ trọng kinh tế số trong GRDP")  # fmt: skip
    return [
        {
            "bar": BAR,
            "lag": "chậm 5 tháng",
            "value": 61.4,
            "target": "≥ 66,0",
            "share": 0.85,
            "coverage": "87/102 xã",
            "selected": True,
        },
        {
            "bar": reached,
            "lag": "sớm 5 tháng",
            "value": 68.0,
            "target": "≥ 57,6",
            "share": 1.0,
            "coverage": "102/102 xã",
        },
        {
            "bar": late,
            "lag": "chậm 14 tháng",
            "value": 15.8,
            "target": "≥ 19,2",
            "share": 0.9,
            "coverage": "18/20 sở",
        },
    ]


def sample_bars() -> list[tuple[str, ThanhMoc]]:
    """Thanh mốc in every state."""
    ranks = {2025: 30.0, 2030: 15.0, 2035: 10.0, 2045: 5.0}
    late_stone = replace(BAR, value=66.0, lag_months=0.0, status="on-path")
    return [
        ("Đúng lộ trình", _bar("on-path", 65.0, _TARGETS, base=38, forecast=(80, 90, 94))),
        ("Đã đạt mục tiêu năm", _bar("reached", 74.0, _TARGETS, base=38, forecast=(82, 91, 95))),
        ("Có nguy cơ", BAR),
        ("Chậm", _bar("late", 53.0, _TARGETS, base=38, forecast=(60, 70, 80))),
        ("Mốc 2025 lỡ hẹn", _bar("late", 46.0, _TARGETS, base=38, forecast=(52, 62, 75))),
        (
            "Mốc 2025 đạt muộn",
            replace(
                late_stone, milestones=(replace(BAR.milestones[0], stone="reached-late"), *BAR.milestones[1:])
            ),
        ),
        ("Chưa có số liệu", _bar("no-data", None, _TARGETS, base=38)),
        ("Chưa đến kỳ", _bar("not-due", None, {2035: 60.0, 2045: 90.0}, base=0)),
        ("Chưa đủ lịch sử để dự báo", _bar("on-path", 64.5, _TARGETS, base=38)),
        ("Thấp hơn điểm xuất phát", _bar("late", 31.0, _TARGETS, base=38)),
        ("Vượt cả đích cuối", _bar("reached", 98.0, _TARGETS, base=38)),
        (
            "Càng thấp càng tốt (hạng)",
            _bar("at-risk", 26.0, ranks, base=35, forecast=(23, 18, 13), higher=False, unit=""),
        ),
    ]


CHART = Chart(
    title="Hồ sơ dịch vụ công trực tuyến toàn trình",
    unit="%",
    today=TODAY,
    status="at-risk",
    history=tuple(
        ChartPoint(
            Period("month", 2025 + month // 12, month % 12 + 1).end,
            38 + month * 0.62 + (0.9 if month % 5 == 0 else 0),
        )
        for month in range(34)
    ),
    path=tuple(ChartPoint(on, value) for on, value in (BAR.path.points if BAR.path else ())),
    milestones=tuple(ChartPoint(m.on, m.value) for m in BAR.milestones if m.value is not None),
)
