"""A swarm of places: one sign a unit along the scale of its values, in the shape and colour of its status.

Signs that would touch are stacked away from the middle line. The table of the same units stands beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cotmoc.core.numbers import format_number
from cotmoc.core.status import STATUS_LABELS
from cotmoc.store.language import plural, said
from cotmoc.ui.svg import element, number, words

WIDTH, PAD = 420.0, 22.0
SIGN = 9.0
# So many signs may stand on one another before the column grows denser instead of higher.
HIGHEST = 13
TOP, FOOT, LABEL = 26.0, 22.0, 16.0
TICKS = 5
# Values that differ by a smaller share of their size are one value: nobody measured the difference.
SMALLEST = 1e-9


@dataclass(frozen=True)
class Dot:
    """A unit with its value; `status` is a code of core.status, "" where it is not judged."""

    name: str
    value: float
    status: str = ""


@dataclass(frozen=True)
class Swarm:
    """The units that reported, what the path asks today (None without one) and how many have not reported."""

    dots: tuple[Dot, ...]
    expected: float | None = None
    unit: str = ""
    missing: int = 0

    @property
    def step(self) -> float:
        """The round distance of two ticks."""
        low, high = min(self._values), max(self._values)
        size = max(abs(low), abs(high), SMALLEST)
        return _step(high - low if high - low > SMALLEST * size else size)

    @property
    def bounds(self) -> tuple[float, float]:
        """Round ends of the scale around all values and the path."""
        step = self.step
        first = math.floor(min(self._values) / step) * step
        last = math.ceil(max(self._values) / step) * step
        return (first, last) if last > first else (first, first + step)

    @property
    def ticks(self) -> list[float]:
        """The round values of the scale."""
        low, high = self.bounds
        return [low + self.step * n for n in range(round((high - low) / self.step) + 1)]

    @property
    def _values(self) -> list[float]:
        return [dot.value for dot in self.dots] + ([] if self.expected is None else [self.expected])


def draw_swarm(swarm: Swarm) -> str:
    """The swarm as one `<svg role="img">`; nothing where no unit has reported."""
    if not swarm.dots:
        return ""
    low, high = swarm.bounds
    columns = _columns(swarm, low, high)
    tallest = min(HIGHEST, max(len(dots) for _, dots in columns))
    half = max(30.0, tallest * SIGN / 2 + 4)
    middle = TOP + half
    bottom = middle + half + LABEL
    parts = [_scale(swarm, low, high, bottom), _path_line(swarm, low, high, bottom)]
    parts += [_column(x, dots, middle) for x, dots in columns]
    parts.append(_ends(swarm, low, high, bottom - 4))
    spoken = sentence(swarm)
    return element(
        "svg",
        element("title", words(spoken)),
        *parts,
        class_="swarm",
        role="img",
        aria_label=spoken,
        viewBox=f"0 0 {number(WIDTH)} {number(bottom + FOOT)}",
    )


def sentence(swarm: Swarm) -> str:
    """The swarm in words."""
    values = [dot.value for dot in swarm.dots]
    unit = f" {swarm.unit}" if swarm.unit else ""
    told = plural(
        "%(count)s đơn vị, từ %(low)s đến %(high)s%(unit)s",
        len(values),
        low=format_number(min(values)),
        high=format_number(max(values)),
        unit=unit,
    )
    counts = ", ".join(f"{count} {label.lower()}" for _, label, count in counted(swarm.dots))
    rest = "; " + plural("%(count)s đơn vị chưa có số liệu", swarm.missing) if swarm.missing else ""
    return f"{told}{f': {counts}' if counts else ''}{rest}."


def counted(dots: Iterable[Dot]) -> list[tuple[str, str, int]]:
    """Code, label and number of each status among the units."""
    codes = [dot.status for dot in dots]
    return [(code, said(label), codes.count(code)) for code, label in STATUS_LABELS.items() if code in codes]


def _step(span: float) -> float:
    """A round step that cuts `span` into about TICKS parts."""
    rough = span / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def _x(value: float, low: float, high: float) -> float:
    return PAD + (WIDTH - 2 * PAD) * (value - low) / (high - low)


def _columns(swarm: Swarm, low: float, high: float) -> list[tuple[float, list[Dot]]]:
    """Units by the column of the drawing they fall into, each column in the order of values."""
    found: dict[int, list[Dot]] = {}
    for dot in sorted(swarm.dots, key=lambda one: (one.value, one.name)):
        found.setdefault(round(_x(dot.value, low, high) / SIGN), []).append(dot)
    return [(column * SIGN, dots) for column, dots in found.items()]


def _column(x: float, dots: list[Dot], middle: float) -> str:
    """One column, stacked outwards from the middle line; a very full one is drawn closer."""
    gap = SIGN * min(1.0, HIGHEST / len(dots))
    signs = []
    for place, dot in enumerate(dots):
        steps = (place + 1) // 2 * (1 if place % 2 else -1)
        signs.append(_sign(dot, x, middle + steps * gap))
    return "".join(signs)


def _sign(dot: Dot, x: float, y: float) -> str:
    title = element("title", words(f"{dot.name}: {format_number(dot.value)}"))
    colour = f"var(--{dot.status})" if dot.status else "var(--ink-2)"
    at = f"M{number(x)},{number(y)}"
    if dot.status == "late":
        return element("path", title, d=f"{at}m0,-4.4l4.4,4.4 -4.4,4.4 -4.4,-4.4z", fill=colour)
    if dot.status == "at-risk":
        return element("path", title, d=f"{at}m0,-4.2l4.4,7.8h-8.8z", fill=colour)
    if dot.status == "reached":
        return element("path", title, d=f"{at}m-3.4,4v-4a3.4,3.6 0 0 1 6.8,0v4z", fill=colour)
    return element("circle", title, cx=x, cy=y, r=3.6, fill=colour)


def _scale(swarm: Swarm, low: float, high: float, bottom: float) -> str:
    parts = []
    for tick in swarm.ticks:
        x = number(_x(tick, low, high))
        parts.append(element("path", d=f"M{x},{number(TOP)}V{number(bottom)}", stroke="var(--line)"))
        label = words(format_number(round(tick, 10)))
        parts.append(element("text", label, x=x, y=bottom + 15, class_="tick", text_anchor="middle"))
    return "".join(parts)


def _path_line(swarm: Swarm, low: float, high: float, bottom: float) -> str:
    if swarm.expected is None:
        return ""
    x = _x(swarm.expected, low, high)
    anchor = "end" if x > WIDTH * 0.7 else "start"
    label = words(_("lộ trình %(value)s") % {"value": format_number(swarm.expected, 1)})
    line = element("path", d=f"M{number(x)},6V{number(bottom)}", stroke="var(--ink)", stroke_width=1.5)
    return line + element(
        "text", label, x=x + (5 if anchor == "start" else -5), y=14, class_="strong", text_anchor=anchor
    )


def _ends(swarm: Swarm, low: float, high: float, y: float) -> str:
    """The names of the lowest and the highest, where there are enough units to ask who they are."""
    if len(swarm.dots) < TICKS:
        return ""
    ordered = sorted(swarm.dots, key=lambda dot: dot.value)
    parts = []
    for dot, anchor in ((ordered[0], "start"), (ordered[-1], "end")):
        x = min(max(_x(dot.value, low, high), PAD - 10), WIDTH - PAD + 10)
        label = words(f"{dot.name} {format_number(dot.value)}")
        parts.append(element("text", label, x=x, y=y, class_="end", text_anchor=anchor))
    return "".join(parts)
