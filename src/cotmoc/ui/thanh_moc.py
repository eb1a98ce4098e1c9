"""Thanh mốc: one indicator on the time axis of its plan, drawn as SVG without scripts.

The x-axis is time along the path: a value stands at the date on which the path expects it, so that the
distance to *hôm nay* reads in months. Bottom up: the path, the forecast band, the travelled part, what is
missing, the tick of today, the stones, the marker.
"""

from __future__ import annotations

from cotmoc.ui import stones
from cotmoc.ui.axis import Axis
from cotmoc.ui.bar import Forecast, Frame, Milestone, Mode, ThanhMoc, frame
from cotmoc.ui.bar_words import axis_labels, labels, sentence
from cotmoc.ui.glyphs import status_drawing
from cotmoc.ui.svg import element, number, words

__all__ = ["Axis", "Forecast", "Milestone", "Mode", "ThanhMoc", "draw", "draw_axis"]

# What is missing is dotted only where the distance can be seen, in pixels.
_VISIBLE_GAP = 4


def draw(bar: ThanhMoc, mode: Mode = "row") -> str:
    """The bar as one `<svg role="img">` with its sentence as the accessible name."""
    f = frame(bar.axis, mode)
    today, marker = f.x(bar.axis.today), _marker_x(bar, f)
    parts = [
        _today_line(f, today) if mode == "row" else "",
        _path(bar, f),
        _band(bar, f, marker),
        _travelled(bar, f, marker, today),
        _tick(bar, f, today),
        *(stones.draw(bar, milestone, f) for milestone in bar.milestones),
        _marker(bar, f, marker, today),
        labels(bar, f, marker, today) if mode == "large" else "",
    ]
    spoken = sentence(bar)
    return element(
        "svg",
        element("title", words(spoken)),
        *parts,
        class_=f"thanh-moc {mode} {bar.status}",
        role="img",
        aria_label=spoken,
        viewBox=f"0 0 {number(f.width)} {number(f.height)}",
        width=None if mode == "large" else f.width,
        height=None if mode == "large" else f.height,
    )


def draw_axis(axis: Axis) -> str:
    """The head of a column of bars: the milestones' years, and *hôm nay* above its tick."""
    f = frame(axis, "row")
    return element(
        "svg",
        axis_labels(f),
        class_="axis",
        width=f.width,
        height=34,
        viewBox=f"0 0 {number(f.width)} 34",
        aria_hidden="true",
    )


def _marker_x(bar: ThanhMoc, f: Frame) -> float | None:
    if not bar.shows_marker or bar.value is None:
        return None
    return f.x(bar.place_of(bar.value))


def _line(f: Frame, start: float, end: float, colour: str, width: float, **more: str) -> str:
    d = f"M{number(start)},{number(f.y)}H{number(end)}"
    return element("path", d=d, fill="none", stroke=f"var(--{colour})", stroke_width=width, **more)


def _upright(x: float, top: float, bottom: float, colour: str, width: float) -> str:
    d = f"M{number(x)},{number(top)}V{number(bottom)}"
    return element("path", d=d, stroke=f"var(--{colour})", stroke_width=width)


def _today_line(f: Frame, today: float) -> str:
    """The hairline that runs through all rows of a table; it reaches over the cell's edges."""
    return _upright(today, -2, f.height + 2, "today-line", 1)


def _path(bar: ThanhMoc, f: Frame) -> str:
    """What was promised: drawn through up to the next milestone, dotted after it; all dotted without figures."""
    next_stone = bar.next_milestone
    turn = f.x(next_stone.on) if next_stone else f.end
    near = {} if bar.shows_marker else {"stroke_dasharray": "2 3"}
    far = {"stroke_dasharray": "3 5" if f.large else "1.5 3"}
    return _line(f, f.start, turn, "field-edge", 2.5 if f.large else 1.5, **near) + (
        _line(f, turn, f.end, "field-edge", 1.5 if f.large else 1, **far) if turn < f.end else ""
    )


def _band(bar: ThanhMoc, f: Frame, marker: float | None) -> str:
    """The forecast: solid to the 10th percentile, fading to the 90th; hatched instead in print."""
    if bar.forecast is None or marker is None:
        return ""
    height = 20.0 if f.large else 8.0
    sure, far = sorted(max(marker, f.x(bar.place_of(v))) for v in (bar.forecast.low, bar.forecast.high))
    far = max(far, marker + 6)
    top = f.y - height / 2
    solid = element(
        "rect", x=marker, y=top, width=sure - marker, height=height, fill="var(--forecast)", fill_opacity=0.55
    )
    fade = element("rect", x=sure, y=top, width=max(0, far - sure), height=height, fill="url(#fade)")
    hatch = element(
        "rect", class_="hatch", x=marker, y=top, width=far - marker, height=height, fill="url(#hatch)"
    )
    median = ""
    if f.large:
        x = f.x(bar.place_of(bar.forecast.median))
        d = f"M{number(x)},{number(top)}v{number(height)}"
        median = element("path", d=d, stroke="var(--gold-text)", stroke_width=1.5, stroke_dasharray="3 2")
    return element("g", solid, fade, class_="band") + hatch + median


def _travelled(bar: ThanhMoc, f: Frame, marker: float | None, today: float) -> str:
    if marker is None:
        return ""
    done = _line(f, f.start, marker, "ink", 5 if f.large else 3, stroke_linecap="round")
    if marker >= today - _VISIBLE_GAP or bar.status == "reached":
        return done
    dots = {"stroke_dasharray": "2 4" if f.large else "1.2 2.3"}
    return done + _line(f, marker + 2 * f.scale, today, bar.status, 4 if f.large else 2.5, **dots)


def _tick(bar: ThanhMoc, f: Frame, today: float) -> str:
    """Where the value should stand today; nothing is asked of what is not due."""
    if bar.status == "not-due":
        return ""
    reach = (24.0, 24.0) if f.large else (12.0, 9.0)
    return _upright(today, f.y - reach[0], f.y + reach[1], "ink", 2 if f.large else 1.5)


def _marker(bar: ThanhMoc, f: Frame, marker: float | None, today: float) -> str:
    """The status glyph with a halo; a dashed ring half way where figures are missing."""
    if marker is None:
        if bar.status != "no-data":
            return ""
        # Clear of the last stone that was asked for before today.
        past = [f.x(m.on) for m in bar.milestones if m.asks and m.on < bar.axis.today]
        marker = (max([f.start, *past]) + today) / 2
    size = 26.0 if f.large else 12.5
    halo = element("circle", cx=8, cy=8, r=8.9, fill="var(--surface)")
    turn = f"translate({number(marker - size / 2)},{number(f.y - size / 2)}) scale({number(size / 16)})"
    return element(
        "g", element("g", halo, status_drawing(bar.status), transform=turn), class_="marker"
    ) + _chevron(bar, f, marker, size)


def _chevron(bar: ThanhMoc, f: Frame, marker: float, size: float) -> str:
    """Beside a value off the path: worse than where it began, or better than where it ends."""
    if bar.path is None or bar.value is None or not (side := bar.path.beyond(bar.value)):
        return ""
    x, reach = marker + side * (size / 2 + 2 * f.scale), 2.6 * f.scale
    out, down = number(side * reach), number(reach)
    d = f"M{number(x)},{number(f.y - reach)}l{out},{down} {number(-side * reach)},{down}"
    pen = {"stroke_linecap": "round", "stroke_linejoin": "round"}
    return element(
        "path", d=d, fill="none", stroke=f"var(--{bar.status})", stroke_width=1.6 * f.scale**0.5, **pen
    )
