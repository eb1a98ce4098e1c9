"""Sentences → claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cotmoc.core.plan import Baseline, IndicatorClaim
from cotmoc.reading.indicators.claims import asides_of, baseline_of, claim_of
from cotmoc.reading.indicators.figures import BARE, BEHIND, INSIDE, Figure, figures_of
from cotmoc.reading.indicators.milestones import Moment, find_moments, milestone_of
from cotmoc.reading.indicators.sentences import Clause, clauses_of
from cotmoc.reading.indicators.statements import statements_of
from cotmoc.reading.indicators.subjects import action_of, name_of, place_behind, with_tail
from cotmoc.reading.indicators.words import flat, lowered, spelled_pattern
from cotmoc.reading.items import Item

_SKIPPED_PARTS = ("front", "basis", "recipients", "signature", "closing")
_AIMS = ("targets", "annex")
_FOOTNOTE = re.compile(r"\(?\**[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\(?\*+\)?")


@dataclass
class Context:
    """What the clauses before have set: the milestone, the name that later figures share, the stem before a colon."""

    item: Item
    heading: str | None
    made: str | None  # the day or year of the document: what was before is of the past
    carried: Moment | None = None
    shared: str = ""
    last: Moment | None = None  # the date behind the figure before, for one that no heading dates
    stem: str = ""
    claims: list[IndicatorClaim] = field(default_factory=list)

    @property
    def milestone(self) -> str | None:
        return self.carried.when if self.carried else self.heading


def read_items(items: Iterable[Item], *, made: str | None) -> list[IndicatorClaim]:
    """Every commitment in the sentences of `items`; `made` is the day or year of the document, if known.

    A short item that only names a date ("Đến năm 2030:") holds for the items of its section below it.
    """
    claims: list[IndicatorClaim] = []
    opened: dict[str, str | None] = {}
    for item in items:
        if item.part in _SKIPPED_PARTS or _FOOTNOTE.fullmatch(item.label):
            continue
        if _only_opens(item.text):
            opened[item.section] = milestone_of(flat(item.text))
            continue
        claims += read_item(item, heading=opened.get(item.section) or heading_milestone(item), made=made)
    return claims


def _only_opens(text: str) -> bool:
    plain = flat(text).strip()
    return (
        plain.endswith(":") and len(plain.split()) < 14 and bool(find_moments(plain)) and not figures_of(text)
    )


def heading_milestone(item: Item) -> str | None:
    """The milestone of the nearest heading that sets one; outside the targets only a heading that begins with it."""
    for title in reversed(item.headings):
        plain = flat(title)
        moments = [moment for moment in find_moments(plain) if not moment.compared]
        if not moments or title.startswith("("):
            continue
        opening = plain[: moments[0].start]
        opens = re.fullmatch(r"(?:muc tieu|tam nhin|chi tieu|giai doan|cu the|den|nam|[\W\d_])*", opening)
        if item.part in _AIMS or opens:
            return milestone_of(plain)
    return None


def read_item(item: Item, *, heading: str | None, made: str | None) -> list[IndicatorClaim]:
    """The claims of one item."""
    context = Context(item, heading, made)
    for clause in clauses_of(item.text):
        if clause.first:
            context.shared = context.stem = ""
            context.last = None
        figures = [figure for figure in figures_of(clause.text) if _binds(figure, clause, item)]
        if figures:
            _read_figures(clause, figures, context)
            continue
        _carry(clause, context)
        if item.role != "heading":
            context.claims += statements_of(item, clause, context.milestone)
    return context.claims


def _binds(figure: Figure, clause: Clause, item: Item) -> bool:
    """Outside the targets a bare count is part of the work: a commitment needs a percent sign, a comparator or a date.

    The title of a task sets nothing; what stands below it does. Nor does a figure that only says which cases are
    meant ("rà soát danh sách hộ dùng điện từ 1 triệu kWh trở lên").
    """
    quantity = figure.quantity
    if (
        item.part == "funding"
    ):  # a share of the budget is promised; other figures there tell how money is spent
        return quantity.op in (">=", ">") and (figure.unit or "").startswith("% ")
    if item.role == "heading" and not item.text.rstrip().endswith("."):
        return item.part in _AIMS and quantity.percent
    if item.part in _AIMS:
        return True
    if spelled_pattern("figures", "selecting.words").search(
        lowered(clause.text[figure.start : quantity.start])
    ):
        return False
    if _is_frequency(clause, figure):
        return False
    dated = (
        figure.order in (INSIDE, BEHIND)
        and figure.unit not in (None, "rank")
        and any(m.forward for m in figure.moments)
    )
    return quantity.percent or dated or (quantity.compared and figure.order != BARE)


_DUTY = re.compile(r"(?:kiem tra|giam sat|bao cao|so ket|tong ket|danh gia|ra soat)\b")


def _is_frequency(clause: Clause, figure: Figure) -> bool:
    """Whether the figure only says how often a review is due: "kiểm tra việc thực hiện ít nhất 01 lần/năm"."""
    times = (figure.unit or figure.guess or "").startswith("lần/")
    return times and bool(_DUTY.search(flat(clause.text[figure.start : figure.quantity.start])))


def _carry(clause: Clause, context: Context) -> None:
    """Keeps the date that opens a clause for the figures that follow, to the end of the paragraph."""
    moments = find_moments(flat(clause.text))
    if moments and moments[0].forward and len(clause.text[: moments[0].start].split()) <= 3:
        context.carried = moments[0]


def _read_figures(clause: Clause, figures: list[Figure], context: Context) -> None:
    closing = _closing(clause, figures)
    names = _names(clause, figures, context)
    now: list[Baseline] = []
    made: list[IndicatorClaim] = []
    for figure, (name, shared) in zip(figures, names, strict=True):
        moment = _moment(figure, context, closing)
        if not name:
            continue
        if figure.rising or _is_past(clause, figure, moment, context.made):
            now.append(baseline_of(context.item, clause, figure, name, _period(figure)))
            continue
        milestone = moment.when if moment else context.heading
        inferred = ["name-shared"] if shared else []
        if moment is None:
            inferred.append("milestone-from-heading" if milestone else "milestone-missing")
        claim = claim_of(context.item, clause, figure, name, milestone=milestone, inferred=tuple(inferred))
        claim = replace(claim, baselines=tuple(now))
        now = []
        claim, more = _with_asides(claim, clause, figure, context)
        made += [claim, *more]
    context.claims += _exchanged(made)
    if now:
        context.claims.append(_past_only(names[-1][0], now, context.item))


def _names(clause: Clause, figures: list[Figure], context: Context) -> list[tuple[str, bool]]:
    """(name, whether it was shared) of each figure; "A tại cấp huyện và 80% tại cấp xã được …" share their end."""
    names: list[tuple[str, bool]] = []
    action = ""
    for figure in figures:
        name, shared = name_of(clause.text, figure, context.shared, action)
        action = action_of(clause.text, figure, action)
        name = _stemmed(name, context)
        if re.match(r"[\s,;]*trong (?:số )?đó\s*:", clause.text[figure.start :]):
            context.stem = context.shared  # "…, trong đó: nông nghiệp tăng 3%; dịch vụ tăng 9%"
        if shared and names:
            before = figures[len(names) - 1]
            tail = with_tail(names[-1][0], name, figure) + place_behind(clause.text, before, figure)
            names[-1] = (tail, names[-1][1])
        context.shared = name or context.shared
        names.append((name, shared))
    first = next((name for name, _ in names if name), "")
    # "năm 2028 có 85% và năm 2030 có 100% xã đạt chuẩn": what stands behind the last is measured by all.
    return [(name or first, shared or not name) for name, shared in names]


def _stemmed(name: str, context: Context) -> str:
    """The name behind the stem of its sentence: "Tỷ lệ hồ sơ xử lý trên mạng: cấp tỉnh đạt 90%, cấp xã …"."""
    heads = spelled_pattern("figures", "heads.words")
    stem, colon, rest = name.partition(":")
    if colon and rest.strip() and heads.match(lowered(stem)):
        context.stem = stem.strip()
        return f"{context.stem} {rest.strip()}"
    if not context.stem or heads.match(lowered(name)) or flat(name).startswith(flat(context.stem)):
        return name
    return f"{context.stem} {name}"


@dataclass(frozen=True)
class _Closing:
    """A date behind the last figure of a clause. `listed`: that figure ends a list ("… và 3 cầu trước năm 2028")."""

    moment: Moment
    listed: bool


def _closing(clause: Clause, figures: list[Figure]) -> _Closing | None:
    """The date that stands for all figures of a clause, when none before the last has one of its own."""
    if any(figure.moments for figure in figures[:-1]):
        return None
    last = figures[-1]
    moment = next((m for m in last.moments if m.start >= last.quantity.end and not m.compared), None)
    listed = len(figures) > 1 and clause.text[last.start :].lstrip(" ,").startswith("và ")
    return _Closing(moment, listed) if moment else None


def _moment(figure: Figure, context: Context, closing: _Closing | None) -> Moment | None:
    """The date of a figure: behind it, before it, carried on, or (with no heading to say it) at the clause's end."""
    usable = [moment for moment in figure.moments if not moment.compared]
    behind = next((m for m in usable if m.start >= figure.quantity.end), None)
    before = next((m for m in usable if m.start < figure.quantity.start), None)
    if before is not None:
        context.carried = before
    found = behind or before or context.carried
    if found is None and (context.heading is None or (closing is not None and closing.listed)):
        return closing.moment if closing else context.last
    context.last = behind or context.last
    return found


def _is_past(clause: Clause, figure: Figure, moment: Moment | None, made: str | None) -> bool:
    """Whether a figure tells how things stood: words of the past, or a year before that of the document."""
    words = lowered(clause.text[figure.start : figure.quantity.start])
    if spelled_pattern("figures", "milestones.past").search(words):
        return True
    if moment is None or moment not in figure.moments or made is None:
        return False
    if len(moment.when) == len(made) == len("2026-01-31"):
        return moment.when < made
    return not moment.forward and moment.when[:4] < made[:4]


def _period(figure: Figure) -> str | None:
    return next((moment.when for moment in figure.moments), None)


def _with_asides(
    claim: IndicatorClaim, clause: Clause, figure: Figure, context: Context
) -> tuple[IndicatorClaim, list[IndicatorClaim]]:
    """The claim with the figures in brackets behind it that tell how things stood; those that bind are more claims."""
    baselines, more = list(claim.baselines), []
    year = claim.targets[0].milestone
    period: str | None = None
    for aside, inner in asides_of(context.item, clause, figure.start, figure.end):
        period = _period(aside) or period
        earlier = period is not None and (year is None or period[:4] < year[:4])
        if earlier or _is_past(inner, aside, None, context.made):
            baselines.append(baseline_of(context.item, inner, aside, claim.name, period))
        else:
            name, _ = name_of(inner.text, aside, claim.name)
            inferred = ("name-shared",) if period else ("name-shared", "milestone-from-heading")
            more.append(
                claim_of(context.item, inner, aside, name, milestone=period or year, inferred=inferred)
            )
    return replace(claim, baselines=tuple(baselines)), more


def _exchanged(made: list[IndicatorClaim]) -> list[IndicatorClaim]:
    """The claims of a clause, each baseline with the one of its unit.

    "36 giường bệnh và 14 bác sĩ (năm 2025: 31 giường bệnh và 11 bác sĩ)".
    """
    strays = [b for claim in made for b in claim.baselines if b.unit != claim.unit and _takers(made, b)]
    settled = []
    for claim in made:
        kept = tuple(b for b in claim.baselines if b not in strays)
        settled.append(
            replace(claim, baselines=(*kept, *(b for b in strays if _takers(made, b)[0] is claim)))
        )
    return settled


def _takers(made: list[IndicatorClaim], baseline: Baseline) -> list[IndicatorClaim]:
    return [claim for claim in made if claim.unit == baseline.unit]


def _past_only(name: str, now: list[Baseline], item: Item) -> IndicatorClaim:
    """An indicator of which the sentence says only how it stood."""
    last = now[-1]
    return IndicatorClaim(
        name, baselines=tuple(now), unit=last.unit, section=item.section, quote=last.quote, place=last.place
    )
