"""Tasks in tables: columns found by their headings, group rows, merged cells and "như trên"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.core.plan import TaskClaim, Warning
from cotmoc.core.text import words
from cotmoc.reading.agencies import split_agencies
from cotmoc.reading.blocks import Cell
from cotmoc.reading.dates import single_year
from cotmoc.reading.items import PlacedTable, Structure
from cotmoc.reading.tasks.deadline import cell_deadline
from cotmoc.reading.vocabulary import load, terms

Row = tuple[Cell, ...]
_HEAD_ROWS = 3
_TIME = re.compile(
    r"\s*(?:năm\s*)?20\d\d\s*|\s*(?:quý|tháng)\s*[\dIV]{1,3}(?:\s*/\s*20\d\d)?\s*", re.IGNORECASE
)
_MARK = re.compile(r"[xXvV✓✔üþ●•*+]")
_TOLD = ("lead", "coordinate", "due", "deliverable")  # what the columns tell of a task


@dataclass(frozen=True)
class _Columns:
    """Which column holds what; `head` rows come before the first task."""

    where: dict[str, int]
    head: int
    year: int | None
    marked: tuple[tuple[int, str], ...] = ()  # columns named by a time, where an x says when

    def cell(self, row: Row, kind: str) -> str:
        index = self.where.get(kind)
        return row[index].text.strip() if index is not None else ""


def table_tasks(structure: Structure, year: int | None) -> tuple[tuple[TaskClaim, ...], tuple[Warning, ...]]:
    """The tasks of every table that has a task column and a column of who, when or what."""
    claims: list[TaskClaim] = []
    warnings: list[Warning] = []
    for placed in structure.tables:
        if columns := columns_of(placed, year):
            found, said = _rows(placed, columns)
            claims += found
            warnings += said
    return tuple(claims), tuple(warnings)


def columns_of(placed: PlacedTable, year: int | None) -> _Columns | None:
    """The columns of a task table, or None when it is none (an indicator table has values, not agencies)."""
    rows = placed.table.rows
    for first in range(min(_HEAD_ROWS, len(rows) - 1)):
        head = first + 1
        while head < len(rows) - 1 and _continues_head(rows[head], rows[head - 1]):
            head += 1
        titles = [
            " ".join(dict.fromkeys(row[i].text for row in rows[first:head])) for i in range(len(rows[0]))
        ]
        where = _named([cell.text for cell in rows[head - 1]], titles)
        if _is_task_head(where, titles):
            while head < len(rows) and (
                _repeats_head(rows[head], rows[:head]) or _is_column_count(rows[head])
            ):
                head += 1
            due_title = titles[where["due"]] if "due" in where else ""
            own_year = single_year(due_title) or single_year(" ".join(placed.headings)) or year
            return _Columns(where, head, own_year, _time_columns(rows[head - 1], own_year))
    return None


def _is_task_head(where: dict[str, int], titles: list[str]) -> bool:
    told = where.keys() & set(_TOLD)
    enough = len(told) >= 2 or bool(told & {"lead", "due"})
    return "text" in where and enough and not _has_values(titles)


def _continues_head(row: Row, above: Row) -> bool:
    """A second row of the head: cells merged with the first, or only column names under blanks."""
    if any(
        cell.merged and cell.text and cell.text == over.text for cell, over in zip(row, above, strict=True)
    ):
        return True
    own = [cell.text for cell in row if cell.text.strip()]
    return (
        not row[0].text.strip() and bool(own) and all(_kind_of(text) or _TIME.fullmatch(text) for text in own)
    )


def _time_columns(row: Row, year: int | None) -> tuple[tuple[int, str], ...]:
    """The columns that the lowest row of the head names by a year, quarter or month, with the time each means."""
    times = [
        (i, cell_deadline(cell.text, year)[0]) for i, cell in enumerate(row) if _TIME.fullmatch(cell.text)
    ]
    dated = tuple((i, due) for i, due in times if due)
    return dated if len(dated) > 1 else ()


def _named(lowest: list[str], titles: list[str]) -> dict[str, int]:
    """Column kinds by the lowest row of the head, else by the whole title; the first column of a kind wins."""
    where: dict[str, int] = {}
    for index, (name, title) in enumerate(zip(lowest, titles, strict=True)):
        if kind := _kind_of(name) or _kind_of(title):
            where.setdefault(kind, index)
    return where


def _kind_of(title: str) -> str | None:
    """The kind of the longest phrase that a heading holds."""
    text = f" {' '.join(words(title))} "
    kinds: dict[str, list[str]] = load("tasks")["columns"]
    hits = [
        (-len(phrase), kind) for kind, phrases in kinds.items() for phrase in phrases if f" {phrase} " in text
    ]
    return min(hits)[1] if hits else None


def _has_values(titles: list[str]) -> bool:
    """Several columns that are years, of indicators or beside a column of units, are targets."""
    return sum(bool(re.search(r"(?<!\d)(19|20)\d\d(?!\d)", title)) for title in titles) >= 2 and any(
        re.search(r"\b(?:chi tieu|don vi tinh|don vi do|dvt)\b", " ".join(words(title))) for title in titles
    )


def _repeats_head(row: Row, head: tuple[Row, ...]) -> bool:
    return any([cell.text for cell in row] == [cell.text for cell in other] for other in head)


def _is_column_count(row: Row) -> bool:
    """ "(1) (2) (3)" or "1 2 3" or "A B 1 2" under the head."""
    texts = [cell.text.strip(" ()") for cell in row if cell.text.strip()]
    return len(texts) >= 3 and all(re.fullmatch(r"\d{1,2}|[A-E]", text) for text in texts)


def _rows(placed: PlacedTable, columns: _Columns) -> tuple[list[TaskClaim], list[Warning]]:
    claims: list[TaskClaim] = []
    warnings: list[Warning] = []
    above: dict[str, str] = {}
    rows = placed.table.rows[columns.head :]
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        text = columns.cell(row, "text")
        if not any(cell.text.strip() for cell in row) or _repeats_head(
            row, placed.table.rows[: columns.head]
        ):
            continue
        if text and _is_group(row, following, columns):
            above = {}
        elif not text or text.isdigit():
            said = f"Một hàng của bảng nhiệm vụ chưa đọc được: '{_row_words(row)}'; hãy xem lại."
            warnings.append(Warning("task-row", said, row[0].place))
        else:
            above = {kind: _value(row, columns, kind, above) for kind in _TOLD}
            claims.append(_claim(placed, columns, row, above))
    return claims, warnings


def _value(row: Row, columns: _Columns, kind: str, above: dict[str, str]) -> str:
    marked = [due for i, due in columns.marked if _MARK.fullmatch(row[i].text.strip())]
    if kind == "due" and marked:
        return marked[-1]
    text = columns.cell(row, kind)
    if not text and kind == "lead" and columns.where.get("lead", 0) < columns.where["text"]:
        return above.get(kind, "")  # a column left of the task groups the rows below a name
    folded = " ".join(words(text)) or text.strip()
    return above.get(kind, "") if text and folded in terms("tasks", "ditto.words") else text


def _is_group(row: Row, following: Row | None, columns: _Columns) -> bool:
    """A row that only names a group: one cell over the whole row, or a title with nothing of who, when and what.

    A row numbered 1, 2, 3 without them is a task that nobody was given, unless 1.1 follows.
    """
    own = [cell.text.strip() for cell in row if not cell.merged and cell.text.strip()]
    if len(own) == 1 and len(row) > 2 and any(cell.merged for cell in row):
        return True
    if any(columns.cell(row, kind) and not _merged_into_text(row, columns, kind) for kind in _TOLD):
        return False
    number = columns.cell(row, "number").strip(" .")
    if re.fullmatch(r"\d+(?:\.\d+)*", number) and not columns.cell(row, "text").isupper():
        return following is not None and columns.cell(following, "number").startswith(f"{number}.")
    return True


def _merged_into_text(row: Row, columns: _Columns, kind: str) -> bool:
    cell = row[columns.where[kind]] if kind in columns.where else None
    return cell is not None and cell.merged and cell.text == columns.cell(row, "text")


def _claim(placed: PlacedTable, columns: _Columns, row: Row, values: dict[str, str]) -> TaskClaim:
    number = columns.cell(row, "number").strip(" .")
    cell = row[columns.where["text"]]
    due, every = _deadline(values["due"], columns.year)
    joint = "/" if placed.section.startswith("Phụ lục") and "/" not in placed.section else "."
    return TaskClaim(
        text=cell.text.strip(),
        kind="nhiệm vụ",
        lead=split_agencies(values["lead"]),
        coordinate=split_agencies(values["coordinate"]),
        due=due,
        every=every,
        deliverables=_products(values["deliverable"]),
        section=joint.join(filter(None, (placed.section, number))),
        quote=cell.text.strip(),
        place=cell.place,
        confidence=0.98 if values["lead"] else 0.85,
    )


def _deadline(text: str, year: int | None) -> tuple[str | None, str | None]:
    return (text, None) if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", text) else cell_deadline(text, year)


def _products(text: str) -> tuple[str, ...]:
    parts = (part.strip(" -–+•.\n") for part in re.split(r"\s*[;\n]\s*", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _row_words(row: Row) -> str:
    return " | ".join(cell.text.strip() for cell in row if cell.text.strip() and not cell.merged)[:120]
