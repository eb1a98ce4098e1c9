"""Scans without Tesseract: the picture, the cells, the words; the program itself is played."""

from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image, ImageDraw
from tests.support.files import paragraphs, pdf, picture, png, tables

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats import Limits, read_document
from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.rulings import Grid
from cotmoc.reading.formats.scan import ocr, reader
from cotmoc.reading.formats.scan.cells import back, single, stacks
from cotmoc.reading.formats.scan.picture import prepared, slope, with_bars, without_sign, without_tables

TEXT = "Kế hoạch phát triển khoa học, công nghệ và đổi mới sáng tạo của toàn tỉnh. " * 12


def words(*texts: str, top: float = 100) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(f"{text} ", 100 + 90 * i, top, 180 + 90 * i, top + 40, 40) for i, text in enumerate(texts)
    )


@pytest.fixture
def played(monkeypatch):
    """Plays Tesseract: the answers in turn, the last one again and again. Keeps what was asked."""
    asked: list[tuple[int, tuple[int, int]]] = []
    answers: list[ocr.Recognised] = []

    def answer(picture: Image.Image, *, layout: int, dpi: int, seconds: float) -> ocr.Recognised:
        asked.append((layout, picture.size))
        return answers.pop(0) if len(answers) > 1 else answers[0]

    monkeypatch.setattr(reader, "recognise", answer)
    monkeypatch.setattr(reader, "require_tesseract", lambda: "tesseract")
    return answers, asked


def blank(width: int = 2480, height: int = 3508) -> Image.Image:
    return Image.new("L", (width, height), 255)


def test_the_words_of_a_picture_are_its_paragraphs(played):
    played[0].append(ocr.Recognised((words("KẾ", "HOẠCH"), words("Mục", "tiêu", top=400)), 95))
    steps: list[tuple[int, int, str]] = []
    document = read_document(png(blank()), "a.png", progress=lambda *step: steps.append(step))
    assert paragraphs(document) == ["KẾ HOẠCH", "Mục tiêu"]
    assert (document.source, document.pages, document.warnings) == ("scan", 1, ())
    assert steps == [(0, 1, "Nhận dạng chữ trên ảnh"), (1, 1, "Nhận dạng chữ trên ảnh")]


def test_a_tiff_of_several_pages(played):
    played[0].append(ocr.Recognised((words("Trang", top=1000),), 95))
    out = io.BytesIO()
    blank(900, 2100).save(out, "TIFF", save_all=True, append_images=[blank(900, 2100) for _ in range(3)])
    document = read_document(out.getvalue(), "a.tiff")
    assert [block.place.page for block in document.blocks] == [1, 2, 3, 4]


def test_a_poor_page_is_tried_turned_and_said(played):
    answers, asked = played
    bad, fair, good = (ocr.Recognised((words("a"),), confidence) for confidence in (30, 60, 50))
    answers.extend([bad, fair, good, bad])
    document = read_document(png(blank(2000, 3000)), "a.png")
    assert [size[0] for _, size in asked] == [2000, 3000, 3000, 2000]
    assert [(w.code, w.place.page if w.place else None) for w in document.warnings] == [("poor-scan", 1)]
    assert "60%" in document.warnings[0].message


def test_a_page_that_reads_well_turned_is_not_turned_further(played):
    answers, asked = played
    answers.extend([ocr.Recognised((), 0), ocr.Recognised((words("a"),), 96)])
    read_document(png(blank()), "a.png")
    assert len(asked) == 2


def test_no_words_at_all(played):
    played[0].append(ocr.Recognised((), 0))
    with pytest.raises(UnreadableError) as caught:
        read_document(png(blank(900, 2100)), "a.png")
    assert caught.value.code == "no-text"
    out = io.BytesIO()
    blank(800, 1100).save(out, "PDF")
    with pytest.raises(UnreadableError) as caught:
        read_document(out.getvalue(), "a.pdf")
    assert caught.value.code == "no-text"


def test_what_progress_raises_stops_the_pages(played):
    answers, asked = played
    answers.append(ocr.Recognised((words("a"),), 96))
    out = io.BytesIO()
    blank(900, 1200).save(out, "TIFF", save_all=True, append_images=[blank(900, 1200)] * 30)

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_document(out.getvalue(), "a.tiff", progress=stop)
    assert len(asked) < 20


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png(blank(40, 40))[:60], "truncated"),
        (b"\xff\xd8\xff" + bytes(100), "truncated"),
        (b"II*\x00" + bytes(9), "truncated"),
    ],
)
def test_broken_pictures(played, data, code):
    with pytest.raises(UnreadableError) as caught:
        read_document(data, "a.png")
    assert caught.value.code == code


def test_huge_pictures_and_many_pages_are_refused(played, monkeypatch):
    monkeypatch.setattr(reader, "_MOST_PIXELS", 100)
    with pytest.raises(UnreadableError) as caught:
        read_document(png(blank(40, 40)), "a.png")
    assert caught.value.code == "too-large"
    with pytest.raises(UnreadableError) as caught:
        read_document(png(blank(40, 40)), "a.png", limits=Limits(max_pages=0))
    assert caught.value.code == "too-many-pages"


def test_a_mixed_pdf_keeps_the_order_of_its_pages(played):
    played[0].append(ocr.Recognised((words("ảnh"),), 96))
    out = io.BytesIO()
    blank(800, 1100).save(out, "PDF")
    import pypdfium2 as pdfium

    joined = pdfium.PdfDocument.new()
    for data in (pdf(TEXT), out.getvalue(), pdf("Hết.")):
        part = pdfium.PdfDocument(data)
        joined.import_pages(part)
        part.close()
    out = io.BytesIO()
    joined.save(out)
    joined.close()
    document = read_document(out.getvalue(), "a.pdf")
    assert [text[:10] for text in paragraphs(document)] == ["Kế hoạch p", "ảnh", "Hết."]
    assert (document.source, document.pages) == ("pdf", 3)


# The picture ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [-2.5, -0.75, 0, 1.25])
def test_a_slope_is_found(angle):
    page = picture(pdf(TEXT), dpi=100).rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert slope(page) == pytest.approx(-angle, abs=0.3)


def test_pictures_are_made_grey_on_white_and_large_enough():
    clear = Image.new("RGBA", (500, 700), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((100, 100, 300, 110), fill=(0, 0, 0, 255))
    small = prepared(clear)
    assert (small.mode, max(small.size), small.getpixel((0, 0))) == ("L", 2100, 255)
    assert max(prepared(blank(5600, 4000)).size) == 5000
    turned = prepared(picture(pdf(TEXT)).rotate(2, fillcolor=255))
    assert turned.size[0] > 1654


def sign(text: str, bar: bool, slant: bool = False) -> tuple[Glyph, Image.Image]:
    """A drawn > or <, with or without the bar below, then a digit."""
    page = Image.new("L", (200, 100), 255)
    brush = ImageDraw.Draw(page)
    left, right = (20, 50) if text[0] == ">" else (50, 20)
    brush.line((left, 30, right, 45), fill=0, width=4)
    brush.line((right, 45, left, 60), fill=0, width=4)
    if bar:
        brush.line((20, 68, 50, 68), fill=0, width=4)
    brush.rectangle((70, 30, 90, 68), fill=0)
    return Glyph(text, 18, 28, 92, 70, 40), page


@pytest.mark.parametrize(
    ("text", "bar", "read"),
    [(">5", True, "≥5"), (">5", False, ">5"), ("<5", True, "≤5"), ("<5", False, "<5"), ("x5", True, "x5")],
)
def test_the_bar_below_a_sign_is_seen(text, bar, read):
    assert with_bars(*sign(text, bar)).text == read


def test_a_sign_without_ink_stays():
    glyph, _ = sign(">5", bar=True)
    assert with_bars(glyph, blank(200, 100)) == glyph


# The cells --------------------------------------------------------------------------------------------------

GRID = Grid((100, 300, 700), (100, 200, 400), ((0, 0), (2, 3)))


def table_page() -> Image.Image:
    page = blank(900, 1200)
    brush = ImageDraw.Draw(page)
    for box in ((400, 130, 500, 160), (150, 250, 180, 280), (400, 250, 420, 390)):
        brush.rectangle(box, fill=0)
    return page


def test_cells_are_stacked_and_found_again():
    [stack] = stacks(table_page(), [GRID])
    tops = [move[0] for move in stack.moves]
    assert len(tops) == 3
    first = Glyph("x", 60, tops[1] + 30, 80, tops[1] + 40, 10)
    assert GRID.cell_at(*stack.at_home(first).centre) == (1, 0)
    assert [box[1] for box in stack.unread([(first,)])] == [round(tops[0]), round(tops[2])]


def test_many_cells_make_several_stacks(monkeypatch):
    monkeypatch.setattr("cotmoc.reading.formats.scan.cells._TALLEST", 200)
    assert len(list(stacks(table_page(), [GRID]))) == 3
    assert list(stacks(blank(), [Grid((0, 3, 900), (0, 100), ((0, 1),))])) == []


def test_a_single_cell_comes_back_to_its_place():
    box = (0, 100, 200, 160)
    assert single(blank(200, 300), box).size == (400, 120)
    glyph = back(Glyph("x", 20, 40, 40, 60, 30), box)
    assert (glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.size) == (10, 120, 20, 130, 15)


def test_tables_are_painted_over():
    assert without_tables(table_page(), [GRID]).getextrema() == (255, 255)


def test_a_scanned_table_and_a_cell_that_stays_unread(played):
    page = blank(1700, 2400)
    brush = ImageDraw.Draw(page)
    for x in (200, 600, 1400):
        brush.line((x, 500, x, 900), fill=0, width=4)
    for y in (500, 700, 900):
        brush.line((200, y, 1400, y), fill=0, width=4)
    for box in ((250, 550, 300, 600), (700, 550, 760, 600), (250, 750, 300, 800)):
        brush.rectangle(box, fill=0)
    answers, asked = played
    cell = words("TT", top=70)
    answers.extend(
        [
            ocr.Recognised((words("Phụ", "lục", top=100), words("Hết", top=2000)), 96),
            ocr.Recognised((cell,), 95),
            ocr.Recognised((words("99", top=20),), 30),
            ocr.Recognised((words("2", top=20),), 90),
        ]
    )
    document = read_document(png(page), "a.png")
    assert [layout for layout, _ in asked] == [3, 6, 7, 7]
    assert paragraphs(document) == ["Phụ lục", "Hết"]
    assert tables(document) == [[["TT", ""], ["2", ""]]]
    assert [warning.code for warning in document.warnings] == ["unread-cell"]


# The program ------------------------------------------------------------------------------------------------

TSV = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t\n"
    '5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\t"Kế\n'
    "5\t1\t1\t1\t1\t2\t50\t20\t30\t16\t90.5\thoạch\n"
    "5\t1\t1\t1\t1\t3\t90\t20\t30\t12\t5\t~~\n"
    "5\t1\t1\t1\t2\t1\t10\t40\t30\t12\t95\t5%\n"
)


@pytest.fixture
def program(monkeypatch):
    """Stands in for the subprocess; the list holds what it answers or raises."""
    answers: list[object] = []

    def run(command, **options):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return subprocess.CompletedProcess(command, 0, stdout=answer)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(ocr.shutil, "which", lambda _: "/usr/bin/tesseract")
    ocr.require_tesseract.cache_clear()
    yield answers
    ocr.require_tesseract.cache_clear()


def test_words_come_with_boxes_and_confidence(program):
    program.extend(["List of languages:\neng\nvie\n", TSV.encode()])
    found = ocr.recognise(blank(10, 10), layout=3, dpi=300, seconds=1)
    assert [[glyph.text for glyph in line] for line in found.lines] == [['"Kế ', "hoạch "], ["5% "]]
    first = found.lines[0][0]
    assert (first.x0, first.top, first.x1, first.bottom, first.size) == (10, 20, 40, 32, 16)
    assert found.confidence == pytest.approx(94)


@pytest.mark.parametrize(
    "failure", [subprocess.TimeoutExpired("tesseract", 1), subprocess.CalledProcessError(1, "x"), OSError()]
)
def test_a_failing_program_is_said(program, failure):
    program.extend(["vie", failure])
    with pytest.raises(UnreadableError) as caught:
        ocr.recognise(blank(10, 10), layout=3, dpi=300, seconds=1)
    assert caught.value.code == "ocr-failed"


def test_a_missing_program_or_language_says_what_to_install(program, monkeypatch):
    program.append("eng")
    with pytest.raises(UnreadableError) as caught:
        ocr.require_tesseract()
    assert caught.value.code == "no-ocr"
    assert "tesseract-ocr-vie" in str(caught.value)
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    with pytest.raises(UnreadableError):
        read_document(png(blank(10, 10)), "a.png")


@pytest.mark.parametrize(
    ("text", "drawn", "read"), [("712", ">5", "≥12"), ("9 ", "<5", "≤ "), ("5%", "5", "5%")]
)
def test_a_sign_that_was_read_as_a_digit(text, drawn, read):
    glyph, page = sign(drawn, bar=True)
    if drawn == "5":
        ImageDraw.Draw(page).rectangle((15, 20, 65, 75), fill=255)
    assert with_bars(Glyph(text, *glyph_box(glyph), 40), page).text == read


@pytest.mark.parametrize("digit", "0123456789")
def test_digits_stay_digits(digit):
    page = files_picture(digit)
    box = page.point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert with_bars(Glyph(f"{digit}5", *box, box[3] - box[1]), page).text == f"{digit}5"


def test_a_sign_at_the_head_of_a_cell_is_taken_off_and_put_back():
    _, page = sign(">5", bar=True)
    cell = Image.new("L", (900, 1200), 255)
    cell.paste(page.crop((15, 20, 100, 80)), (120, 120))
    [stack] = stacks(cell, [Grid((100, 700), (100, 200), ((0,),))])
    assert stack.signs == ("≥",)
    read = (Glyph("12 ", 100, 80, 130, 110, 30), Glyph("người ", 140, 80, 200, 110, 30))
    assert [[glyph.text for glyph in line] for line in stack.signed([read])] == [["≥ 12 ", "người "]]
    assert without_sign(page.crop((60, 20, 100, 80)))[0] == ""
    assert without_sign(blank(50, 300))[0] == ""


def glyph_box(glyph: Glyph) -> tuple[float, float, float, float]:
    return glyph.x0, glyph.top, glyph.x1, glyph.bottom


def files_picture(text: str) -> Image.Image:
    return picture(pdf(f"#text(size: 14pt)[{text}5]"), dpi=300)
