"""A small province for tests: people of every role, units and a plan in force."""

from __future__ import annotations

import json
from datetime import date
from itertools import count
from typing import Any

from cotmoc.actions.people import add_person, first_manager
from cotmoc.actions.plans import import_plan
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.core.permissions import Role
from cotmoc.core.plan import FORMAT
from cotmoc.store.access import managers
from cotmoc.store.models import Agency, Indicator, Person, Plan

PASSWORD = "mot-mat-khau-du-dai"
_serial = count(1)


def manager() -> Person:
    """The person who set the system up."""
    return next(iter(managers()), None) or first_manager(
        username="quantri", full_name="Lê Quản Trị", password=PASSWORD
    )


def person(role: Role, agency: Agency | None = None) -> Person:
    """Somebody new of a role."""
    number = next(_serial)
    return add_person(
        username=f"nguoi{number}",
        full_name=f"Nguyễn Thị {number}",
        role=role,
        agency=agency,
        password=PASSWORD,
        by=manager(),
    )


def agencies() -> dict[str, Agency]:
    """A province with two departments and three communes, by code."""
    rows = [
        AgencyRow("T", "UBND tỉnh", "province"),
        AgencyRow("S1", "Sở Khoa học và Công nghệ", "department", "T", aliases=("Sở KHCN tỉnh",)),
        AgencyRow("S2", "Sở Y tế", "department", "T"),
        AgencyRow("X1", "Xã Vân Thạch", "commune", "T"),
        AgencyRow("X2", "Phường Đông Hải", "commune", "T"),
        AgencyRow("X3", "Xã Sơn Lĩnh", "commune", "T"),
    ]
    return {agency.code: agency for agency in put_agencies(rows=rows, by=manager())}


def plan_content(**changes: Any) -> dict[str, Any]:
    """A plan in the plan format: four indicators, two tasks, one obligation."""
    content = {
        "format": FORMAT,
        "directive": {
            "number": "18-CTr/TU",
            "kind": "Chương trình hành động",
            "issuer": "Tỉnh ủy An Hải",
            "place": "An Hải",
            "level": "tỉnh",
            "date": "2025-03-14",
            "title": "Phát triển khoa học, công nghệ và chuyển đổi số",
        },
        "outline": [
            {"number": "II.1", "title": "Hạ tầng số", "line": 3},
            {"number": "II.2", "title": "Chính quyền số", "line": 6},
        ],
        "indicators": [
            _indicator(
                "Dân số được phủ sóng 5G",
                "%",
                "II.1",
                [("2026", ">=", 60), ("2030", ">=", 90)],
                40,
                ["Sở Khoa học và Công nghệ"],
            ),
            _indicator(
                "Hồ sơ trực tuyến toàn trình",
                "%",
                "II.2",
                [("2026", ">=", 70), ("2030", ">=", 95)],
                50,
                ["Sở KH&CN"],
            ),
            _indicator(
                "Thứ hạng chuyển đổi số",
                "rank",
                "II.2",
                [("2030", "<=", 15)],
                30,
                ["Sở Khoa học và Công nghệ"],
                better=False,
            ),
            _indicator(
                "Bác sĩ trên một vạn dân", "người/vạn dân", "II.2", [("2030", ">=", 15)], 11, ["Sở Y tế"]
            ),
        ],
        "tasks": [
            {
                "text": "Hoàn thành nền tảng dữ liệu dùng chung",
                "lead": ["Sở Khoa học và Công nghệ"],
                "due": "2026-06-30",
                "deliverables": ["Nền tảng vận hành"],
                "section": "III.1",
                "quote": "Hoàn thành nền tảng dữ liệu dùng chung",
                "line": 9,
            },
            {
                "text": "Lập hồ sơ sức khỏe điện tử",
                "lead": ["Sở Y tế"],
                "every": "year",
                "section": "III.2",
                "quote": "Lập hồ sơ sức khỏe điện tử",
                "line": 11,
            },
        ],
        "obligations": [
            {
                "kind": "báo cáo",
                "who": "các sở",
                "to": "UBND tỉnh",
                "every": ["half-year"],
                "due": ["06-15", "12-01"],
                "quote": "báo cáo 6 tháng",
                "line": 13,
            }
        ],
        "warnings": [],
    }
    return json.loads(json.dumps({**content, **changes}))


def plan() -> Plan:
    """The plan of `plan_content` in force, its second indicator collected from communes as a ratio."""
    agencies()
    version = import_plan(content=plan_content(), by=manager())
    Indicator.objects.filter(plan=version.plan, code="CT-02").update(collect="communes", roll_up="ratio")
    return version.plan


def _indicator(
    name: str,
    unit: str,
    section: str,
    targets: list[tuple[str, str, float]],
    baseline: float,
    owner: list[str],
    better: bool = True,
) -> dict[str, Any]:
    return {
        "name": name,
        "unit": unit,
        "section": section,
        "owner": owner,
        "higher_is_better": better,
        "quote": name,
        "line": 4,
        "targets": [
            {"milestone": m, "op": op, "value": v, "unit": unit, "quote": f"{op} {v}", "line": 4}
            for m, op, v in targets
        ],
        "baselines": [{"period": "2024", "value": baseline, "unit": unit, "quote": str(baseline), "line": 4}],
    }


TODAY = date(2026, 11, 20)
