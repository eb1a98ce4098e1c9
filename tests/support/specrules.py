"""The rules that spec tables name: text of the input cells in, text of the output cells out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import cast, get_args

from cotmoc.core import rollup, taskstate
from cotmoc.core.commitments import Commitment, write_target
from cotmoc.core.dates import milestone_date, official_date, parse_date, short_date
from cotmoc.core.numbers import format_number, parse_number
from cotmoc.core.path import Path, Point, Shape
from cotmoc.core.periods import Kind, Period
from cotmoc.core.plan import Target
from cotmoc.core.status import Figure, Verdict, judge, lag_label
from cotmoc.core.workdays import WorkCalendar

Rule = Callable[..., tuple[str, ...]]
RULES: dict[str, Rule] = {}
_TARGET = re.compile(r"(?:(?P<op>>=|<=|>|<|=) (?P<value>\S+)|(?P<low>\S+)\.\.(?P<high>\S+)|(?P<word>[a-z]+))"
                     r"(?: @(?P<milestone>\S+))?(?: every (?P<every>\S+))?")  # fmt: skip


def rule(function: Rule) -> Rule:
    RULES[function.__name__] = function
    return function


def number(value: float | None, decimals: int = 4) -> str:
    """A result as a table shows it: up to `decimals` decimals, with a point; "–" of None."""
    return "–" if value is None else f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def optional(text: str) -> float | None:
    return float(text) if text else None


def day(text: str) -> date:
    return date.fromisoformat(text)


def point(text: str) -> Point:
    """ "40 @2025-12-31"."""
    value, _, on = text.partition(" @")
    return day(on), float(value)


def target(text: str) -> Target:
    """ ">= 60 @2026", "2..4 @2030", "exists @2026-06-30", "= 10 @2030 every year"."""
    found = _TARGET.fullmatch(text.strip())
    assert found, text
    milestone, every = found["milestone"], found["every"]
    if found["op"]:
        return Target(found["op"], milestone, float(found["value"]), every=every)
    if found["low"]:
        return Target("between", milestone, float(found["low"]), float(found["high"]), every=every)
    return Target(found["word"], milestone, every=every)


def commitment(targets: str, start: str, better: str) -> Commitment:
    some = tuple(target(one) for one in targets.split(";") if one.strip())
    return Commitment(some, better != "lower", point(start) if start else None)


def verdict(
    targets: str, start: str, better: str, figure: str, today: str, unit: str | None = None
) -> Verdict:
    shown = None
    if figure:
        as_of, value = point(figure)
        shown = Figure(value, as_of)
    return judge(shown, commitment(targets, start, better), today=day(today), unit=unit)


@rule
def read_number(text: str) -> tuple[str, ...]:
    return (number(parse_number(text)),)


@rule
def write_number(value: str, decimals: str, beside: str) -> tuple[str, ...]:
    return (format_number(optional(value), int(decimals) if decimals else None, beside=optional(beside)),)


@rule
def write_date(iso: str) -> tuple[str, ...]:
    return official_date(day(iso)), short_date(day(iso))


@rule
def read_date(text: str) -> tuple[str, ...]:
    return (parse_date(text).isoformat(),)


@rule
def milestone(text: str) -> tuple[str, ...]:
    return (milestone_date(text).isoformat(),)


@rule
def period(code: str) -> tuple[str, ...]:
    one = Period.parse(code)
    return one.label, one.start.isoformat(), one.end.isoformat(), one.previous().code


@rule
def window(code: str) -> tuple[str, ...]:
    one = Period.parse(code)
    opens, closes = one.window
    return opens.isoformat(), closes.isoformat(), one.due(WorkCalendar()).isoformat()


@rule
def containing(iso: str, kind: str) -> tuple[str, ...]:
    assert kind in get_args(Kind)
    return (Period.containing(day(iso), cast(Kind, kind)).code,)


def calendar(holidays: str, makeup: str) -> WorkCalendar:
    return WorkCalendar(frozenset(map(day, holidays.split())), frozenset(map(day, makeup.split())))


@rule
def working_days(start: str, days: str, holidays: str, makeup: str) -> tuple[str, ...]:
    return (calendar(holidays, makeup).add_working_days(day(start), int(days)).isoformat(),)


@rule
def days_between(start: str, end: str, holidays: str, makeup: str) -> tuple[str, ...]:
    return (str(calendar(holidays, makeup).working_days_between(day(start), day(end))),)


def _path(points: str, shape: str, better: str = "higher") -> Path:
    return Path(
        tuple(point(one.strip()) for one in points.split(";") if one), cast(Shape, shape), better != "lower"
    )


@rule
def expectation(points: str, shape: str, on: str) -> tuple[str, ...]:
    return (number(_path(points, shape).expected(day(on))),)


@rule
def standing(points: str, shape: str, better: str, value: str, today: str) -> tuple[str, ...]:
    path, on = _path(points, shape, better), day(today)
    lag = lag_label(path.lag_months(float(value), on))
    return path.date_of(float(value), near=on).isoformat(), str(path.beyond(float(value))), lag


@rule
def kept(one: str, better: str, value: str) -> tuple[str, ...]:
    promised = commitment(one, "", better)
    return write_target(promised.targets[0]), "yes" if promised.keeps(
        promised.targets[0], float(value)
    ) else "no"


@rule
def status(targets: str, start: str, better: str, figure: str, today: str) -> tuple[str, ...]:
    given = verdict(targets, start, better, figure, today)
    return given.status, number(given.expected), number(given.ratio), given.distance or "–"


@rule
def reason(targets: str, start: str, better: str, unit: str, figure: str, today: str) -> tuple[str, ...]:
    given = verdict(targets, start, better, figure, today, unit or None)
    return given.label, given.why


@rule
def attainment(targets: str, better: str, figure: str, today: str) -> tuple[str, ...]:
    given = verdict(targets, "", better, figure, today)
    return write_target(given.year_target) if given.year_target else "–", number(given.attainment)


@rule
def rolled(kind: str, parts: str, per: str, expected: str) -> tuple[str, ...]:
    """Parts as "value" or "numerator/denominator", "–" for no report, separated by ";"."""
    some = []
    for index, text in enumerate(parts.split(";")):
        above, slash, below = text.strip().partition("/")
        unit, on = f"{index:02d}", date(2026, 1, 1 + index)
        if above == "–":
            some.append(rollup.Part(unit))
        elif slash:
            some.append(rollup.Part(unit, None, float(above), float(below), on))
        else:
            some.append(rollup.Part(unit, float(above), as_of=on))
    owed = int(expected) if expected else None
    result = rollup.roll_up(cast(rollup.Kind, kind), some, expected=owed, per=float(per or rollup.PERCENT))
    return number(result.value), result.coverage


@rule
def task(state: str, due: str, proof: str, completed: str, urgent: str, today: str) -> tuple[str, ...]:
    view = taskstate.view_task(
        cast(taskstate.State, state),
        today=day(today),
        due=day(due) if due else None,
        completed_on=day(completed) if completed else None,
        proof_on=day(proof) if proof else None,
        urgent=urgent == "urgent",
    )
    left = "–" if view.days_left is None else str(view.days_left)
    return view.label, view.alert, str(view.days_late), left, "yes" if view.due_soon else "no"


@rule
def deadline(due: str, every: str, today: str) -> tuple[str, ...]:
    found = taskstate.due_date(due or None, every or None, day(today))
    return (found.isoformat() if found else "–",)


@rule
def step(before: str, after: str, proof: str, reason: str) -> tuple[str, ...]:
    return (taskstate.check_step(cast(taskstate.State, before), cast(taskstate.State, after),
                                 has_proof=proof == "yes", reason=reason),)  # fmt: skip
