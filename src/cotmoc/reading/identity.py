"""Who says what to whom: the identity of the directive, from its header, signature, recipients and citations."""

from __future__ import annotations

import re

from cotmoc.core.plan import Directive, Signer
from cotmoc.core.text import fold
from cotmoc.reading.dates import moments
from cotmoc.reading.identity_place import issuer_of, level_of, place_of
from cotmoc.reading.items import Item, Structure
from cotmoc.reading.letters import CAPITAL, SMALL
from cotmoc.reading.numbers import NUMBER, Citation, citations
from cotmoc.reading.vocabulary import load, terms

_OWN_NUMBER = re.compile(r"^\W*s[oốôỗổ]\s*[:.]?\s*(.*)$", re.IGNORECASE)
_ATTACHED = re.compile(r"(kem theo|ban hanh theo|ban hanh kem)", re.IGNORECASE)
_HEADER_DATE = re.compile(
    r"ngày\s*(\d{1,2}|[.…_\s]*)\s*tháng\s*(\d{1,2}|[.…_\s]*)\s*năm\s*(\d{4})", re.IGNORECASE
)
_RANK = r"(?:GS|PGS|TS|ThS|BS|CN|KS|Đại tá|Trung tá|Thượng tá|Thiếu tướng|Trung tướng)\.?\s*"
_NAME = re.compile(rf"^(?:{_RANK})*((?:[{CAPITAL}][{SMALL}]*\s+){{1,5}}[{CAPITAL}][{SMALL}]+)$")
_HEADER_DAY = re.compile(r"^[^,\d]{2,40},\s*ngày\s+\d", re.IGNORECASE)
_DATE_LINE = 70
_RULE = re.compile(r"^[\s\-–—_*.=~]+$")


def directive_of(structure: Structure) -> Directive:
    """The identity of the directive; what is not in the text stays None."""
    front = [item for item in structure.items if item.part == "front"]
    own = _first_document(structure.items, front)
    lines = _header_lines(own)
    kind, title = _kind_and_title(own)
    number, date = _number(lines), _date(_short(lines))
    attached = _attached_line(structure.items)
    if number is None and attached and not _has_blank_number(lines):
        number = next((c.number for c in citations(attached)), None)
    date = date or (_date_in(attached) if attached else None) or _adopted(structure.items)
    signature = [item.text for item in structure.items if item.part == "signature"]
    basis = [item for item in structure.items if item.part == "basis"]
    text = " ".join(item.text for item in structure.items)
    issuer = issuer_of(lines, signature, [i.text for i in basis], text)
    level = level_of(issuer, number or _symbol(lines), _above_title(lines))
    implements = _unique(
        [*_implemented(title or ""), *(n for item in basis for n in _implemented(item.text))]
    )
    return Directive(
        number=number,
        kind=kind or (_letter(structure.items) or _kind_of_symbol(number or _symbol(lines))),
        issuer=issuer,
        place=place_of(lines, level, issuer, text),
        level=level,
        date=date,
        title=title,
        signer=_signer(signature),
        implements=implements,
        replaces=_replaced(structure.items),
        cites=_cited(structure.items, number),
        recipients=_recipients(structure.items),
    )


def _first_document(items: tuple[Item, ...], front: list[Item]) -> list[Item]:
    """The header lines of the directive itself, not of a programme attached to it."""
    first: list[Item] = []
    for item in items:
        if item.part == "front":
            first.append(item)
        elif first:
            break
    return first or front


def _header_lines(front: list[Item]) -> list[str]:
    """The lines of the header; two columns that a text file put on one line are parted again."""
    mottoes = "|".join(re.escape(motto) for motto in terms("identity", "header.motto"))
    lines: list[str] = []
    for item in front:
        folded = fold(item.text)
        cut = re.search(
            rf"(?<=\S)\s+(?=(?:{mottoes}))|(?<=[-/][a-z]{{2}})\S*\s+(?=\S[^,]{{2,40}}, ?ngay\b)", folded
        )
        lines += [item.text[: cut.end()].strip(), item.text[cut.end() :]] if cut else [item.text]
    return lines


def _above_title(lines: list[str]) -> list[str]:
    """The lines of the header above the one that names the kind."""
    kinds = tuple(load("identity")["kinds"])
    named = (index for index, line in enumerate(lines) if line.isupper() and fold(line).startswith(kinds))
    return lines[: next(named, len(lines))]


def _kind_and_title(front: list[Item]) -> tuple[str | None, str | None]:
    kinds: dict[str, str] = load("identity")["kinds"]
    for index, item in enumerate(front):
        folded = fold(item.text)
        name = next((k for k in sorted(kinds, key=len, reverse=True) if folded.startswith(k)), None)
        if name and item.text[: len(name)].isupper():
            rest = item.text[len(name) :].strip()
            lines = (
                [rest, *(i.text for i in front[index + 1 :])]
                if rest
                else [i.text for i in front[index + 1 :]]
            )
            return kinds[name], _title(lines)
    about = next((i.text for i in front if fold(i.text).startswith(("v/v", "ve viec"))), None)
    return None, re.sub(r"^[Vv]/[Vv]\s*[:.]?\s*", "", about) if about else None


def _title(lines: list[str]) -> str | None:
    """The lines after the kind, up to the rule below them or the authority in capitals."""
    title: list[str] = []
    for line in lines:
        if not title and line.startswith("CỦA "):
            continue  # "KẾT LUẬN / CỦA BAN THƯỜNG VỤ …": whose it is, not what it is about
        letters = [c for c in line if c.isalpha()]
        ends = (
            _RULE.match(line)
            or line.startswith("(")
            or line.endswith(".")
            or all(c.isupper() for c in letters)
        )
        if title and ends:
            break
        if not _RULE.match(line) and not _OWN_NUMBER.match(line) and not _date(_short([line])):
            title.append(line.strip())
    return " ".join(title) or None


def _short(lines: list[str]) -> list[str]:
    """The lines that can be "Nơi, ngày … tháng … năm …": a title may cite a date too, but is longer."""
    return [line for line in lines if len(line) <= _DATE_LINE]


def _number(lines: list[str]) -> str | None:
    for line in lines:
        found = _OWN_NUMBER.match(line)
        if found and (cited := NUMBER.match(found[1])):
            return re.sub(r"\s", "", cited[0])
    return None


def _symbol(lines: list[str]) -> str | None:
    """The symbol of a number left blank ("Số: /KH-UBND" → "/KH-UBND")."""
    for line in lines:
        found = _OWN_NUMBER.match(line)
        if found and (symbol := re.search(r"[-/]\s*([A-ZĐ][\w-]*(?:/[\w-]+)?)", found[1])):
            return symbol[0]
    return None


def _has_blank_number(lines: list[str]) -> bool:
    return _number(lines) is None and _symbol(lines) is not None


def _attached_line(items: tuple[Item, ...]) -> str | None:
    """ "(Kèm theo Chương trình số …, ngày …)" over an annex: it names the directive it belongs to."""
    for item in items:
        if (
            item.part in ("annex", "front")
            and item.role != "bullet"
            and _ATTACHED.search(fold(item.text)[:40])
        ):
            return item.text
    return None


def _date(lines: list[str]) -> str | None:
    return next((date for line in lines if (date := _date_in(line, header=True))), None)


def _date_in(line: str, *, header: bool = False) -> str | None:
    if found := _HEADER_DATE.search(line):
        if header and citations(line[: found.start()]):
            return None
        day, month, year = found[1].strip(" .…_"), found[2].strip(" .…_"), found[3]
        if month:
            return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
        return None
    if header and not _HEADER_DAY.search(line):
        return None
    return next((when.date for when in moments(line) if len(when.date) == 10), None)


def _adopted(items: tuple[Item, ...]) -> str | None:
    """The day an assembly passed its resolution, when the header names none."""
    for item in items:
        if found := re.search(r"thông qua\s+(?=ngày)", item.text):
            return _date_in(item.text[found.end() :])
    return None


def _kind_of_symbol(number: str | None) -> str | None:
    if not number:
        return None
    kinds: dict[str, str] = load("identity")["symbols"]
    letters = re.findall(r"[a-z]+", fold(number))
    return next((kinds[part] for part in letters if part in kinds), None)


def _letter(items: tuple[Item, ...]) -> str | None:
    dear = any(fold(item.text).startswith(terms("structure", "lines.dear")) for item in items)
    return "Công văn" if dear else None


def _signer(lines: list[str]) -> Signer:
    roles = terms("structure", "lines.roles")
    name = role = None
    for line in lines:
        clean = re.sub(r"^(?:T/M|TM|KT|K/T|TL|T/L|TUQ|Q)\.?\s*", "", line.strip()).strip()
        if line.isupper() and fold(clean).startswith(roles):
            if name is None:
                role = clean
        elif name is None and (found := _NAME.match(clean)) and fold(clean) not in ("da ky", "noi nhan"):
            name = found[1]
    return Signer(name, _sentence_case(role) if role else None)


_OFFICES = "phó|bí thư|chủ tịch|bộ trưởng|thứ trưởng|thủ tướng|giám đốc|thường trực|chánh|văn phòng|chủ nhiệm"


def _sentence_case(role: str) -> str:
    """ "PHÓ BÍ THƯ THƯỜNG TRỰC" → "Phó Bí thư Thường trực": each office keeps its capital."""
    text = re.sub(rf"(?<!\w)(?:{_OFFICES}|(?<=phó )trưởng)(?!\w)", lambda m: m[0].capitalize(), role.lower())
    return text[:1].upper() + text[1:]


# What stands before a document that is asked for, replaced, or whose results were only reported.
_NOT_CARRIED_OUT = re.compile(
    r"to trinh|xet de nghi|theo de nghi|thay the|bai bo"
    r"|(?:ket qua|tinh hinh|so ket|tong ket)[^,;]{0,60}thuc hien[^,;]*$"
)


def _implemented(text: str) -> list[str]:
    """The documents that `text` carries out: cited after "thực hiện …", not as legal grounds ("Căn cứ …")."""
    if fold(text).startswith("can cu") and not re.search(r"thuc hien", fold(text)):
        return []
    words = terms("identity", "header.carried_out")
    found: list[str] = []
    for cited in citations(text):
        clause = re.split(r"[;.](?=\s)", fold(text[: cited.start]))[-1]
        if any(word in clause for word in words) and not _NOT_CARRIED_OUT.search(clause):
            found.append(cited.number)
    return found


def _replaced(items: tuple[Item, ...]) -> tuple[str, ...]:
    """The documents cited after "thay thế" in the same sentence."""
    words = terms("identity", "header.replaced")
    found: list[str] = []
    for item in items:
        if item.part in ("front", "recipients", "signature"):
            continue
        for cited in citations(item.text):
            sentence = re.split(r"[.](?=\s)", fold(item.text[: cited.start]))[-1]
            after = max((sentence.rfind(word) for word in words), default=-1)
            if after >= 0 and _is_list_of_documents(sentence[after:]):
                found.append(cited.number)
    return _unique(found)


def _is_list_of_documents(words: str) -> bool:
    """Between "thay thế" and the number stands only the name of a kind, or other documents of the same list."""
    return not re.search(r"(ve (?:viec )?thuc hien|trien khai|cho phu hop|de thuc hien)", words)


def _cited(items: tuple[Item, ...], own: str | None) -> tuple[str, ...]:
    skip = {Citation(own, 0, 0).key} if own else set()
    parts = ("recipients", "signature")
    found = [
        c.number
        for item in items
        if item.part not in parts
        for c in citations(item.text)
        if c.key not in skip
    ]
    return _unique(found)


def _unique(numbers: list[str]) -> tuple[str, ...]:
    """Each document once, in the spelling that comes first."""
    first: dict[str, str] = {}
    for number in numbers:
        first.setdefault(Citation(number, 0, 0).key, number)
    return tuple(first.values())


def _recipients(items: tuple[Item, ...]) -> tuple[str, ...]:
    """Who gets the directive. A line without a bullet after an unfinished one goes on with it."""
    found: list[str] = []
    for item in items:
        if item.part != "recipients":
            continue
        if item.label:
            found.append(item.text)
        elif found and not found[-1].rstrip().endswith((";", ".", ",")):
            found[-1] += f" {item.text}"
    names = (re.sub(r"\s*\((?:để )?[^()]*\)", "", text).strip(" .;,}{") for text in found)
    return tuple(name for name in names if name)
