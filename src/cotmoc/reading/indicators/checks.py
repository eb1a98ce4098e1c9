"""Claims seen together: one indicator's milestones in one claim, rows said twice, targets that contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cotmoc.core.plan import IndicatorClaim, Place, Target, Warning
from cotmoc.core.text import words

_Figure = tuple[str | None, str, float | None, float | None, str | None]


def merge(claims: Iterable[IndicatorClaim]) -> list[IndicatorClaim]:
    """Claims of sentences with the same name and unit become one, as long as no milestone stands twice."""
    merged: dict[tuple[object, ...], IndicatorClaim] = {}
    for claim in claims:
        key: tuple[object, ...] = (*words(claim.name), "|", claim.unit)
        known = merged.get(key)
        if known and not _milestones(known) & _milestones(claim):
            merged[key] = replace(
                known,
                targets=known.targets + claim.targets,
                baselines=known.baselines + claim.baselines,
                confidence=min(known.confidence, claim.confidence),
            )
        else:
            merged[key if known is None else (*key, len(merged))] = claim
    return list(merged.values())


def _milestones(claim: IndicatorClaim) -> set[str | None]:
    return {target.milestone for target in claim.targets}


def without_repeats(claims: Sequence[IndicatorClaim]) -> tuple[list[IndicatorClaim], list[Warning]]:
    """Rows of tables that say the same twice are kept once, with a warning at the second."""
    kept: list[IndicatorClaim] = []
    warnings: list[Warning] = []
    seen: dict[tuple[object, ...], IndicatorClaim] = {}
    for claim in claims:
        key = (tuple(words(claim.name)), tuple(_figure(target) for target in claim.targets))
        if key in seen and claim.targets:
            message = f"Chỉ tiêu “{claim.name}” ghi hai lần với cùng mục tiêu; chỉ lấy một lần."
            warnings.append(Warning("duplicate-row", message, claim.place))
            continue
        seen[key] = claim
        kept.append(claim)
    return kept, warnings


def _figure(target: Target) -> _Figure:
    return target.milestone, target.op, target.value, target.upper, target.unit


def contradictions(claims: Sequence[IndicatorClaim]) -> list[Warning]:
    """Warnings for two claims of one indicator that set different targets for the same milestone.

    Names count as the same when their words are, or when one has a word or two more than the other.
    """
    found: list[Warning] = []
    named = [(set(words(claim.name)), claim) for claim in claims if claim.targets]
    for index, (ours, claim) in enumerate(named):
        for theirs, other in named[:index]:
            if claim.unit == other.unit and _same(ours, theirs) and (clash := _clash(claim, other)):
                found.append(_conflict(claim, other, clash))
    return found


def _same(ours: set[str], theirs: set[str]) -> bool:
    small, large = sorted((ours, theirs), key=len)
    return small <= large and len(small) >= 0.88 * len(large)


def _clash(claim: IndicatorClaim, other: IndicatorClaim) -> Target | None:
    """The first target of `claim` that `other` sets otherwise."""
    theirs = {target.milestone: _figure(target) for target in other.targets if target.value is not None}
    for target in claim.targets:
        known = theirs.get(target.milestone)
        if target.value is not None and known is not None and known != _figure(target):
            return target
    return None


def _conflict(claim: IndicatorClaim, other: IndicatorClaim, target: Target) -> Warning:
    when = f" mốc {target.milestone}" if target.milestone else ""
    message = (
        f"Chỉ tiêu “{claim.name}” có mục tiêu{when} khác với {_where(other.place)}“{other.name}”; "
        "giữ cả hai, chọn mục tiêu đúng khi rà soát."
    )
    return Warning("conflicting-targets", message, claim.place)


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    if place.line is not None:
        return f"dòng {place.line} "
    return f"trang {place.page} " if place.page is not None else ""


def below_baselines(claims: Sequence[IndicatorClaim]) -> list[Warning]:
    """Warnings for targets that ask for less than what the directive says is there already."""
    found: list[Warning] = []
    for claim in claims:
        for target in claim.targets:
            if _is_below(claim, target):
                message = (
                    f"Mục tiêu “{target.quote}” của chỉ tiêu “{claim.name}” kém hơn mức đã có ghi trong văn bản; "
                    "kiểm tra lại mục tiêu hoặc số hiện trạng."
                )
                found.append(Warning("target-below-baseline", message, target.place))
    return found


def _is_below(claim: IndicatorClaim, target: Target) -> bool:
    for baseline in claim.baselines:
        if target.value is None or baseline.value is None or target.unit != baseline.unit:
            continue
        goal = target.upper if target.upper is not None and claim.higher_is_better else target.value
        if (goal < baseline.value) if claim.higher_is_better else (goal > baseline.value):
            return True
    return False


def once(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """`warnings` with one of each kind per row of a table: five cells with the same slip are one thing to look at."""
    kept: dict[tuple[object, ...], Warning] = {}
    for warning in warnings:
        place = warning.place
        in_row = place is not None and place.row is not None
        key = (
            (warning.code, place.block, place.row)
            if place and in_row
            else (warning.code, place, warning.message)
        )
        kept.setdefault(key, warning)
    return tuple(kept.values())
