"""The board: every indicator of a plan against its path, in one table."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cotmoc.core.status import STATUS_LABELS
from cotmoc.store import board as store
from cotmoc.store.heritage import notice_of
from cotmoc.store.language import said
from cotmoc.store.naming import reference_of
from cotmoc.ui.scorecard_bar import axis_of, bar_of
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.filters import Chip, asked, href

_LOOKED_AT_FIRST = ("at-risk", "late", "no-data")
NAMES = ("q", "tinh-trang", "thieu", "chu-tri", "xep")


@asks()
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The table with its head of counts; every filter is a parameter of the address."""
    plan = find_plan(request, slug)
    shown = store.board(plan, today=timezone.localdate())
    values = asked(request, NAMES)
    rows = store.select_rows(shown.rows, _query(values))
    context = {
        "plan": plan,
        "reference": reference_of(plan),
        "board": shown,
        "heritage_notice": notice_of(plan, shown.today, [row.indicator.owner for row in shown.rows]),
        "words": values["q"],
        "chosen_status": values["tinh-trang"],
        "chosen_gap": values["thieu"],
        "chosen_owner": values["chu-tri"],
        "chosen_sort": values["xep"] or "muc",
        "special": shown.alerts["special-red"],
        "count": len(rows),
        "sorts": store.SORTS,
        "no_owner": store.NO_OWNER,
        "has_orphans": any(row.indicator.owner is None for row in shown.rows),
        "parts": _parts(shown, values),
        "chips": _chips(shown, values),
        "gap_chips": _gap_chips(shown, values),
        **_table(shown, rows, values),
    }
    return render(request, "web/board/page.html", context)


def _query(values: dict[str, str]) -> store.BoardQuery:
    return store.BoardQuery(
        words=values["q"],
        status=values["tinh-trang"],
        gap=values["thieu"],
        owner=values["chu-tri"],
        sort=values["xep"] or "muc",
    )


def _table(shown: store.Board, rows: tuple[store.BoardRow, ...], values: dict[str, str]) -> dict[str, Any]:
    """Rows with their bars on the plan's one axis, under the headings of the document unless sorted otherwise."""
    axis = axis_of((row.card for row in shown.rows), today=shown.today)
    lines = [(row, bar_of(row.card, axis) if axis else None) for row in rows]
    if values["xep"] not in {"", "muc"}:
        return {"axis": axis, "groups": [("", lines)] if lines else []}
    groups = groupby(lines, key=lambda line: line[0].indicator.heading)
    return {"axis": axis, "groups": [(heading, list(some)) for heading, some in groups]}


def _parts(shown: store.Board, values: dict[str, str]) -> list[Chip]:
    """The head: how many indicators have each status."""
    return [
        Chip(
            code,
            STATUS_LABELS[code],
            count,
            href({}, tinh_trang="" if values["tinh-trang"] == code else code),
            values["tinh-trang"] == code,
        )
        for code, count in shown.statuses.items()
        if count
    ]


def _chips(shown: store.Board, values: dict[str, str]) -> list[Chip]:
    """What a reader looks at first: all, then what is not well."""
    chosen = values["tinh-trang"]
    is_all = not chosen and not values["thieu"]
    everything = Chip("", _("Tất cả"), len(shown.rows), href(values, tinh_trang="", thieu=""), is_all)
    return [everything] + [
        Chip(code, STATUS_LABELS[code], count, href(values, tinh_trang=code, thieu=""), chosen == code)
        for code, count in shown.statuses.items()
        if (code in _LOOKED_AT_FIRST and count) or code == chosen
    ]


def _gap_chips(shown: store.Board, values: dict[str, str]) -> list[Chip]:
    return [
        Chip(
            code,
            said(store.GAPS[code]),
            count,
            href(values, thieu=code, tinh_trang=""),
            values["thieu"] == code,
        )
        for code, count in shown.gaps.items()
    ]
