"""Spec tables: rules of arithmetic as tiny tables that are run as tests and rendered as documentation.

A file holds a title, a text and tables. A table names its `rule`; its `columns` are the inputs of the rule and,
marked with an arrow, the outputs. A single output that begins with ✗ is the sentence of a refusal.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ARROW = "→ "
REFUSED = "✗ "
HEAD = """# Arithmetic

Generated from the spec tables in `tests/spec/core`; every row is run as a test. Do not edit by hand: change the
tables and run `python -m tests.support.specdoc` from the repository root.
"""
ROOT = Path(__file__).parents[2]
TABLES = ROOT / "tests" / "spec" / "core"
PAGE = ROOT / "docs" / "reference" / "arithmetic.md"
ORDER = ("numbers", "dates", "periods", "workdays", "path", "status", "rollup", "successions", "tasks")


@dataclass(frozen=True)
class SpecTable:
    """One table: what the rule takes and gives, row by row."""

    rule: str
    heading: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def inputs(self) -> int:
        """How many columns are inputs."""
        return sum(not column.startswith(ARROW) for column in self.columns)


@dataclass(frozen=True)
class SpecFile:
    """A chapter of the reference."""

    title: str
    text: str
    tables: tuple[SpecTable, ...]


def read_spec(path: Path) -> SpecFile:
    """The chapter in a TOML file; raises ValueError where a row does not fit its columns."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = tuple(
        SpecTable(
            table["rule"],
            table["heading"],
            table.get("text", "").strip(),
            tuple(table["columns"]),
            tuple(tuple(row) for row in table["rows"]),
        )
        for table in data["table"]
    )
    for table in tables:
        for row in table.rows:
            if len(row) != len(table.columns):
                raise ValueError(f"{path.name}, {table.heading}: {row} has {len(row)} cells")
    return SpecFile(data["title"], data.get("text", "").strip(), tables)


def read_specs() -> tuple[SpecFile, ...]:
    """All chapters in the order of the page; a file that the order forgets is an error."""
    found = {path.stem for path in TABLES.glob("*.toml")}
    if found != set(ORDER):
        raise ValueError(f"ORDER and the files differ: {sorted(found ^ set(ORDER))}")
    return tuple(read_spec(TABLES / f"{name}.toml") for name in ORDER)


def render(specs: tuple[SpecFile, ...]) -> str:
    """The Markdown page."""
    return "\n".join([HEAD, *(_chapter(spec) for spec in specs)])


def _chapter(spec: SpecFile) -> str:
    return "\n\n".join([f"## {spec.title}", *filter(None, [spec.text]), *map(_section, spec.tables)]) + "\n"


def _section(table: SpecTable) -> str:
    lines = [_line(table.columns), _line(["---"] * len(table.columns)), *map(_line, table.rows)]
    return "\n\n".join([f"### {table.heading}", *filter(None, [table.text]), "\n".join(lines)])


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(read_specs()), encoding="utf-8")
