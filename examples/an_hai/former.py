"""A paper of a province that is no more: the plan 41-KH/TU of Bình Lạc, whose targets bind An Hải since the merger."""

from __future__ import annotations

from .clock import Clock
from .paper import Block, Grid, Line, Sides

NUMBER = "41-KH/TU"
_TARGETS = (
    ("Tỷ lệ thôn, bản vùng cao có sóng di động 4G trở lên", "%", "92", "100"),
    ("Số hợp tác xã bán hàng qua sàn thương mại điện tử", "hợp tác xã", "35", "80"),
    ("Tỷ lệ hồ sơ sức khỏe điện tử của người dân được cập nhật", "%", "70", "95"),
    ("Số sản phẩm chè, hồi có mã truy xuất nguồn gốc", "sản phẩm", "40", "90"),
    ("Tỷ lệ cán bộ cấp xã qua bồi dưỡng kỹ năng số", "%", "80", "100"),
)


def former_directive(clock: Clock) -> list[Block]:
    """The plan, issued in the spring before the merger."""
    year = clock.merged.year
    return [
        Sides(
            ("TỈNH ỦY BÌNH LẠC", "*", f"Số {NUMBER}"),
            ("ĐẢNG CỘNG SẢN VIỆT NAM", f"Bình Lạc, ngày 11 tháng 3 năm {year}"),
        ),
        Line("KẾ HOẠCH", "title"),
        Line("Chuyển đổi số nông thôn vùng cao tỉnh Bình Lạc", "subtitle"),
        Line("-----", "subtitle"),
        Line("Ban Thường vụ Tỉnh ủy Bình Lạc ban hành Kế hoạch chuyển đổi số nông thôn vùng cao như sau:"),
        Line("I. MỤC TIÊU", "heading"),
        Line("Các chỉ tiêu chủ yếu đến từng mốc như sau:"),
        Grid(
            ("TT", "Chỉ tiêu", "Đơn vị tính", f"Mục tiêu {year + 1}", f"Mục tiêu {year + 5}"),
            tuple((str(number), *row) for number, row in enumerate(_TARGETS, 1)),
            (10, 70, 30, 28, 28),
        ),
        Line("II. TỔ CHỨC THỰC HIỆN", "heading"),
        Line("Các cấp ủy báo cáo Ban Thường vụ Tỉnh ủy kết quả thực hiện trước ngày 01 tháng 12 hằng năm."),
        Sides(
            ("Nơi nhận:", "- Các huyện ủy, thành ủy;", "- Lưu: VT."),
            ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "", "", "Lò Văn Sinh"),
        ),
    ]
