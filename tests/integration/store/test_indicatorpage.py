"""The page of an indicator: units, corrections, words."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.support import factories
from tests.support.figures import approve, approved

from cotmoc.store.indicatorpage import highlighted, indicator_page, place_words
from cotmoc.store.models import Agency, Indicator, Observation, Plan, Target

TODAY = factories.TODAY


@pytest.fixture
def plan(db: None) -> Plan:
    return factories.plan()


def communes(**values: tuple[float, float] | None) -> None:
    indicator = Indicator.objects.get(code="CT-02")
    for code, pair in values.items():
        value = 100 * pair[0] / pair[1] if pair else None
        parts = pair or (None, None)
        approved([(indicator, Agency.objects.get(code=code), "2026-10", value, *parts)])


def test_units_stand_worst_first_and_the_missing_ones_are_named(plan: Plan) -> None:
    communes(X1=(90, 100), X3=(20, 100))
    page = indicator_page(plan, "CT-02", today=TODAY)
    assert [(unit.unit.code, unit.value, unit.status) for unit in page.units] == [
        ("X3", 20, "late"),
        ("X1", 90, "reached"),
        ("X2", None, None),
    ]
    assert [unit.unit.code for unit in page.missing_units] == ["X2"]


def test_a_reason_for_no_figure_is_shown(plan: Plan) -> None:
    communes(X1=(90, 100), X2=None)
    found = {unit.unit.code: unit for unit in indicator_page(plan, "CT-02", today=TODAY).units}
    assert (found["X2"].reason, found["X2"].status) == ("đơn vị chưa có số liệu", None)


def test_units_of_a_sum_are_not_judged_one_by_one(plan: Plan) -> None:
    Indicator.objects.filter(code="CT-02").update(roll_up="sum")
    communes(X1=(90, 100))
    page = indicator_page(plan, "CT-02", today=TODAY)
    assert [unit.status for unit in page.units] == [None, None, None]


def test_without_any_figure_all_units_are_missing(plan: Plan) -> None:
    assert len(indicator_page(plan, "CT-02", today=TODAY).missing_units) == 3


def test_corrections_are_told_with_what_they_replaced(plan: Plan) -> None:
    approve("CT-01", "S1", **{"2026-09": 54.6, "2026-10": 55})
    Observation.objects.filter(period="2026-09").update(
        superseded_at=timezone.now(), entered_at=timezone.now() - timedelta(days=3)
    )
    approve("CT-01", "S1", **{"2026-09": 53.1})
    page = indicator_page(plan, "CT-01", today=TODAY)
    told = [(one.period, one.observation.value, one.before, one.is_correction) for one in page.revisions]
    assert told[0] == ("tháng 9 năm 2026", 53.1, 54.6, True)
    assert told[-1] == ("tháng 9 năm 2026", 54.6, None, False)
    assert (page.corrected, page.revision_count) == (frozenset({"2026-09"}), 3)


def test_revisions_are_cut_unless_all_are_asked_for(plan: Plan) -> None:
    approve("CT-01", "S1", **{f"20{year}-{month:02d}": month for year in (25, 26) for month in range(1, 11)})
    assert len(indicator_page(plan, "CT-01", today=TODAY).revisions) == 8
    assert len(indicator_page(plan, "CT-01", today=TODAY, all_revisions=True).revisions) == 20


def test_targets_and_tasks_of_the_owner(plan: Plan) -> None:
    Target.objects.filter(indicator__code="CT-01", milestone="2030").update(place={"line": 9})
    page = indicator_page(plan, "CT-01", today=TODAY)
    assert [(target.milestone, target.words, target.place) for target in page.targets] == [
        ("2026", "≥ 60%", ""),
        ("2030", "≥ 90%", "Dòng 9"),
    ], "a place is told where it is another than the indicator's"
    assert [row.task.code for row in page.tasks] == ["NV-01"]
    assert page.place == "Mục II.1, dòng 4"
    Indicator.objects.filter(code="CT-01").update(owner=None)
    assert indicator_page(plan, "CT-01", today=TODAY).tasks == ()


def test_an_unknown_code_is_no_page(plan: Plan) -> None:
    with pytest.raises(Indicator.DoesNotExist):
        indicator_page(plan, "CT-77", today=TODAY)


def test_places_in_words() -> None:
    assert place_words({"page": 3, "row": 0, "column": 2}, "II.2") == "Mục II.2, trang 3, hàng 1 của bảng"
    assert place_words({}) == ""


def test_the_words_of_targets_are_marked_in_the_quote() -> None:
    assert highlighted("đạt 90%; sau đó 90%", ("90%", "")) == (
        ("đạt ", False),
        ("90%", True),
        ("; sau đó ", False),
        ("90%", True),
    )


@given(st.text("ab9% ", max_size=30), st.lists(st.text("ab9%", max_size=3), max_size=4))
def test_pieces_join_to_the_quote_and_never_repeat_a_mark(quote: str, words: list[str]) -> None:
    pieces = highlighted(quote, tuple(words))
    assert "".join(text for text, _ in pieces) == quote
    assert all(one[1] != other[1] for one, other in pairwise(pieces))
