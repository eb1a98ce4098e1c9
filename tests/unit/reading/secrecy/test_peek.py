"""A mark is found in the bytes of every format, before the file is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont
from tests.support.files import p, package, pdf, png, scan, tbl, tr, word, word_part

from cotmoc.config.env import ROOT
from cotmoc.core.errors import SecretMarkError, UnreadableError
from cotmoc.reading import read
from cotmoc.reading.secrecy import mark_in_file
from cotmoc.reading.sheets import read_sheets

BODY = [
    "KẾ HOẠCH",
    "Bảo vệ bí mật nhà nước năm 2026",
    "Căn cứ Luật Bảo vệ bí mật nhà nước",
    "1. Tài liệu mật gửi riêng.",
]
FACE = ROOT / "frontend" / "dist" / "fonts" / "Tinos_700Bold.ttf"


def word_of(*extra: str) -> bytes:
    head = tbl(
        tr("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), tr("Số: 12/KH-UBND", "An Hải, ngày 5/3/2026")
    )
    return word(head + "".join(map(p, [*extra, *BODY])))


def pdf_of(*lines: str) -> bytes:
    return pdf("\n\n".join(["UBND TỈNH", "Số: 12/KH-UBND", *lines, *BODY]).replace("1. Tài", "1) Tài"))


def stamped(words: str, colour: tuple[int, int, int], degrees: float) -> Image.Image:
    """The first page of a directive with a framed stamp under its number."""
    page = Image.new("RGB", (1654, 2339), "white")
    draw, face = ImageDraw.Draw(page), ImageFont.truetype(str(FACE), 34)
    for at, text in (((180, 150), "UBND TỈNH AN HẢI"), ((200, 205), "Số: 12/KH-UBND"), ((500, 480), BODY[0])):
        draw.text(at, text, font=face, fill="black")
    draw.text((180, 560), BODY[2], font=face, fill="black")
    if words:
        stamp = Image.new("RGBA", (360, 110), (255, 255, 255, 0))
        pen = ImageDraw.Draw(stamp)
        pen.rectangle((4, 4, 355, 105), outline=colour, width=5)
        pen.text((180 - pen.textlength(words, font=face) / 2, 30), words, font=face, fill=colour)
        turned = stamp.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
        page.paste(turned, (170, 270), turned)
    return page


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_a_marked_file_is_known_and_the_same_without_the_mark_is_not(kind: str, mark: str) -> None:
    def make(*lines: str) -> bytes:
        text = "\n".join(["UBND TỈNH", "Số: 12/KH-UBND", *lines, *BODY]).encode()
        return {"txt": lambda: text, "docx": lambda: word_of(*lines), "pdf": lambda: pdf_of(*lines)}[kind]()

    found = mark_in_file(make(mark), f"ke-hoach.{kind}")
    assert found is not None
    assert found.degree == mark.capitalize()
    assert mark_in_file(make(), f"ke-hoach.{kind}") is None
    assert mark_in_file(make(mark, "ĐÃ GIẢI MẬT"), f"ke-hoach.{kind}") is None


def test_running_heads_watermarks_and_text_boxes_of_word_are_looked_at() -> None:
    plain = "".join(map(p, BODY))
    shape = '<v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="TỐI MẬT"/>'
    for part in (
        word_part("hdr", p("TỐI MẬT")),
        word_part("hdr", f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"),
    ):
        entries = {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": word_part("document", f"<w:body>{plain}</w:body>"),
            "word/header1.xml": part,
        }
        found = mark_in_file(package(entries), "a.docx")
        assert found is not None
        assert found.degree == "Tối mật"


_BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
_ART = (
    '<w:p><w:r><w:drawing><a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:r><a:t>TỐI </a:t></a:r><a:r><a:t>MẬT</a:t></a:r></a:p></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize(
    "hidden",
    [
        {"word/headerA.xml": word_part("hdr", p("TỐI MẬT"))},
        {"elsewhere/foot.XML": word_part("ftr", p("T Ố I  M Ậ T"))},
        {"word/document2.xml": word_part("document", f"<w:body>{p('TỐI MẬT')}</w:body>")},
        {"word/document.xml": word_part("document", "".join(map(p, BODY)) + _BOX.format(p("TỐI\u200b MẬT")))},
        {"word/document.xml": word_part("document", "".join(map(p, BODY)) + _ART)},
        {"word/a.xml": b"<broken", "word/header1.xml": word_part("hdr", p("TỐI MẬT"))},
    ],
)
def test_a_mark_of_word_in_a_place_where_readers_of_the_text_do_not_look(hidden: dict[str, bytes]) -> None:
    plain = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": word_part("document", f"<w:body>{''.join(map(p, BODY))}</w:body>"),
    }
    assert mark_in_file(package(plain), "a.docx") is None
    found = mark_in_file(package({**plain, **hidden}), "a.docx")
    assert found is not None
    assert found.degree == "Tối mật"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_with_two_parts_of_one_name_is_no_word_file() -> None:
    out = io.BytesIO(word_of("TỐI MẬT"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", word_part("document", f"<w:body>{p('Lành')}</w:body>"))
    with pytest.raises(UnreadableError):
        read(out.getvalue(), "a.docx")


def test_a_workbook_marked_outside_of_its_cells() -> None:
    def book(name: str = "Số liệu", head: str = "") -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as made:
            sheet = made.add_worksheet(name)
            sheet.set_header(f"&C&14{head}")
            sheet.write_row(0, 0, ["Mã", "Giá trị"])
            sheet.write_row(1, 0, ["CT-01", 5])
        return out.getvalue()

    assert read_sheets(book(head="Trang &P"), "a.xlsx")
    for data, name in ((book("MẬT"), "a.xlsx"), (book(head="TỐI MẬT"), "a.xlsx"), (book(), "TUYỆT_MẬT.xlsx")):
        with pytest.raises(SecretMarkError):
            read_sheets(data, name)


def test_a_mark_on_a_later_page_of_a_pdf() -> None:
    found = mark_in_file(pdf("Kế hoạch\n#pagebreak()\nTUYỆT MẬT\n\nTiếp theo"), "a.pdf")
    assert found is not None
    assert found.where == "ở đầu hoặc chân trang 2"


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("words", "colour", "degrees"),
    [("MẬT", (190, 30, 40), -6), ("TỐI MẬT", (20, 20, 20), 3), ("TUYỆT MẬT", (190, 30, 40), 4)],
)
def test_a_stamp_on_a_scan(words: str, colour: tuple[int, int, int], degrees: float) -> None:
    page = stamped(words, colour, degrees)
    found = mark_in_file(png(page), "a.png")
    assert found is not None
    assert found.degree == words.capitalize()


@pytest.mark.ocr
def test_a_scan_without_a_stamp_and_a_scanned_pdf_with_one() -> None:
    assert mark_in_file(png(stamped("", (0, 0, 0), 0)), "a.png") is None
    out = io.BytesIO()
    stamped("TỐI MẬT", (190, 30, 40), 2).save(out, "PDF", resolution=200)
    found = mark_in_file(out.getvalue(), "a.pdf")
    assert found is not None
    assert found.degree == "Tối mật"
    assert mark_in_file(scan(pdf_of()), "a.pdf") is None


def _rtf(line: str) -> bytes:
    letters = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in line)
    head, foot = (
        r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\pard\qc {\b ",
        r"}\par\pard B\u7843?o v\u7879? b\'ed\par}",
    )
    return f"{head}{letters}{foot}".encode()


def _doc(line: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + f"UBND TỈNH\r{line}\rBảo vệ\r".encode("utf-16-le")
    )


@pytest.mark.parametrize("make", [_rtf, _doc])
def test_a_mark_in_a_file_of_an_older_program_that_is_not_read(make: Callable[[str], bytes]) -> None:
    found = mark_in_file(make("TỐI MẬT"), "a.doc")
    assert found is not None
    assert found.degree == "Tối mật"
    for line in ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Mật ong", "KẾ HOẠCH"):
        assert mark_in_file(make(line), "a.doc") is None


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_broken_file_is_left_to_its_reader(data: bytes) -> None:
    assert mark_in_file(data, "a.bin") is None


def test_the_door_of_reading_refuses_too() -> None:
    with pytest.raises(SecretMarkError, match="TỐI MẬT"):
        read(word_of("TỐI MẬT"), "a.docx")


def test_a_workbook_or_table_with_a_mark_above_it() -> None:
    table = "Mã,Tên,Kỳ,Giá trị\nCT-01,Độ mật,2026,5\nCT-02,Mật,2026,6\n"
    assert read_sheets(table.encode(), "a.csv")
    with pytest.raises(SecretMarkError):
        read_sheets(f"MẬT\n{table}".encode(), "a.csv")
