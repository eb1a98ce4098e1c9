"""The component gallery as a reader's browser draws it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from tests.browser.conftest import OpenPage, overflow, picture, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIGHTS = [(1440, False), (390, True)]  # the page itself shows both themes


@pytest.mark.parametrize(("width", "dark"), SIGHTS)
def test_axe_finds_nothing_and_the_page_fits(
    open_page: OpenPage, tmp_path: Path, width: int, dark: bool
) -> None:
    page = open_page("/gallery", width=width, dark=dark)
    page.wait_for_selector("[data-island=chart] svg")
    assert violations(page) == []
    assert overflow(page) == 0
    with Image.open(picture(page, tmp_path, f"gallery-{width}")) as drawn:
        assert drawn.width == width


def test_light_and_dark_stand_side_by_side(open_page: OpenPage) -> None:
    page = open_page("/gallery")
    grounds = page.eval_on_selector_all(
        ".gallery > section", "halves => halves.map(half => getComputedStyle(half).backgroundColor)"
    )
    assert grounds == ["rgb(246, 241, 230)", "rgb(20, 16, 16)"]


def test_figures_have_one_width_and_the_faces_are_ours(open_page: OpenPage) -> None:
    page = open_page("/gallery")
    widths = page.evaluate(
        """() => [...'0123456789≤≥'].map(sign => {
            const span = document.createElement('span');
            span.className = 'num'; span.textContent = sign.repeat(20);
            document.body.append(span);
            return Math.round(span.getBoundingClientRect().width * 10);
        })"""
    )
    assert len(set(widths)) == 1
    loaded = page.evaluate(
        "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family.replaceAll('\"', ''))"
    )
    assert {"Be Vietnam Pro", "Digits", "Tinos"} <= set(loaded)


def test_rows_have_the_height_of_the_look(open_page: OpenPage) -> None:
    page = open_page("/gallery", width=2200)
    heights = page.eval_on_selector_all(
        "section:first-of-type .table:not(.entry) tbody tr",
        "rows => rows.map(row => Math.round(row.offsetHeight))",
    )
    assert heights[0] in (24, 25)
    assert set(heights[1:]) <= {37, 38}


def test_touch_targets_are_large_enough_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/gallery", width=390)
    small = page.eval_on_selector_all(
        ".button, .chip, .field input, .field select, .pages a",
        """controls => controls.filter(c => c.type !== 'hidden' && c.getBoundingClientRect().height < 43.5)
            .map(c => c.outerHTML.slice(0, 80))""",
    )
    assert small == []


def test_without_scripts_everything_is_there_but_the_drawn_chart(open_page: OpenPage) -> None:
    page = open_page("/gallery", scripts=False)
    assert page.locator(".thanh-moc").count() > 20
    assert page.locator(".chart-table tbody tr").count() >= 10


def test_reduced_motion_and_print_are_respected(open_page: OpenPage) -> None:
    page = open_page("/gallery", dark=True)
    page.emulate_media(media="print", reduced_motion="reduce")
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--late').trim()")
        == "#000"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.hatch')).display") == "inline"
    assert page.evaluate("getComputedStyle(document.querySelector('.band')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") == "0s"
