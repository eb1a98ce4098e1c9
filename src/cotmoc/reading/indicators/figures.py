"""The figures of a clause: which of its numbers bind, what each measures, and the dates beside it.

A figure stands behind what it measures ("tỷ lệ … đạt 80%"), before it ("100% hồ sơ …") or inside it
("bố trí 3% tổng chi …"). A stretch of the clause belongs to each figure; the rest of the rules read that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cotmoc.reading.indicators.milestones import Moment
from cotmoc.reading.indicators.quantities import Quantity, comparator_before, find_quantities
from cotmoc.reading.indicators.stretches import (
    Words,
    acting_last,
    having_last,
    opens_with_action,
    opens_with_head,
    parting,
    raises_share,
    reaching,
)
from cotmoc.reading.indicators.units import guessed_unit, unit_behind
from cotmoc.reading.indicators.words import alternatives, pattern, spelled, spelled_pattern
from cotmoc.reading.vocabulary import terms

BEHIND, BEFORE, INSIDE, BARE = "behind", "before", "inside", "bare"


@dataclass(frozen=True)
class Figure:
    """A number that binds. Offsets are of the clause. `order` says where it stands to what it measures;
    `subject_end` is where the words in front of its verb end; `verb` is that verb if it belongs to the name."""

    quantity: Quantity
    order: str
    unit: str | None
    unit_end: int
    start: int
    end: int
    subject_end: int
    verb: str = ""
    guess: str | None = None  # what is counted, where the vocabulary does not know it
    rising: bool = False  # "từ A lên B": this is A
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class _Seen:
    """What stands around a number: its subject in lower case, the verb in front, whether words follow its unit
    whether a date stands in front ("năm 2025: 81,3%"), whether it is a part of the figure before ("trong đó") and
    whether a date to reach it by stands right behind."""

    quantity: Quantity
    unit: str | None
    guess: str | None
    subject: str
    verb: re.Match[str] | None
    kept: re.Match[str] | None
    has: bool
    acts: bool
    follows: bool
    dated: bool
    among: bool
    due: bool
    subject_end: int

    @property
    def measured(self) -> bool:
        """Whether it is a share, or a number of things; of unknown things only behind words that count."""
        known = self.quantity.percent or self.unit is not None
        return known or (self.guess is not None and (self.has or self.acts or _is_strict(self.quantity)))


def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a clause, left to right."""
    words = Words.of(text)
    figures: list[Figure] = []
    for quantity in find_quantities(words.masked):
        if figures and quantity.start < figures[-1].unit_end:
            continue
        if figures and _is_named(words, figures[-1], quantity):
            figures.pop()
        if figures and _is_within(words, figures[-1], quantity):
            continue
        figure = _figure(words, quantity, figures[-1] if figures else None)
        if figure is not None:
            if figures:
                figures[-1] = replace(figures[-1], end=figure.start)
            figures.append(figure)
    marked = [_rising(_bound(figures, i, words), i, words.masked) for i in range(len(figures))]
    return tuple(_dated(_headed(marked, i, words.masked), words.moments) for i in range(len(marked)))


def _is_named(words: Words, last: Figure, quantity: Quantity) -> bool:
    """Whether the figure before belongs to the name of this one: "khám ít nhất một lần trong năm đạt trên 80%",
    "sản phẩm đạt từ 3 sao trở lên: 320"."""
    gap = words.masked[last.unit_end : quantity.start]
    if any(last.unit_end <= moment.start < quantity.start for moment in words.moments) or "," in gap:
        return False
    if re.match(
        r"tu\s", words.masked[last.quantity.start : last.quantity.end]
    ) and "tro len" not in _words_of(words, last):
        return False
    return bool(re.search(r"(?:^|\s)(?:dat|chiem|la|con)\s*$|:\s*$", gap)) and not re.search(r"\sva\s", gap)


def _is_within(words: Words, last: Figure, quantity: Quantity) -> bool:
    """Whether a number belongs to what the share before it is of: "70% phụ nữ được khám ít nhất 4 lần"."""
    if last.order != BEFORE or not last.quantity.percent or quantity.percent:
        return False
    gap = words.masked[last.unit_end : quantity.start]
    return bool(gap.strip()) and not re.search(r"[,;:(]|\sva\s", gap) and not reaching().search(gap)


def _words_of(words: Words, figure: Figure) -> str:
    """The flat words of a figure, comparators included."""
    return words.masked[figure.quantity.start : figure.quantity.end]


def _figure(words: Words, quantity: Quantity, last: Figure | None) -> Figure | None:
    unit, unit_end = unit_behind(words.text, quantity.number_end, percent=quantity.percent)
    unit_end = max(unit_end, quantity.end)
    start = 0
    if last is not None:
        start = parting(words, last.unit_end, quantity.start, keeps_tail=last.order in (BEFORE, INSIDE))
    rank = _rank(words, start, quantity)
    if rank is not None and last is not None and last.order != BEHIND and start <= last.unit_end:
        return None  # "02 trường nằm trong nhóm 500 trường hàng đầu": it belongs to the name
    if rank is not None:
        at_most = replace(quantity, op="<=" if quantity.op in (">=", ">") or rank[1] else quantity.op)
        of = _OF_ALL.match(words.text, quantity.end)  # "thứ 40/63"
        return Figure(
            at_most, BEHIND, "rank", of.end() if of else quantity.end, start, len(words.text), rank[0]
        )
    seen = _look(words, quantity, unit, start, unit_end)
    order = _order(seen, last)
    if order is None:
        return None
    quantity = seen.quantity
    subject_end = seen.subject_end
    if order == BEFORE:
        subject_end = start
    elif order == INSIDE:
        subject_end = seen.kept.end() if seen.kept else quantity.start
    named = words.text[seen.kept.start() : seen.kept.end()] if seen.kept and order != INSIDE else ""
    if order == BEFORE and quantity.percent and unit is not None and unit.startswith("% "):
        unit, unit_end = "%", quantity.end  # "20% giá trị sản xuất được …": what follows is measured
    return Figure(quantity, order, unit, unit_end, start, len(words.text), subject_end, named, seen.guess)


_BESIDE = 3  # characters between a figure's unit and a date right behind it
_OF_ALL = re.compile(r"\s?/\s?\d+")


def _look(words: Words, quantity: Quantity, unit: str | None, start: int, unit_end: int) -> _Seen:
    verb = reaching().search(words.masked[: quantity.start], start)
    end = verb.start() if verb else quantity.start
    has = having_last().search(words.lower[start : quantity.start])
    fore = verb.start() if verb else start + has.start() if has else None
    if fore is not None and not quantity.compared:  # "tối thiểu đạt 68 năm", "tối thiểu có 5 …"
        op, at = comparator_before(words.masked, len(words.masked[:fore].rstrip()))
        if op and at >= start:
            quantity = replace(quantity, op=op, compared=True)
            end = at if verb else end
    kept = (
        pattern("comparators", "predicates.kept").search(words.masked, verb.start(), verb.end())
        if verb
        else None
    )
    after = words.masked[unit_end:]
    return _Seen(
        quantity,
        unit,
        guess=guessed_unit(words.text, unit_end)[0] if unit is None and not quantity.percent else None,
        subject=words.subject(start, end),
        verb=verb,
        kept=kept,
        has=bool(has),
        acts=bool(acting_last().search(words.lower[start : quantity.start])),
        follows=bool(re.match(r"\s*[^\W\d_]", after)) and not _NO_THING.match(words.lower, unit_end),
        dated=any(start <= moment.start < quantity.start for moment in words.moments),
        among=bool(re.match(r"[\s,;:]*trong (?:so )?do\b", words.masked[start:])),
        due=any(moment.forward and 0 <= moment.start - unit_end <= _BESIDE for moment in words.moments),
        subject_end=end,
    )


# What may stand behind a figure that measures nothing of its own: a date, a comparison, a conjunction.
_NO_THING = re.compile(
    rf"\s*{spelled(['vào', 'đến', 'năm', 'trong', 'và', 'so với', 'trước', 'tới', 'của'])}"
)


# "không còn xã dưới 10 tiêu chí" speaks of a thing that is to be gone, not of its figure.
_GONE = re.compile(r"không còn|không để xảy ra")


def _order(seen: _Seen, last: Figure | None) -> str | None:
    """Where a figure stands to what it measures, or None for a number that binds nothing."""
    quantity = seen.quantity
    if _GONE.search(seen.subject):
        return None
    if not seen.subject:
        return _without_subject(seen, last)
    if seen.verb is None and seen.has and seen.measured:
        return BEFORE
    if seen.verb or seen.subject.endswith(":"):
        return BEHIND
    if seen.among and last is not None and seen.unit is not None and not quantity.percent:
        return BEHIND
    strict = quantity.percent or quantity.compared
    done = opens_with_action(seen.subject) and strict and not raises_share(seen.subject)
    if seen.measured and (done or (seen.acts and not quantity.percent)):
        return INSIDE
    if seen.unit is not None and not quantity.percent and opens_with_head(seen.subject):
        return BEHIND  # "sản lượng thủy sản 120.000 tấn"
    # "đào tạo theo địa chỉ 150 bác sĩ giai đoạn …", "mở rộng diện tích rừng thêm 12.000 ha"
    ordered = opens_with_action(seen.subject) and (seen.due or seen.subject.endswith(" thêm"))
    if seen.unit is not None and not quantity.percent and (ordered or _DOING.fullmatch(seen.subject)):
        return INSIDE
    if _is_strict(quantity) or (quantity.percent and seen.unit != "%"):
        return BEHIND
    if quantity.percent:
        return BEHIND if raises_share(seen.subject) else INSIDE
    return None


def _is_strict(quantity: Quantity) -> bool:
    """Whether a word or sign says how the figure binds; "khoảng" does not."""
    return quantity.compared and quantity.op != "="


# A verb that the vocabulary does not know in front of a number of things: "chỉnh trang 3 tuyến đường".
_DOING = re.compile(
    r"(?!(?:với|cho|ở|từ|và|các|là|theo|trong|của|gồm|thành|tại|cả|có|đạt)\b)[^\W\d_]+(?:\s[^\W\d_]+){0,2}"
    r"(?<!theo)(?<!trong)(?<!của)(?<!gồm)(?<!với)(?<!thành)(?<!tại)(?<!cả)"
)


_WHOLES = frozenset(f"% {whole}" for whole in terms("units", "whole_shares"))  # "95% dân số được …"


def _without_subject(seen: _Seen, last: Figure | None) -> str | None:
    """A figure with no subject in front: what follows is measured, or what the figure before it measured."""
    listed = last is not None and last.order in (BEFORE, INSIDE) and not last.quantity.percent
    measured = seen.measured or (listed and seen.guess is not None and not seen.dated)
    counts = measured and not seen.quantity.percent
    if measured and (counts or (seen.follows and (seen.unit == "%" or seen.unit in _WHOLES))):
        return INSIDE if seen.kept else BEFORE
    if not measured and seen.follows:
        return None
    return BARE if last is not None or seen.verb or seen.dated else None


def _rank(words: Words, start: int, quantity: Quantity) -> tuple[int, bool] | None:
    """(where the subject ends, whether it is a group of so many leaders) for a place in a ranking."""
    if quantity.percent:
        return None
    joints = rf"(?:{spelled_pattern('figures', 'ranks.joints').pattern}\s+)*"
    before = words.lower[start : quantity.start]
    at = re.search(rf"{joints}{spelled_pattern('figures', 'ranks.at').pattern}\s*$", before)
    if at and not re.search(r"(?:lần|khóa|khoá)\s+thứ\s*$", before):
        return start + at.start(), False
    within = re.search(
        rf"{joints}(?P<group>{spelled_pattern('figures', 'ranks.within').pattern})\s*$", before
    )
    if not within:
        return None
    leaders = alternatives(terms("figures", "ranks.leaders"))
    ahead = re.match(rf"\s*[^;.:\d]{{0,60}}?{leaders}", words.masked[quantity.end :])
    ends = re.match(r"\s*(?:$|[,;.])", words.masked[quantity.end :])  # "duy trì trong nhóm 10"
    named = within["group"] in ("top", "tốp") or (within["group"] == "nhóm" and ends)
    return (start + within.start(), True) if ahead or named else None


def _bound(figures: list[Figure], i: int, words: Words) -> list[Figure]:
    """The figures with the comparator of a list carried on: "ít nhất 3 khu, 10 điểm", "tối thiểu 40% A và 50% B"."""
    figure, last = figures[i], figures[i - 1] if i else None
    if last is None or last.quantity.op not in (">=", "<=") or figure.quantity.compared:
        return figures
    joint = words.lower[figure.start : figure.quantity.start].strip()
    counted = figure.order == BEFORE and last.order in (BEFORE, INSIDE)
    if counted and joint in (",", "và") and "tro len" not in _words_of(words, last):
        figures[i] = replace(figure, quantity=replace(figure.quantity, op=last.quantity.op))
    return figures


def _rising(figures: list[Figure], i: int, masked: str) -> Figure:
    """Marks the first figure of "từ A lên B" as where things stand now."""
    figure = figures[i]
    opens = re.match(r"tu\s", masked[figure.quantity.start : figure.quantity.end])
    if opens and i + 1 < len(figures):
        between = masked[figure.unit_end : figures[i + 1].quantity.start]
        if re.search(r"\b(?:len|xuong|con)(?:\s+(?:con|den|toi))?\s*$", between):
            return replace(figure, rising=True)
    return figure


def _headed(figures: list[Figure], i: int, masked: str) -> Figure:
    """Gives "36 giường bệnh và 14 bác sĩ trên 10.000 dân" the same head count on both sides of "và"."""
    figure = figures[i]
    if (
        i + 1 == len(figures)
        or figure.unit in (None, "rank")
        or figure.quantity.percent
        or "/" in (figure.unit or "")
    ):
        return figure
    _, slash, size = (figures[i + 1].unit or "").partition("/")
    joined = re.fullmatch(r"\s*va\s*", masked[figure.unit_end : figures[i + 1].quantity.start])
    return (
        replace(figure, unit=f"{figure.unit}/{size}") if slash and joined and size.endswith("dân") else figure
    )


def _dated(figure: Figure, moments: tuple[Moment, ...]) -> Figure:
    return replace(figure, moments=tuple(m for m in moments if figure.start <= m.start < figure.end))
