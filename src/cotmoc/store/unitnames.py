"""Units as people name them in a form: "Sở Y tế (SYT)" to choose from, and found again by that, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.text import fold
from cotmoc.store.dated import valid_on
from cotmoc.store.heirs import Unit, full_name
from cotmoc.store.unitpages import Model, find_units, without_title

# More than a browser shows of a list; enough for the agencies of a province to be there from the start.
MOST = 300
_MOST_TOLD = 5


@dataclass(frozen=True)
class Choice:
    """A unit to choose: `text` is what the field then holds, `note` what stands above the unit."""

    text: str
    note: str


def text_of(unit: Unit) -> str:
    """A unit as a field holds it: its name and, in brackets, its code."""
    return f"{full_name(unit)} ({unit.code})"


def code_in(text: str) -> str:
    """The code in "Sở Y tế (SYT)"; the whole of what is no such text."""
    found = re.search(r"\(([^()]+)\)\s*$", text)
    return found[1].strip() if found else text.strip()


def suggestions(model: Model, on: date, words: str = "") -> tuple[Choice, ...]:
    """The units of a day whose names have the words, at most MOST of them."""
    name = words.strip().removesuffix(f"({code_in(words)})").strip()
    if name:
        found = find_units(model, on, name)
    else:
        found = (
            model._default_manager.filter(valid_on(on)).select_related("parent").order_by("-kind", "folded")
        )
    return tuple(Choice(text_of(unit), _above(unit)) for unit in found[:MOST])


def unit_named(model: Model, on: date, text: str) -> Unit | None:
    """The unit of a day by its code, its name and code, or its name alone; None when there is none.

    Raises InvalidValueError when several bear the name.
    """
    on_day = model._default_manager.filter(valid_on(on))
    for code in (text.strip(), code_in(text)):
        if unit := on_day.filter(code=code).first():
            return unit
    wanted = fold(text).strip()
    same = [unit for unit in find_units(model, on, text) if wanted in _names(unit)] if wanted else []
    if len(same) > 1:
        words = _("Có nhiều nơi tên '%(name)s': %(units)s. Ghi mã của nơi muốn nói.")
        raise InvalidValueError(words % {"name": text.strip(), "units": _listed(same)}, code="ambiguous")
    return same[0] if same else None


def _names(unit: Unit) -> set[str]:
    return {fold(unit.name), fold(full_name(unit)), without_title(fold(unit.name))}


def _above(unit: Unit) -> str:
    return full_name(unit.parent) if unit.parent else ""


def _listed(units: Iterable[Unit]) -> str:
    some = list(units)
    told = [", ".join(filter(None, (text_of(unit), _above(unit)))) for unit in some[:_MOST_TOLD]]
    return "; ".join(told) + ("…" if len(some) > _MOST_TOLD else "")
