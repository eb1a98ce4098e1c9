"""A made-up report with everything in it: every verdict, every alert, missing figures, two groups, many pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from cotmoc.writing.snapshot import STATUS_LABELS, IndicatorRow, ReportSnapshot, Signature, TaskRow

# Where `make setup` puts the faces a PDF embeds.
FONTS = Path(__file__).parents[2] / "frontend" / "dist" / "fonts"

# Every Vietnamese letter with every tone, in both cases.
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
PANGRAM = VOWELS + "đ" + VOWELS.upper() + "Đ"

_OWNERS = ("Sở Khoa học và Công nghệ", "Sở Y tế", "Văn phòng Ủy ban nhân dân tỉnh", "Công an tỉnh")
_NAMES = (
    "Tỷ lệ hồ sơ thủ tục hành chính được giải quyết hoàn toàn trên môi trường mạng",
    "Số doanh nghiệp công nghệ số trên 1.000 dân",
    "Xếp hạng chỉ số đổi mới sáng tạo cấp tỉnh",
    "Tỷ lệ chi ngân sách cho khoa học, công nghệ",
)
_STATES = (
    ("not-started", "Chưa thực hiện", "none"),
    ("on-time", "Đang thực hiện, trong hạn", "yellow"),
    ("overdue", "Đang thực hiện, quá hạn", "special-red"),
    ("done", "Hoàn thành đúng hạn", "none"),
    ("overdue", "Đang thực hiện, quá hạn", "red"),
)


def indicator_rows(count: int) -> tuple[IndicatorRow, ...]:
    """`count` indicators in two groups, the verdicts taking turns."""
    return tuple(_indicator(place, count) for place in range(count))


def _indicator(place: int, count: int) -> IndicatorRow:
    status = list(STATUS_LABELS)[place % len(STATUS_LABELS)]
    return IndicatorRow(
        name=_NAMES[place % len(_NAMES)],
        section="Chính quyền số" if place < count // 2 else "Kinh tế số",
        unit=("%", "doanh nghiệp", "bậc", "%")[place % 4],
        target="≥ 85,5",
        target_value=85.5,
        value=None if status in {"no-data", "not-due"} else 61.4 + place * 100,
        status=status,
        lag="chậm 5 tháng" if status == "late" else "",
        note="Chỉ tính hồ sơ của tổ chức" if place % 7 == 0 else "",
        owner=_OWNERS[place % len(_OWNERS)],
        source="Báo cáo tháng 6 của đơn vị, duyệt ngày 5/7/2026",
        link=f"https://cotmoc.example/chi-tieu/{place}",
    )


def task_rows(count: int) -> tuple[TaskRow, ...]:
    """`count` tasks in every state."""
    return tuple(_task(place) for place in range(count))


def _task(place: int) -> TaskRow:
    state, label, alert = _STATES[place % len(_STATES)]
    return TaskRow(
        text=f"Xây dựng và đưa vào vận hành nền tảng dữ liệu dùng chung số {place + 1} cho các cơ quan trong tỉnh",
        state=state,
        state_label=label,
        section="Hạ tầng và dữ liệu",
        lead=_OWNERS[place % len(_OWNERS)],
        due="30/6/2026",
        due_on=date(2026, 6, 30),
        alert=alert,
        proof="Quyết định số 15/QĐ-UBND" if state == "done" else "",
        link=f"https://cotmoc.example/nhiem-vu/{place}",
    )


def report(**changes: object) -> ReportSnapshot:
    """The report of a province that does not exist, changed as asked."""
    values: dict[str, object] = {
        "superior": "",
        "issuer": ("ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM"),
        "issuer_name": "Ủy ban nhân dân tỉnh Sông Lam",
        "number": "12/BC-UBND",
        "place": "Sông Lam",
        "date": date(2026, 2, 5),
        "subject": "Kết quả thực hiện Kế hoạch phát triển chính quyền số 6 tháng đầu năm 2026",
        "period_label": "6 tháng đầu năm 2026",
        "generated_at": datetime(2026, 2, 5, 1, 30, tzinfo=UTC),
        "to": ("Ủy ban nhân dân cấp trên",),
        "basis": "Thực hiện kế hoạch đã giao, Ủy ban nhân dân tỉnh báo cáo kết quả như sau:",
        "overview": "Các cơ quan đã triển khai đồng bộ nhiệm vụ được giao.\nTiến độ chung đạt yêu cầu.",
        "results": "Nhóm chính quyền số tiến bộ rõ nhất.",
        "task_results": "Các nhiệm vụ về dữ liệu hoàn thành sớm.",
        "difficulties": "Thiếu nhân lực chuyên trách.\nMột số hệ thống chưa kết nối.",
        "proposals": "Đề nghị bố trí kinh phí trong quý III.",
        "indicators": indicator_rows(24),
        "tasks": task_rows(20),
        "recipients": ("Như trên", "Các sở, ban, ngành", "Lưu: VT, TH"),
        "signature": Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Văn Bền"),
        "sources": ("Số liệu lấy từ báo cáo đã duyệt của các đơn vị đến ngày 4/2/2026.",),
    }
    return ReportSnapshot(**(values | changes))  # type: ignore[arg-type]


def party_report() -> ReportSnapshot:
    """The same report as a Party committee would issue it."""
    return report(
        style="party",
        superior="ĐẢNG BỘ TỈNH",
        issuer=("TỈNH ỦY SÔNG LAM",),
        issuer_name="Tỉnh ủy Sông Lam",
        number="05-BC/TU",
        to=(),
        signature=Signature(("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "Trần Thị Ngà"),
    )
