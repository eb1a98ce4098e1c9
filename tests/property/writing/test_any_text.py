"""Whatever people write, the report comes out, says it, and comes out the same again."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pdfplumber
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.support.reports import FONTS, report

from cotmoc.core.text import normalise
from cotmoc.writing.plain import printable
from cotmoc.writing.report import write_report
from cotmoc.writing.snapshot import STATUS_LABELS, IndicatorRow, ReportSnapshot, Signature, TaskRow

_MARKUP = st.sampled_from(
    [
        "#let x = 1",
        "$x^2$",
        "*đậm*",
        "<b>&amp;</b>",
        "]]>",
        "=HYPERLINK(1)",
        "+1",
        "-2",
        "@x",
        "🙂👩‍🚀",
        "\\n",
        '"',
        "#{",
        "//",
    ]
)
TEXT = st.lists(st.one_of(_MARKUP, st.text(max_size=12)), max_size=4).map(" ".join)
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)
INDICATOR = st.builds(
    IndicatorRow,
    name=TEXT,
    section=TEXT,
    unit=TEXT,
    target=TEXT,
    target_value=NUMBER,
    value=NUMBER,
    status=st.sampled_from(list(STATUS_LABELS)),
    lag=TEXT,
    note=TEXT,
    owner=TEXT,
    source=TEXT,
    link=TEXT,
)
TASK = st.builds(
    TaskRow,
    text=TEXT,
    state=TEXT,
    state_label=TEXT,
    section=TEXT,
    due=TEXT,
    due_on=st.none() | st.dates(),
    alert=st.sampled_from(["none", "yellow", "red", "special-red"]),
    proof=TEXT,
    link=TEXT,
)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)


@st.composite
def snapshots(draw: st.DrawFn) -> ReportSnapshot:
    names = (
        "number",
        "place",
        "subject",
        "period_label",
        "superior",
        "kind",
        "basis",
        "overview",
        "proposals",
    )
    return replace(
        report(style=draw(st.sampled_from(["state", "party"])), date=draw(st.dates())),
        **{name: draw(TEXT) for name in names},
        **{name: draw(TEXTS) for name in ("issuer", "to", "recipients", "sources")},
        indicators=tuple(draw(st.lists(INDICATOR, max_size=2))),
        tasks=tuple(draw(st.lists(TASK, max_size=2))),
        signature=Signature(draw(TEXTS), draw(TEXT)),
    )


SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(snapshots())
def test_json_round_trip(snapshot: ReportSnapshot) -> None:
    assert ReportSnapshot.from_json(snapshot.to_json()) == snapshot


@SLOW
@given(snapshots())
def test_pdf(snapshot: ReportSnapshot) -> None:
    data = write_report(snapshot, "pdf", fonts=FONTS)
    assert data == write_report(snapshot, "pdf", fonts=FONTS)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert {char["fontname"].split("+")[-1][:5] for page in pdf.pages for char in page.chars} == {"Tinos"}


@SLOW
@given(snapshots())
def test_docx(snapshot: ReportSnapshot) -> None:
    data = write_report(snapshot, "docx", fonts=FONTS)
    assert data == write_report(snapshot, "docx", fonts=FONTS)
    document = docx.Document(io.BytesIO(data))
    said = {normalise(p.text) for p in document.paragraphs}
    assert {line for line in printable(snapshot.overview).split("\n") if line.strip()} <= said


@SLOW
@given(snapshots())
def test_xlsx(snapshot: ReportSnapshot) -> None:
    data = write_report(snapshot, "xlsx", fonts=FONTS)
    assert data == write_report(snapshot, "xlsx", fonts=FONTS)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Chỉ tiêu").to_python()
    assert [row[2] for row in rows[1:]] == [printable(row.name) for row in snapshot.indicators]
