"""What each column of a table holds, from its heading rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from cotmoc.reading.blocks import Cell, Table
from cotmoc.reading.indicators.milestones import find_moments
from cotmoc.reading.indicators.words import flat
from cotmoc.reading.vocabulary import terms

_ROLES = ("number", "name", "unit", "owner", "note", "baseline", "target", "deadline", "other", "task")
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]+|[a-zđ])[.)]?")
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}(?:\s*[(*].*)?")  # "2025", "2025 (ước)", "2030*"
_YEAR = re.compile(r"(?:\bnam\s+)?(?<!\d)(?:19|20)\d{2}(?!\d)")
_MAX_HEAD_ROWS = 4


@dataclass(frozen=True)
class Column:
    """One column: its role and, for figures, the year or date its heading names."""

    role: str
    title: str = ""
    when: str | None = None


@dataclass(frozen=True)
class Layout:
    """The columns of an indicator table and where its data begin."""

    columns: tuple[Column, ...]
    first_row: int = 0
    titles: tuple[str, ...] = field(default=())

    def index(self, role: str) -> int | None:
        """The first column with `role`."""
        return next((i for i, column in enumerate(self.columns) if column.role == role), None)

    def all(self, role: str) -> tuple[int, ...]:
        """Every column with `role`."""
        return tuple(i for i, column in enumerate(self.columns) if column.role == role)


def layout_of(
    table: Table, *, default_milestone: str | None = None, made: str | None = None
) -> Layout | None:
    """The layout of `table` if it is one of indicators: a column of names and at least one of figures.

    Columns may stand in any order and under merged headings. `default_milestone` is what the titles above the
    table say; it fills target columns without a year. `made` is the day or year of the document.
    """
    height = _head_height(table.rows)
    if not height:
        return None
    titles = _titles(table.rows[:height])
    columns = _settle([_column(parts) for parts in titles], default_milestone)
    if columns is None:
        return None
    return Layout(tuple(_past(columns, made)), height, tuple(" ".join(parts) for parts in titles))


def _past(columns: list[Column], made: str | None) -> list[Column]:
    """Years before that of the document tell how things stood, where the heading says no more than the year."""
    if made is None or not any(c.role == "target" and (c.when or made)[:4] >= made[:4] for c in columns):
        return columns
    return [
        replace(column, role="baseline")
        if column.role == "target" and (column.when or made)[:4] < made[:4] and _only_year(column.title)
        else column
        for column in columns
    ]


def _only_year(title: str) -> bool:
    return re.fullmatch(r"(?:nam|den nam|den)?\s*(?:19|20)\d{2}", flat(title).strip()) is not None


def _head_height(rows: Sequence[tuple[Cell, ...]]) -> int:
    """How many rows at the top are headings: up to the first that begins with a label or holds figures."""
    height = 0
    for row in rows[:_MAX_HEAD_ROWS]:
        texts = [cell.text.strip() for cell in row]
        if not any(_role(text) or _is_time(text) for text in texts) or _is_data(texts):
            break
        height += 1
    if height and height < len(rows) and _is_numbering([cell.text.strip() for cell in rows[height]]):
        height += 1
    return height


def _is_data(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    if not filled or _is_numbering(texts):
        return False
    figures = sum(bool(re.match(r"[<>≥≤=\\]|\d", text)) and not _is_time(text) for text in filled[1:])
    return figures > 0 or (bool(_LABEL.fullmatch(flat(filled[0]))) and len(filled) > 1)


def _is_numbering(texts: Sequence[str]) -> bool:
    """Whether the row only numbers the columns: (1) (2) (3) …"""
    digits = [re.fullmatch(r"\(?(\d{1,2}|[a-z])\)?(?:\s*=.*)?", flat(text)) for text in texts if text]
    return len(digits) > 2 and all(digits) and [m[1] for m in digits if m][:2] in (["1", "2"], ["a", "b"])


def _is_time(text: str) -> bool:
    plain = flat(text)
    return bool(find_moments(plain) or _BARE_YEAR.fullmatch(plain.strip()) or _role_behind_year(text))


def _titles(head: Sequence[tuple[Cell, ...]]) -> list[list[str]]:
    """The heading texts of each column, outermost first; a merged heading left empty by the format is filled in."""
    filled: list[list[str]] = []
    for depth, row in enumerate(head):
        texts = [cell.text.strip() for cell in row]
        if depth + 1 < len(head):
            below = [cell.text.strip() for cell in head[depth + 1]]
            for i in range(1, len(texts)):
                if not texts[i] and below[i] and below[i - 1] and texts[i - 1]:
                    texts[i] = texts[i - 1]
        filled.append(texts)
    columns = [[row[i] for row in filled if row[i]] for i in range(len(head[0]))]
    return [list(dict.fromkeys(parts)) for parts in columns]


def _column(parts: Sequence[str]) -> Column:
    """The role of a column: its innermost heading decides, an outer one where that says only a year."""
    title = " ".join(parts)
    if not parts:
        return Column("", "")
    when = next((found for part in reversed(parts) if (found := _time_of(part))), None)
    roles = [role for part in reversed(parts) if (role := _role_behind_year(part) or _role(part))]
    inner = roles[0] if roles else ""
    if when:
        meant = [role for role in roles if role in ("baseline", "owner", "note", "deadline", "other", "task")]
        role = meant[0] if meant else "target"
        return Column("target" if role in ("deadline", "task") else role, title, when)
    return Column(inner, title)


def _time_of(part: str) -> str | None:
    plain = flat(part)
    moments = [moment for moment in find_moments(plain) if not moment.compared]
    if moments:
        return moments[-1].when
    bare = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", plain)
    return bare[0] if bare else None


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    pairs = [(flat(phrase), role) for role in _ROLES for phrase in terms("columns", role)]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _role(title: str) -> str | None:
    """The role that a heading's words name: the longest phrase it is or begins with."""
    plain = re.sub(r"\s+", " ", re.sub(r"[.*:]", "", flat(title))).strip()
    plain = re.sub(r"\s*/\s*", "/", plain)
    for phrase, role in _phrases():
        if plain == phrase or re.match(rf"{re.escape(phrase)}(?=[\s(/,])", plain):
            return role
    return None


def _role_behind_year(title: str) -> str | None:
    """What the words behind a year name: "2025 (ước)", "Năm 2025 thực hiện"."""
    plain = flat(title).strip()
    rest = _YEAR.sub(" ", plain, count=1) if _YEAR.match(plain) else ""
    return _role(re.sub(r"[()\s]+", " ", rest).strip())


def _settle(columns: list[Column], default_milestone: str | None) -> list[Column] | None:
    """The columns made sure of: one of names, figures with their milestones; None for another kind of table."""
    roles = [column.role for column in columns]
    dated = [column for column in columns if column.role == "target" and column.when]
    if "task" in roles and not ("name" in roles and (dated or "unit" in roles)):
        return None
    columns = _with_name(columns)
    roles = [column.role for column in columns]
    if "name" not in roles:
        return None
    if not dated:
        columns = [
            Column("target", column.title, default_milestone) if column.role == "target" else column
            for column in columns
        ]
        if "target" not in roles:
            return None
        if default_milestone is None and not {"unit", "number", "deadline"} & set(roles):
            return None
    else:
        columns = [
            Column("", column.title) if column.role == "target" and not column.when else column
            for column in columns
        ]
    return columns


def _with_name(columns: list[Column]) -> list[Column]:
    """Exactly one column of names: the first so called; a second one holds targets ("Chỉ tiêu | … | Chỉ tiêu").

    Without one, the first heading the vocabulary does not know.
    """
    seen = False
    result: list[Column] = []
    for column in columns:
        if column.role == "name":
            result.append(Column("target", column.title, column.when) if seen else column)
            seen = True
        else:
            result.append(column)
    if not seen:
        for wanted in ("target", ""):
            for i, column in enumerate(result):
                if column.role == wanted and not column.when and column.title:
                    result[i] = Column("name", column.title)
                    return result
    return result
