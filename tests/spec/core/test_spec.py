"""Every row of the spec tables is a test; the reference page is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import unitrules  # noqa: F401 – its rules join the others
from tests.support.specdoc import PAGE, REFUSED, SpecTable, read_spec, read_specs, render
from tests.support.specrules import RULES

from cotmoc.core.errors import CotmocError

_SPECS = read_specs()
_CASES = [
    pytest.param(table, row, id=f"{table.rule}-{n}")
    for spec in _SPECS
    for table in spec.tables
    for n, row in enumerate(table.rows, start=1)
]


@pytest.mark.parametrize(("table", "row"), _CASES)
def test_row(table: SpecTable, row: tuple[str, ...]) -> None:
    inputs, wanted = row[: table.inputs], row[table.inputs :]
    try:
        found = RULES[table.rule](*inputs)
    except CotmocError as refusal:
        found = (f"{REFUSED}{refusal}", *[""] * (len(wanted) - 1))
    assert found == wanted


def test_every_rule_has_a_table() -> None:
    assert {table.rule for spec in _SPECS for table in spec.tables} == set(RULES)


def test_the_reference_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(_SPECS), "run python -m tests.support.specdoc"


def test_a_row_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(
        'title = "t"\n[[table]]\nrule = "r"\nheading = "h"\ncolumns = ["a", "→ b"]\nrows = [["1"]]\n'
    )
    with pytest.raises(ValueError, match=r"odd\.toml, h"):
        read_spec(path)
