"""A plan of the size a province has, for measuring pages: indicators, communes, months and tasks of any number."""

from __future__ import annotations

import math
from datetime import date, timedelta

from tests.support import factories
from tests.support.figures import approved

from cotmoc.actions.plans import import_plan
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.store.models import Agency, Indicator, Plan, Task

NAMES = (
    "Dân số được phủ sóng 5G",
    "Thôn, tổ dân phố có Internet cáp quang",
    "Hồ sơ dịch vụ công trực tuyến toàn trình",
    "Kết quả thủ tục hành chính được số hóa",
    "Mức độ hài lòng của người dân, doanh nghiệp",
    "Tỷ trọng kinh tế số trong GRDP",
    "Doanh nghiệp nhỏ và vừa đạt mức 3 chuyển đổi số trở lên",
    "Giao dịch thanh toán không dùng tiền mặt",
)
HEADINGS = ("Hạ tầng số và dữ liệu", "Chính quyền số", "Kinh tế số", "Xã hội số")


def big_plan(indicators: int = 60, communes: int = 60, months: int = 24, tasks: int = 80) -> Plan:
    """Half of the indicators come from every commune; statuses of all kinds, gaps, late tasks."""
    factories.agencies()
    rows = [AgencyRow(f"X{n}", f"Xã Số {n}", "commune", "T") for n in range(4, communes + 1)]
    if rows:
        put_agencies(rows=rows, by=factories.manager())
    plan = import_plan(content=_content(indicators, tasks), by=factories.manager()).plan
    Indicator.objects.filter(plan=plan, position__lte=indicators // 2).update(
        collect="communes", roll_up="ratio"
    )
    _figures(plan, months)
    _states(plan)
    return plan


def _content(indicators: int, tasks: int) -> dict[str, object]:
    base = factories.plan_content()
    sample, task = base["indicators"][0], base["tasks"][0]
    return base | {
        "outline": [{"number": f"II.{n + 1}", "title": title, "line": n} for n, title in enumerate(HEADINGS)],
        "indicators": [
            sample
            | {
                "name": f"{NAMES[n % len(NAMES)]} {n + 1}" if n >= len(NAMES) else NAMES[n],
                "section": f"II.{n * len(HEADINGS) // indicators + 1}",
                "owner": [] if n % 13 == 12 else [("Sở Khoa học và Công nghệ", "Sở Y tế")[n % 2]],
            }
            for n in range(indicators)
        ],
        "tasks": [
            task
            | {
                "text": f"{task['text']} số {n + 1}",
                "quote": f"{task['text']} số {n + 1}",
                "lead": [("Sở Khoa học và Công nghệ", "Sở Y tế")[n % 2]],
                "due": (factories.TODAY + timedelta(days=7 * (n % 12) - 18)).isoformat(),
            }
            for n in range(tasks)
        ],
    }


def _figures(plan: Plan, months: int) -> None:
    communes = list(Agency.objects.filter(kind="commune"))
    rows = []
    for indicator in Indicator.objects.filter(plan=plan).select_related("owner"):
        if indicator.position % 11 == 0:
            continue
        level = 40 + 14 * math.sin(indicator.position)
        units = communes if indicator.collect == "communes" else [indicator.owner] if indicator.owner else []
        for unit in units:
            for n in range(months):
                if (unit.pk + n + indicator.position) % 17 == 0:
                    continue
                month = date(2024, 11, 1).year * 12 + 10 + n
                period = f"{month // 12}-{month % 12 + 1:02d}"
                below = 100 + unit.pk % 50
                own = 12 * math.sin(7 * unit.pk) if indicator.collect == "communes" else 0
                above = round(below * min(100, max(0, level + own + 0.9 * n)) / 100)
                parts = (above, below) if indicator.collect == "communes" else (None, None)
                rows.append((indicator, unit, period, 100 * above / below, *parts))
    approved(rows)


def _states(plan: Plan) -> None:
    for n, task in enumerate(Task.objects.filter(plan=plan)):
        if n % 4 == 0:
            task.state, task.completed_on, task.proof = "done", task.due, f"Quyết định số {n + 10}/QĐ-UBND"
        elif n % 4 == 1:
            task.state = "in-progress"
        elif n % 17 == 3:
            task.state, task.reason = "paused", "Chờ hướng dẫn của bộ"
        task.save()
