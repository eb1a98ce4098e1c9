"""Units and the person who asks."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support.apiclient import client

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Plan

pytestmark = pytest.mark.django_db


def test_units_by_kind_and_by_words_without_diacritics(plan: Plan) -> None:
    reader = client(Role.INSPECTOR)
    assert reader.get("/units")["total"] == 6
    assert {one["code"] for one in reader.get("/units?kind=commune")["items"]} == {"X1", "X2", "X3"}
    assert [one["code"] for one in reader.get("/units?q=Khoa+hoc")["items"]] == ["S1"]
    assert reader.get("/units/S1")["aliases"] == ["Sở KHCN tỉnh"]
    reader.refused(404, "GET", "/units/S9")


def test_a_code_used_again_names_the_newest_unit(plan: Plan) -> None:
    Agency.objects.create(code="S1", name="Sở Số", kind="department", valid_from=date(2026, 3, 1))
    assert client(Role.INSPECTOR).get("/units/S1")["name"] == "Sở Số"


def test_pages_follow_each_other(plan: Plan) -> None:
    reader = client(Role.INSPECTOR)
    address, seen = "/units?limit=4", []
    while address:
        page = reader.get(address)
        seen += [one["code"] for one in page["items"]]
        address = (page["next"] or "").removeprefix("/api")
    assert len(seen) == len(set(seen)) == page["total"] == 6
    assert reader.get("/units?offset=100")["items"] == []


def test_me(plan: Plan) -> None:
    found = client(Role.UNIT_OFFICER, "S1").get("/me")
    assert found["unit"] == {"code": "S1", "name": "Sở Khoa học và Công nghệ"}
    assert found["verbs"] == [
        "view-published", "view", "enter-figures", "import-figures", "update-task",
    ]  # fmt: skip
    (held,) = found["roles"]
    assert (held["role"], held["label"], held["unit"]["code"]) == ("unit-officer", "Đầu mối đơn vị", "S1")


def test_the_register_of_units_is_for_all_who_sign_in(plan: Plan) -> None:
    officer = client(Role.UNIT_OFFICER, "S1")
    assert officer.get("/units")["total"] == 6
    assert officer.get("/units/S2")["code"] == "S2"
