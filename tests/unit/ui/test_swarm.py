"""A swarm shows every unit once, on the right side of the path, within its frame."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cotmoc.ui.swarm import WIDTH, Dot, Swarm, counted, draw_swarm, sentence

dots = st.lists(
    st.builds(
        Dot,
        st.text("Xã <&> 1", min_size=1, max_size=8),
        st.floats(-1e6, 1e6),
        st.sampled_from(["", "late", "at-risk", "reached", "on-path"]),
    ),
    min_size=1,
    max_size=60,
).map(tuple)


def titles(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    return [one.find("title").text or "" for one in root if one.find("title") is not None]  # type: ignore[union-attr]


@example((Dot("Xã A", 0.0), Dot("Xã B", 5e-324)), None)
@given(dots, st.none() | st.floats(-1e6, 1e6))
def test_every_unit_is_drawn_once_inside_the_frame(some: tuple[Dot, ...], expected: float | None) -> None:
    swarm = Swarm(some, expected)
    svg = draw_swarm(swarm)
    assert len(titles(svg)) == len(some)
    low, high = swarm.bounds
    assert low < high
    assert all(low - 1e-6 * (high - low) <= dot.value <= high + 1e-6 * (high - low) for dot in some)
    assert 2 <= len(swarm.ticks) <= 12
    places = [float(x) for x in re.findall(r'cx="(-?[\d.]+)"', svg)]
    assert all(0 <= x <= WIDTH for x in places)


def test_no_unit_no_drawing() -> None:
    assert draw_swarm(Swarm(())) == ""


def test_signs_that_would_touch_are_stacked() -> None:
    svg = draw_swarm(Swarm(tuple(Dot(f"Xã {n}", 50.0, "on-path") for n in range(5))))
    heights = re.findall(r'cy="([\d.]+)"', svg)
    assert len(set(heights)) == 5


def test_what_it_says() -> None:
    swarm = Swarm((Dot("Xã A", 24.1, "late"), Dot("Phường B", 96.2, "on-path")), 65, "%", 15)
    assert sentence(swarm) == (
        "2 đơn vị, từ 24,1 đến 96,2 %: 1 đúng lộ trình, 1 chậm; 15 đơn vị chưa có số liệu."
    )
    assert counted(swarm.dots) == [("on-path", "Đúng lộ trình", 1), ("late", "Chậm", 1)]
    assert sentence(Swarm((Dot("Xã A", 3),))) == "1 đơn vị, từ 3 đến 3."


@pytest.mark.parametrize(("expected", "anchor"), [(5, "start"), (95, "end")])
def test_the_path_is_named_where_there_is_room(expected: float, anchor: str) -> None:
    svg = draw_swarm(Swarm((Dot("a", 0), Dot("b", 100)), expected))
    assert re.search(rf'text-anchor="{anchor}"[^>]*>lộ trình {expected}', svg)


def test_the_ends_are_named_where_there_are_enough_units() -> None:
    many = tuple(Dot(f"Xã {n}", 10.0 * n) for n in range(6))
    assert "Xã 5 50<" in draw_swarm(Swarm(many))
    assert "Xã 3 30<" not in draw_swarm(Swarm(many[:4]))
