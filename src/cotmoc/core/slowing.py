"""Slowing down whoever guesses passwords, without letting a stranger lock a person out.

A device that signed in before for a name is counted for itself alone; all others are counted by name and place, by
place, and together by name. The reasons are in docs/adr/0005.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Attempt:
    """One try at a name. `source` stands for a known device, or else for the place the try came from."""

    name: str
    source: str
    known: bool
    at: datetime


@dataclass(frozen=True)
class Pace:
    """After `free` failures within `within` the next try waits `first`, then twice as long each time up to `most`."""

    free: int
    within: timedelta
    first: timedelta
    most: timedelta

    def open_at(self, failures: list[datetime], now: datetime) -> datetime:
        """When the next try may be made; `failures` in order."""
        recent = [at for at in failures if at > now - self.within]
        over = len(recent) - self.free
        if over < 0:
            return now
        # Beyond 2^20 every wait is the longest one; without the bound the power itself would be the burden.
        doubled: timedelta = self.first * 2 ** min(over, 20)
        return recent[-1] + min(self.most, doubled)


_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
# The longest time that a failure counts for anything.
MEMORY = _HOUR
KNOWN_DEVICE = Pace(10, _HOUR, _MINUTE, 15 * _MINUTE)
NAME_AND_PLACE = Pace(5, _HOUR, _MINUTE / 2, 15 * _MINUTE)
PLACE = Pace(50, _HOUR / 4, _MINUTE, 15 * _MINUTE)
NAME = Pace(30, _HOUR, _MINUTE, _MINUTE)


def open_at(failures: Iterable[Attempt], name: str, source: str, known: bool, now: datetime) -> datetime:
    """When `source` may next try `name`; `now` or earlier means at once.

    `failures` are those of the last hour, at least all of `name` and all of `source`.
    """
    past = sorted(failures, key=lambda failure: failure.at)
    here = [one.at for one in past if one.source == source and one.known == known]
    both = [one.at for one in past if one.source == source and one.known == known and one.name == name]
    if known:
        return KNOWN_DEVICE.open_at(both, now)
    strangers = [one.at for one in past if one.name == name and not one.known]
    return max(NAME_AND_PLACE.open_at(both, now), PLACE.open_at(here, now), NAME.open_at(strangers, now))
