"""Figures of units in the boundaries of another day.

A matrix says which share of each unit goes to which: forward the shares of the successions, backward those shares
weighed by what each predecessor had. Amounts are multiplied and summed, ratios by numerator and denominator apart,
so that totals stay what they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TypeVar

from cotmoc.core.rollup import PERCENT, Kind, Part, roll_up
from cotmoc.core.sentence import say
from cotmoc.core.successions import TOLERANCE

K = TypeVar("K", bound=Hashable)
Shares = Mapping[K, Mapping[K, float]]
NOT_ADDITIVE = say(
    "Chỉ tiêu này không cộng gộp được (thứ hạng, mức độ) nên không tính được theo địa giới khác."
)


@dataclass(frozen=True)
class Redrawn:
    """A figure in other boundaries. Coverage: `reported` of `expected` units it is made of.

    `is_estimate` where a part of a unit went into it; `reason` says why there is no value.
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    reported: int = 0
    expected: int = 0
    is_estimate: bool = False
    reason: str = ""

    @property
    def coverage(self) -> str:
        """The coverage as "2/3"."""
        return f"{self.reported}/{self.expected}"


def redraw(
    kind: Kind, figures: Mapping[K, Part], shares: Shares[K], *, per: float = PERCENT
) -> dict[K, Redrawn]:
    """The figures of the units that `shares` leads to: `shares[unit][other]` is the share of unit that is in other.

    `figures` are of the units that `shares` leads from; one without a figure is missing from the coverage.
    """
    sources: dict[K, list[tuple[K, float]]] = defaultdict(list)
    for source, parts in shares.items():
        for target, share in parts.items():
            sources[target].append((source, share))
    return {target: _one(kind, figures, some, per) for target, some in sources.items()}


def _one(kind: Kind, figures: Mapping[K, Part], sources: list[tuple[K, float]], per: float) -> Redrawn:
    parts = [_scaled(figures[source], share) for source, share in sources if source in figures]
    is_estimate = any(share < 1 - TOLERANCE for _, share in sources)
    if kind not in {"sum", "ratio"}:
        only = parts[0] if len(sources) == 1 and parts and not is_estimate else None
        if only is not None:
            return Redrawn(only.value, only.numerator, only.denominator, int(only.value is not None), 1)
        return Redrawn(None, expected=len(sources), reason=NOT_ADDITIVE if len(sources) > 1 or parts else "")
    rolled = roll_up(kind, parts, expected=len(sources), per=per)
    return Redrawn(
        rolled.value,
        rolled.numerator,
        rolled.denominator,
        rolled.reported,
        rolled.expected,
        is_estimate and rolled.value is not None,
    )


def _scaled(part: Part, share: float) -> Part:
    if abs(share - 1) <= TOLERANCE:
        return part
    return Part(
        part.unit,
        _times(part.value, share),
        _times(part.numerator, share),
        _times(part.denominator, share),
        part.as_of,
    )


def _times(value: float | None, share: float) -> float | None:
    return None if value is None else value * share


def backwards(forward: Shares[K], weights: Mapping[K, float]) -> dict[K, dict[K, float]]:
    """The matrix from successors to predecessors: each successor is divided as its predecessors weighed.

    `weights` are what each predecessor had (people, or the figure itself). A successor of predecessors that all
    weigh nothing, or one of which has no weight, is left out: it cannot be divided.
    """
    amounts: dict[K, dict[K, float | None]] = defaultdict(dict)
    for old, parts in forward.items():
        for new, share in parts.items():
            amounts[new][old] = _times(weights.get(old), share)
    divided: dict[K, dict[K, float]] = {}
    for new, some in amounts.items():
        if len(some) == 1:
            divided[new] = dict.fromkeys(some, 1.0)
            continue
        known = {old: amount for old, amount in some.items() if amount is not None and amount >= 0}
        total = fsum(known.values())
        if len(known) == len(some) and total > 0:
            divided[new] = {old: amount / total for old, amount in known.items()}
    return divided
