"""The document as sheets with marks."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.factories import person
from tests.support.readings import claim, document, draft, finished, indicator

from cotmoc.actions.review import reject_claim, split_claim
from cotmoc.core.permissions import Role
from cotmoc.store.models import Person, Reading
from cotmoc.store.reviewing import views
from cotmoc.web.review.paper import Block, Sheet, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> Person:
    return person(Role.PLANNER)


def sheets(reading: Reading) -> tuple[Sheet, ...]:
    return paper(reading.document, views(reading), reading.draft["outline"])


def block(reading: Reading, number: int) -> Block:
    return next(block for sheet in sheets(reading) for block in sheet.blocks if block.number == number)


def test_a_paragraph_is_cut_at_its_claims(planner: Person) -> None:
    runs = block(finished(planner), 2).runs
    assert [(run.text[:8], run.mark.number if run.mark else 0) for run in runs] == [
        ("a) Đến n", 0), ("tỷ lệ hồ", 1), ("; ", 0), ("phủ sóng", 2), (".", 0),
    ]  # fmt: skip


def test_cells_of_targets_are_marked_and_numbered_once(planner: Person) -> None:
    row = indicator("Phủ sóng 5G", 90, "Phủ sóng 5G", block=8, row=1, column=1)
    row["targets"][0] |= {"row": 1, "column": 2}
    table = block(finished(planner, draft(indicators=[row])), 8)
    name, cell = table.rows[1][1].runs[0], table.rows[1][2].runs[0]
    assert (cell.text, cell.mark) == ("90%", name.mark)
    assert (len(name.begins), cell.begins) == (1, ())


def test_rejected_words_are_marked_so_and_replaced_ones_not_at_all(planner: Person) -> None:
    reading = finished(planner)
    reject_claim(claim=claim(reading, "Hồ sơ"), by=planner)
    mark = block(reading, 2).runs[1].mark
    assert mark is not None
    assert mark.rejected
    task = claim(reading, "Hoàn thành")
    split_claim(claim=task, parts=[task.payload, {**task.payload, "quote": ""}], by=planner)
    assert task.pk not in {run.mark.key for run in block(reading, 4).runs if run.mark}


def test_headings_and_capitals_are_bold(planner: Person) -> None:
    reading = finished(planner, draft(outline=[{"number": "1", "title": "x", "block": 5}]))
    assert [block(reading, number).bold for number in (0, 2, 5)] == [True, False, True]


def test_pages_of_the_source_are_the_sheets(planner: Person) -> None:
    blocks = document()
    for stored, page in zip(blocks["blocks"], (1, 1, 1, 2, 2, 2, 3, 3, 3), strict=True):
        stored["page"] = page
    assert [(sheet.number, len(sheet.blocks)) for sheet in sheets(finished(planner, blocks=blocks))] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]


def test_a_source_without_pages_is_cut_to_sheets(planner: Person) -> None:
    long = document(tuple(f"Đoạn {number} " + "chữ " * 200 for number in range(12)))
    shown = sheets(finished(planner, draft(indicators=[], obligations=[]), blocks=long))
    assert len(shown) > 2
    assert [block.number for sheet in shown for block in sheet.blocks] == list(range(13))
    assert {len(sheet.bars) for sheet in shown} == {12}


def test_the_miniature_shows_where_claims_stand(planner: Person) -> None:
    (sheet,) = sheets(finished(planner))
    assert list(dict.fromkeys(sheet.bars)) == ["", "indicator", "task", "obligation"]


def merged(text: str, wide: bool = True) -> dict[str, Any]:
    return {"text": text, "merged": wide}


def test_merged_cells_spread_over_what_they_cover(planner: Person) -> None:
    rows = [
        [{"text": "TT"}, {"text": "Giai đoạn"}, merged("Giai đoạn")],
        [merged("TT"), {"text": "2025"}, {"text": "2030"}],
        [{"text": "I"}, merged("I"), merged("I")],
    ]
    stored = {"source": "docx", "pages": None, "warnings": [], "blocks": [{"block": 0, "rows": rows}]}
    (sheet,) = paper(stored, ())
    shown = [
        [(cell.runs[0].text, cell.colspan, cell.rowspan) for cell in row] for row in sheet.blocks[0].rows
    ]
    assert shown == [[("TT", 1, 2), ("Giai đoạn", 2, 1)], [("2025", 1, 1), ("2030", 1, 1)], [("I", 3, 1)]]


def test_an_empty_document_has_no_sheets() -> None:
    assert paper({}, ()) == ()
