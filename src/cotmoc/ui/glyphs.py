"""Signs of the look: stones, status glyphs, alert flags, the logo. Each has a silhouette of its own."""

from __future__ import annotations

from django.utils.translation import gettext_noop as mark

from cotmoc.ui.svg import element, number

STATUSES = ("reached", "on-path", "at-risk", "late", "no-data", "not-due")
# Alert code of a task → (pennants, word).
ALERTS = {"yellow": (1, mark("Vàng")), "red": (2, mark("Đỏ")), "special-red": (3, mark("Đỏ đặc biệt"))}
_ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}


def stone_path(x: float, foot: float, width: float, height: float) -> str:
    """The outline of a cột cây số (round head, flat foot) standing at `x` on `foot`, in pixels."""
    r = width / 2
    left, right, shoulder = number(x - r), number(x + r), number(foot - height + r)
    arc = f"{number(r)},{number(r)} 0 0 1 {right},{shoulder}"
    return f"M{left},{number(foot)}V{shoulder}A{arc}V{number(foot)}Z"


def _pen(d: str, colour: str, width: float) -> str:
    return element("path", d=d, fill="none", stroke=colour, stroke_width=width, **_ROUND)


def _solid(d: str, colour: str, rim: float = 0) -> str:
    return element(
        "path",
        d=d,
        fill=colour,
        stroke=colour if rim else None,
        stroke_width=rim or None,
        stroke_linejoin="round",
    )


def status_drawing(code: str) -> str:
    """The glyph of a status on a grid of 16, in its own colour with its sign cut out in the surface's."""
    colour, cut = f"var(--{code})", "var(--surface)"
    match code:
        case "reached":
            return _solid(stone_path(8, 14.5, 11, 13), colour) + _pen("m5.2 9 2.1 2.1 3.6-4.2", cut, 1.7)
        case "on-path":
            return element("circle", cx=8, cy=8, r=6, fill=colour) + _pen(
                "M5 8h5.6M8.3 5.5 10.8 8l-2.5 2.5", cut, 1.5
            )
        case "at-risk":
            return _solid("M8 1.6 15 14H1z", colour, 1) + _pen("M8 6v4M8 11.9v.2", cut, 1.7)
        case "late":
            return _solid("M8 .9 15.1 8 8 15.1 .9 8z", colour, 1.2) + _pen(
                "M10.9 8H5.4M7.6 5.7 5.3 8l2.3 2.3", cut, 1.5
            )
        case "no-data":
            ring = element(
                "circle",
                cx=8,
                cy=8,
                r=5.7,
                fill="none",
                stroke=colour,
                stroke_width=1.5,
                stroke_dasharray="2.3 2.18",
            )
            return ring + _pen("M6 8h4", colour, 1.5)
        case "not-due":
            return _pen(stone_path(8, 14, 9.5, 12), colour, 1.3) + _pen("M8 6v3.2l1.7 1", colour, 1.2)
    raise KeyError(f"No status '{code}'; there are: {', '.join(STATUSES)}.")


def status_glyph(code: str, size: int = 15) -> str:
    return _sign(status_drawing(code), size)


def alert_flag(code: str, size: int = 15) -> str:
    """A flag with one pennant a level: yellow, red, special red."""
    pennants, _ = ALERTS[code]
    reach = 10.5 if pennants == 3 else 9
    cloth = "".join(
        element("path", d=f"M3 {number(1.8 + 3.7 * i)}h{number(reach)}l-2 1.5 2 1.5H3z", fill="currentColor")
        for i in range(pennants)
    )
    return _sign(_pen("M3 15V1.5", "currentColor", 1.6) + cloth, size)


def logo(height: int = 34) -> str:
    """The milestone of the roads: red head, ivory body, an arrow on it. Hidden: the name stands beside it."""
    parts = (
        element("path", d=stone_path(16, 38, 28, 37), fill="#F6EBD3"),
        element("path", d="M2 20v-5a14 14 0 0 1 28 0v5z", fill="#B3261C"),
        element("path", d="M2 21h28M0 39h32", stroke="#D9B25A", stroke_width=2),
        element("path", d="M7.5 32.5h17", stroke="#3B2A20", stroke_width=2, stroke_linecap="round"),
        element("path", d="m13.5 29.4 6.2 3.1-6.2 3.1z", fill="#3B2A20"),
    )
    return element("svg", *parts, width=height * 0.8, height=height, viewBox="0 0 32 40", aria_hidden="true")


def stop_stone(active: bool) -> str:
    """The stone of one stop of the rail; the active one wears the red cap."""
    parts: tuple[str, ...]
    if active:
        parts = (
            element("path", d=stone_path(8.5, 19, 14, 18), fill="#F6EBD3"),
            element("path", d="M1.5 10V8a7 7 0 0 1 14 0v2z", fill="#D33A2C"),
            element("path", d="M1.5 10.5h14", stroke="#D9B25A", stroke_width=1.4),
        )
    else:
        parts = (
            element(
                "path", d=stone_path(8.5, 17, 10, 13), fill="#1C1311", stroke="#B58D3C", stroke_width=1.4
            ),
            element("path", d="M3.8 10h9.4", stroke="#B58D3C", stroke_width=1.2),
        )
    return element("svg", *parts, width=17, height=20, viewBox="0 0 17 20", aria_hidden="true")


def step_stone(state: str) -> str:
    """A stone of a sequence of steps: done (solid), now (gold cap) or todo (outlined)."""
    outline = stone_path(8.5, 18, 11, 15)
    gold: dict[str, str | float | None] = {"stroke": "var(--gold-text)", "stroke_width": 1.3}
    if state == "now":
        cap = "M3 10V8.5a5.5 5.5 0 0 1 11 0V10z"
        parts = element("path", d=outline, fill="var(--surface)", **gold) + element(
            "path", d=cap, fill="var(--gold-stone)", **gold
        )
    else:
        parts = element(
            "path", d=outline, fill="var(--gold-stone)" if state == "done" else "var(--surface)", **gold
        )
        if state == "done":
            parts += _pen("m6 11.4 1.9 2 3.3-4", "var(--paper)", 1.6)
    return element("svg", parts, width=17, height=20, viewBox="0 0 17 20", aria_hidden="true")


def empty_stone() -> str:
    """The dashed stone of an empty state: here something will stand."""
    parts = _pen("M3 45h38", "var(--gold-text)", 1.5) + element(
        "path",
        d=stone_path(22, 45, 26, 38),
        fill="none",
        stroke="var(--gold-text)",
        stroke_width=1.5,
        stroke_dasharray="4 3.5",
    )
    return element("svg", parts, width=44, height=48, viewBox="0 0 44 48", aria_hidden="true")


def _sign(drawing: str, size: int) -> str:
    return element("svg", drawing, width=size, height=size, viewBox="0 0 16 16", aria_hidden="true")
