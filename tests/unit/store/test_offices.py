"""The header of a report by who writes it, as the Decree and the Party's Regulation have it."""

from __future__ import annotations

import pytest

from cotmoc.store.models import Agency
from cotmoc.store.offices import number_for, office_of

TOP = Agency(code="TU", name="Tỉnh ủy An Hải", kind="province")
TABLE = [
    # name, kind, parent, style, superior, issuer, authority, number
    (None, "", None, "state", "", "ỦY BAN NHÂN DÂN\nTỈNH AN HẢI", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "/BC-UBND"),
    ("Sở Y tế", "department", None, "state", "ỦY BAN NHÂN DÂN TỈNH AN HẢI", "SỞ Y TẾ", "GIÁM ĐỐC", "/BC-SYT"),
    (
        "Văn phòng Ủy ban nhân dân tỉnh", "department", None, "state", "ỦY BAN NHÂN DÂN TỈNH AN HẢI",
        "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH", "THỦ TRƯỞNG", "/BC-VPUBNDT",
    ),
    (
        "Xã Vân Thạch", "commune", None, "state", "", "ỦY BAN NHÂN DÂN\nXÃ VÂN THẠCH",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "/BC-UBND",
    ),
    ("Tỉnh ủy An Hải", "province", None, "party", "", "TỈNH ỦY AN HẢI", "T/M BAN THƯỜNG VỤ\nBÍ THƯ", "-BC/TU"),
    (
        "Đảng ủy xã Vân Thạch", "commune", None, "party", "", "ĐẢNG ỦY XÃ VÂN THẠCH",
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ", "-BC/ĐU",
    ),
    ("Văn phòng Tỉnh ủy", "department", TOP, "party", "TỈNH ỦY AN HẢI", "VĂN PHÒNG", "CHÁNH VĂN PHÒNG", "-BC/VPTU"),
    (
        "Ban Tuyên giáo và Dân vận Tỉnh ủy", "department", TOP, "party", "TỈNH ỦY AN HẢI", "BAN TUYÊN GIÁO VÀ DÂN VẬN",
        "TRƯỞNG BAN", "-BC/BTGDVTU",
    ),
    (
        "Ủy ban Kiểm tra Tỉnh ủy", "department", TOP, "party", "TỈNH ỦY AN HẢI", "ỦY BAN KIỂM TRA",
        "T/M ỦY BAN KIỂM TRA\nCHỦ NHIỆM", "-BC/UBKTTU",
    ),
    (
        "Trường Chính trị Thành ủy", "department", None, "party", "THÀNH ỦY", "TRƯỜNG CHÍNH TRỊ",
        "THỦ TRƯỞNG", "-BC/TCTTU",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "parent", "style", "superior", "issuer", "authority", "number"), TABLE
)
def test_the_header_of_a_body(
    name: str | None, kind: str, parent: Agency | None, style: str, superior: str, issuer: str, authority: str,
    number: str,
) -> None:  # fmt: skip
    agency = Agency(code="A", name=name, kind=kind, parent=parent, folded="") if name else None
    if agency is not None:
        agency.folded = "so y te" if name == "Sở Y tế" else "khac"
    header = office_of(agency)
    assert (header["style"], header["superior"]) == (style, superior)
    assert (header["issuer"], header["authority"]) == (issuer, authority)
    assert header["issuer_name"] == (name or "Ủy ban nhân dân tỉnh An Hải").replace(
        "Xã Vân", "Ủy ban nhân dân xã Vân"
    )
    assert number_for(agency) == number
