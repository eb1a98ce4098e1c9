"""Form fields as Vietnamese offices write numbers, dates and lists."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cotmoc.core.dates import milestone_date, parse_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import parse_number
from cotmoc.store.language import said
from cotmoc.web.review.words import due_words, number_words, unit_code, unit_word

_MONTH = re.compile(r"(?:tháng )?(\d{1,2})[/-](\d{4})")
_DAY_OF_YEAR = re.compile(r"(?:ngày )?(\d{1,2})(?:/| tháng )(\d{1,2})")
_ISO_MONTH = re.compile(r"\d{4}-\d{2}")


class NumberField(forms.CharField):
    """A number: "1.234,5". Empty is None."""

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        return _or_error(parse_number, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return number_words(value) if isinstance(value, int | float) else value


class MilestoneField(forms.CharField):
    """A year, a month or a day: "2030", "6/2030", "30/6/2030". Empty is None.

    `years=False` refuses a bare year by taking it as its last month, as deadlines do.
    """

    def __init__(self, *, years: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.years = years

    def clean(self, value: Any) -> str | None:
        text = " ".join(str(super().clean(value)).split())
        return _or_error(self._read, text) if text else None

    def _read(self, text: str) -> str:
        if re.fullmatch(r"\d{4}", text):
            found = text if self.years else f"{text}-12"
        elif match := _MONTH.fullmatch(text):
            found = f"{match[2]}-{int(match[1]):02d}"
        elif _ISO_MONTH.fullmatch(text):
            found = text
        else:
            found = parse_date(text).isoformat()
        milestone_date(found)
        return found

    def prepare_value(self, value: Any) -> Any:
        return due_words(value) if isinstance(value, str) and re.fullmatch(r"[\d-]+", value) else value


class UnitField(forms.CharField):
    """A unit as people write it; in the plan format a place in a ranking is "rank"."""

    def clean(self, value: Any) -> str:
        return unit_code(" ".join(str(super().clean(value)).split()))

    def prepare_value(self, value: Any) -> Any:
        return unit_word(value) if isinstance(value, str) else value


class DayListField(forms.CharField):
    """Days of every year or months: "15/6; 1/12", "6/2026" → ["06-15", "12-01"], ["2026-06"]."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [_or_error(_day, part.strip()) for part in re.split(r"[;,\n]", text) if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(due_words(day) for day in value) if isinstance(value, list) else value


class ListField(forms.CharField):
    """Names in one line, parted by semicolons (names of agencies hold commas)."""

    def clean(self, value: Any) -> list[str]:
        return [" ".join(part.split()) for part in re.split(r"[;\n]", super().clean(value)) if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list) else value


def _day(text: str) -> str:
    if match := _DAY_OF_YEAR.fullmatch(text):
        parse_date(f"{match[1]}/{match[2]}/2024")  # a leap year, so that 29/2 is a day
        return f"{int(match[2]):02d}-{int(match[1]):02d}"
    if match := _MONTH.fullmatch(text):
        milestone_date(found := f"{match[2]}-{int(match[1]):02d}")
        return found
    raise InvalidValueError(
        _("'%(text)s' không phải ngày trong năm; viết như 15/6, hoặc tháng như 6/2026.") % {"text": text}
    )


def _or_error(read: Any, text: str) -> Any:
    try:
        return read(text)
    except InvalidValueError as error:
        raise forms.ValidationError(said(error.args[0])) from error
