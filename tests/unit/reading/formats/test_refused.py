"""Bad input: each is refused with a stable code and a sentence that says what to do."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from tests.support.files import p, package, paragraphs, pdf, word, word_part

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats import Limits, read_document

DOC = word(p("Kế hoạch"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
)
TYPES = {"[Content_Types].xml": b"<Types/>"}


def bomb() -> bytes:
    return package({**TYPES, "word/document.xml": b" " * 30_000_000})


def liar() -> bytes:
    """A package whose directory says that an entry is small."""
    data = bytearray(package({**TYPES, "word/document.xml": b"<a>" + b" " * 3_000_000}))
    directory = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 1000)
    return bytes(data)


def locked_zip() -> bytes:
    data = bytearray(DOC)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "empty"),
        (b" \r\n\x00", "a.txt", "empty"),
        (word(""), "a.docx", "empty"),
        (pdf(""), "a.pdf", "empty"),
        (OLE, "a.doc", "old-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"{\\rtf1 abc}", "a.rtf", "old-format"),
        (b"GIF89a" + bytes(50), "a.gif", "unknown-format"),
        (b"MZ" + bytes(50), "a.docx", "unknown-format"),
        (package({"xl/workbook.xml": b"<a/>"}), "a.xlsx", "spreadsheet"),
        (package({"a.txt": b"abc"}), "a.zip", "unknown-format"),
        (package({**TYPES, "word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "a.docm", "macro"),
        (package({"[Content_Types].xml": b"macroEnabled", "word/document.xml": b"<a/>"}), "a.docx", "macro"),
        (package({**TYPES, "word/other.xml": b"<a/>"}), "a.docx", "truncated"),
        (package({**TYPES, "word/document.xml": b"<a"}), "a.docx", "truncated"),
        (package({**TYPES, "word/document.xml": ENTITIES}), "a.docx", "unsafe-xml"),
        (package({f"word/{i}": b"" for i in range(5001)}), "a.docx", "zip-bomb"),
        (bomb(), "a.docx", "zip-bomb"),
        (liar(), "a.docx", "truncated"),
        (locked_zip(), "a.docx", "encrypted"),
        (DOC[: len(DOC) // 2], "a.docx", "truncated"),
        (b"PK\x03\x04", "a.docx", "truncated"),
        (pdf("abc")[:300], "a.pdf", "truncated"),
        (b"%PDF-1.7\n", "a.pdf", "truncated"),
        (b"some words that are no PDF", "a.pdf", "wrong-extension"),
        (word(p("x"), app=b"<Properties><Pages>2000</Pages></Properties>"), "a.docx", "too-many-pages"),
        (word("<w:r><w:lastRenderedPageBreak/></w:r>" * 501), "a.docx", "too-many-pages"),
    ],
)
def test_refused(data, name, code):
    with pytest.raises(UnreadableError) as caught:
        read_document(data, name)
    assert caught.value.code == code
    assert "Hãy" in str(caught.value)


def test_limits_are_settings():
    for data in (word(p("chữ " * 3000)), word(p("") * 1300)):
        with pytest.raises(UnreadableError) as caught:
            read_document(data, "a.docx", limits=Limits(max_pages=2))
        assert caught.value.code == "too-many-pages"
    for limits, code in ((Limits(max_bytes=10), "too-large"), (Limits(max_unpacked=100), "zip-bomb")):
        with pytest.raises(UnreadableError) as caught:
            read_document(DOC, "a.docx", limits=limits)
        assert caught.value.code == code


def test_what_really_comes_out_is_counted():
    """Every part is under the ceiling alone, and reading them one by one still is not."""
    from cotmoc.reading.formats.archive import Archive

    archive = Archive(DOC, Limits(max_unpacked=len(DOC) + 300))
    assert archive.read("word/document.xml")
    assert archive.read("word/nothing.xml") is None
    with pytest.raises(UnreadableError) as caught:
        [archive.read("word/document.xml") for _ in range(20)]
    assert caught.value.code == "zip-bomb"


def test_a_huge_part_is_refused():
    body = word_part("document", "<w:body>" + " " * 32_000_000 + "</w:body>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    with pytest.raises(UnreadableError) as caught:
        read_document(out.getvalue(), "a.docx")
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(
    ("data", "name", "source"),
    [(DOC, "a.pdf", "docx"), (pdf("Kế hoạch"), "a.docx", "pdf"), (DOC, "a.doc", "docx")],
)
def test_a_wrong_extension_is_read_by_content_and_said(data, name, source):
    document = read_document(data, name)
    assert document.source == source
    assert paragraphs(document) == ["Kế hoạch"]
    assert [warning.code for warning in document.warnings] == ["wrong-extension"]


@pytest.mark.parametrize("name", ["ke-hoach", "ke-hoach.DOCX"])
def test_no_extension_or_capitals_are_fine(name):
    assert read_document(DOC, name).warnings == ()


def test_progress_may_stop_the_reading():
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int, what: str) -> None:
        raise StoppedError

    for data, name in ((DOC, "a.docx"), (pdf("a"), "a.pdf"), (b"abc", "a.txt")):
        with pytest.raises(StoppedError):
            read_document(data, name, progress=stop)
