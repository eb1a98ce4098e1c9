"""The scorecards that the database sums up are those of the plain reference."""

from __future__ import annotations

import random
from datetime import date

import pytest
from tests.support import factories
from tests.support.figures import approve, approved

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.analysis.scorecards import Observation as Seen
from cotmoc.analysis.scorecards import score_plan
from cotmoc.core.periods import Period
from cotmoc.store.communes import communes_through
from cotmoc.store.indicatorpage import indicator_page
from cotmoc.store.models import Agency, Baseline, Indicator, Observation, Plan, Target
from cotmoc.store.scorecards import row_of, scored_plan, thresholds_of

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def by_code(plan: Plan, **options: date) -> dict[str, object]:
    return {scored.indicator.code: scored for scored in scored_plan(plan, **({"today": TODAY} | options))}


def random_figures(plan: Plan, seed: int) -> None:
    """Figures with gaps for every indicator, of communes for two of them."""
    chance = random.Random(seed)
    Indicator.objects.filter(plan=plan, code="CT-01").update(collect="communes", roll_up="sum")
    Indicator.objects.filter(plan=plan, code="CT-03").update(collect="communes", roll_up="none")
    communes = list(Agency.objects.filter(kind="commune"))
    rows = []
    for indicator in Indicator.objects.filter(plan=plan).select_related("owner"):
        units = communes if indicator.collect == "communes" else [indicator.owner]
        for unit in units:
            for month in range(1, 24):
                if chance.random() < 0.35:
                    continue
                period = f"{2025 + month // 12}-{month % 12 + 1:02d}"
                below = chance.randint(1, 400)
                above = chance.randint(0, below)
                ratio = indicator.roll_up == "ratio" and chance.random() < 0.8
                value = 100 * above / below if chance.random() < 0.9 else None
                rows.append((indicator, unit, period, value, *((above, below) if ratio else (None, None))))
    approved(rows)


def reference(plan: Plan) -> dict[str, object]:
    """The same through `analysis.score_plan`, figure by figure."""
    indicators = list(plan.indicators.prefetch_related("targets", "baselines"))
    communes = communes_through(TODAY)
    seen = [
        Seen(
            row.indicator.code,
            Period.parse(row.period),
            str(row.unit_id) if row.indicator.collect == "communes" else "",
            row.value,
            row.numerator,
            row.denominator,
            TODAY,
        )
        for row in Observation.objects.select_related("indicator")
    ]
    rows = [row_of(indicator, plan, communes) for indicator in indicators]
    cards = score_plan(rows, seen, today=TODAY, thresholds=thresholds_of(plan))
    return {card.indicator.key: card for card in cards}


def merge(first: Agency, second: Agency) -> Agency:
    """Two communes become one on the first day of March 2026."""
    new = Birth("X12", "Xã Hợp Nhất")
    order = Order("merge", date(2026, 3, 1), (Step(first, new), Step(second, new)))
    succeed(order=order, by=factories.manager())
    return Agency.objects.get(code="X12")


def test_before_a_merger_the_old_communes_count_and_after_it_the_new_one(plan: Plan) -> None:
    first, second, third = Agency.objects.filter(kind="commune").order_by("code")
    Indicator.objects.filter(plan=plan, code="CT-01").update(collect="communes", roll_up="sum")
    indicator = Indicator.objects.get(plan=plan, code="CT-01")
    new = merge(first, second)
    rows = [
        (indicator, unit, "2026-02", value, None, None)
        for unit, value in ((first, 1.0), (second, 2.0), (third, 4.0))
    ]
    rows += [
        (indicator, unit, "2026-03", value, None, None)
        for unit, value in ((first, 100.0), (new, 8.0), (third, 16.0))
    ]
    approved(rows)
    card = by_code(plan)["CT-01"].card
    points = {point.period.code: point.rolled for point in card.history}
    assert (points["2026-02"].value, points["2026-02"].coverage) == (7.0, "3/3")
    assert (points["2026-03"].value, points["2026-03"].coverage) == (24.0, "2/2")
    assert [unit.unit for unit in indicator_page(plan, "CT-01", today=TODAY).units] == [new, third]


def test_a_figure_of_whoever_took_the_place_of_a_commune_that_answers_is_the_whole(plan: Plan) -> None:
    first, second, third = Agency.objects.filter(kind="commune").order_by("code")
    Indicator.objects.filter(plan=plan, code="CT-01").update(owner=first)
    indicator = Indicator.objects.get(plan=plan, code="CT-01")
    new = merge(first, second)
    approved([(indicator, unit, "2026-03", value, None, None) for unit, value in ((new, 55.0), (third, 1.0))])
    assert by_code(plan)["CT-01"].card.value == 55.0


def test_summing_over_a_merger_gives_the_reference(plan: Plan) -> None:
    first, second, _third = Agency.objects.filter(kind="commune").order_by("code")
    merge(first, second)
    random_figures(plan, 7)
    wanted = reference(plan)
    for code, scored in by_code(plan).items():
        got, hoped = (
            {p.period: (p.rolled.coverage, p.value) for p in card.history if p.rolled.reported}
            for card in (scored.card, wanted[code])
        )
        assert got.keys() == hoped.keys(), code
        for period, (coverage, value) in got.items():
            assert (coverage, value) == (hoped[period][0], pytest.approx(hoped[period][1])), (code, period)


@pytest.mark.parametrize("seed", range(5))
def test_summing_in_the_database_gives_the_reference(plan: Plan, seed: int) -> None:
    random_figures(plan, seed)
    wanted = reference(plan)
    for code, scored in by_code(plan).items():
        card, expected = scored.card, wanted[code]
        assert card.verdict.status == expected.verdict.status, code
        assert card.verdict.why == expected.verdict.why, code
        assert card.period == expected.period, code
        assert card.value == pytest.approx(expected.value), code
        assert (card.reported, card.expected) == (expected.reported, expected.expected), code
        assert [m.stone for m in card.milestones] == [m.stone for m in expected.milestones], code


def test_only_approved_figures_that_still_hold_count(plan: Plan) -> None:
    approve("CT-01", "S1", **{"2026-04": 48})
    Observation.objects.update(superseded_at=Observation.objects.get().approved_at)
    approve("CT-01", "S1", **{"2026-04": 52})
    card = by_code(plan)["CT-01"].card
    assert (card.value, card.coverage) == (52, "1/1")
    Observation.objects.filter(value=52).update(state="submitted", approved_at=None, approved_by=None)
    assert by_code(plan)["CT-01"].card.value is None


def test_a_former_owner_stays_in_the_history(plan: Plan) -> None:
    approve("CT-01", "S2", **{"2025-12": 45})
    approve("CT-01", "S1", **{"2026-05": 52})
    card = by_code(plan)["CT-01"].card
    assert [(p.period.code, p.value) for p in card.history if p.value] == [("2025-12", 45), ("2026-05", 52)]


def test_a_figure_of_a_commune_is_not_one_of_the_whole(plan: Plan) -> None:
    approve("CT-01", "X1", **{"2026-05": 99})
    assert by_code(plan)["CT-01"].card.value is None


def test_a_commune_may_own_an_indicator(plan: Plan) -> None:
    Indicator.objects.filter(code="CT-01").update(owner=Agency.objects.get(code="X1"))
    approve("CT-01", "X1", **{"2026-05": 61})
    approve("CT-02", "X1", **{"2026-05": 61})
    cards = by_code(plan)
    assert cards["CT-01"].card.value == 61
    assert cards["CT-02"].card.value is None, "a part of a ratio without its numbers is not the whole"


def test_figures_after_the_day_do_not_count(plan: Plan) -> None:
    approve("CT-01", "S1", **{"2026-05": 52, "2026-09": 58})
    assert by_code(plan, until=date(2026, 6, 30))["CT-01"].card.value == 52


def test_targets_and_baselines_in_another_unit_are_no_points_of_the_path(plan: Plan) -> None:
    indicator = Indicator.objects.get(code="CT-03")
    Target.objects.create(indicator=indicator, milestone="2027", op=">=", value=3, unit="bậc/năm")
    Baseline.objects.create(indicator=indicator, period="2025", value=700, unit="điểm")
    Baseline.objects.create(indicator=indicator, period="giữa kỳ", value=28, unit="rank")
    card = by_code(plan)["CT-03"].card
    assert card.indicator.unit == "hạng"
    assert card.path is not None
    assert card.path.points == ((date(2024, 12, 31), 30), (date(2030, 12, 31), 15))


def test_a_baseline_without_a_date_stands_at_the_start_of_the_plan(plan: Plan) -> None:
    Baseline.objects.filter(indicator__code="CT-01").update(period="")
    path = by_code(plan)["CT-01"].card.path
    assert path is not None
    assert path.start == (plan.starts_on, 40)


def test_the_thresholds_of_the_plan_hold(plan: Plan) -> None:
    approve("CT-01", "S1", **{"2026-10": 55})
    strict = by_code(plan)["CT-01"].card.verdict.status
    plan.on_path_from, plan.at_risk_from = 0.6, 0.5
    assert (strict, by_code(plan)["CT-01"].card.verdict.status) == ("at-risk", "on-path")
