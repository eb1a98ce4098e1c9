"""The reference page of personal data, made of the table of the program.

`python -m tests.support.personaldoc` from the repository root writes it; a test fails while it is out of date.
"""

from __future__ import annotations

from pathlib import Path

from cotmoc.core.personaldata import ANSWER_WITHIN_WORKING_DAYS, HOLDINGS, Holding

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "personal-data.md"
HEAD = f"""# Personal data

Generated: run `python -m tests.support.personaldoc` from the repository root after a change of
`core/personaldata.py`. A test compares the table with the tables of the database.

What the system holds on the people who use it, why, on what ground and for how long. Everybody reads this on the page
*Dữ liệu của tôi* (`/tai-khoan/du-lieu/`), takes a copy there, and asks for a correction or the erasure; the answer is
due within {ANSWER_WITHIN_WORKING_DAYS} working days. `cotmoc people tidy`, run every day, removes what has been kept
long enough.
"""


def page() -> str:
    """The Markdown page."""
    head = ("Dữ liệu", "Để làm gì", "Căn cứ", "Giữ bao lâu", "Khi xóa")
    lines = [_line(*head), _line(*["---"] * len(head))]
    lines += [_line(one.what, one.purpose, one.basis, one.keep, one.erasure) for one in HOLDINGS]
    return "\n".join([HEAD, *lines, "", "## Fields", "", *map(_fields, HOLDINGS)]) + "\n"


def _fields(one: Holding) -> str:
    return f"- **{one.what}**: " + ", ".join(f"`{name}`" for name in one.fields)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
