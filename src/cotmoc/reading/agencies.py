"""Bodies named in a sentence: who leads, who coordinates, and how a list of names falls apart.

Names keep the words and letters of the document. A verb in small letters ends a name ("Sở Xây dựng xây dựng …"): the
name's own words are capitals there. Comparisons run on folded text.
"""

from __future__ import annotations

import re
from functools import cache

from cotmoc.reading.dates import fold_same_length as folded_of
from cotmoc.reading.letters import CAPITAL, SMALL
from cotmoc.reading.vocabulary import terms

_LONGEST_SUBJECT = 260
_TIME_WORDS = (
    "hang ",
    "dinh ky",
    "truoc ",
    "cham nhat",
    "ngay ",
    "trong thang",
    "trong quy",
    "trong nam",
    "cuoi ",
)
_TIME_WORD = (
    r"hang|dinh|ky|truoc|cham|nhat|ngay|thang|quy|nam|tuan|trong|den|vao|tu|cuoi|dau|cua|va|het|[ivx]+|[\d/]+"
)
_TIME_PHRASE = re.compile(rf"(?:(?:{_TIME_WORD}),? )*(?:{_TIME_WORD}),\s+(?=[a-z])")


def _alternatives(*keys: str) -> str:
    words = {word.strip() for key in keys for word in terms("agencies", key)}
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('heads')})(?![a-z])")


@cache
def _certain() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('names')})(?![a-z])")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('short')})(?!\w)")


@cache
def _not_heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('not_heads')})(?!\w)")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_alternatives('verbs')})(?!\w)")


@cache
def _askings() -> re.Pattern[str]:
    return re.compile(rf"(?:\d+[.)]\s*)?(?:{_alternatives('askings')})\s*:?\s+(?=\S)")


@cache
def _noun_before() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w])(?:{_alternatives('noun_before')})\s$")


def begins_with_agency(text: str) -> bool:
    """Whether `text` begins with the name of a body."""
    words = text.lstrip("*_ ")
    folded, lower = folded_of(words), words.lower()
    if _certain().match(folded):
        return True
    if _verbs().match(lower) or _not_heads().match(lower):
        return False
    return bool(_heads().match(folded) or _short().match(lower))


def begins_with_order(text: str) -> bool:
    """Whether `text` begins with an order of two words or more ("Tổ chức …"); "Cần Thơ" is a name."""
    found = _verbs().match(text.lower())
    return found is not None and " " in found[0]


def agencies_in_title(title: str) -> tuple[str, ...]:
    """The bodies a heading belongs to ("3. Trách nhiệm của Sở Y tế:" → Sở Y tế), or none."""
    text = _without_asking(title.strip().rstrip(":. "))
    if not begins_with_agency(text):
        return ()
    verb = _first_verb(text)
    return split_agencies(text[:verb].rstrip(" ,") if verb is not None else text)


def subject_of(text: str) -> tuple[tuple[str, ...], int]:
    """The bodies that begin a sentence and the offset of what they are to do; ((), 0) when none begins it.

    Takes "Sở A: Chủ trì …", "Sở A chủ trì …", "Giao Sở A chủ trì …", "Đề nghị Hội B vận động …" and a grounds clause
    before the subject ("Trên cơ sở Kế hoạch này, các sở …").
    """
    topic = _after_topic(text)
    start = topic + _after_asking(text[topic:])
    if not begins_with_agency(text[start:]):
        start = _after_grounds(text)
        if start == 0 or not begins_with_agency(text[start:]):
            return (), 0
    body = text[start : start + _LONGEST_SUBJECT]
    colon = body.find(":")
    verb = _first_verb(body)
    if colon >= 0 and (verb is None or colon < verb) and not re.search(r"[.;]\s", body[:colon]):
        return split_agencies(body[:colon]), start + colon + 1
    if verb is None:
        return (), 0
    name = body[:verb].rstrip(" ,")
    if re.search(r"[.;:]\s", name) or not name:
        return (), 0
    return split_agencies(name), start + verb


def _after_topic(text: str) -> int:
    """Past "Đối với dự án A: ", where a body is named behind it."""
    folded = folded_of(text)
    colon = re.match(r"(?P<topic>[^:;]{3,120}):\s+(?=\S)", folded)
    if not colon or not re.match(rf"(?:{_alternatives('topics')}) ", folded):
        return 0
    behind = text[colon.end() :]
    return colon.end() if begins_with_agency(behind[_after_asking(behind) :]) else 0


def coordinating(text: str) -> tuple[str, ...]:
    """The bodies after "phối hợp với", each once, in the order of the text."""
    found: list[str] = []
    for match in re.finditer(
        r"phoi hop(?: chat che)?(?:,? [a-z ]{0,20})? (?:voi|cung)\s+|(?:hop tac|lien ket) voi\s+|phoi hop\s+",
        folded_of(text),
    ):
        name = _name_at(text[match.end() :])
        if name and begins_with_agency(name):
            found += split_agencies(name)
    return tuple(dict.fromkeys(found))


_CHARGED = re.compile(
    r"\s*(?:chu tri|truc tiep|lam dau moi|thuc hien|tham muu|xay dung|chiu trach nhiem|phu trach)"
)
_LABELLED = re.compile(r"(?<![a-z])(?:co quan |don vi )?chu tri(?: thuc hien| tham muu)?\s*:\s*")
_GIVEN = re.compile(r"(?<![a-z])(?:giao(?: trach nhiem| nhiem vu)?(?: cho)?|do)\s+(?=\S)")
_BRACKETED = re.compile(r"\(\s*([^()]{3,120}?)\s+(?:chu tri|chi dao|phu trach|thuc hien|tham muu)\b")


def told(text: str) -> tuple[str, ...]:
    """The bodies told further on: "(Chủ trì: Sở A)", "giao Sở A chủ trì", "(Sở A chủ trì)", "…. Sở A chủ trì"."""
    folded = folded_of(text)
    names = [_name_at(text[match.end() :], whole_clause=True) for match in _LABELLED.finditer(folded)]
    for match in _GIVEN.finditer(folded):
        name = _name_at(text[match.end() :])
        if _CHARGED.match(folded, match.end() + len(name)):
            names.append(name)
    names += [_last_name(text[match.start(1) : match.end(1)]) for match in _BRACKETED.finditer(folded)]
    names += [*_charged_later(text), ", ".join(closing_bracket(text)[0])]
    name = next((name for name in names if begins_with_agency(name) and not is_enterprise(name)), "")
    return split_agencies(name)


def _last_name(words: str) -> str:
    """The bodies that end the words before "chủ trì": "trước 30/11/2025, Sở A" → "Sở A"."""
    for cut in (0, *(match.end() for match in re.finditer(r"[,;]\s+", words))):
        if begins_with_agency(words[cut:]):
            return words[cut:]
    return words


def _charged_later(text: str) -> list[str]:
    """The subjects of later sentences that are charged: "Xây dựng cổng dữ liệu. Sở A chủ trì, …".

    Behind an approval ("Đồng ý chủ trương …; giao Sở A …") whoever is named is charged.
    """
    names = []
    approved = re.match(rf"(?:{_alternatives('approvals')})(?![a-z])", folded_of(text))
    for match in re.finditer(rf"[.;]\s+(?=[{CAPITAL}]|giao |yêu cầu |đề nghị )", text):
        sentence = text[match.end() :]
        subject, verb = subject_of(sentence)
        charged = re.match(r"\s*(?:chu tri|la dau moi|lam dau moi)", folded_of(sentence[verb:]))
        if subject and (charged or approved):
            names.append(", ".join(subject))
    return names


_LAST_BRACKET = re.compile(r"\(\s*[*_]*([^()]{3,160}?)[*_]*\s*\)[*_\s]*[.;]?$")
_NAMED_BEFORE = re.compile(r"(?:^|[^a-z])(?:bao cao|gui|trinh|qua|cho|ve|cua|voi|tai)\s[^.;]{0,90}$")


def closing_bracket(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(bodies, the other words) of the bracket that ends a task: "… (Phòng A; tháng 5/2026)"; ((), ()) without one.

    Words in brackets right behind a body that is reported to explain that body.
    """
    found = _LAST_BRACKET.search(text)
    if not found or not begins_with_agency(found[1]):
        return (), ()
    before = text[: found.start()].rstrip(" *_")
    apart = before.endswith((".", ";")) or ";" in found[1]
    if not apart and _NAMED_BEFORE.search(folded_of(before + " ")):
        return (), ()
    parts = [part.strip() for part in found[1].split(";")]
    bodies = [part for part in parts if begins_with_agency(part) and _first_verb(part) is None]
    names = tuple(name for part in bodies for name in split_agencies(part))
    return names, tuple(part for part in parts if part not in bodies)


def is_enterprise(name: str) -> bool:
    """Enterprises are given orders for goods, not the lead of a task."""
    return folded_of(name).startswith(("doanh nghiep", "cac doanh nghiep"))


def split_agencies(names: str) -> tuple[str, ...]:
    """A list of bodies as single names. The comma in "các sở, ban, ngành" does not part; a new name does."""
    pieces: list[str] = []
    for chunk in re.split(r"\s*[;\n]\s*(?![^()]*\))", names):
        start = 0
        for match in re.finditer(
            rf"\s*,\s*|\s+(?:và|cùng|với)\s+|\s+[-–+]\s+(?=[{CAPITAL}])|\s*/\s*(?=[{CAPITAL}]{{2}})", chunk
        ):
            inside = chunk[: match.start()].count("(") > chunk[: match.start()].count(")")
            if not inside and _opens_name(chunk[match.end() :]):
                pieces.append(chunk[start : match.start()])
                start = match.end()
        pieces.append(chunk[start:])
    clean = (re.sub(r"^(?:và|cùng)\s+", "", piece.strip(" .,:*_•-–+\n")) for piece in pieces)
    return tuple(dict.fromkeys(name for name in clean if name))


def _opens_name(text: str) -> bool:
    if not begins_with_agency(text):
        return False
    return text[:1].isupper() or folded_of(text[:20]).startswith(terms("agencies", "opens_in_list"))


def _without_asking(text: str) -> str:
    return text[_after_asking(text) :]


def _after_asking(text: str) -> int:
    found = _askings().match(folded_of(text))
    return found.end() if found else 0


def _after_grounds(text: str) -> int:
    """Past "Trên cơ sở nội dung Kế hoạch này[,] " – to the first name of a body after the grounds."""
    folded = folded_of(text)
    if not folded.startswith(terms("agencies", "lead_ins")):
        return 0
    if folded.startswith(_TIME_WORDS):
        comma = _TIME_PHRASE.match(folded)
        return comma.end() if comma and begins_with_agency(text[comma.end() :]) else 0
    for match in re.finditer(r",\s+(?:de nghi |giao |yeu cau )?|\bnay\s+", folded[:_LONGEST_SUBJECT]):
        if begins_with_agency(text[match.end() :]):
            return match.end()
    return 0


def _first_verb(body: str) -> int | None:
    """Offset of the first verb that is not part of a name."""
    lower, folded = body.lower(), folded_of(body)
    for match in _verbs().finditer(body):
        if not match.start() or _certain().match(folded, match.start()):
            continue
        if match[0] not in terms("agencies", "noun_verbs") or not _noun_before().search(
            lower[: match.start()]
        ):
            return match.start()
    return None


def _name_at(text: str, *, whole_clause: bool = False) -> str:
    """The name that begins `text`: up to the verb or the end of the clause."""
    end = re.search(
        rf"[;:.)\n](?=[\s.,;]|$)|\s\(|$|,\s*(?=(?:[{SMALL}]+\s){{1,6}}(?:chủ trì|phối hợp))", text
    )
    clause = text[: end.start()] if end else text
    if whole_clause:
        return clause.strip(" ,")
    verb = _first_verb(clause)
    name = clause[:verb] if verb is not None else clause
    while name and (cut := name.rfind(",")) > 0 and not _continues_list(name[cut + 1 :]):
        name = name[:cut]
    return name.strip(" ,")


def _continues_list(text: str) -> bool:
    """Whether the words after a comma can still be of a list of bodies, or of one name ("…, Thể thao và Du lịch")."""
    word = text.strip()
    return begins_with_agency(word) or len(word.split()) <= (7 if word[:1].isupper() else 4)
