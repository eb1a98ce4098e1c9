"""Icons, glyphs and the SVG they are written in."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

from cotmoc.core.status import STATUSES
from cotmoc.ui import glyphs, icons
from cotmoc.ui.legend import legend
from cotmoc.ui.svg import element, number, words


def parse(svg: str) -> ElementTree.Element:
    """Well-formed, or an error."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


@pytest.mark.parametrize(
    ("value", "written"), [(1, "1"), (1.0, "1"), (1.5, "1.5"), (0.126, "0.13"), (-2.0, "-2"), (0.004, "0")]
)
def test_a_coordinate_is_short(value: float, written: str) -> None:
    assert number(value) == written


def test_an_element_escapes_what_it_is_given() -> None:
    drawn = element("text", words("a < b & c"), x=1.5, class_="x", text_anchor='"', hidden=None)
    assert drawn == '<text x="1.5" class="x" text-anchor="&quot;">a &lt; b &amp; c</text>'
    assert parse(drawn).text == "a < b & c"


@pytest.mark.parametrize("name", icons.ICONS)
def test_every_icon_is_hidden_from_screen_readers_and_takes_the_text_colour(name: str) -> None:
    svg = parse(icons.icon(name))
    assert svg.get("aria-hidden") == "true"
    assert svg.get("stroke") == "currentColor"
    assert len(svg) >= 1


def test_an_unknown_icon_names_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"No icon 'sreach'.*search"):
        icons.icon("sreach")


def test_every_status_has_its_own_silhouette() -> None:
    """Told apart without colour: with all colours alike, no two drawings are the same."""
    plain = {code: glyphs.status_drawing(code).replace(f"--{code}", "--tone") for code in STATUSES}
    assert all(one != other for one, other in combinations(plain.values(), 2))


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(KeyError, match="No status 'green'"):
        glyphs.status_drawing("green")


@pytest.mark.parametrize(("code", "pennants"), [("yellow", 1), ("red", 2), ("special-red", 3)])
def test_a_flag_has_a_pennant_a_level(code: str, pennants: int) -> None:
    paths = list(parse(glyphs.alert_flag(code)))
    assert len(paths) == pennants + 1


@pytest.mark.parametrize(
    "drawn",
    [glyphs.logo(), glyphs.stop_stone(True), glyphs.stop_stone(False), glyphs.empty_stone()]
    + [glyphs.step_stone(state) for state in ("done", "now", "todo")]
    + [sign for sign, _ in legend()],
)
def test_every_stone_is_well_formed_and_silent(drawn: str) -> None:
    assert parse(drawn).get("aria-hidden") == "true"


def test_the_steps_differ_by_form() -> None:
    assert len({glyphs.step_stone(state) for state in ("done", "now", "todo")}) == 3
