"""Task tables with heads of two rows, columns of years marked with an x, and tables named by documents."""

from __future__ import annotations

from cotmoc.core.plan import TaskClaim
from cotmoc.reading import read

START = "KẾ HOẠCH\nThực hiện việc nọ năm 2026\n\nI. NHIỆM VỤ\n\nTheo các biểu.\n\n"


def tasks(*rows: str) -> tuple[TaskClaim, ...]:
    text = START + "\n".join(row.replace("|", "\t") for row in rows) + "\n"
    return read(text.encode(), "ke-hoach.txt")[1].tasks


def test_a_head_of_two_rows_names_leads_partners_and_years() -> None:
    found = tasks(
        "STT|Nội dung nhiệm vụ|Cơ quan thực hiện||Tiến độ|||Kết quả",
        "||Chủ trì|Phối hợp|2026|2027|2028|",
        "I|THỂ CHẾ||||||",
        "1|Xây dựng quy chế chung|Sở Nội vụ|Sở Tư pháp|x|||Quyết định",
        "2|Làm đường ven sông|Sở Xây dựng|Các xã|x|x|X|Con đường",
        "3|Khảo sát dân cư|Sở Nội vụ|||||Báo cáo",
    )
    assert [(t.lead, t.coordinate, t.due) for t in found] == [
        (("Sở Nội vụ",), ("Sở Tư pháp",), "2026-12"),
        (("Sở Xây dựng",), ("Các xã",), "2028-12"),
        (("Sở Nội vụ",), (), None),
    ]


def test_quarters_and_months_may_be_marked() -> None:
    found = tasks(
        "TT|Công việc|Đơn vị chủ trì|Quý I|Quý II|Quý III|Quý IV",
        "1|Rà soát hồ sơ tồn đọng|Văn phòng|✓|✓||",
        "2|Đào tạo cán bộ xã|Sở Nội vụ||||✓",
    )
    assert [t.due for t in found] == ["2026-06", "2026-12"]


def test_documents_to_be_written_are_tasks() -> None:
    (task,) = tasks(
        "TT|Tên văn bản|Cơ quan chủ trì soạn thảo|Cấp trình|Thời gian trình|Hình thức văn bản",
        "1|Quy định về quản lý chợ|Sở Công Thương|UBND tỉnh|Tháng 5 - 6/2026|Quyết định",
    )
    assert (task.text, task.lead, task.due) == ("Quy định về quản lý chợ", ("Sở Công Thương",), "2026-06")
    assert task.deliverables == ("Quyết định",)


def test_a_sentence_that_only_points_to_the_tables_is_no_task() -> None:
    assert [t.text for t in tasks("TT|Nhiệm vụ|Chủ trì", "1|Trồng cây ven đường|Các thôn")] == [
        "Trồng cây ven đường"
    ]


def test_the_day_work_begins_is_no_deadline() -> None:
    found = tasks(
        "TT|Nội dung công việc|Đơn vị thực hiện||Thời gian|",
        "||Chủ trì|Phối hợp|Bắt đầu|Hoàn thành",
        "1|Sửa quy chế làm việc|Văn phòng Sở|Phòng Pháp chế|Tháng 3/2026|Tháng 6/2026",
    )
    assert [(t.lead, t.due) for t in found] == [(("Văn phòng Sở",), "2026-06")]


def test_heads_in_plain_words() -> None:
    found = tasks("TT|Làm gì|Ai làm|Bao giờ xong", "1|Lập danh sách hộ đăng ký|Trưởng các thôn|15/3/2026")
    assert [(t.text, t.lead, t.due) for t in found] == [
        ("Lập danh sách hộ đăng ký", ("Trưởng các thôn",), "2026-03-15")
    ]


def test_years_beside_units_are_no_tasks() -> None:
    assert not tasks(
        "Nội dung|Đơn vị tính|Năm 2025|Đến 2030|Bộ phận theo dõi", "Lượt bạn đọc|lượt|185|300|Thư viện"
    )
