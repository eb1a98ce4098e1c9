"""Headings, levels, parts, healing, tables and annexes of documents made by hand."""

from __future__ import annotations

from tests.support.documents import document

from cotmoc.core.plan import Place
from cotmoc.reading.blocks import Document, Paragraph
from cotmoc.reading.items import Item, Structure
from cotmoc.reading.structure import structure_of

LONG = "Triển khai đồng bộ các giải pháp trên địa bàn, ưu tiên nơi còn khó khăn và vùng sâu của"


def shown(structure: Structure) -> list[tuple[str, str, str, str]]:
    """(part, role, section, first words) of every item."""
    return [(i.part, i.role, i.section, " ".join(i.text.split()[:3])) for i in structure.items]


def item(structure: Structure, start: str) -> Item:
    return next(i for i in structure.items if i.text.startswith(start))


def test_levels_come_from_the_labels() -> None:
    structure = structure_of(
        document(
            "I. MỤC TIÊU",
            "1. Đến năm 2030",
            "- Có 10 xã đạt chuẩn.",
            "II. NHIỆM VỤ",
            "1. Hạ tầng",
            "1.1. Đường giao thông",
            "a) Mở rộng đường liên xã.",
            "b) Sửa cầu:",
            "+ Cầu Đá;",
            "+ Cầu Gỗ.",
            "2. Y tế",
            "Khám sức khỏe cho người cao tuổi.",
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Sở Y tế hướng dẫn thực hiện.",
        )
    )

    assert shown(structure) == [
        ("targets", "heading", "", "MỤC TIÊU"),
        ("targets", "heading", "I", "Đến năm 2030"),
        ("targets", "bullet", "I.1", "Có 10 xã"),
        ("tasks", "heading", "", "NHIỆM VỤ"),
        ("tasks", "heading", "II", "Hạ tầng"),
        ("tasks", "heading", "II.1", "Đường giao thông"),
        ("tasks", "numbered", "II.1.1.1", "Mở rộng đường"),
        ("tasks", "heading", "II.1.1.1", "Sửa cầu:"),
        ("tasks", "bullet", "II.1.1.1.b", "Cầu Đá;"),
        ("tasks", "bullet", "II.1.1.1.b", "Cầu Gỗ."),
        ("tasks", "heading", "II", "Y tế"),
        ("tasks", "body", "II.2", "Khám sức khỏe"),
        ("organisation", "heading", "", "TỔ CHỨC THỰC"),
        ("organisation", "numbered", "III", "Sở Y tế"),
    ]
    assert [(entry.number, entry.title) for entry in structure.outline][:2] == [
        ("I", "MỤC TIÊU"),
        ("I.1", "Đến năm 2030"),
    ]
    assert item(structure, "Mở rộng").headings == ("NHIỆM VỤ", "Hạ tầng", "Đường giao thông")


def test_a_paragraph_broken_over_a_page_is_one_item() -> None:
    structure = structure_of(
        document("I. NHIỆM VỤ", f"- {LONG}", "tỉnh, hoàn thành trong năm.", "- Việc khác.")
    )

    healed = structure.items[1]
    assert healed.text == f"{LONG} tỉnh, hoàn thành trong năm."
    assert healed.place.line == 2
    assert healed.place_at(0).line == 2
    assert healed.place_at(healed.text.index("tỉnh, hoàn")).line == 3
    assert len(structure.items) == 3


def test_a_heading_does_not_swallow_the_paragraph_below_it() -> None:
    structure = structure_of(
        document("I. NHIỆM VỤ", "1. Triển khai chính quyền số", "Tích hợp dữ liệu về đất đai.")
    )

    assert [(i.role, i.text) for i in structure.items[1:]] == [
        ("heading", "Triển khai chính quyền số"),
        ("body", "Tích hợp dữ liệu về đất đai."),
    ]


def test_a_footnote_does_not_stop_the_healing() -> None:
    structure = structure_of(
        document(
            "I. NHIỆM VỤ",
            f"- {LONG}",
            "¹ Theo mô hình của trung ương.",
            "địa phương, đơn vị.",
            "² Chưa xác định",
        )
    )

    assert item(structure, "Triển khai đồng bộ").text.endswith("địa phương, đơn vị.")
    notes = [i for i in structure.items if i.part == "other"]
    assert [(i.label, i.text) for i in notes] == [
        ("¹", "Theo mô hình của trung ương."),
        ("²", "Chưa xác định"),
    ]


def test_unlabelled_headings_by_their_look() -> None:
    structure = structure_of(
        document(
            "KẾ HOẠCH",
            "Thực hiện chương trình của tỉnh về nước sạch, xã xây dựng kế hoạch với các nội dung sau:",
            "MỤC TIÊU",
            "Đến năm 2030",
            "Có 90% hộ dùng nước sạch.",
            "NHIỆM VỤ",
            "- Xây bể lọc.",
            bold=["Đến năm 2030"],
        )
    )

    assert [i.part for i in structure.items] == [
        "front",
        "basis",
        "targets",
        "targets",
        "targets",
        "tasks",
        "tasks",
    ]
    assert item(structure, "Có 90%").headings == ("MỤC TIÊU", "Đến năm 2030")


def test_marks_of_the_format_give_levels() -> None:
    structure = structure_of(
        document(
            "Mục tiêu",
            "Chung",
            "Có nước sạch.",
            "Nhiệm vụ",
            "Xây bể.",
            headings={"Mục tiêu": 2, "Chung": 3, "Nhiệm vụ": 2},
        )
    )

    assert item(structure, "Có nước").headings == ("Mục tiêu", "Chung")
    assert item(structure, "Xây bể").headings == ("Nhiệm vụ",)


def test_parts_around_the_text() -> None:
    structure = structure_of(
        document(
            "ỦY BAN NHÂN DÂN",
            "Số: 5/KH-UBND",
            "KẾ HOẠCH",
            "Phát triển chợ nông thôn",
            "Căn cứ Luật Thương mại và tình hình của địa phương trong thời gian qua;",
            "I. NHIỆM VỤ",
            "- Sửa chợ.",
            "II. KINH PHÍ",
            "Từ ngân sách xã.",
            "III. TỔ CHỨC THỰC HIỆN",
            "- Văn phòng theo dõi.",
            "Trên đây là Kế hoạch phát triển chợ.",
            "Nơi nhận:",
            "- Như trên;",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Lê Văn An",
            "PHỤ LỤC I",
            "DANH MỤC CHỢ",
            [["TT", "Chợ"], ["1", "Chợ Mới"]],
            "Phụ lục 2: Kinh phí",
            "- Chợ Mới: 2 tỷ đồng.",
        )
    )

    assert [i.part for i in structure.items] == [
        *["front"] * 4,
        "basis",
        *["tasks"] * 2,
        *["funding"] * 2,
        *["organisation"] * 2,
        "closing",
        *["recipients"] * 2,
        *["signature"] * 3,
        *["annex"] * 4,
    ]
    assert structure.tables[0].section == "Phụ lục I"
    assert structure.tables[0].headings == ("PHỤ LỤC I", "DANH MỤC CHỢ")
    assert item(structure, "Chợ Mới").section == "Phụ lục 2"


def test_an_attached_programme_after_the_decision() -> None:
    structure = structure_of(
        document(
            "QUYẾT ĐỊNH",
            "Ban hành Chương trình trồng rừng",
            "Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;",
            "Điều 1. Ban hành kèm theo Quyết định này Chương trình trồng rừng.",
            "Nơi nhận:",
            "- Như Điều 3;",
            "KT. BỘ TRƯỞNG",
            "Lê Văn An",
            "CHƯƠNG TRÌNH",
            "Trồng rừng",
            "I. MỤC TIÊU",
            "- Trồng 500 ha rừng.",
            "Phần thứ hai",
            "NHIỆM VỤ",
            "1. Ươm cây giống.",
        )
    )

    assert item(structure, "Trồng 500").section == "I"
    work = item(structure, "Ươm cây")
    assert (work.part, work.section, work.headings) == ("tasks", "Phần thứ hai", ("NHIỆM VỤ",))
    assert item(structure, "Ban hành kèm").label == "Điều 1."


def test_a_letter_orders_what_stands_below_the_bodies() -> None:
    structure = structure_of(
        document(
            "V/v tiêm chủng",
            "Kính gửi:",
            "- Sở Y tế;",
            "Thực hiện chỉ đạo của tỉnh về tiêm chủng mở rộng, Ủy ban nhân dân yêu cầu các đơn vị như sau:",
            "1. Sở Y tế",
            "- Tập huấn tiêm chủng.",
            "2. Trạm y tế lập danh sách trẻ.",
            "3. Tuyên truyền rộng rãi.",
            "Giao Văn phòng Sở theo dõi, tổng hợp.",
        )
    )

    parts = {i.text: i.part for i in structure.items}
    assert parts["Sở Y tế;"] == "front"
    assert parts["Tập huấn tiêm chủng."] == "organisation"
    assert parts["Trạm y tế lập danh sách trẻ."] == "organisation"
    assert parts["Tuyên truyền rộng rãi."] == "tasks"
    assert parts["Giao Văn phòng Sở theo dõi, tổng hợp."] == "organisation"


def test_unknown_top_headings_hold_work_after_the_aims() -> None:
    structure = structure_of(
        document("I. TỔNG QUAN", "- Xã có 9 thôn.", "II. MỤC TIÊU", "- Có chợ.", "III. HẠ TẦNG", "- Sửa chợ.")
    )

    assert [i.part for i in structure.items] == ["other", "other", "targets", "targets", "tasks", "tasks"]


def test_a_number_before_a_table_is_its_heading() -> None:
    structure = structure_of(
        document(
            "I. NHIỆM VỤ", "1. Phân công", [["TT", "Việc"], ["1", "Sửa chợ"]], "2. Việc khác thì tự làm."
        )
    )

    assert [i.role for i in structure.items] == ["heading", "heading", "numbered"]
    assert structure.tables[0].headings == ("NHIỆM VỤ", "Phân công")


def test_a_full_sentence_with_bullets_below_keeps_its_number() -> None:
    structure = structure_of(
        document(
            "I. NHIỆM VỤ",
            "1. Rà soát quy hoạch; công bố công khai. Sau đó triển khai.",
            "- Lập bản đồ.",
            "2. Họp dân.",
        )
    )

    assert item(structure, "Rà soát").role == "numbered"
    assert item(structure, "Lập bản đồ").section == "I.1"
    assert item(structure, "Họp dân").section == "I"


def test_an_empty_document_has_an_empty_structure() -> None:
    assert structure_of(document()) == Structure()


def test_a_bullet_goes_on_at_the_top_of_the_next_page() -> None:
    def page(number: int, block: int, text: str) -> Paragraph:
        return Paragraph(text, Place(block, page=number))

    lines = [
        page(1, 0, "I. NHIỆM VỤ"),
        page(1, 1, "- Sửa đường liên thôn."),
        page(2, 2, "Ưu tiên đường qua suối."),
        page(2, 3, "Trồng cây ven đường."),
        page(2, 4, "- Làm cầu."),
        page(3, 5, "Trên đây là Kế hoạch của xã."),
    ]
    structure = structure_of(Document(tuple(lines), "pdf"))

    assert [i.text for i in structure.items[1:]] == [
        "Sửa đường liên thôn. Ưu tiên đường qua suối.",
        "Trồng cây ven đường.",
        "Làm cầu.",
        "Trên đây là Kế hoạch của xã.",
    ]


def test_a_line_that_tells_of_a_task_stands_for_itself_on_the_next_page() -> None:
    lines = [
        Paragraph("I. NHIỆM VỤ", Place(0, page=1)),
        Paragraph("- Sửa đường liên thôn.", Place(1, page=1)),
        Paragraph("Đơn vị chủ trì: Phòng Kinh tế.", Place(2, page=2)),
    ]
    structure = structure_of(Document(tuple(lines), "pdf"))

    assert [i.text for i in structure.items[1:]] == ["Sửa đường liên thôn.", "Đơn vị chủ trì: Phòng Kinh tế."]


def test_theme_and_time_are_no_work() -> None:
    structure = structure_of(
        document(
            "I. MỤC TIÊU",
            "- Có chợ.",
            "II. CHỦ ĐỀ, THỜI GIAN",
            "1. Chủ đề: Tuổi trẻ.",
            "III. NỘI DUNG",
            "- Sửa chợ.",
        )
    )

    assert [i.part for i in structure.items] == ["targets", "targets", "other", "other", "tasks", "tasks"]


def test_a_broken_line_of_one_abbreviation_is_no_title() -> None:
    structure = structure_of(
        document(
            "I. MỤC TIÊU", f"- {LONG} tỉnh; kinh tế số đóng góp trên", "14% GRDP.", "- Có 10 xã đạt chuẩn."
        )
    )
    assert item(structure, "Triển khai").text.endswith("đóng góp trên 14% GRDP.")


def test_a_bullet_that_names_a_body_owns_the_bullets_below_it() -> None:
    structure = structure_of(
        document(
            "I. NHIỆM VỤ", "- Văn phòng:", "- Lập đề án.", "- Sửa máy.", "- Ban Tổ chức:", "- Mở lớp học."
        )
    )
    assert item(structure, "Sửa máy").headings == ("NHIỆM VỤ", "Văn phòng:")
    assert item(structure, "Mở lớp").headings == ("NHIỆM VỤ", "Ban Tổ chức:")
    assert [i.role for i in structure.items if i.text == "Ban Tổ chức:"] == ["heading"]


def test_parts_may_be_lettered() -> None:
    structure = structure_of(
        document("Phần A. MỤC TIÊU", "1) Năm 2026", "- Có 9 thôn đạt chuẩn.", "Phần B. NHIỆM VỤ")
    )
    assert [(i.part, i.role) for i in structure.items] == [
        ("targets", "heading"),
        ("targets", "heading"),
        ("targets", "bullet"),
        ("tasks", "heading"),
    ]


def test_a_line_that_tells_of_a_task_stands_for_itself_in_a_text_broken_at_a_margin() -> None:
    words = "Uỷ ban nhân dân các xã rà soát và lập danh sách từng công trình hư hỏng cần xử lý "
    full = [f"{words}{number}." for number in range(24)]  # as long as the margin: any next line could go on
    lines = ["I. NHIỆM VỤ", *full, "Chủ trì: Phòng Kinh tế."]
    assert structure_of(document(*lines)).items[-1].text == "Chủ trì: Phòng Kinh tế."
