"""Tasks in running text: which paragraphs are tasks, who leads, what is handed in."""

from __future__ import annotations

import pytest
from tests.support.documents import Rows, document

from cotmoc.core.plan import Directive, TaskClaim
from cotmoc.reading.structure import structure_of
from cotmoc.reading.tasks import find_tasks
from cotmoc.reading.tasks.products import deliverables_in, ordered_documents


def tasks(*blocks: str | Rows, directive: Directive | None = None) -> tuple[TaskClaim, ...]:
    return find_tasks(structure_of(document(*blocks)), directive or Directive())[0]


def test_bullets_leaves_and_plain_paragraphs_are_tasks() -> None:
    found = tasks(
        "I. MỤC TIÊU",
        "- Có 10 xã đạt chuẩn.",
        "II. NHIỆM VỤ",
        "1. Hạ tầng",
        "- Sửa đường liên thôn.",
        "2. Làm cầu qua suối.",
        "3. Y tế",
        "Khám sức khỏe định kỳ.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế",
        "a) Hướng dẫn các trạm.",
    )

    assert [(t.section, t.text, t.kind, t.lead) for t in found] == [
        ("II.1", "Sửa đường liên thôn.", "nhiệm vụ", ()),
        ("II.2", "Làm cầu qua suối.", "nhiệm vụ", ()),
        ("II.3", "Khám sức khỏe định kỳ.", "nhiệm vụ", ()),
        ("III.1.a", "Hướng dẫn các trạm.", "tổ chức thực hiện", ("Sở Y tế",)),
    ]
    assert found[0].place is not None
    assert found[0].place.line == 5
    assert found[0].quote == found[0].text


@pytest.mark.parametrize(
    "line",
    [
        "(Kèm theo Phụ lục I: Danh mục chỉ tiêu).",
        "Danh mục nhiệm vụ cụ thể tại Phụ lục II kèm theo Kế hoạch này.",
        "Các nhiệm vụ, đơn vị chủ trì và thời hạn theo Biểu 2 kèm theo.",
        "Nhiệm vụ, tiến độ và sản phẩm quy định tại Biểu số 02.",
        "Kế hoạch này có hiệu lực kể từ ngày ký.",
        "Chương trình này thay thế Chương trình số 40-CTr/TU.",
        "Nghị quyết này phổ biến đến chi bộ.",
        "Nghị quyết này được Hội đồng nhân dân tỉnh thông qua ngày 20 tháng 7 năm 2026.",
        "Tập trung thực hiện các nhóm việc sau:",
        "Xong.",
    ],
)
def test_what_orders_nothing(line: str) -> None:
    assert [t.text for t in tasks("I. NHIỆM VỤ", line, "- Sửa đường.")] == ["Sửa đường."]


def test_funding_is_work_only_inside_the_organisation() -> None:
    found = tasks(
        "I. NHIỆM VỤ",
        "- Sửa đường.",
        "II. KINH PHÍ",
        "- Ngân sách tỉnh bố trí 2 tỷ đồng.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế hướng dẫn.",
        "2. Kinh phí và nguồn lực",
        "- Kinh phí thực hiện từ ngân sách.",
        "- Huy động xã hội hóa.",
    )

    assert [t.text for t in found] == ["Sửa đường.", "Sở Y tế hướng dẫn.", "Huy động xã hội hóa."]


def test_a_heading_that_orders_a_document_of_its_own() -> None:
    found = tasks(
        "I. NHIỆM VỤ",
        "1. Xây dựng chiến lược dữ liệu 5 năm",
        "- Kết nối các kho dữ liệu.",
        "2. Xây dựng đề án chợ đêm",
        "- Lập đề án và lấy ý kiến.",
    )

    assert [t.text for t in found] == [
        "Xây dựng chiến lược dữ liệu 5 năm",
        "Kết nối các kho dữ liệu.",
        "Lập đề án và lấy ý kiến.",
    ]


def test_lines_below_a_task_tell_of_it() -> None:
    found = tasks(
        "I. NHIỆM VỤ",
        "a) Xây dựng quy định về dữ liệu.",
        "- Cơ quan chủ trì: Sở Nội vụ.",
        "- Cơ quan phối hợp: Sở Tài chính; Công an tỉnh.",
        "- Thời gian hoàn thành: Quý IV năm 2026.",
        "- Sản phẩm: Quyết định; sổ tay.",
        "b) Rà soát tiêu chuẩn",
        "- Đơn vị thực hiện: Sở Y tế.",
        "- Thời gian: Hằng năm.",
    )

    assert [(t.text, t.lead, t.coordinate, t.due, t.every, t.deliverables) for t in found] == [
        (
            "Xây dựng quy định về dữ liệu.",
            ("Sở Nội vụ",),
            ("Sở Tài chính", "Công an tỉnh"),
            "2026-12",
            None,
            ("Quyết định", "sổ tay"),
        ),
        ("Rà soát tiêu chuẩn", ("Sở Y tế",), (), None, "year", ()),
    ]


def test_one_line_below_a_task_may_tell_several_things() -> None:
    (found,) = tasks(
        "I. NHIỆM VỤ",
        "- Mở lớp nghề.",
        "Đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: Sở Tài chính; Công an tỉnh. Thời gian: Quý II/2026.",
    )
    assert (found.lead, found.coordinate, found.due) == (
        ("Sở Nội vụ",),
        ("Sở Tài chính", "Công an tỉnh"),
        "2026-06",
    )


def test_leads_in_the_organisation_part() -> None:
    found = tasks(
        "I. NHIỆM VỤ",
        "- Các chi bộ đưa nội dung vào sinh hoạt.",
        "- Doanh nghiệp đầu tư dây chuyền mới.",
        "- Dựng kho dữ liệu (Sở Y tế chủ trì).",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Trách nhiệm của Ban Chỉ đạo",
        "- Tổ chức giao ban hằng tháng.",
        "- Văn phòng: Tổng hợp, phối hợp với Sở Y tế theo dõi.",
        "2. Giám sát chung",
        "- Theo dõi tiến độ.",
    )

    assert [t.lead for t in found] == [
        ("Các chi bộ",),
        (),
        ("Sở Y tế",),
        ("Ban Chỉ đạo",),
        ("Văn phòng",),
        (),
    ]
    assert found[4].coordinate == ("Sở Y tế",)
    assert found[5].confidence < found[3].confidence


def test_the_year_of_the_title_completes_a_deadline() -> None:
    rows = [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Tập huấn", "Sở Y tế", "Quý II"]]

    assert tasks(rows, directive=Directive(title="Kế hoạch năm 2027"))[0].due == "2027-06"
    assert tasks(rows, directive=Directive(date="2026-05"))[0].due == "2026-06"
    assert tasks(rows)[0].due is None


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("Xây dựng kế hoạch tuyên truyền, tổ chức thực hiện.", ("kế hoạch tuyên truyền",)),
        (
            "Ban hành quy chế chia sẻ; thành lập tổ công tác đặc biệt để tháo gỡ.",
            ("quy chế chia sẻ", "tổ công tác đặc biệt"),
        ),
        (
            "Nghiên cứu, xây dựng và trình cấp trên ban hành các chính sách đặc thù.",
            ("các chính sách đặc thù",),
        ),
        ("Xây dựng nông thôn mới.", ()),
        ("Tuyên truyền sâu rộng.", ()),
    ],
)
def test_what_is_handed_in(text: str, products: tuple[str, ...]) -> None:
    assert deliverables_in(text) == products


def test_documents_that_a_heading_orders() -> None:
    assert ordered_documents("Xây dựng và triển khai chiến lược, chương trình đào tạo") == (
        "chien luoc",
        "chuong trinh",
    )
    assert ordered_documents("Xây dựng văn hóa số") == ()


def test_a_body_as_heading_owns_its_bullets_in_the_work_part_too() -> None:
    found = tasks(
        "I. NHIỆM VỤ",
        "1. Ổn định thị trường",
        "a) Bộ Tài chính:",
        "- Rà soát giá cả.",
        "b) Sở Y tế, Sở Nội vụ:",
        "- Rà soát nhân lực.",
        "2. Doanh nghiệp nhỏ",
        "- Hỗ trợ vay vốn.",
        "3. Bộ Y tế và những việc khác cần làm",
        "- Khám bệnh.",
    )

    assert [t.lead for t in found] == [("Bộ Tài chính",), ("Sở Y tế", "Sở Nội vụ"), (), ()]
