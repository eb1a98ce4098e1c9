"""Thanh mốc: what is drawn where, in every state, and what is said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.path import Path
from cotmoc.core.status import STATUSES
from cotmoc.ui.bar import frame
from cotmoc.ui.stones import state_of
from cotmoc.ui.thanh_moc import Axis, Forecast, Milestone, ThanhMoc, draw, draw_axis

TODAY = date(2027, 11, 14)
END = {year: date(year, 12, 31) for year in range(2024, 2046)}
AXIS = Axis(END[2024], tuple(END[year] for year in (2025, 2030, 2035, 2040, 2045)), TODAY)
PATH = Path(((END[2024], 38.0), (END[2025], 50.0), (END[2030], 90.0), (END[2035], 95.0)))
BAR = ThanhMoc(
    axis=AXIS,
    milestones=tuple(Milestone(stop, dict(PATH.points).get(stop)) for stop in AXIS.stops),
    status="at-risk",
    path=PATH,
    value=61.4,
    as_of=TODAY,
    lag_months=PATH.lag_months(61.4, TODAY),
    forecast=Forecast(END[2030], 76.0, 83.5, 91.5),
    name="Hồ sơ trực tuyến",
    unit="%",
)


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def marker_x(bar: ThanhMoc, mode: str = "row") -> float:
    """The centre of the marker, in pixels."""
    drawn = draw(bar, mode)  # type: ignore[arg-type]
    match = re.search(r'class="marker"|translate\(([-0-9.]+),[-0-9.]+\) scale\(([0-9.]+)\)', drawn)
    found = re.search(r"translate\(([-0-9.]+),[-0-9.]+\) scale\(([0-9.]+)\)", drawn)
    assert match
    assert found
    return float(found[1]) + 8 * float(found[2])


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in parse(svg).iter("text")]


def test_the_value_stands_where_the_path_expects_it() -> None:
    assert marker_x(BAR) == pytest.approx(frame(AXIS, "row").x(PATH.date_of(61.4)), abs=0.1)


def test_a_value_on_the_path_stands_at_today() -> None:
    level = replace(BAR, value=PATH.expected(TODAY), status="on-path", lag_months=0.0)
    assert marker_x(level) == pytest.approx(frame(AXIS, "row").x(TODAY), abs=0.5)


@given(st.floats(0, 120), st.floats(0, 120))
def test_a_better_value_never_stands_further_left(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert marker_x(replace(BAR, value=low)) <= marker_x(replace(BAR, value=high)) + 0.02


@given(st.floats(0, 120))
def test_ranks_are_the_mirror_image(value: float) -> None:
    """The lower the better: with path and value turned over, the marker stands in the same place."""
    turned = Path(tuple((on, 200 - asked) for on, asked in PATH.points), higher_is_better=False)
    mirror = replace(BAR, path=turned, value=200 - value)
    assert marker_x(mirror) == pytest.approx(marker_x(replace(BAR, value=value)), abs=0.5)


@pytest.mark.parametrize("mode", ["row", "phone", "large"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_state_is_well_formed_and_says_so(status: str, mode: str) -> None:
    drawn = draw(replace(BAR, status=status), mode)  # type: ignore[arg-type]
    svg = parse(drawn)
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == svg[0].text
    assert svg.get("class") == f"thanh-moc {mode} {status}"
    assert "nan" not in drawn


def test_the_sentence_tells_everything() -> None:
    assert parse(draw(BAR)).get("aria-label") == (
        "Hồ sơ trực tuyến: có nguy cơ; 61,4 % đến 14/11/2027; lộ trình hôm nay 65 %; chậm 5 tháng. "
        "Các mốc: 2025 50 % (đã đạt), 2030 90 % (mốc tới), 2035 95 % (mốc sau)."
    ).replace("65 %", "65,0 %")


def test_without_figures_the_sentence_does_not_invent_any() -> None:
    said = (
        parse(draw(replace(BAR, status="no-data", value=None, name="", lag_months=None))).get("aria-label")
        or ""
    )
    assert said.startswith("Chưa có số liệu. Các mốc: 2025 50 % (đã qua, chưa có số liệu)")


def test_no_data_is_a_dotted_path_with_a_dashed_ring() -> None:
    drawn = draw(replace(BAR, status="no-data", value=None))
    assert 'stroke-dasharray="2 3"' in drawn
    assert 'stroke-dasharray="2.3 2.18"' in drawn
    assert 'stroke-width="3"' not in drawn


def test_what_is_not_due_has_neither_marker_nor_tick() -> None:
    drawn = draw(replace(BAR, status="not-due", value=None))
    assert 'class="marker"' not in drawn
    assert "var(--ink)" not in drawn


def test_little_history_draws_no_band() -> None:
    assert 'class="band"' in draw(BAR)
    assert 'class="hatch"' in draw(BAR)
    assert "band" not in draw(replace(BAR, forecast=None))


@pytest.mark.parametrize(("value", "chevrons"), [(31.0, 1), (38.0, 0), (61.4, 0), (95.0, 0), (98.0, 1)])
def test_a_value_off_the_path_is_clamped_with_a_chevron(value: float, chevrons: int) -> None:
    plain = draw(replace(BAR, value=61.4, forecast=None)).count("<path")
    bar = replace(BAR, value=value, forecast=None)
    sign = [
        part
        for part in draw(bar).split("<path")
        if 'stroke-width="1.6"' in part and 'stroke="var(--at-risk)"' in part
    ]
    assert len(sign) == chevrons
    assert plain > 0
    assert 8 - 0.1 <= marker_x(bar) <= 260.1


def test_what_is_missing_is_dotted_in_the_status_colour_only_where_it_can_be_seen() -> None:
    dots = 'stroke-dasharray="1.2 2.3"'
    assert dots in draw(BAR)
    assert dots not in draw(replace(BAR, value=70.0))
    assert dots not in draw(replace(BAR, value=64.5))
    assert dots not in draw(replace(BAR, status="reached"))


@pytest.mark.parametrize(
    ("value", "year", "stone"),
    [
        (61.4, 2025, "reached"), (46.0, 2025, "missed"), (None, 2025, "unknown"), (61.4, 2030, "next"),
        (61.4, 2035, "later"), (92.0, 2030, "reached"), (61.4, 2040, "none"),
    ],
)  # fmt: skip
def test_stones_by_todays_value(value: float | None, year: int, stone: str) -> None:
    bar = replace(BAR, value=value)
    milestone = next(m for m in bar.milestones if m.on.year == year)
    assert state_of(bar, milestone) == stone


def test_a_scorecards_judgement_outranks_todays_value() -> None:
    late = Milestone(END[2025], 50.0, stone="reached-late")
    assert state_of(BAR, late) == "reached-late"
    assert draw(replace(BAR, milestones=(late,))) != draw(
        replace(BAR, milestones=(Milestone(END[2025], 50.0),))
    )


def test_stones_differ_by_form_alone() -> None:
    """Seven states, seven drawings: the printed page has no colours."""
    states = ("none", "reached", "reached-late", "missed", "next", "later")
    drawn = {s: draw(replace(BAR, milestones=(Milestone(END[2030], 90.0, stone=s),))) for s in states}  # type: ignore[arg-type]
    assert len(set(drawn.values())) == len(states)


def test_the_next_stone_is_larger_than_the_ones_after_it() -> None:
    reach = [int(m) for m in re.findall(r"A(\d+)", draw(BAR))]
    assert max(reach) == 5


def test_the_large_bar_is_labelled() -> None:
    shown = texts(draw(BAR, "large"))
    for label in ("61,4 %", "14/11/2027", "Lộ trình: 65,0 %", "còn thiếu 3,6 điểm % · chậm 5 tháng", "38 %", "gốc 2024",
                  "90 %", "mốc 2030", "83,5 %", "dự báo cuối 2030", "2040"):  # fmt: skip
        assert label in shown


def test_the_large_bar_of_a_value_ahead_turns_its_labels_round() -> None:
    ahead = replace(BAR, value=80.0, status="reached", lag_months=-25.0, forecast=None)
    assert "sớm 25 tháng" in texts(draw(ahead, "large"))
    assert 'text-anchor="end">Lộ trình' in draw(ahead, "large")


def test_the_words_at_the_path_stand_above_a_stone_that_is_near() -> None:
    def height(today: date) -> float:
        bar = replace(
            BAR, axis=Axis(AXIS.start, AXIS.stops, today), forecast=None, value=39.0, lag_months=-9.0
        )
        nodes = parse(draw(bar, "large")).iter("text")
        return next(float(node.attrib["y"]) for node in nodes if (node.text or "").startswith("Lộ trình"))

    assert height(date(2030, 11, 30)) < height(date(2026, 2, 1))


def test_the_large_bar_of_ranks_says_what_is_too_much() -> None:
    ranks = Path(((END[2024], 35.0), (END[2030], 15.0)), higher_is_better=False)
    bar = replace(
        BAR, path=ranks, value=30.0, lag_months=ranks.lag_months(30.0, TODAY), unit="", forecast=None
    )
    assert any(text.startswith("còn thừa") for text in texts(draw(bar, "large")))


def test_without_a_path_the_marker_stands_by_its_lag() -> None:
    bare = replace(BAR, path=None, forecast=None, lag_months=12.0)
    assert marker_x(bare) == pytest.approx(frame(AXIS, "row").x(date(2026, 11, 14)), abs=0.5)
    assert texts(draw(replace(bare, lag_months=None), "large"))


def test_the_axis_names_the_next_milestone_in_full() -> None:
    shown = texts(draw_axis(AXIS))
    assert shown[0] == "hôm nay"
    assert "2030" in shown
    assert "’40" in shown
    assert parse(draw_axis(AXIS)).get("aria-hidden") == "true"


def test_markup_in_a_name_stays_text() -> None:
    assert "<b>" not in draw(replace(BAR, name="<b>&"))


def test_the_value_of_the_large_bar_never_runs_over_the_edge() -> None:
    """A value at the last milestone is written to its left."""
    axis = Axis(END[2024], (END[2028],), TODAY)
    path = Path(((END[2024], 84.0), (END[2028], 92.0)))
    done = ThanhMoc(
        axis, (Milestone(END[2028], 92.0, "reached"),), "reached", path, 93.39, TODAY, -25.0, unit="%"
    )
    drawn = next(node for node in parse(draw(done, "large")).iter("text") if node.text == "93,39 %")
    assert drawn.get("text-anchor") == "end"
    assert float(drawn.get("x", "inf")) < frame(axis, "large").end


@pytest.mark.parametrize("mode", ["row", "phone"])
def test_the_ring_of_missing_figures_stands_clear_of_past_stones(mode: str) -> None:
    missing = replace(BAR, value=None, status="no-data", lag_months=None, forecast=None)
    f = frame(AXIS, mode)  # type: ignore[arg-type]
    assert f.x(END[2025]) + 8 < marker_x(missing, mode) < f.x(TODAY)
    unasked = replace(missing, milestones=tuple(Milestone(stop) for stop in AXIS.stops))
    assert marker_x(unasked, mode) == pytest.approx((f.start + f.x(TODAY)) / 2, abs=0.1)
