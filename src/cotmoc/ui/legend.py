"""How to read a thanh mốc: its signs, each with its meaning."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cotmoc.ui.glyphs import stone_path
from cotmoc.ui.svg import element

_GOLD: dict[str, str | float | None] = {"stroke": "var(--gold-text)", "stroke_width": 1.2}


def legend() -> list[tuple[str, str]]:
    """Pairs of a small drawing and its word."""
    reached = element("path", d=stone_path(6, 13, 8, 11), fill="var(--gold-stone)", **_GOLD)
    body = element("path", d=stone_path(6, 13, 9, 12), fill="var(--surface)", **_GOLD)
    cap = element("path", d="M1.5 7V5.5a4.5 4.5 0 0 1 9 0V7z", fill="var(--gold-stone)")
    return [
        (_line("ink", 3, stroke_linecap="round"), _("đã đi được")),
        (
            _sign(4, element("path", d="M2 0V14", stroke="var(--ink)", stroke_width=1.5)),
            _("vị trí phải đạt hôm nay"),
        ),
        (_line("late", 2.5, stroke_dasharray="1.2 2.3"), _("phần còn thiếu")),
        (_sign(30, element("rect", y=3, width=30, height=8, fill="url(#fade)")), _("dự báo")),
        (_sign(12, reached), _("mốc đã đạt")),
        (_sign(12, body, cap), _("mốc tới")),
    ]


def _line(colour: str, width: float, **more: str) -> str:
    return _sign(24, element("path", d="M2 7H22", stroke=f"var(--{colour})", stroke_width=width, **more))


def _sign(width: int, *parts: str) -> str:
    return element("svg", *parts, width=width, height=14, viewBox=f"0 0 {width} 14", aria_hidden="true")
