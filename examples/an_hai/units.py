"""The units of the province: who leads and who reports. All communes are invented."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """`people` is the population of a commune in thousands, 0 for others."""

    code: str
    name: str
    kind: str
    parent: str
    aliases: tuple[str, ...] = ()
    people: float = 0.0


PROVINCE = (
    Unit("TU", "Tỉnh ủy An Hải", "province", "", ("Tỉnh ủy", "Thường trực Tỉnh ủy", "Ban Thường vụ Tỉnh ủy")),
    Unit("UBND", "Ủy ban nhân dân tỉnh An Hải", "province", "", ("UBND tỉnh", "Ủy ban nhân dân tỉnh")),
)
DEPARTMENTS = (
    Unit("VPTU", "Văn phòng Tỉnh ủy", "department", "TU", ("VPTU",)),
    Unit("BTC", "Ban Tổ chức Tỉnh ủy", "department", "TU"),
    Unit("BTGDV", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "department", "TU"),
    Unit("UBKT", "Ủy ban Kiểm tra Tỉnh ủy", "department", "TU"),
    Unit("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh", "department", "UBND", ("Văn phòng UBND tỉnh",)),
    Unit("SKHCN", "Sở Khoa học và Công nghệ", "department", "UBND", ("Sở KH&CN", "Sở KHCN")),
    Unit("STC", "Sở Tài chính", "department", "UBND"),
    Unit("SNV", "Sở Nội vụ", "department", "UBND"),
    Unit("STP", "Sở Tư pháp", "department", "UBND"),
    Unit("SCT", "Sở Công Thương", "department", "UBND"),
    Unit("SXD", "Sở Xây dựng", "department", "UBND"),
    Unit("SNNMT", "Sở Nông nghiệp và Môi trường", "department", "UBND", ("Sở NN&MT",)),
    Unit("SGDDT", "Sở Giáo dục và Đào tạo", "department", "UBND", ("Sở GD&ĐT",)),
    Unit("SYT", "Sở Y tế", "department", "UBND"),
    Unit("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "department", "UBND", ("Sở VHTTDL",)),
    Unit("TTR", "Thanh tra tỉnh", "department", "UBND"),
    Unit("CAT", "Công an tỉnh", "department", "UBND"),
    Unit("BQLKKT", "Ban Quản lý Khu kinh tế tỉnh", "department", "UBND", ("BQL Khu kinh tế tỉnh",)),
    Unit("BHXH", "Bảo hiểm xã hội tỉnh", "department", "UBND", ("BHXH tỉnh",)),
    Unit("THUE", "Thuế tỉnh", "department", "UBND"),
)
_WARDS = (
    "Vân Thạch", "Hải Quỳnh", "Cửa Vọng", "Thạch Bích", "Đông Triều Hạ", "Lam Giang", "Phú Nguyệt", "Bến Sỏi", "An Phố",
    "Tân Vọng", "Long Sa", "Nam Thạch", "Yên Quỳnh",
)  # fmt: skip
_VILLAGES = (
    "Sơn Lĩnh", "Đá Chồng", "Hòa Lạch", "Cẩm Rạng", "Phước Lam", "Trà Vân", "Suối Mây", "Kim Lộ",
    "Đồng Sấu", "Bãi Ngọc", "Vĩnh Trầm", "Mỹ Khê Thượng", "Gò Duối", "Hương Lĩnh", "Thanh Vịnh", "Bình Rạng",
    "Cồn Nhạn", "Ngọc Lạch", "Đầm Sương", "Xuân Thạch", "Hải Trung An", "Lộc Giang", "Tam Vịnh", "Quế Lĩnh",
    "Diên Lạc", "Khánh Sa", "Núi Trầu", "Phong Lạch", "Tây Vọng", "Hòn Kẽm", "Ninh Sấu", "Thượng Lĩnh",
    "Cát Nguyệt", "Bắc Rạng", "Đại Trầm", "Giang Sương", "Tiên Lộ", "Vũng Nồm", "Liên Mây", "Châu Lạch",
    "Rừng Thông", "Sông Trăng", "Hạ Lĩnh", "Mai Sấu", "Quang Vịnh", "Đức Thạch",
)  # fmt: skip
_ISLAND = "Hòn Nguyệt"


def communes(rng: random.Random) -> tuple[Unit, ...]:
    """60 communes with their population: wards first, the island last."""
    named = [("Phường", name, (14, 34)) for name in _WARDS]
    named += [("Xã", name, (4, 16)) for name in _VILLAGES]
    named.append(("Đặc khu", _ISLAND, (3, 6)))
    return tuple(
        Unit(
            f"X{number:02d}",
            f"{kind} {name}",
            "commune",
            "UBND",
            (f"UBND {kind.lower()} {name}",),
            round(rng.uniform(*people), 1),
        )
        for number, (kind, name, people) in enumerate(named, 1)
    )


@dataclass(frozen=True)
class Place:
    """An area: the province, the neighbour it took in, a commune. `until_merger`: it ended with the merger."""

    code: str
    name: str
    kind: str
    title: str
    parent: str = ""
    until_merger: bool = False


PROVINCES = (
    Place("AH", "An Hải", "province", "Tỉnh"),
    Place("BL", "Bình Lạc", "province", "Tỉnh", until_merger=True),
)
# Whose area is which: the People's Committee answers for the province, a commune for itself.
GOVERNS = {"UBND": "AH"}


def places(units: tuple[Unit, ...]) -> tuple[Place, ...]:
    """The areas: provinces, then one for each commune."""
    found = list(PROVINCES)
    for unit in units:
        title = next(kind for kind in ("Phường", "Xã", "Đặc khu") if unit.name.startswith(kind))
        found.append(Place(unit.code, unit.name.removeprefix(f"{title} "), "commune", title, "AH"))
    return tuple(found)


NAMES = {unit.code: unit.name for unit in (*PROVINCE, *DEPARTMENTS)}
