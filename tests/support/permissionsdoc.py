"""Writes docs/reference/permissions.md from the table of permissions.

`python -m tests.support.permissionsdoc` from the repository root; a test fails while the page is out of date.
"""

from __future__ import annotations

from pathlib import Path

from cotmoc.core.permissions import JUDGING_VERBS, SYSTEM_VERBS, UNIT_ROLES, UNIT_VERBS, Role, Verb, may

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"
HEAD = """# Permissions

Generated: run `python -m tests.support.permissionsdoc` from the repository root after a change. The same table is on
the page `/quyen-han/`; why it is ours is told in [ADR 6](../adr/0006-permissions-as-one-table.md).

A role is granted at a unit, or everywhere; for one plan, or for all; from a day, and to a day or without end. It
reaches that unit, all below it and the units these followed. What a person does not see answers 404, what a person sees
and may not do 403.
"""


def page() -> str:
    """The page as the table of today makes it."""
    lines = [HEAD, "## Roles and verbs", "", _line("", *(f"`{role.value}`" for role in Role))]
    lines += [_line("---", *(":-:" for _ in Role))]
    lines += [
        _line(f"`{verb.value}` {verb.label}", *("✓" if may(role, verb) else "" for role in Role))
        for verb in Verb
    ]
    lines += [
        "",
        "## Names of the roles",
        "",
        _line("role", "Vietnamese", "granted"),
        _line("---", "---", "---"),
    ]
    lines += [
        _line(
            f"`{role.value}`", role.label, "at one unit" if role in UNIT_ROLES else "at a unit, or everywhere"
        )
        for role in Role
    ]
    lines += ["", "## How far a verb reaches", "", *_kinds()]
    return "\n".join(lines) + "\n"


def _kinds() -> list[str]:
    return [
        f"- {_names(UNIT_VERBS)}: done for one unit; the grant must reach that unit (of a task: its lead).",
        f"- {_names(JUDGING_VERBS)}: the word on what a unit hands in; the grant must reach what is above",
        "  the unit, or the agency whose plan it is.",
        f"- {_names(SYSTEM_VERBS)}: no matter of one plan; a grant for one plan does not bring them.",
        "- `view`: also upwards – whoever works under the agency of a plan takes part in it. Shared by all who take",
        "  part are the plan, its document and reading, board, indicators, tasks, reports and approved figures. A",
        "  unit's own, for it and those above it: its form, figures not yet approved, past values, files of figures.",
        "  The register of units is for all who may look at anything.",
        "- all others: the grant must reach the agency the plan, the document or the unit belongs to.",
    ]


def _names(verbs: frozenset[Verb]) -> str:
    return ", ".join(f"`{verb.value}`" for verb in Verb if verb in verbs)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
