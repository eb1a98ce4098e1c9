"""Blocks survive the way to the database and back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.plan import Place, Warning
from cotmoc.reading.blocks import Cell, Document, Paragraph, Table
from cotmoc.reading.blocksjson import document_from_data, document_to_data

number = st.one_of(st.none(), st.integers(0, 999))
places = st.builds(Place, block=st.integers(0, 999), line=number, page=number)
cell_places = st.builds(Place, block=st.integers(0, 9), row=st.integers(0, 9), column=st.integers(0, 9))
cells = st.builds(Cell, text=st.text(), place=cell_places, merged=st.booleans())
tables = st.builds(
    Table, rows=st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple), place=places
)
paragraphs = st.builds(
    Paragraph,
    text=st.text(),
    place=places,
    bold=st.booleans(),
    centred=st.booleans(),
    heading=st.none() | st.integers(1, 6),
)
documents = st.builds(
    Document,
    blocks=st.lists(paragraphs | tables, max_size=4).map(tuple),
    source=st.sampled_from(("text", "docx", "pdf", "scan")),
    pages=number,
    warnings=st.lists(st.builds(Warning, st.text(), st.text(), st.none() | places), max_size=2).map(tuple),
)


@given(documents)
def test_there_and_back(document: Document) -> None:
    data = json.loads(json.dumps(document_to_data(document)))
    assert document_from_data(data) == document


def test_what_says_nothing_is_left_out() -> None:
    data = document_to_data(Document((Paragraph("a", Place(0)),), "text"))
    assert data["blocks"] == [{"block": 0, "text": "a"}]
