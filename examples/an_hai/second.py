"""A second paper, of the People's Committee: the plan 95/KH-UBND, which waits half reviewed."""

from __future__ import annotations

from .clock import Clock
from .directive import NUMBER, official
from .paper import Block, Grid, Line, Sides

_TARGETS = (
    "Ít nhất {share}% xã, phường, đặc khu công bố bản đồ số về quy hoạch.",
    "Tỷ lệ nút giao thông có đèn tín hiệu thích ứng đạt {lights}%.",
    "Số cảm biến đo mực nước và chất lượng không khí đạt ít nhất 350 cảm biến.",
    "Thời gian xử lý phản ánh hiện trường trung bình không quá 48 giờ.",
    "Tỷ lệ hộ gia đình đô thị phân loại rác tại nguồn đạt từ 40% đến 50%.",
    "Giảm tỷ lệ thất thoát nước sạch xuống dưới 12%.",
)
_BUILDING, _SCIENCE, _LAND = "Sở Xây dựng", "Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Môi trường"
_TASKS = (
    ("Ban hành kiến trúc đô thị thông minh của tỉnh", _BUILDING, _SCIENCE, "Quý I", "Quyết định"),
    ("Xây dựng trung tâm điều hành giao thông", "Công an tỉnh", _BUILDING, "Quý III", "Trung tâm vận hành"),
    ("Lắp cảm biến mực nước tại các tuyến phố hay ngập", _BUILDING, _LAND, "Quý II", "120 cảm biến"),
    ("Mở dữ liệu xe buýt theo thời gian thực", _BUILDING, _SCIENCE, "Quý II", "Bộ dữ liệu mở"),
    (
        "Thí điểm thu gom rác theo khối lượng tại hai phường",
        _LAND,
        "Sở Tài chính",
        "Quý IV",
        "Báo cáo thí điểm",
    ),
    ("Số hóa hồ sơ hạ tầng ngầm", _BUILDING, _LAND, "Quý IV", "Cơ sở dữ liệu"),
    (
        "Nâng cấp ứng dụng phản ánh hiện trường",
        "Văn phòng Ủy ban nhân dân tỉnh",
        _SCIENCE,
        "Quý I",
        "Ứng dụng",
    ),
    ("Tập huấn vận hành đô thị thông minh cho cấp xã", "Sở Nội vụ", _BUILDING, "Quý II", "60 lớp"),
)


def second_directive(clock: Clock) -> list[Block]:
    """The plan for the year after."""
    year = clock.today.year + 1
    return [
        Sides(
            ("ỦY BAN NHÂN DÂN", "TỈNH AN HẢI", "Số: 95/KH-UBND"),
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                f"An Hải, ngày 06 tháng 10 năm {year - 1}",
            ),
        ),
        Line("KẾ HOẠCH", "title"),
        Line(f"Phát triển đô thị thông minh trên địa bàn tỉnh An Hải năm {year}", "subtitle"),
        Line(
            f"Thực hiện Chương trình hành động số {NUMBER} {official(clock)} của Tỉnh ủy, Ủy ban nhân dân tỉnh "
            "ban hành Kế hoạch như sau:"
        ),
        Line("I. MỤC TIÊU", "heading"),
        Line(f"Đến hết năm {year}, phấn đấu đạt các chỉ tiêu sau:"),
        *(Line(words.format(share=70, lights="45,5"), "bullet") for words in _TARGETS),
        Line("II. NHIỆM VỤ", "heading"),
        Line("Các nhiệm vụ, cơ quan chủ trì và thời gian hoàn thành như sau:"),
        Grid(
            ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"),
            tuple(
                (str(number), text, lead, other, f"{when}/{year}", product)
                for number, (text, lead, other, when, product) in enumerate(_TASKS, 1)
            ),
            (10, 50, 32, 32, 20, 22),
        ),
        Line("III. TỔ CHỨC THỰC HIỆN", "heading"),
        Line(
            "Các cơ quan được giao chủ trì báo cáo Ủy ban nhân dân tỉnh (qua Sở Xây dựng) kết quả thực hiện hằng quý, "
            "trước ngày 20 của tháng cuối quý."
        ),
        Sides(
            ("Nơi nhận:", "- Như trên;", "- Lưu: VT, XD."),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "Phan Trọng Nghĩa"),
        ),
    ]
