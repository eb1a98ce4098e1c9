"""Word documents → blocks, from hand-made XML."""

from __future__ import annotations

import pytest
from tests.support.files import p, package, paragraphs, tables, tbl, tc, tr, word, word_part

from cotmoc.reading.blocks import Paragraph, Table
from cotmoc.reading.formats import read_document
from cotmoc.reading.formats.word.numbering import numeral


def read(body: str, **parts):
    return read_document(word(body, **parts), "a.docx")


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def flags(document) -> list[tuple[str, bool, bool, int | None]]:
    return [(b.text, b.bold, b.centred, b.heading) for b in document.blocks if isinstance(b, Paragraph)]


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="N"/>
  <w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H1b"><w:name w:val="Của tôi"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="L1"><w:name w:val="x"/><w:basedOn w:val="L2"/></w:style>
<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="y"/><w:basedOn w:val="L1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def test_flags_come_from_runs_and_styles():
    document = read(
        p("Đậm", "", "<w:b/>")
        + p("không", "", '<w:b w:val="0"/>')
        + p("tiêu đề", '<w:pStyle w:val="H1b"/>')
        + p("vòng", '<w:pStyle w:val="L1"/>')
        + p("mức", '<w:outlineLvl w:val="2"/><w:jc w:val="center"/>')
        + p("thân bài", '<w:outlineLvl w:val="9"/>')
        + p("kiểu chữ", "", '<w:rStyle w:val="S"/>')
        + p("nửa", "", '<w:rStyle w:val="không có"/>').replace("</w:p>", f"{r(' đậm', '<w:b/>')}</w:p>"),
        styles=STYLES,
    )
    assert flags(document) == [
        ("Đậm", True, False, None),
        ("không", False, False, None),
        ("TIÊU ĐỀ", True, True, 1),
        ("vòng", False, False, 2),
        ("mức", False, True, 3),
        ("thân bài", False, False, None),
        ("kiểu chữ", True, False, None),
        ("nửa đậm", False, False, None),
    ]


def test_signs_breaks_and_hidden_text():
    body = (
        "<w:p><w:r><w:t>Số</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t>"
        '<w:br w:type="page"/><w:cr/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:char="F0FF"/>'
        '<w:sym w:char="zz"/><w:sym w:char="2265"/></w:r>'
        + r("ẩn", "<w:vanish/>")
        + r("m")
        + r("2", '<w:vertAlign w:val="superscript"/>')
        + "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert paragraphs(read(body)) == ["Số 12\nA-B\n≥≥m²"]


def test_tracked_changes_keep_insertions_and_drop_deletions():
    body = (
        f"<w:p>{r('Đạt ')}<w:del>{r('70')}</w:del><w:ins>{r('80')}</w:ins><w:moveFrom>{r('x')}</w:moveFrom>"
        f"<w:moveTo>{r('%')}</w:moveTo></w:p>"
        + tbl(
            tr("TT", "A", "B"),
            tr("1", "bỏ", "x", properties="<w:trPr><w:del/></w:trPr>"),
            tr("2", "giữ", "y"),
        )
    )
    document = read(body)
    assert paragraphs(document) == ["Đạt 80%"]
    assert tables(document) == [[["TT", "A", "B"], ["2", "giữ", "y"]]]


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
  <w:lvl w:ilvl="77"><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimalZero"/>
  <w:lvlText w:val="Điều %1:"/></w:lvl></w:lvlOverride></w:num>
"""


def item(text: str, number: int | str, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_stand_before_the_text():
    lists = "A10 B11 C11 D12 -10 E10 F11 G20 H20 I30 J31 K40 L80 M50 N15 O00"  # text, list, level
    items = (item(text.strip("-"), number, int(level)) for text, number, level in lists.split())
    document = read("".join(items), numbering=NUMBERING)
    assert paragraphs(document) == [
        "I. A", "1.1. B", "1.2. C", "a) D", "II. E", "2.1. F", "V. G", "VI. H", "- I", "+ J", "K", "L",
        "Điều 07: M", "1. N", "O",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"), (3, "upperLetter", "C"),
     (3, "none", ""), (7, "decimalZero", "07"), (0, "upperRoman", "0"), (5, "chineseCounting", "5")],
)  # fmt: skip
def test_numerals(count, form, text):
    assert numeral(count, form) == text


def test_merged_cells_are_repeated_and_marked():
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        tbl(
            tr(tc("TT", down), tc("Mục tiêu", span), tc("Ghi chú", down)),
            tr(tc("", on), "2025", "2030", tc("", on)),
            tr("1", "5%", tc("", '<w:hMerge w:val="continue"/>'), ""),
            tr("x", properties='<w:trPr><w:gridBefore w:val="3"/></w:trPr>'),
        )
    )
    assert tables(document) == [
        [
            ["TT", "Mục tiêu", "Mục tiêu", "Ghi chú"],
            ["TT", "2025", "2030", "Ghi chú"],
            ["1", "5%", "5%", ""],
            ["", "", "", "x"],
        ]
    ]
    block = document.blocks[0]
    assert isinstance(block, Table)
    assert [[cell.merged for cell in row] for row in block.rows][:3] == [
        [False, False, True, False],
        [True, False, False, True],
        [False, False, True, False],
    ]


def test_nested_tables_and_controls_are_flattened():
    inner = f"<w:tc>{p('ngoài')}{tbl(tr('trong', 'kia'))}{p('')}</w:tc>"
    document = read(
        f"<w:sdt><w:sdtContent>{tbl(tr('TT', 'A', 'B'), tr('1', inner, 'x'))}</w:sdtContent></w:sdt>"
    )
    assert tables(document) == [[["TT", "A", "B"], ["1", "ngoài\ntrong\nkia", "x"]]]
    assert paragraphs(read("<w:tbl></w:tbl>" + p("a"))) == ["a"]


def test_tables_split_by_a_page_are_one():
    document = read(
        tbl(tr("TT", "A", "B"), tr("1", "x", "y")) + p("") + tbl(tr("TT", "A", "B"), tr("2", "z", "w"))
    )
    assert tables(document) == [[["TT", "A", "B"], ["1", "x", "y"], ["2", "z", "w"]]]


def test_notes_go_last_under_their_number():
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    cell = f"<w:tc><w:p>{r('(*')}{note.format(3)}{r(')')}</w:p></w:tc>"
    marked = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>(*)</w:t></w:r>'
    body = (
        f"<w:p>{r('đào tạo')}<w:r><w:endnoteReference w:id='2'/></w:r></w:p>"
        + tbl(tr("TT", "A", "B"), tr("1", "x", cell))
        + f"<w:p>{r('hết')}{marked}</w:p>"
    )
    document = read(
        body,
        footnotes=f'<w:footnote w:id="0">{p("-")}</w:footnote><w:footnote w:id="3">{p(" Chưa xác định")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("Kể cả")}{p("nghề")}</w:endnote>',
    )
    assert paragraphs(document) == ["đào tạo¹", "hết(*)", "¹ Kể cả nghề", "² Chưa xác định"]
    assert tables(document) == [[["TT", "A", "B"], ["1", "x", "(*²)"]]]


MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def test_text_boxes_follow_their_paragraph_once():
    box = f"<w:txbxContent>{p('trong khung')}</w:txbxContent>"
    twins = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{twins}</mc:AlternateContent></w:r>"
    anchored = f"<w:p>{r('ngoài')}{drawing}<m:oMath><m:r><m:t> x=1</m:t></m:r></m:oMath></w:p>"
    document = read(anchored + tbl(tr("TT", f"<w:tc>{anchored}</w:tc>", "B"), tr("1", "b", "c")), extra=MC)
    assert paragraphs(document) == ["ngoài x=1", "trong khung"]
    assert tables(document)[0][0] == ["TT", "ngoài x=1\ntrong khung", "B"]


def test_old_fonts_are_converted_run_by_run():
    time, caps, vni = (f'<w:rFonts w:ascii="{name}"/>' for name in (".VnTime", ".VnTimeH", "VNI-Times"))
    body = (
        f"<w:p>{r('kÕ ho¹ch', caps)}{r(' cña ', time)}{r('ñ', vni)}{r('ôn vò', vni)}{r(' tỉnh', time)}</w:p>"
    )
    document = read(body)
    assert paragraphs(document) == ["KẾ HOẠCH của đơn vị tỉnh"]
    assert [warning.code for warning in document.warnings] == ["legacy-encoding", "legacy-encoding"]


def test_old_text_in_any_font_is_converted_where_it_stands():
    document = read(
        p("QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh")
        + p("Quyết định mới của tỉnh")
        + tbl(tr("TT", "®¬n vÞ"), tr("1", "r­îu"))
    )
    assert paragraphs(document) == ["Quyết định của ủy ban nhân dân tỉnh", "Quyết định mới của tỉnh"]
    assert tables(document) == [[["TT", "đơn vị"], ["1", "rượu"]]]
    assert [warning.code for warning in document.warnings] == ["legacy-encoding"]


def test_formulas_are_read():
    data = word(p("Đạt $\\geq 40\\%$"))
    assert paragraphs(read_document(data, "a.docx")) == ["Đạt ≥ 40%"]


def test_head_and_closing_tables_become_paragraphs():
    head = tbl(tr(f"<w:tc>{p('UBND TỈNH')}{p('Số: 1/KH-UBND')}</w:tc>", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    foot = tbl(tr("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), tr("- Như trên;", "CHỦ TỊCH"))
    frame = tbl(tr("Lưu ý")) + p("x") + tbl(tr("một", "hai"))
    assert paragraphs(read(head + p("Nội dung") + foot + frame)) == [
        "UBND TỈNH", "Số: 1/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung", "Nơi nhận:", "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lưu ý", "x", "một", "hai",
    ]  # fmt: skip


def test_a_small_table_that_names_recipients_stays_a_table():
    body = tbl(tr("TT", "Báo cáo", "Ghi chú"), tr("1", "Tháng", "Nơi nhận: Sở"))
    assert len(tables(read(body))) == 1


def test_deep_nesting_does_no_harm():
    deep = "<w:tbl><w:tr><w:tc>" * 60 + p("sâu") + "</w:tc></w:tr></w:tbl>" * 60
    assert paragraphs(read(deep)) == ["sâu"]


def test_strict_open_xml_is_read():
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = word_part("document", f"<w:body>{p('Kế hoạch')}</w:body>").replace(usual, strict)
    data = package({"[Content_Types].xml": b"", "word/document.xml": xml})
    assert paragraphs(read_document(data, "a.docx")) == ["Kế hoạch"]
