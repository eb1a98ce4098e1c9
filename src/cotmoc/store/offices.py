"""In whose name a report is written: the first proposal for its header, by the kind of body that writes.

Bodies of the State follow annex I of Decree 30/2020/NĐ-CP, bodies of the Party Regulation 399-QĐ/TW.
"""

from __future__ import annotations

import re

from django.conf import settings

from cotmoc.core.text import words
from cotmoc.store.models import Agency

# "Tỉnh ủy", "Văn phòng Đảng ủy", but not "Ủy ban nhân dân tỉnh, Ủy ban Mặt trận".
_COMMITTEE = re.compile(r"\b(tỉnh|thành|huyện|quận|thị|đảng) (ủy|uỷ)\b(?! ban)", re.IGNORECASE)
_HEADS = {
    "Văn phòng ": "CHÁNH VĂN PHÒNG",
    "Ban ": "TRƯỞNG BAN",
    "Ủy ban Kiểm tra ": "T/M ỦY BAN KIỂM TRA\nCHỦ NHIỆM",
}
Header = dict[str, str]


def office_of(agency: Agency | None) -> Header:
    """Style, superior body, issuing body and signing authority of a report that `agency` writes.

    Without an agency, and for one at the top of the State's tree, the People's Committee writes.
    """
    if agency is not None and _COMMITTEE.search(agency.name):
        return _party(agency)
    above = f"Ủy ban nhân dân {settings.PROVINCE_NAME[:1].lower()}{settings.PROVINCE_NAME[1:]}"
    if agency is not None and agency.kind == Agency.Kind.DEPARTMENT:
        authority = "GIÁM ĐỐC" if agency.folded.startswith("so ") else "THỦ TRƯỞNG"
        return _header("state", above.upper(), agency.name.upper(), agency.name, authority)
    name = above
    if agency is not None and agency.kind == Agency.Kind.COMMUNE:
        name = f"Ủy ban nhân dân {agency.name[:1].lower()}{agency.name[1:]}"
    body = "Ủy ban nhân dân"
    issuer = f"{body.upper()}\n{name.removeprefix(body).strip().upper()}"
    return _header("state", "", issuer, name, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")


def number_for(agency: Agency | None) -> str:
    """The number with room for the clerk: "/BC-UBND", "/BC-SKHCN", "-BC/TU", "-BC/VPTU"."""
    if agency is not None and (found := _COMMITTEE.search(agency.name)):
        name = found.group() if found.start() == 0 else agency.name
        return "-BC/" + "".join(word[0] for word in name.split() if word != "và").upper().replace("Ủ", "U")
    if agency is None or agency.kind != Agency.Kind.DEPARTMENT:
        return "/BC-UBND"
    return "/BC-" + "".join(word[0] for word in words(agency.name) if word != "va").upper()


def _party(agency: Agency) -> Header:
    """A committee writes in its own name; its offices write under it, and do not repeat it in their own line."""
    found = _COMMITTEE.search(agency.name)
    if found is None or found.start() == 0:
        return _header("party", "", agency.name.upper(), agency.name, "T/M BAN THƯỜNG VỤ\nBÍ THƯ")
    above = agency.parent.name if agency.parent else found.group()
    own = agency.name[: found.start()].strip()
    authority = next((head for begin, head in _HEADS.items() if agency.name.startswith(begin)), "THỦ TRƯỞNG")
    return _header("party", above.upper(), own.upper(), agency.name, authority)


def _header(style: str, superior: str, issuer: str, issuer_name: str, authority: str) -> Header:
    return {
        "style": style,
        "superior": superior,
        "issuer": issuer,
        "issuer_name": issuer_name,
        "authority": authority,
    }
