"""The stones on a thanh mốc: what became of each milestone, told by form before colour."""

from __future__ import annotations

from cotmoc.ui.bar import Frame, Milestone, Stone, ThanhMoc
from cotmoc.ui.glyphs import stone_path
from cotmoc.ui.svg import element, number

_ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}


def state_of(bar: ThanhMoc, milestone: Milestone) -> Stone:
    """What became of a milestone: as its scorecard judged it, else by today's value."""
    if milestone.stone is not None:
        return milestone.stone
    if milestone.value is None:
        return "none"
    if bar.enough(milestone.value):
        return "reached"
    if milestone.on >= bar.axis.today:
        return "next" if milestone is bar.next_milestone else "later"
    return "missed" if bar.value is not None else "unknown"


def draw(bar: ThanhMoc, milestone: Milestone, f: Frame) -> str:
    """The stone of one milestone, standing on the path; a dot where nothing is asked."""
    state, x = state_of(bar, milestone), f.x(milestone.on)
    if state == "none":
        return element("circle", cx=x, cy=f.y, r=3 if f.large else 1.6, fill="var(--field-edge)")
    is_larger = state == "next" or milestone is bar.next_milestone
    width, height = (10, 15) if is_larger else (7.5, 10.5)
    return _Stone(x, f.y, width * f.scale, height * f.scale, f.large, is_larger).draw(state)


class _Stone:
    """One stone at `x` standing on `foot`; widths in pixels."""

    def __init__(self, x: float, foot: float, width: float, height: float, large: bool, larger: bool) -> None:
        self.x, self.foot, self.width, self.height, self.large, self.larger = (
            x,
            foot,
            width,
            height,
            large,
            larger,
        )
        self.outline = stone_path(x, foot, width, height)

    def draw(self, state: Stone) -> str:
        match state:
            case "reached":
                tick = self._check() if self.large or self.larger else ""
                return self._body("gold-stone", 1.6 if self.large else 1.2) + tick
            case "reached-late":
                return self._body("gold-stone", 1.6 if self.large else 1.2) + self._crack(
                    "surface", 2.2 if self.large else 1.5
                )
            case "missed":
                return self._body("surface", 1.6 if self.large else 1.2) + self._crack(
                    "gold-text", 1.6 if self.large else 1.1
                )
            case "next":
                return self._body("surface", 0) + self._cap() + self._body("none", 1.8 if self.large else 1.3)
            case _:
                return self._body("surface", 1.5 if self.large else 1)

    def _body(self, fill: str, rim: float) -> str:
        paint = "none" if fill == "none" else f"var(--{fill})"
        stroke = {"stroke": "var(--gold-text)"} if rim else {}
        return element("path", d=self.outline, fill=paint, stroke_width=rim or None, **stroke)

    def _cap(self) -> str:
        """The gold head of the milestone that comes next."""
        r = self.width / 2
        left, right = number(self.x - r), number(self.x + r)
        low, shoulder = number(self.foot - self.height * 0.52), number(self.foot - self.height + r)
        d = f"M{left},{low}V{shoulder}A{number(r)},{number(r)} 0 0 1 {right},{shoulder}V{low}Z"
        return element("path", d=d, fill="var(--gold-stone)")

    def _check(self) -> str:
        w = self.width
        d = (
            f"M{number(self.x - w * 0.22)},{number(self.foot - self.height * 0.48)}"
            f"l{number(w * 0.17)},{number(w * 0.19)} {number(w * 0.29)},{number(-w * 0.36)}"
        )
        return element(
            "path", d=d, fill="none", stroke="#2A1B08", stroke_width=2 if self.large else 1.3, **_ROUND
        )

    def _crack(self, colour: str, width: float) -> str:
        w, h = self.width, self.height
        d = (
            f"M{number(self.x + w * 0.3)},{number(self.foot - h * 0.78)}"
            f"L{number(self.x - w * 0.08)},{number(self.foot - h * 0.48)}"
            f"l{number(w * 0.22)},{number(h * 0.05)}L{number(self.x - w * 0.25)},{number(self.foot)}"
        )
        return element("path", d=d, fill="none", stroke=f"var(--{colour})", stroke_width=width)
