"""Whatever the bytes, only `UnreadableError` comes out; and what is read obeys the contract of blocks."""

from __future__ import annotations

import functools
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import files

from cotmoc.core.errors import UnreadableError
from cotmoc.core.text import normalise
from cotmoc.reading.blocks import Document, Paragraph, Table
from cotmoc.reading.formats import Limits, legacy, read_document
from cotmoc.reading.formats.marks import strip_marks

WORDS = [
    "kế",
    "hoạch",
    "mục",
    "tiêu",
    "năm",
    "2030",
    "đạt",
    "trên",
    "80%",
    "chỉ",
    "số",
    "chuyển",
    "đổi",
    "chủ",
    "trì",
]
BUSY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(["a.txt", "a.md", "a.docx", "a.pdf", "a", "a.doc"])


@pytest.fixture(autouse=True, scope="module")
def _without_recognition():
    """A damaged PDF may look like a picture; recognising it would take seconds each time."""

    def refuse() -> str:
        raise UnreadableError("Không có Tesseract.", code="no-ocr")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cotmoc.reading.formats.scan.reader.require_tesseract", refuse)
        yield


def check(document: Document) -> None:
    """The contract: numbered blocks of normal text, tables of equal rows, places that point to themselves."""
    for index, block in enumerate(document.blocks):
        assert block.place.block == index
        if isinstance(block, Paragraph):
            assert block.text
            assert block.text == normalise(block.text)
            continue
        assert isinstance(block, Table)
        assert len({len(row) for row in block.rows}) == 1
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                assert (cell.place.block, cell.place.row, cell.place.column) == (index, r, c)
                assert cell.text == normalise(cell.text)


def survives(data: bytes, name: str) -> None:
    refused = None
    try:
        check(read_document(data, name, limits=Limits(max_bytes=2_000_000, max_pages=20)))
    except UnreadableError as error:
        refused = error
    if refused is not None:
        assert str(refused)
        assert refused.code != "unreadable"


@functools.cache
def samples() -> dict[str, bytes]:
    """A valid file of every kind that needs no recognition."""
    body = files.p("KẾ HOẠCH", '<w:jc w:val="center"/>', "<w:b/>") + files.tbl(
        files.tr("TT", "Chỉ tiêu", "2030"), files.tr("1", "Tỷ lệ A", "≥ 5%"), files.tr("2", "Tỷ lệ B", "7")
    )
    table = "#table(columns: 3, [TT], [Chỉ tiêu], [2030], [1], [Tỷ lệ A], [≥ 5%])"
    return {
        "docx": files.word(body, styles='<w:style w:styleId="a"/>', numbering="<w:num/>"),
        "xml": files.word_part("document", f"<w:body>{body}</w:body>"),
        "pdf": files.pdf(f"Kế hoạch số 5\n\n{table}\n\nHết"),
        "tcvn3": "QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh vÒ ®Èy m¹nh".encode("latin-1"),
    }


@BUSY
@given(st.binary(max_size=400), NAMES)
def test_random_bytes(data, name):
    survives(data, name)


@BUSY
@given(
    st.sampled_from(
        [b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]
    ),
    st.binary(max_size=300),
    NAMES,
)
def test_random_bytes_behind_a_known_head(head, data, name):
    survives(head + data, name)


@BUSY
@given(st.sampled_from(["docx", "pdf", "tcvn3"]), st.data())
def test_mutated_files(kind, data):
    changed = bytearray(samples()[kind])
    for at in data.draw(st.lists(st.integers(0, len(changed) - 1), min_size=1, max_size=12)):
        changed[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(changed) // 2, len(changed)))
    survives(bytes(changed[:cut]), f"a.{kind}")


@BUSY
@given(st.data())
def test_mutated_xml_inside_a_sound_package(data):
    xml = samples()["xml"].decode()
    at = data.draw(st.integers(150, len(xml) - 1))
    piece = data.draw(
        st.sampled_from(["", "x", "<", "<w:tc>", "</w:tr>", '"', "-1", "99999999999", "&a;", "<w:p/>"])
    )
    width = data.draw(st.integers(0, 30))
    document = (xml[:at] + piece + xml[at + width :]).encode("utf-8", "replace")
    survives(files.package({"[Content_Types].xml": b"", "word/document.xml": document}), "a.docx")


@given(st.text(max_size=200), st.booleans())
def test_marks_never_add_letters(text, in_bold):
    line = strip_marks(text.replace("\n", " "), in_bold=in_bold)
    assert len(line.text) <= len(text) + 3 * text.count("\\") + 2


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)
)
def test_plain_lines_come_back_as_they_are(lines):
    for ending in ("\n", "\r\n", "\r"):
        document = read_document(unicodedata.normalize("NFD", ending.join(lines)).encode(), "a.txt")
        assert files.paragraphs(document) == lines


@given(
    st.integers(3, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from(WORDS), min_size=width, max_size=width), min_size=2, max_size=8
        )
    )
)
def test_one_table_in_four_formats(rows):
    """Tabs, pipes and Word give the same cells."""
    width = len(rows[0])
    tabs = "\n".join("\t".join(row) for row in rows)
    pipes = "\n".join("|" + "|".join(row) + "|" for row in [rows[0], ["--"] * width, *rows[1:]])
    body = files.tbl(*(files.tr(*row) for row in rows))
    for data, name in ((tabs.encode(), "a.txt"), (pipes.encode(), "a.md"), (files.word(body), "a.docx")):
        assert files.tables(read_document(data, name)) == [rows]


@pytest.mark.parametrize("encoding", [legacy.TCVN3, legacy.VNI])
@given(st.lists(st.sampled_from(["quyết", "định", "đẩy", "mạnh", "ủy", "tỉnh", "chuyển", "nghiệp", "của", "về"]),
                min_size=6, max_size=30))  # fmt: skip
def test_old_encodings_round_trip(encoding, syllables):
    text = " ".join(syllables)
    assert legacy.detect(old(text, encoding)) == encoding
    assert legacy.convert(old(text, encoding), encoding) == text


def old(text: str, encoding: str) -> str:
    """`text` as the old encoding wrote it."""
    if encoding == legacy.TCVN3:
        table = {letter: chr(code) for code, letter in legacy._TCVN3_TABLE.items()}
    else:
        table = {letter: code for code, letter in reversed(legacy._VNI_TABLE.items())}
    return "".join(table.get(letter, letter) for letter in text)
