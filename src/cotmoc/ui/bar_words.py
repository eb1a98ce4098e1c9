"""What a thanh mốc says: its sentence for those who do not see it, and the labels of the large one and the axis."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from cotmoc.core.dates import short_date
from cotmoc.core.numbers import format_number
from cotmoc.core.status import DEFAULT_THRESHOLDS, STATUS_LABELS, lag_label
from cotmoc.store.language import said
from cotmoc.ui.axis import short_label
from cotmoc.ui.bar import Frame, Milestone, ThanhMoc
from cotmoc.ui.stones import state_of
from cotmoc.ui.svg import element, number, words

STATE_WORDS = {
    "reached": mark("đã đạt"),
    "reached-late": mark("đạt muộn"),
    "missed": mark("lỡ hẹn"),
    "unknown": mark("đã qua, chưa có số liệu"),
    "next": mark("mốc tới"),
    "later": mark("mốc sau"),
}
# What a large value with its unit takes beside the marker, in pixels.
_VALUE_ROOM = 120
_WORDS = 200.0  # how far the words at the path reach, in the units of the large bar


def figure(value: float, unit: str, decimals: int | None = None) -> str:
    """A value with its unit, as in "61,4 %"."""
    return f"{format_number(value, decimals)} {unit}".strip()


def sentence(bar: ThanhMoc) -> str:
    """The whole bar in words, for the accessible name."""
    label = said(STATUS_LABELS[bar.status])  # type: ignore[index]
    name = f"{bar.name}: " if bar.name else ""
    told = [f"{name}{label[0].lower() if name else label[0]}{label[1:]}"]
    if bar.shows_marker and bar.value is not None:
        on = " " + _("đến %(day)s") % {"day": short_date(bar.as_of)} if bar.as_of else ""
        told.append(f"{figure(bar.value, bar.unit)}{on}")
        if bar.path is not None:
            told.append(_("lộ trình hôm nay %(value)s") % {"value": figure(_expected(bar), bar.unit, 1)})
        if lag := said(lag_label(bar.lag_months)):
            told.append(lag)
    stones = [_milestone_words(bar, m) for m in bar.milestones if m.asks]
    return "; ".join(told) + (
        ". " + _("Các mốc: %(stones)s.") % {"stones": ", ".join(stones)} if stones else "."
    )


def _milestone_words(bar: ThanhMoc, milestone: Milestone) -> str:
    asked = "" if milestone.value is None else f" {figure(milestone.value, bar.unit)}"
    return f"{milestone_name(milestone.on)}{asked} ({said(STATE_WORDS[state_of(bar, milestone)])})"


def milestone_name(on: date) -> str:
    return short_label(on, 1000)


def _expected(bar: ThanhMoc) -> float:
    assert bar.path is not None  # noqa: S101 – callers have looked
    return bar.path.expected(bar.axis.today)


def labels(bar: ThanhMoc, f: Frame, marker: float | None, today: float) -> str:
    """The words around the large bar: the value, what the path asks, and each milestone beneath."""
    return _value_label(bar, f, marker, today) + _path_label(bar, f, marker, today) + _feet(bar, f)


def _text(x: float, y: float, content: str, class_: str, anchor: str = "middle") -> str:
    return element("text", words(content), x=x, y=y, class_=class_, text_anchor=anchor)


def _value_label(bar: ThanhMoc, f: Frame, marker: float | None, today: float) -> str:
    if marker is None or bar.value is None:
        return ""
    ahead = marker > today
    anchor, x = ("start", marker + 2) if ahead or marker < 150 else ("end", marker - 6)
    if marker > f.width - _VALUE_ROOM:
        # Beside the last stone, not over the edge.
        anchor, x = "end", marker - 6 * f.scale
    lead = element(
        "path", d=f"M{number(marker)},{number(f.y - 36)}v22", stroke=f"var(--{bar.status})", stroke_width=1.2
    )
    day = _text(x, f.y - 34, short_date(bar.as_of), "note", anchor) if bar.as_of else ""
    return lead + _text(x, f.y - 48, figure(bar.value, bar.unit), "big", anchor) + day


def _path_label(bar: ThanhMoc, f: Frame, marker: float | None, today: float) -> str:
    if bar.path is None or bar.status == "not-due":
        return ""
    left = marker is not None and marker > today
    anchor, x = ("end", today - 9) if left else ("start", today + 9)
    stone = bar.next_milestone
    # The next stone is as high as the second line: the words stand above it where it is near.
    lift = 8 if not left and stone is not None and f.x(stone.on) - x < _WORDS else 0
    first = _text(
        x,
        f.y - 48 - lift,
        _("Lộ trình: %(value)s") % {"value": figure(_expected(bar), bar.unit, 1)},
        "label strong",
        anchor,
    )
    return first + _text(x, f.y - 33 - lift, _distance(bar), "note toned", anchor)


def _distance(bar: ThanhMoc) -> str:
    if not bar.shows_marker or bar.value is None:
        return ""
    gap = (_expected(bar) - bar.value) * (1 if bar.higher_is_better else -1)
    lag = said(lag_label(bar.lag_months))
    if gap <= 0 or abs(bar.lag_months or 0) <= DEFAULT_THRESHOLDS.level_months:
        return lag
    unit = _("điểm %") if bar.unit == "%" else bar.unit
    missing = (
        _("còn thiếu %(gap)s") % {"gap": figure(gap, unit, 1)}
        if bar.higher_is_better
        else _("còn thừa %(gap)s") % {"gap": figure(gap, unit, 1)}
    )
    return " · ".join(part for part in (missing, lag) if part)


def _feet(bar: ThanhMoc, f: Frame) -> str:
    low = f.y + 40
    parts = []
    if bar.path is not None:
        on, value = bar.path.start
        parts.append(
            _text(f.start, low, figure(value, bar.unit), "label")
            + _text(f.start, low + 16, _("gốc %(year)s") % {"year": on.year}, "note")
        )
    for milestone in bar.milestones:
        x, name = f.x(milestone.on), milestone_name(milestone.on)
        if milestone.value is None:
            parts.append(_text(x, low + 16, name, "note"))
            continue
        strong = " strong" if milestone is bar.next_milestone else ""
        parts.append(
            _text(x, low, figure(milestone.value, bar.unit), f"label{strong}")
            + _text(x, low + 16, _("mốc %(name)s") % {"name": name}, "note")
        )
    return "".join(parts) + _forecast_foot(bar, f, low)


def _forecast_foot(bar: ThanhMoc, f: Frame, low: float) -> str:
    """The median's label, unless a milestone's stands in its place."""
    if bar.forecast is None or not bar.shows_marker:
        return ""
    x = f.x(bar.place_of(bar.forecast.median))
    if any(abs(f.x(m.on) - x) < 92 for m in bar.milestones if m.on >= bar.axis.today):
        return ""
    value = _text(x, low, figure(bar.forecast.median, bar.unit, 1), "label gold")
    return value + _text(x, low + 16, _("dự báo cuối %(year)s") % {"year": bar.forecast.on.year}, "note")


def axis_labels(f: Frame) -> str:
    """Years under their stones and *hôm nay* with its tick, for the head of a column."""
    axis = f.axis
    today, next_stop = f.x(axis.today), axis.next_stop
    now = min(max(today, 24), f.width - 24)
    parts = [
        _text(now, 9, _("hôm nay"), "strong"),
        element("path", d=f"M{number(today)},14V36", stroke="var(--ink)", stroke_width=1.5),
    ]
    places = [f.x(stop) for stop in axis.stops]
    for index, stop in enumerate(axis.stops):
        x = places[index]
        others = [*places[max(0, index - 1) : index], *places[index + 1 : index + 2], today]
        room = min([2 * (f.width - x) + 12, *(abs(x - other) for other in others)])
        if stop == next_stop and room >= 24:
            room = f.width  # the milestone that comes next is named in full
        if label := short_label(stop, room):
            parts.append(_text(x, 29, label, "strong" if stop == next_stop else "year"))
    return "".join(parts)
