"""How well a plan agrees with a hand-made reading.

A reading holds the records of one directive: targets, tasks, obligations, baselines and the identity of the
document. Records marked `"required": false` are neither asked for nor held against a plan that has them.
Fields ending in `_also` list further answers that a careful reader could give.

Claims and records are paired greedily, the likest first: first they must say the same (comparator, numbers,
milestone …), then words in common and the place decide which belongs to which.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cotmoc.core.text import words

Record = Mapping[str, Any]
Likeness = Callable[[Record, Record], float]

NAME_ALIKE = 0.6  # share of words from which a name or an agency counts as the same
TASK_ALIKE = 0.7
PARTS = ("targets", "tasks", "obligations", "baselines")
IDENTITY = ("number", "kind", "place", "level", "date", "signer_name", "implements", "replaces")


@dataclass(frozen=True)
class Reading:
    """What a careful reader takes from a directive."""

    document: Record
    targets: tuple[Record, ...] = ()
    tasks: tuple[Record, ...] = ()
    obligations: tuple[Record, ...] = ()
    baselines: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Tally:
    """One kind of claims: how many were found, missed and too many, and which."""

    pairs: tuple[tuple[Record, Record], ...] = ()
    extra: tuple[Record, ...] = ()
    missed: tuple[Record, ...] = ()

    @property
    def precision(self) -> float:
        """Share of the claims that a reading has; 1 without any claim."""
        return _share(len(self.pairs), len(self.pairs) + len(self.extra))

    @property
    def recall(self) -> float:
        """Share of the required records that the plan has; 1 without any."""
        found = sum(_required(record) for _, record in self.pairs)
        return _share(found, found + len(self.missed))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Scores:
    """All figures of one plan. Shares are 0..1; `wrong` names the identity's fields that differ."""

    figures: Tally
    statements: Tally
    tasks: Tally
    obligations: Tally
    baselines: Tally
    name_ok: float
    unit_ok: float
    lead_ok: float
    lead_invented: float
    due_wrong: tuple[Record, ...] = field(default=())
    due_invented: tuple[Record, ...] = field(default=())
    wrong: tuple[str, ...] = field(default=())


def load_reading(place: Path) -> Reading:
    """The reading at `place`: a folder with document.json …, or the beginning of names (`gold/NAME`)."""
    start = f"{place}/" if place.is_dir() else f"{place}."
    document = json.loads(Path(f"{start}document.json").read_text(encoding="utf-8"))
    return Reading(document, **{part: _records(Path(f"{start}{part}.jsonl")) for part in PARTS})


def score(plan: Mapping[str, Any], reading: Reading) -> Scores:
    """`plan` (the plan format as data) measured against `reading`."""
    targets = flat_targets(plan)
    figures = _tally(
        [t for t in targets if t["value"] is not None],
        [t for t in reading.targets if t["value"] is not None],
        same_figure,
        likeness,
    )
    tasks = _tally(plan.get("tasks", ()), reading.tasks, _always, task_likeness)
    return Scores(
        figures=figures,
        statements=_tally(
            [t for t in targets if t["value"] is None],
            [t for t in reading.targets if t["value"] is None],
            same_statement,
            likeness,
        ),
        tasks=tasks,
        obligations=_tally(plan.get("obligations", ()), reading.obligations, same_obligation, quote_likeness),
        baselines=_tally(_flat(plan, "baselines"), reading.baselines, same_figure, likeness),
        name_ok=_mean(alike(found["name"], record["name"]) >= NAME_ALIKE for found, record in figures.pairs),
        unit_ok=_mean(same_unit(found, record) for found, record in figures.pairs),
        lead_ok=_mean(same_lead(found, record) for found, record in tasks.pairs if record["lead"]),
        lead_invented=_lead_invented(tasks.pairs),
        due_wrong=tuple(r for f, r in tasks.pairs if r["due"] and not same_due(f, r)),
        due_invented=tuple(f for f, r in tasks.pairs if not r["due"] and f.get("due") and not same_due(f, r)),
        wrong=wrong_identity(plan.get("directive", {}), reading.document),
    )


def alike(left: str | None, right: str | None) -> float:
    """Share of words in common, of the text with fewer words; 0 when one has none."""
    a, b = _bag(left or ""), _bag(right or "")
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def same_figure(found: Record, record: Record) -> bool:
    """Comparator, numbers and milestone (or period) are all right."""
    return (
        milestone(found) == milestone(record)
        and found["op"] == record["op"]
        and _near(found["value"], record["value"])
        and _near(found.get("upper"), record.get("upper"))
    )


def same_statement(found: Record, record: Record) -> bool:
    """The milestone is right; what exists and what is qualitative may be told apart differently."""
    said = {"exists": "said", "qualitative": "said"}
    return milestone(found) == milestone(record) and said.get(found["op"], found["op"]) == said.get(
        record["op"], record["op"]
    )


def same_obligation(found: Record, record: Record) -> bool:
    """Kind, periods and dates are right."""
    dues = [record.get("due") or [], *record.get("due_also", ())]
    return (
        found["kind"] == record["kind"]
        and sorted(_listed(found.get("every"))) == sorted(_listed(record.get("every")))
        and list(found.get("due") or []) in [list(due) for due in dues]
    )


def same_unit(found: Record, record: Record) -> bool:
    """The unit has the same words, or those of another unit the reading allows; `%` is a word here."""
    unit = found.get("unit") or found.get("indicator_unit")
    return _unit(unit) in {_unit(record.get("unit")), *map(_unit, record.get("unit_also") or ())}


def same_lead(found: Record, record: Record) -> bool:
    """The plan names a lead, and it is the reading's (or one the reading allows)."""
    named = " ".join(found.get("lead") or ())
    return any(
        alike(named, wanted) >= NAME_ALIKE
        for wanted in (" ".join(record["lead"]), *(record.get("lead_also") or ()))
    )


def same_due(found: Record, record: Record) -> bool:
    """The deadline is the reading's, or finer (a day in its month), or one the reading allows."""
    due = found.get("due") or ""
    return any(due.startswith(wanted) for wanted in (record["due"], *record.get("due_also", ())) if wanted)


def milestone(record: Record) -> str:
    """Year or date of a target, period of a baseline, as text; "" where there is none."""
    return str(next((record[key] for key in ("year", "milestone", "period") if record.get(key)), ""))


def likeness(found: Record, record: Record) -> float:
    """Words of the names in common and the place; 0 when neither speaks for the pair."""
    common, near = alike(found.get("name"), record.get("name")), nearness(found, record)
    return max(0.0, common + near) if common >= 0.5 or near > 0 else 0.0


def quote_likeness(found: Record, record: Record) -> float:
    """Words of the quotes in common and the place."""
    return max(0.0, alike(found.get("quote"), record.get("quote")) + nearness(found, record))


def task_likeness(found: Record, record: Record) -> float:
    """Words of the beginnings in common and the place."""
    common = alike(found["text"][: len(record["text"]) + 20], record["text"])
    return max(0.0, common - 0.5 + nearness(found, record)) if common >= TASK_ALIKE else 0.0


def nearness(found: Record, record: Record) -> float:
    """1 on the same line or the one beside it, 0 where the source has no lines, -9 elsewhere."""
    if found.get("line") is None or record.get("line") is None:
        return 0.0
    return 1.0 if abs(found["line"] - record["line"]) <= 1 else -9.0


def wrong_identity(directive: Record, document: Record) -> tuple[str, ...]:
    """The fields of the identity (IDENTITY) that differ in their words."""
    found = {**directive, "signer_name": (directive.get("signer") or {}).get("name")}
    return tuple(name for name in IDENTITY if _identity(found.get(name)) != _identity(document.get(name)))


def _tally(
    found: Sequence[Record], records: Sequence[Record], same: Callable[[Record, Record], bool], like: Likeness
) -> Tally:
    candidates = [
        (like(claim, record), i, j)
        for i, claim in enumerate(found)
        for j, record in enumerate(records)
        if same(claim, record)
    ]
    taken: dict[int, int] = {}
    used: set[int] = set()
    for worth, i, j in sorted(candidates, key=lambda candidate: -candidate[0]):
        if worth > 0 and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return Tally(
        pairs=tuple((found[i], records[j]) for i, j in taken.items()),
        extra=tuple(claim for i, claim in enumerate(found) if i not in taken),
        missed=tuple(record for j, record in enumerate(records) if j not in used and _required(record)),
    )


def flat_targets(plan: Mapping[str, Any]) -> list[Record]:
    """Every target of a plan with the name and unit of its indicator."""
    return _flat(plan, "targets")


def _flat(plan: Mapping[str, Any], part: str) -> list[Record]:
    return [
        {**claim, "name": indicator.get("name"), "indicator_unit": indicator.get("unit")}
        for indicator in plan.get("indicators", ())
        for claim in indicator.get(part, ())
    ]


def _lead_invented(pairs: Sequence[tuple[Record, Record]]) -> float:
    invented = sum(bool(f.get("lead")) for f, r in pairs if not r["lead"] and not same_lead(f, r))
    return invented / len(pairs) if pairs else 0.0


def _records(path: Path) -> tuple[Record, ...]:
    if not path.exists():
        return ()
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _identity(value: object) -> object:
    if isinstance(value, list | tuple):
        return frozenset(" ".join(words(str(item))) for item in value)
    return tuple(words(str(value or "")))


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


@lru_cache(maxsize=8192)
def _bag(text: str) -> frozenset[str]:
    return frozenset(words(text))


def _unit(unit: str | None) -> tuple[str, ...]:
    return tuple(words((unit or "").replace("%", " percent ")))


def _near(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) < 1e-6


def _required(record: Record) -> bool:
    return bool(record.get("required", True))


def _always(found: Record, record: Record) -> bool:
    return True


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(truths: Iterable[bool]) -> float:
    found = list(truths)
    return _share(sum(found), len(found))
