"""Areas on any day, and inherited targets with what heirs say of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.apiclient import client
from tests.support.heritage import Merger, merger, succession

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Target, TargetDecision

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Merger:
    return merger()


def test_areas_on_a_day(made: Merger) -> None:
    reader = client(Role.INSPECTOR)
    assert [(one["code"], one["valid_from"]) for one in reader.get("/areas")["items"]] == [
        ("08", "2025-07-01")
    ]
    before = reader.get("/areas?on=2025-06-30&q=ha+khe")["items"]
    assert [(one["name"], one["title"], one["valid_to"]) for one in before] == [
        ("Hà Khê", "Tỉnh", "2025-06-30")
    ]
    assert reader.get("/areas?kind=commune")["total"] == 0
    assert reader.get("/areas?parent=08")["total"] == 0
    reader.refused(404, "GET", "/areas?parent=99")
    reader.refused(422, "GET", "/areas?on=30/6/2025")


def test_one_area_with_what_it_was_made_of(made: Merger) -> None:
    reader = client(Role.INSPECTOR)
    area = reader.get("/areas/08")
    assert area["answers"] == {"code": "T", "name": "UBND tỉnh"}
    (step,) = area["history"]
    assert (step["kind"], step["on"]) == ("merge", "2025-07-01")
    assert {(one["name"], one["share"]) for one in step["old"]} == {
        ("Tỉnh Hà Khê", 1.0),
        ("Tỉnh Lâm Hồ", 1.0),
    }
    assert reader.get("/areas/02")["valid_to"] == "2025-06-30"
    reader.refused(404, "GET", "/areas/99")


def test_the_history_of_a_unit_and_units_on_a_day(made: Merger) -> None:
    old = Agency.objects.get(code="S2")
    new = Agency.objects.create(code="S9", name="Sở Y tế mới", kind="department", valid_from="2026-03-01")
    new.refresh_from_db()
    succession("merge", new.valid_from, (old, new, 1.0))
    reader = client(Role.INSPECTOR)
    (step,) = reader.get("/units/S9/history")
    assert [one["code"] for one in step["old"]] == ["S2"]
    assert "S2" not in {one["code"] for one in reader.get("/units")["items"]}
    assert "S2" in {one["code"] for one in reader.get("/units?on=2026-02-28")["items"]}


def test_targets_are_listed_and_decided(made: Merger) -> None:
    leader = client(Role.LEADER)
    found = leader.get("/heritage?heir=lam+ho&verdict=none")
    assert found["total"] == 6
    first = found["items"][0]
    assert (first["origin"]["name"], first["heir"]["name"], first["since"]) == (
        "Tỉnh Hà Khê",
        "Tỉnh Lâm Hồ",
        "2025-07-01",
    )
    said = {"targets": [first["target"]], "heir_kind": "area", "heir": "08", "verdict": "confirm"}
    (row,) = leader.post("/heritage", said)
    assert [one["verdict"] for one in row["decisions"]] == ["confirm"]
    adapted = {
        **said,
        "verdict": "adapt",
        "reason": "Địa bàn rộng hơn",
        "adapted": {"op": ">=", "value": 66.5},
    }
    (row,) = leader.post("/heritage", adapted)
    assert row["decisions"][-1]["adapted"]["value"] == 66.5
    assert leader.get("/heritage?verdict=adapt")["total"] == 1


def test_what_is_refused(made: Merger) -> None:
    target = Target.objects.order_by("pk")[0]
    said = {"targets": [target.pk], "heir_kind": "area", "heir": "08", "verdict": "decline"}
    leader = client(Role.LEADER)
    leader.refused(422, "POST", "/heritage", said)
    leader.refused(404, "POST", "/heritage", {**said, "heir": "02"})
    leader.refused(404, "POST", "/heritage", {**said, "targets": [10**9]})
    leader.refused(422, "POST", "/heritage", {**said, "targets": []})
    client(Role.INSPECTOR).refused(403, "POST", "/heritage", said)
    assert not TargetDecision.objects.exists()


def test_the_number_of_queries_does_not_grow(made: Merger) -> None:
    reader = client(Role.INSPECTOR)
    reader.get("/heritage")
    with CaptureQueriesContext(connection) as few:
        assert len(reader.get("/heritage?limit=1")["items"]) == 1
    with CaptureQueriesContext(connection) as many:
        assert len(reader.get("/heritage")["items"]) == 6
    assert len(many) == len(few)
