"""Where a degree of secrecy is a mark, and where a text only speaks of one."""

from __future__ import annotations

import pytest

from cotmoc.reading.secrecy import mark_in_text

HEAD = "TỈNH ỦY AN HẢI\nSố 12-CTr/TU\n"
BORNE = [
    (HEAD + "MẬT", "Mật"),
    (HEAD + "* TỐI MẬT *", "Tối mật"),
    (HEAD + "TUYỆT\nMẬT", "Tuyệt mật"),
    (HEAD + "(Mật)", "Mật"),
    ("UBND TỈNH\nSố: 12/BC-UBND    MẬT\n", "Mật"),
    ("MẬT   An Hải, ngày 12 tháng 3 năm 2025", "Mật"),
    ("Độ mật: Tối mật", "Tối mật"),
    ("Mức độ mật: tuyệt mật", "Tuyệt mật"),
    ("TÀI LIỆU MẬT", "Mật"),
    ("KẾ HOẠCH\nCăn cứ Luật\nNội dung\nPhụ lục II\n(Kèm theo Kế hoạch)\nTUYỆT MẬT", "Tuyệt mật"),
    ("UBND TINH\nSo: 12/BC-UBND\nTOI MAT", "Tối mật"),
    ("MẬT", "Mật"),  # letters with their marks apart
    ("M\u200bẬ\u00adT", "Mật"),  # what does not show
    ("\ufeffTỐI\u2060 MẬT\ufe0f", "Tối mật"),
    ("M\u034fẬ\U000e0041T\u2800", "Mật"),
    ("ＴＵＹỆＴ　ＭẬＴ", "Tuyệt mật"),  # wide, bold, circled
    ("𝐌Ậ𝐓", "Mật"),
    ("ⓂẬⓉ", "Mật"),
    ("\u041cẬ\u0422", "Mật"),  # Cyrillic, Greek, small capitals
    ("\u0422Ố\u0406 \u039cẬ\u03a4", "Tối mật"),
    ("\u1d0dẬ\u1d1b", "Mật"),
    ("\u041c\u0410\u0422", "Mật"),
    ("M Ậ T", "Mật"),  # set apart, joined, decorated
    ("T Ố I   M Ậ T", "Tối mật"),
    ("T.U.Y.Ệ.T M.Ậ.T", "Tuyệt mật"),
    ("TUYET_MAT", "Tuyệt mật"),
    ("tỐi-MẬt", "Tối mật"),
    ("★ TỐI MẬT ★", "Tối mật"),
    ("【MẬT】", "Mật"),
]
SPOKEN = [
    "QUYẾT ĐỊNH\nBan hành Quy chế bảo vệ bí mật nhà nước",
    "QUY CHẾ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
    "QUY CHẾ BẢO VỆ BÍ\nMẬT",
    "Số: 05/QĐ-UBND về bảo vệ bí MẬT",
    "Bảo đảm an ninh, bí mật. Tài liệu mật phải gửi riêng.",
    "Các độ mật gồm: Tuyệt mật, Tối mật và Mật.",
    "Độ mật: không",
    "I. TỐI MẬT",
    "mật",
    "Mật ong",
    "MẮT",
    "Mặt",
    "MẤT",
    "M Ấ T",
    "TỐI MẶT",
    "Căn cứ Luật Bảo vệ bí mật nhà nước\nMẬT",
    "\n".join(["Nội dung"] * 60) + "\nTUYỆT MẬT",
    HEAD + "MẬT\nĐÃ GIẢI MẬT ngày 3/3/2025",
    "Tỷ lệ mật độ dân số 250 người/km²",
]


@pytest.mark.parametrize(("text", "degree"), BORNE)
def test_a_mark_in_its_place_is_found(text: str, degree: str) -> None:
    mark = mark_in_text(text)
    assert mark is not None
    assert mark.degree == degree


@pytest.mark.parametrize("text", SPOKEN)
def test_who_speaks_of_secrets_is_not_refused(text: str) -> None:
    assert mark_in_text(text) is None
