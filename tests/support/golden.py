"""The golden directives, how they are read, and the bars every reading has to clear."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import scoring
from tests.support.scoring import Record, Scores, flat_targets, load_reading, score

from cotmoc.core.planjson import plan_to_data
from cotmoc.reading import read

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared"
CASES = sorted(place.name for place in GOLDEN.iterdir() if place.is_dir())

Plan = Mapping[str, Any]
Fact = tuple[Any, ...]


@dataclasses.dataclass(frozen=True)
class Bars:
    """What a reading has to reach; shares 0..1."""

    figures: float = 0.98
    statements: float = 0.85
    tasks: float = 0.98
    obligations: float = 0.9
    baselines: float = 0.9
    name_ok: float = 0.97
    unit_ok: float = 0.97
    lead_ok: float = 0.9
    lead_invented: float = 0.02


SCAN = Bars(0.92, 0, 0, 0, 0, 0, 0, 0, 1)


def source_of(case: str) -> Path:
    """The document of a golden case."""
    return next((GOLDEN / case).glob("source.*"))


def source_text(case: str) -> str:
    """Its text, composed and with plain line ends, so that a test can change words in it."""
    return unicodedata.normalize("NFC", source_of(case).read_text(encoding="utf-8"))


def read_bytes(data: bytes, name: str) -> Plan:
    """The plan of a file as data of the plan format."""
    return plan_to_data(read(data, name)[1])


def read_changed(case: str, text: str) -> Plan:
    """The plan of a golden document with other words."""
    return read_bytes(text.encode(), source_of(case).name)


@cache
def plan_of(case: str) -> Plan:
    """The plan of a golden document, read from its bytes as they are."""
    source = source_of(case)
    return read_bytes(source.read_bytes(), source.name)


def scores_of(case: str) -> Scores:
    """The plan of a golden document against its reading."""
    return score(plan_of(case), load_reading(GOLDEN / case))


def shortfalls(scores: Scores, bars: Bars = Bars()) -> list[str]:
    """What is below the bars, one line each with what was missed or too many; empty when all is well."""
    faults = []
    for part in ("figures", "statements", "tasks", "obligations", "baselines"):
        tally, bar = getattr(scores, part), getattr(bars, part)
        if tally.f1 < bar:
            faults.append(
                f"{part} {tally.f1:.3f} < {bar}: missed {list(map(brief, tally.missed))}"
                f" extra {list(map(brief, tally.extra))}"
            )
    for part in ("name_ok", "unit_ok", "lead_ok"):
        if getattr(scores, part) < getattr(bars, part):
            faults.append(
                f"{part} {getattr(scores, part):.3f} < {getattr(bars, part)}: {_differing(scores, part)}"
            )
    if scores.lead_invented > bars.lead_invented:
        faults.append(f"leads invented {scores.lead_invented:.3f}: {_differing(scores, 'invented')}")
    if bars.tasks:
        faults.extend(f"deadline wrong: {brief(record)}" for record in scores.due_wrong)
        faults.extend(f"deadline invented: {brief(claim)}" for claim in scores.due_invented)
        faults.extend(f"identity wrong: {name}" for name in scores.wrong)
    return faults


def brief(record: Record) -> str:
    """A record or claim in a few words, for a message."""
    keys = ("line", "year", "milestone", "op", "value", "upper", "unit", "kind", "every", "due", "lead")
    told = {key: record[key] for key in keys if record.get(key) not in (None, [], ())}
    return f"{told} {(record.get('name') or record.get('text') or record.get('quote') or '')[:70]!r}"


def _differing(scores: Scores, part: str) -> list[str]:
    pairs = scores.tasks.pairs if part in ("lead_ok", "invented") else scores.figures.pairs
    right: dict[str, Callable[[Record, Record], bool]] = {
        "name_ok": lambda f, r: scoring.alike(f["name"], r["name"]) >= scoring.NAME_ALIKE,
        "unit_ok": scoring.same_unit,
        "lead_ok": lambda f, r: not r["lead"] or scoring.same_lead(f, r),
        "invented": lambda f, r: bool(r["lead"]) or not f.get("lead") or scoring.same_lead(f, r),
    }
    key = {"name_ok": "name", "unit_ok": "unit"}.get(part, "lead")
    return [f"{f.get(key)!r}, not {r[key]!r} ({brief(r)})" for f, r in pairs if not right[part](f, r)]


def facts(plan: Plan) -> Counter[Fact]:
    """What a plan says, without places, quotes, sections and confidence: to compare two readings."""
    return Counter([*target_facts(plan), *baseline_facts(plan), *task_facts(plan), *obligation_facts(plan)])


def target_facts(plan: Plan) -> Iterable[Fact]:
    return (target_fact(target) for target in flat_targets(plan))


def target_fact(target: Record) -> Fact:
    unit = target.get("unit") or target["indicator_unit"]
    name = plain(target["name"]).casefold()
    return "target", name, target["milestone"], target["op"], target["value"], target["upper"], unit


def baseline_facts(plan: Plan) -> Iterable[Fact]:
    for indicator in plan["indicators"]:
        for baseline in indicator["baselines"]:
            yield (
                "baseline",
                plain(indicator["name"]),
                baseline["period"],
                baseline["value"],
                baseline["upper"],
            )


def task_facts(plan: Plan) -> Iterable[Fact]:
    for task in plan["tasks"]:
        lead, coordinate = tuple(map(plain, task["lead"])), tuple(map(plain, task["coordinate"]))
        yield "task", plain(task["text"]), task["kind"], lead, coordinate, task["due"], _many(task["every"])


def obligation_facts(plan: Plan) -> Iterable[Fact]:
    for duty in plan["obligations"]:
        who, to = plain(duty["who"] or ""), plain(duty["to"] or "")
        yield "obligation", duty["kind"], who, to, _many(duty["every"]), tuple(duty["due"])


def plain(text: str) -> str:
    """`text` on one line with single spaces: a line break of the source is no other text."""
    return re.sub(r"\s+", " ", text).strip()


def _many(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (() if value is None else (value,))
