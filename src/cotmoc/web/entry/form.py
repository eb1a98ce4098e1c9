"""The form of a unit and a period as it is posted: what was typed into each row, read and judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from cotmoc.actions.figures import clear_figure, entered, save_figures
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.figures import Figure
from cotmoc.core.numbers import MISSING, format_number, parse_number
from cotmoc.store.figuresheet import EntryLine, EntrySheet
from cotmoc.store.language import reason
from cotmoc.store.models import Observation, Person
from cotmoc.web.review.words import number_words

NUMBERS = ("value", "numerator", "denominator")
FIELDS = (*NUMBERS, "reason")
Typed = dict[str, str]
_SAVED = {
    Observation.State.DRAFT: mark("Đã lưu"),
    Observation.State.SUBMITTED: mark("Đã nộp"),
    Observation.State.APPROVED: mark("Đã duyệt"),
}


@dataclass(frozen=True)
class EntryRow:
    """A line of the form with what its fields show and what is wrong with it."""

    line: EntryLine
    typed: Typed
    fault: str = ""

    @property
    def state(self) -> str:
        """The class of its cell: blank, saved, question or wrong."""
        if self.fault:
            return "wrong"
        if not self.line.is_entered:
            return "blank"
        return "question" if self.line.question else "saved"

    @property
    def word(self) -> str:
        """What its cell says of itself."""
        figure = self.line.figure
        if self.fault:
            return _("Lỗi")
        if figure is None:
            return _("Chưa nhập")
        if self.line.question:
            return _("Cần xem lại")
        if figure.value is None:
            return _("Chưa có số liệu")
        return _SAVED[Observation.State(figure.state)]

    @property
    def difference(self) -> str:
        """Against the period before, with its sign: "+67"; empty when there is nothing to compare."""
        change = self.line.difference
        if change is None:
            return ""
        shown = format_number(round(change, 2))
        return f"+{shown}" if change > 0 else shown.replace("-", "−")


def rows_of(sheet: EntrySheet) -> tuple[EntryRow, ...]:
    """The rows as they stand."""
    return tuple(EntryRow(line, shown(line.figure)) for line in sheet.lines)


def shown(figure: Observation | None) -> Typed:
    """What the fields of a row show of the figure that stands."""
    if figure is None:
        return dict.fromkeys(FIELDS, "")
    return {name: number_words(getattr(figure, name)) for name in NUMBERS} | {"reason": figure.missing_reason}


def typed_into(line: EntryLine, post: Mapping[str, str]) -> Typed | None:
    """What was posted about a line ("value-12"); None when its row was not posted."""
    pk = line.indicator.pk
    if not any(f"{name}-{pk}" in post for name in FIELDS):
        return None
    typed = {name: post.get(f"{name}-{pk}", "").strip()[:200] for name in FIELDS}
    if line.asks_parts:
        typed["value"] = ""  # it follows from the parts
    return typed


def is_untouched(line: EntryLine, typed: Typed) -> bool:
    """Whether the fields still show what stands."""
    fields = [name for name in FIELDS if name != "value" or not line.asks_parts]
    standing = shown(line.figure)
    return all(typed[name] == standing[name] for name in fields)


def figure_of(line: EntryLine, typed: Typed) -> Figure | None:
    """The figure that was typed; None when every field is empty. Raises InvalidValueError with the remedy."""
    numbers = {name: parse_number(text) for name in NUMBERS if (text := typed[name]) and text != MISSING}
    if not numbers and not typed["reason"]:
        return None
    return entered(line.indicator, reason=typed["reason"], **numbers)


def save_posted(sheet: EntrySheet, post: Mapping[str, str], by: Person) -> dict[int, EntryRow]:
    """Save every posted row that is in order. Returns those that are not, by indicator, with their faults."""
    faulty: dict[int, EntryRow] = {}
    figures = []
    for line in sheet.lines:
        typed = typed_into(line, post)
        if typed is None or is_untouched(line, typed):
            continue
        try:
            figure = figure_of(line, typed)
            if figure is None:
                clear_figure(
                    plan=sheet.plan, unit=sheet.unit, period=sheet.period, indicator=line.indicator, by=by
                )
            else:
                figures.append(figure)
        except (InvalidValueError, ConflictError) as error:
            faulty[line.indicator.pk] = EntryRow(line, typed, reason(error))
    if figures:
        save_figures(plan=sheet.plan, unit=sheet.unit, period=sheet.period, figures=figures, by=by)
    return faulty
