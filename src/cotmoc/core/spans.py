"""Spans of days, both ends included; a span without a last day goes on for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.sentence import say

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both days included; None is without an end.

    Raises InvalidValueError when turned round.
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise InvalidValueError(
                say("Ngày kết thúc phải từ ngày bắt đầu trở đi; sửa lại ngày."), code="span"
            )

    @property
    def end(self) -> date:
        """The last day, or the last day there is."""
        return self.last or date.max

    def meets(self, other: Span) -> bool:
        """Whether the two share a day."""
        return self.first <= other.end and other.first <= self.end


def gaps(span: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of `span` that none of `taken` covers, in order."""
    free, start = [], span.first
    for one in sorted(taken, key=lambda item: item.first):
        if one.end < start or not one.meets(span):
            continue
        if one.first > start:
            free.append(Span(start, one.first - _DAY))
        if one.end >= span.end:
            return tuple(free)
        start = one.end + _DAY
    return (*free, Span(start, span.last))
