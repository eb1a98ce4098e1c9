"""Metamorphic relations over whole directives: one figure of a table is changed, and one figure of the plan changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cotmoc.reading.formats import read_document
from cotmoc.reading.indicators import find_indicators
from cotmoc.reading.structure import structure_of

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
WITH_TABLES = ("ke-hoach-tinh-phu-luc", "quyet-dinh-bo")
_ROW = re.compile(r"^\d+(?:\.\d+)?\t.*\t", re.MULTILINE)
_FIGURE = re.compile(r"(?<=\t)((?:[≥≤<>] )?)(\d+)(?=\t|\n)")


def figures(text: str) -> list[tuple[object, ...]]:
    """Every figure of the directive `text`: of targets and of baselines, in their order."""
    claims, _ = find_indicators(structure_of(read_document(text.encode(), "directive.txt")))
    return [
        (claim.name, when, value, upper)
        for claim in claims
        for when, value, upper in (
            *((target.milestone, target.value, target.upper) for target in claim.targets),
            *((baseline.period, baseline.value, baseline.upper) for baseline in claim.baselines),
        )
    ]


@pytest.mark.parametrize("name", WITH_TABLES)
def test_one_figure_changed_is_one_figure_changed(name: str) -> None:
    text = (GOLDEN / name / "source.txt").read_text(encoding="utf-8")
    before = figures(text)
    rows = [match.start() for match in _ROW.finditer(text)]
    changed = 0
    for match in list(_FIGURE.finditer(text))[::3]:
        if text.rfind("\n", 0, match.start()) + 1 not in rows:
            continue
        other = int(match[2]) + 1
        after = figures(f"{text[: match.start(2)]}{other}{text[match.end(2) :]}")
        differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert [(old[:2], new[2]) for old, new in differing] == [(differing[0][0][:2], other)]
        changed += 1
    assert changed > 2


@pytest.mark.parametrize("name", WITH_TABLES)
def test_one_year_changed_moves_one_column(name: str) -> None:
    text = (GOLDEN / name / "source.txt").read_text(encoding="utf-8")
    head = re.search(r"\tNăm 2028(?=\t|\n)", text)
    assert head is not None
    before, after = figures(text), figures(text.replace(head[0], "\tNăm 2029", 1))
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert moved
    assert all(
        old[0] == new[0] and old[2:] == new[2:] and (old[1], new[1]) == ("2028", "2029") for old, new in moved
    )
    assert sum(old[1] == "2028" for old in before) == len(moved)
