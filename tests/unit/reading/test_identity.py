"""The identity of a directive from headers of all kinds, from signatures and from what the text says of itself."""

from __future__ import annotations

import pytest
from tests.support.documents import document

from cotmoc.core.plan import Directive
from cotmoc.reading.identity import directive_of
from cotmoc.reading.numbers import citations
from cotmoc.reading.structure import structure_of

GROUNDS = (
    "Thực hiện Nghị quyết số 64/NQ-HĐND ngày 10/12/2025 của Hội đồng nhân dân tỉnh về hạ tầng, Ủy ban nhân dân "
    "tỉnh ban hành Kế hoạch như sau:"
)
BODY = ("I. NHIỆM VỤ", "- Sửa chợ.")
SIGNED = (
    "Nơi nhận:",
    "- Sở Y tế (để t/h);",
    "- Lưu: VT.",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "(Đã ký)",
    "Lê Văn An",
)


def read(*lines: str) -> Directive:
    return directive_of(structure_of(document(*lines)))


def test_a_full_header() -> None:
    directive = read(
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAM GIANG",
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 118/KH-UBND",
        "Lam Giang, ngày 05 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Cấp nước sạch nông thôn",
        "giai đoạn 2026 - 2030",
        GROUNDS,
        *BODY,
        "- Kế hoạch này thay thế Kế hoạch số 203/KH-UBND ngày 01/3/2023 và Kế hoạch số 15/KH-UBND.",
        *SIGNED,
    )

    assert directive.number == "118/KH-UBND"
    assert directive.kind == "Kế hoạch"
    assert directive.issuer == "Ủy ban nhân dân tỉnh Lam Giang"
    assert (directive.place, directive.level, directive.date) == ("Lam Giang", "tỉnh", "2026-02-05")
    assert directive.title == "Cấp nước sạch nông thôn giai đoạn 2026 - 2030"
    assert (directive.signer.name, directive.signer.role) == ("Lê Văn An", "Phó Chủ tịch")
    assert directive.implements == ("64/NQ-HĐND",)
    assert directive.replaces == ("203/KH-UBND", "15/KH-UBND")
    assert directive.cites == ("64/NQ-HĐND", "203/KH-UBND", "15/KH-UBND")
    assert directive.recipients == ("Sở Y tế", "Lưu: VT")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/KH-UBND", "12/KH-UBND"),
        ("Số 05-CTr/TU", "05-CTr/TU"),
        ("Số: 42 -CTr/TU", "42-CTr/TU"),
        ("Số: 07/2026/QĐ-UBND", "07/2026/QĐ-UBND"),
        ("Số: /KH-UBND", None),
        ("Số:      -KH/TU", None),
        ("Số: ……/KH-UBND", None),
    ],
)
def test_the_number_or_its_blank(line: str, number: str | None) -> None:
    directive = read(line, "KẾ HOẠCH", "Phát triển chợ", GROUNDS, *BODY)

    assert directive.number == number


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Bình Hải, ngày 3 tháng 12 năm 2026", "Bình Hải", "2026-12-03"),
        ("Bình Hải, ngày     tháng 3 năm 2026", "Bình Hải", "2026-03"),
        ("Bình Hải, ngày … tháng … năm 2026", "Bình Hải", None),
        ("TP. Tân Hải, ngày 01/02/2026", "TP. Tân Hải", "2026-02-01"),
    ],
)
def test_place_and_date(line: str, place: str | None, date: str | None) -> None:
    directive = read(
        "Số: 1/KH-SYT",
        line,
        "KẾ HOẠCH",
        "Khám bệnh",
        "Căn cứ nhiệm vụ được giao trong năm và tình hình của đơn vị;",
        *BODY,
    )

    assert (directive.place, directive.date) == (place, date)


def test_two_columns_on_one_line() -> None:
    directive = read(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ ĐỒNG LÂM Độc lập - Tự do - Hạnh phúc",
        "Số: 88/KH-UBND Đồng Lâm, ngày 30 tháng 6 năm 2026",
        "KẾ HOẠCH",
        "Làm đường thôn",
        GROUNDS.replace("tỉnh ban", "xã Đồng Lâm ban"),
        *BODY,
    )

    assert (directive.number, directive.place, directive.date) == ("88/KH-UBND", "Đồng Lâm", "2026-06-30")
    assert directive.level == "xã"


def test_without_a_header_the_text_and_the_annex_tell() -> None:
    directive = read(
        "CHƯƠNG TRÌNH HÀNH ĐỘNGThực hiện Nghị quyết số 77-NQ/TW về kinh tế tri thức",
        "Thực hiện Nghị quyết số 77-NQ/TW của Bộ Chính trị, Ban Thường vụ Tỉnh ủy ban hành Chương trình:",
        *BODY,
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Nông Quang Thiện",
        "PHỤ LỤC",
        "(Kèm theo Chương trình hành động số 42 -CTr/TU, ngày 10 tháng 4 năm 2025 của tỉnh Hòa Sơn)",
    )

    assert directive.kind == "Chương trình hành động"
    assert directive.title == "Thực hiện Nghị quyết số 77-NQ/TW về kinh tế tri thức"
    assert (directive.number, directive.date) == ("42-CTr/TU", "2025-04-10")
    assert (directive.issuer, directive.level, directive.place) == (
        "Ban Thường vụ Tỉnh ủy Hòa Sơn",
        "tỉnh",
        "Hòa Sơn",
    )
    assert (directive.signer.name, directive.signer.role) == ("Nông Quang Thiện", "Bí thư")


def test_a_blank_number_is_not_filled_from_an_annex() -> None:
    directive = read(
        "Số: /KH-UBND", "KẾ HOẠCH", "Làm đường", GROUNDS, *BODY, "PHỤ LỤC", "(Kèm theo Kế hoạch số 9/KH-UBND)"
    )

    assert directive.number is None


def test_the_names_of_a_district_and_its_province() -> None:
    directive = read(
        "KẾ HOẠCH",
        "Chuyển đổi số",
        "Thực hiện Kế hoạch số 386-KH/TU của Tỉnh ủy, Ban Thường vụ Huyện ủy xây dựng Kế hoạch thực hiện như sau:",
        "I. NHIỆM VỤ",
        "- Xây dựng huyện Kim Sơn và huyện Kim Sơn mới, góp phần vào tỉnh Bình Hải.",
    )

    assert (directive.issuer, directive.level) == ("Ban Thường vụ Huyện ủy Kim Sơn", "huyện")
    assert directive.place == "Kim Sơn, Bình Hải"


def test_a_letter() -> None:
    directive = read(
        "SỞ Y TẾ",
        "Số: 1906/SYT-VP",
        "V/v khám sức khỏe học sinh",
        "Lam Giang, ngày 21 tháng 8 năm 2026",
        "Kính gửi:",
        "- Trạm y tế;",
        "Thực hiện Công điện số 77/CĐ-TTg ngày 14/8/2026, Sở Y tế yêu cầu các đơn vị tập trung thực hiện các việc sau:",
        "1. Trạm y tế lập danh sách trẻ.",
    )

    assert (directive.kind, directive.title) == ("Công văn", "khám sức khỏe học sinh")
    assert (directive.date, directive.place, directive.level) == ("2026-08-21", "Lam Giang", "tỉnh")
    assert directive.implements == ("77/CĐ-TTg",)


def test_a_decision_is_not_its_programme() -> None:
    directive = read(
        "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "Số: 9215/QĐ-BNNMT",
        "Hà Nội, ngày 03 tháng 12 năm 2025",
        "QUYẾT ĐỊNH",
        "Ban hành Chương trình nuôi biển",
        "BỘ TRƯỞNG BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "Căn cứ Nghị định số 35/2025/NĐ-CP ngày 25 tháng 02 năm 2025 của Chính phủ về Bộ Nông nghiệp và Môi trường;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Chương trình nuôi biển.",
        "KT. BỘ TRƯỞNG",
        "THỨ TRƯỞNG",
        "PGS. TS. Đinh Công Thắng",
        "CHƯƠNG TRÌNH",
        "Nuôi biển (Kèm theo Quyết định số 1/QĐ-X)",
        "I. NHIỆM VỤ",
        "1. Thả bè.",
    )

    assert (directive.kind, directive.title) == ("Quyết định", "Ban hành Chương trình nuôi biển")
    assert (directive.issuer, directive.level) == ("Bộ Nông nghiệp và Môi trường", "trung ương")
    assert (directive.signer.name, directive.signer.role) == ("Đinh Công Thắng", "Thứ trưởng")
    assert directive.implements == ()
    assert directive.cites == ("35/2025/NĐ-CP", "1/QĐ-X")


@pytest.mark.parametrize(
    ("line", "level", "issuer"),
    [
        ("SỞ LAO ĐỘNG VÀ XÃ HỘI", "tỉnh", "Sở Lao động và Xã hội"),
        ("ĐẢNG ỦY XÃ MƯỜNG HẠ", "xã", "Đảng ủy xã Mường Hạ"),
        ("HUYỆN ỦY KIM SƠN", "huyện", "Huyện ủy Kim Sơn"),
        ("CHÍNH PHỦ", "trung ương", "Chính Phủ"),
    ],
)
def test_levels_by_the_issuer(line: str, level: str, issuer: str) -> None:
    directive = read(
        line,
        "KẾ HOẠCH",
        "Công tác năm",
        "Căn cứ nhiệm vụ được giao cho Sở Lao động và Xã hội và tình hình của đơn vị;",
        *BODY,
    )

    assert (directive.level, directive.issuer) == (level, issuer)


def test_nothing_known_stays_nothing() -> None:
    directive = read(*BODY)

    assert directive == Directive()


def test_the_symbol_tells_kind_and_level() -> None:
    directive = read(
        "Số: 05-KH/TU", "Căn cứ nhiệm vụ được giao trong năm và tình hình của đơn vị hiện nay;", *BODY
    )

    assert (directive.kind, directive.level) == ("Kế hoạch", "tỉnh")


def test_numbers_of_documents() -> None:
    text = "Nghị quyết số 03/NQ-CP, 03-NQ/CP; Quyết định 07/2026/QĐ- TTg; 30/6/2026, 24/7, 15-20 hộ, 4G/5G"

    assert [c.number for c in citations(text)] == ["03/NQ-CP", "03-NQ/CP", "07/2026/QĐ-TTg"]
    assert len({c.key for c in citations(text)}) == 2


def test_a_title_that_cites_a_date() -> None:
    title = (
        "Ban hành Chương trình thực hiện Kết luận số 345-KL/TW ngày 20 tháng 11 năm 2026 của Trung ương Đảng"
    )
    directive = read(
        "CHÍNH PHỦ",
        "Số: 912/NQ-CP",
        "Hà Nội, ngày 08 tháng 01 năm 2027",
        "NGHỊ QUYẾT",
        title,
        "CHÍNH PHỦ",
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
        *BODY,
    )

    assert (directive.title, directive.date, directive.implements) == (title, "2027-01-08", ("345-KL/TW",))


def test_a_recipient_broken_over_two_lines() -> None:
    directive = read(
        *BODY, "Nơi nhận:", "- Thường trực Tỉnh ủy, Thường trực", "HĐND tỉnh;", "- Lưu: VT.", "Phòng TH"
    )

    assert directive.recipients == ("Thường trực Tỉnh ủy, Thường trực HĐND tỉnh", "Lưu: VT")


def test_an_assembly_dates_its_resolution_at_the_end() -> None:
    directive = read(
        "HỘI ĐỒNG NHÂN DÂN",
        "THÀNH PHỐ VÂN ĐỒN",
        "Số: 15/2026/NQ-HĐND",
        "NGHỊ QUYẾT",
        "Quy định chính sách hỗ trợ",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "QUYẾT NGHỊ:",
        "Điều 1. Nhiệm vụ",
        "1. Xây dựng kho dữ liệu.",
        "Nghị quyết này được Hội đồng nhân dân thông qua ngày 20 tháng 7 năm 2026./.",
    )

    assert (directive.number, directive.date, directive.level) == ("15/2026/NQ-HĐND", "2026-07-20", "tỉnh")
    assert directive.issuer == "Hội đồng nhân dân thành phố Vân Đồn"


def test_a_school_bears_the_level_of_the_ministry_over_it() -> None:
    directive = read(
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO",
        "TRƯỜNG ĐẠI HỌC SÔNG ĐÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 412/KH-ĐHSĐ",
        "Sông Đà, ngày 05 tháng 3 năm 2026",
        "KẾ HOẠCH",
        "Phát triển khoa học",
        GROUNDS,
        *BODY,
    )
    assert (directive.level, directive.place) == ("trung ương", "Sông Đà")


@pytest.mark.parametrize(
    "grounds",
    [
        "Sau khi nghe báo cáo kết quả hai năm thực hiện Quyết định số 204-QĐ/TW của Ban Bí thư, Tỉnh ủy kết luận:",
        "Tỉnh ủy ban hành Kế hoạch này để thực hiện nhiệm vụ mới, thay thế Kế hoạch số 15/KH-UBND ngày 20/02/2023:",
    ],
)
def test_what_was_reported_or_replaced_is_not_carried_out(grounds: str) -> None:
    assert read("KẾ HOẠCH", "Sửa chợ", grounds, *BODY).implements == ()


def test_whose_conclusion_it_is_and_how_it_came_about_are_no_title() -> None:
    directive = read(
        "Số 57-KL/TU",
        "KẾT LUẬN",
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY",
        "về đẩy mạnh chuyển đổi số",
        "Tại phiên họp ngày 05/8/2026, sau khi nghe Văn phòng Tỉnh ủy báo cáo, Ban Thường vụ Tỉnh ủy kết luận như sau:",
        *BODY,
    )
    assert (directive.kind, directive.title) == ("Kết luận", "về đẩy mạnh chuyển đổi số")
