"""Spec table of reporting and review duties: kind, period and days of every mention in a sentence."""

from __future__ import annotations

import pytest
from tests.support.documents import document

from cotmoc.core.plan import ObligationClaim
from cotmoc.reading.obligations import find_obligations
from cotmoc.reading.structure import structure_of


def duties(sentence: str, *, above: str = "1. Sở Y tế") -> tuple[ObligationClaim, ...]:
    return find_obligations(
        structure_of(document("I. NHIỆM VỤ", "- Sửa đường.", "II. TỔ CHỨC THỰC HIỆN", above, f"- {sentence}"))
    )


Duty = tuple[str, tuple[str, ...], tuple[str, ...]]
SENTENCES: list[tuple[str, list[Duty]]] = [
    ("Định kỳ 6 tháng báo cáo Ủy ban nhân dân tỉnh.", [("báo cáo", ("half-year",), ())]),
    ("Hằng tháng cập nhật tiến độ, hằng quý báo cáo Thường trực Tỉnh ủy.", [("báo cáo", ("quarter",), ())]),
    (
        "Định kỳ hằng quý, 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) tổng hợp báo cáo Tỉnh ủy.",
        [("báo cáo", ("quarter", "half-year", "year"), ("06-10", "12-10"))],
    ),
    (
        "Thực hiện báo cáo định kỳ tháng, quý, năm theo quy định.",
        [("báo cáo", ("month", "quarter", "year"), ())],
    ),
    (
        "Gửi báo cáo về Sở Nội vụ chậm nhất ngày 20 tháng 5 và 20 tháng 11 hằng năm.",
        [("báo cáo", ("year",), ("05-20", "11-20"))],
    ),
    (
        "Báo cáo kết quả trước ngày 18 tháng cuối quý đối với báo cáo quý và trước ngày 18/12 đối với báo cáo năm.",
        [("báo cáo", ("quarter", "year"), ("12-18",))],
    ),
    (
        "Định kỳ hằng quý báo cáo kết quả về Sở Nội vụ (trước ngày 15 của tháng cuối kỳ báo cáo).",
        [("báo cáo", ("quarter",), ())],
    ),
    ("Trình Giám đốc ký báo cáo Ủy ban nhân dân tỉnh hằng quý.", [("báo cáo", ("quarter",), ())]),
    ("Hằng quý, hằng năm báo cáo Thường trực Tỉnh ủy.", [("báo cáo", ("quarter", "year"), ())]),
    (
        "Báo cáo về Sở Y tế trước ngày 10 của tháng cuối mỗi quý và báo cáo đột xuất khi có dịch.",
        [("báo cáo", ("quarter",), ()), ("báo cáo", ("event",), ())],
    ),
    ("Kiểm tra việc thực hiện tại các đơn vị ít nhất 1 lần/năm.", [("kiểm tra", ("year",), ())]),
    ("Định kỳ hằng quý nghe báo cáo tiến độ.", [("báo cáo", ("quarter",), ())]),
    ("Nghe báo cáo của các đơn vị.", []),
    ("Báo cáo kết quả về Sở Nội vụ hằng quý.", [("báo cáo", ("quarter",), ())]),
    (
        "Báo cáo 6 tháng (trước ngày 10/6), 01 năm (trước ngày 01/12) về Huyện ủy.",
        [("báo cáo", ("half-year", "year"), ("06-10", "12-01"))],
    ),
    ("Gửi báo cáo năm về Sở Xây dựng trước ngày 20 tháng 11.", [("báo cáo", ("year",), ("11-20",))]),
    ("Báo cáo Bộ trước ngày 15/12.", [("báo cáo", ("year",), ("12-15",))]),
    (
        "Tổng hợp, báo cáo định kỳ 6 tháng, hằng năm và đột xuất khi có yêu cầu.",
        [("báo cáo", ("half-year", "year", "event"), ())],
    ),
    ("Kịp thời báo cáo những vướng mắc.", [("báo cáo", ("event",), ())]),
    ("Kịp thời phản ánh khó khăn lên cấp trên.", [("báo cáo", ("event",), ())]),
    ("Định kỳ báo cáo theo quy định.", [("báo cáo", (), ())]),
    (
        "Đôn đốc, kiểm tra việc thực hiện, định kỳ 6 tháng báo cáo Sở Nội vụ trước ngày 15 tháng 6 và "
        "trước ngày 01 tháng 12 để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
        [
            ("kiểm tra", (), ()),
            ("báo cáo", ("half-year",), ("06-15", "12-01")),
            ("báo cáo", ("half-year",), ()),
        ],
    ),
    (
        "Báo cáo kết quả năm trước ngày 30/11 để tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12.",
        [("báo cáo", ("year",), ("11-30",)), ("báo cáo", ("year",), ("12-15",))],
    ),
    (
        "Tổ chức sơ kết, tổng kết, đánh giá kết quả sau mỗi giai đoạn (3 tháng, 6 tháng), báo cáo cấp trên "
        "khi có yêu cầu.",
        [
            ("sơ kết", ("quarter", "half-year"), ()),
            ("tổng kết", ("quarter", "half-year"), ()),
            ("đánh giá", ("quarter", "half-year"), ()),
            ("báo cáo", ("quarter", "half-year"), ()),
            ("báo cáo", ("event",), ()),
        ],
    ),
    (
        "Tổ chức sơ kết, tổng kết ở cơ sở; định kỳ 3 tháng, 6 tháng: Đánh giá kết quả tại đơn vị.",
        [
            ("sơ kết", ("quarter", "half-year"), ()),
            ("tổng kết", ("quarter", "half-year"), ()),
            ("đánh giá", ("quarter", "half-year"), ()),
        ],
    ),
    (
        "Sơ kết hằng năm, tổng kết vào cuối nhiệm kỳ.",
        [("sơ kết", ("year",), ()), ("tổng kết", ("end-term",), ())],
    ),
    (
        "Gửi kết quả thực hiện về Sở Nội vụ chậm nhất ngày 20 của tháng cuối quý.",
        [("báo cáo", ("quarter",), ())],
    ),
    (
        "Định kỳ trước ngày 15 tháng 11 hằng năm tổng hợp kết quả gửi Ủy ban nhân dân tỉnh.",
        [("báo cáo", ("year",), ("11-15",))],
    ),
    (
        "Gửi số liệu về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh hằng quý.",
        [("báo cáo", ("quarter",), ())],
    ),
    (
        "Báo cáo Hội đồng nhân dân xã tại kỳ họp giữa năm và cuối năm.",
        [("báo cáo", ("half-year", "year"), ())],
    ),
    (
        "Báo cáo kết quả 6 tháng trước ngày 05/6, báo cáo năm trước ngày 05/12 gửi Sở Nội vụ.",
        [("báo cáo", ("half-year", "year"), ("06-05", "12-05"))],
    ),
    ("Tổ chức đánh giá giữa kỳ vào tháng 6/2028.", [("đánh giá", ("mid-term",), ("2028-06",))]),
    (
        "Năm 2028 tổ chức sơ kết, năm 2030 tổ chức tổng kết.",
        [("sơ kết", (), ("2028-12",)), ("tổng kết", (), ("2030-12",))],
    ),
    (
        "Thực hiện chế độ báo cáo, sơ kết: Định kỳ 3 tháng, báo cáo Ban Chỉ đạo; chủ trì sơ kết từng đợt.",
        [("báo cáo", ("quarter",), ()), ("sơ kết", (), ())],
    ),
    (
        "Thành lập đoàn kiểm tra định kỳ, báo cáo kết quả theo tháng, quý.",
        [("báo cáo", ("month", "quarter"), ())],
    ),
    (
        "Hằng năm đánh giá, công bố mức độ hoàn thành.",
        [("đánh giá", ("year",), ()), ("công bố", ("year",), ())],
    ),
    ("Hằng năm công bố chất lượng không khí.", [("công bố", ("year",), ())]),
    ("Định kỳ đo lường, công bố công khai kết quả.", [("công bố", (), ())]),
    (
        "Xây dựng chương trình kiểm tra, giám sát hằng năm hoặc đột xuất.",
        [("kiểm tra", ("year", "event"), ())],
    ),
    ("Xây dựng bộ tiêu chí đánh giá.", []),
    ("Công bố danh mục bài toán lớn.", []),
    ("Thúc đẩy công bố khoa học quốc tế.", []),
    ("Hướng dẫn kiểm tra vệ sinh nước.", []),
    ("Hạn chế thanh tra, kiểm tra chồng chéo.", []),
    ("Phát triển mô hình giáo dục số kết hợp thực hành.", []),
    ("Việc phải rõ ràng, dễ làm, dễ kiểm tra.", []),
    ("Dùng trí tuệ nhân tạo trong tổng hợp, báo cáo, hỗ trợ ra quyết định.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_duties_of_a_sentence(sentence: str, expected: list[Duty]) -> None:
    assert [(d.kind, d.every, d.due) for d in duties(sentence)] == expected


def test_who_reports_to_whom_in_which_words() -> None:
    (duty,) = duties("Định kỳ 6 tháng báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.")

    assert (duty.who, duty.to, duty.section) == ("Sở Y tế", "Ủy ban nhân dân tỉnh", "II.1")
    assert duty.quote == "báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện"
    assert duty.place is not None
    assert duty.place.line == 5


def test_the_receiver_may_come_later() -> None:
    assert duties("Báo cáo kết quả hằng năm về Sở Nội vụ để theo dõi.")[0].to == "Sở Nội vụ"
    assert duties("Báo cáo kết quả hằng năm.")[0].to is None


def test_headings_and_header_blocks_only_name_duties() -> None:
    assert duties("Theo dõi.", above="1. Chế độ báo cáo") == ()
