"""The 60 indicators of `indicators.csv`: what the directive asks for, who collects them, and how they stand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Course = Literal["reached", "on-path", "at-risk", "late", "no-data", "not-due"]
Collect = Literal["owner", "ratio", "sum"]
SOURCE = Path(__file__).with_name("indicators.csv")


@dataclass(frozen=True)
class Spec:
    """One indicator.

    - `targets`: for the first, second and third milestone; None is a dash in the table;
    - `course`: how it stands on the day the province is looked at, one of the statuses of the board;
    - `collect`: by its owner, or by every commune as a ratio of parts or as a count to be summed;
    - `density`: the denominator of a commune's ratio per 1 000 inhabitants;
    - `sign`: what stands before its targets in the table; `sentence`: its words in section II, {0} for the number;
    - `group`: its heading in the table, empty for those of section II.
    """

    name: str
    unit: str
    base: float | None
    targets: tuple[float | None, float | None, float | None]
    owner: str
    course: Course
    collect: Collect
    density: float
    sign: str
    sentence: str
    group: str

    @property
    def is_whole(self) -> bool:
        """Whether it counts things that cannot be halved."""
        return not self.unit.startswith("%") and self.unit not in {"người/vạn dân", "Mb/s", "giờ"}

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        return self.sign != "≤"


@cache
def in_order() -> tuple[Spec, ...]:
    """All indicators in the order of the document, as the plan numbers them."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return tuple(_spec(row) for row in csv.DictReader(file, delimiter=";"))


def sentences() -> tuple[Spec, ...]:
    """Those of section II."""
    return tuple(spec for spec in in_order() if spec.sentence)


def groups() -> dict[str, list[Spec]]:
    """Those of the table by their heading."""
    found: dict[str, list[Spec]] = {}
    for spec in in_order():
        if spec.group:
            found.setdefault(spec.group, []).append(spec)
    return found


def code(number: int) -> str:
    """The code the plan gives the `number`-th indicator, from 1."""
    return f"CT-{number:02d}"


def _spec(row: dict[str, str]) -> Spec:
    return Spec(
        name=row["name"],
        unit=row["unit"],
        base=_number(row["base"]),
        targets=(_number(row["first"]), _number(row["second"]), _number(row["third"])),
        owner=row["owner"],
        course=cast(Course, row["course"]),
        collect=cast(Collect, row["collect"]),
        density=_number(row["density"]) or 0.0,
        sign=row["sign"],
        sentence=row["sentence"],
        group=row["group"],
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
