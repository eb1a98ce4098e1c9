"""The unit of a figure: from the words behind it, from a unit column, from the name of the indicator."""

from __future__ import annotations

import re
from functools import cache

from cotmoc.reading.indicators.words import alternatives, flat, pattern
from cotmoc.reading.vocabulary import load, terms

_DIRECT = re.compile(r"\s*/\s*([^\W\d_]+(?:\s+(?:dan|dem|gia dinh|nu))?)")
# "109 bé trai/100 bé gái": two things, whatever they are.
_RATE = re.compile(
    r"\s*([^\W\d_]+(?:\s[^\W\d_]+)?\s*/\s*(?:\d[\d.]*\s)?[^\W\d_]+(?:\s(?:gai|trai|dan|nu|song|em))?)"
)
# "5/6 trường": of how many things; "42/1000 trẻ" is a rate (flat text).
WHOLE = re.compile(r"\s?/\s?\d{1,4}(?=\s)(?!\s+(?:tre|nguoi|phu nu|ba me|dan)\b)")
_PER_TIME = re.compile(
    r"\s*(?:/\s*(nam|thang|quy|ngay dem|ngay)|(moi nam|hang nam|mot nam)|mot (thang))(?!\w)"
)


@cache
def _spelled() -> dict[str, str]:
    return {flat(word): unit for unit, words in load("units")["spelled"].items() for word in words}


@cache
def _population() -> re.Pattern[str]:
    count = r"(?:0*1\s+|mot\s+|moi\s+|\d[\d.]*\s+)?"
    return re.compile(
        rf"\s*(?:/|tren|tinh tren|trong)\s*(?P<size>{count}{alternatives(terms('units', 'populations'))})"
    )


@cache
def _unit_words() -> re.Pattern[str]:
    known = alternatives([*terms("units", "measures"), *terms("units", "nouns")])
    return re.compile(rf"\s*(?P<unit>(?:(?:nghin|ngan|trieu|ty)\s+)?{known})")


@cache
def _share() -> re.Pattern[str]:
    whole = alternatives(terms("units", "whole_shares"))
    ended = rf"(?=\s*(?:$|[,;.:()]|{alternatives(terms('units', 'share_ends'))}))"
    return re.compile(
        rf"\s*(?:cua\s+|tren\s+)?(?P<share>{alternatives(terms('units', 'shares'))}|{whole}{ended})"
    )


def population(text: str) -> tuple[str, int, int] | None:
    """("vạn dân", start, end) for the first "trên 01 vạn dân" or "/1000 dân" of `text`, else None.

    A count of one is left out: "một vạn dân" is "vạn dân".
    """
    plain = flat(text)
    match = next(
        (m for m in _population().finditer(plain) if re.search(r"/|\d|mot |van|nghin|trieu", m[0])), None
    )
    if not match:
        return None
    size = text[match.start("size") : match.end("size")]
    size = re.sub(r"^(?:0*1|một|mot|mỗi|moi)\s+", "", size, flags=re.IGNORECASE)
    return size, match.start(), match.end()


def unit_behind(text: str, start: int, *, percent: bool) -> tuple[str | None, int]:
    """(unit, where it ends) of the words of `text` right behind a figure that ends at `start`.

    After a percent sign: "%", "%/năm", "% GRDP", "% tổng chi ngân sách". Else a measure or a countable noun,
    with "/năm" or "/vạn dân" where the text says so.
    """
    if percent:
        return _percent_unit(text, start)
    plain = flat(text)
    whole = WHOLE.match(plain, start)
    match = _unit_words().match(plain, whole.end() if whole else start)
    if not match or not _is_written(text, match):
        per = _population().match(plain, start)
        if per and "/" in per[0]:  # "42/100.000 trẻ đẻ sống": nothing is named that is counted
            return text[start : per.end()].replace(" /", "/").strip(), per.end()
        rate = _RATE.match(plain, start)
        return (text[rate.start(1) : rate.end()], rate.end()) if rate else (None, start)
    end = _listed(text, plain, match.end())
    return _with_per(text, plain, text[match.start("unit") : end], end)


def guessed_unit(text: str, start: int) -> tuple[str | None, int]:
    """(unit, where it ends) for a thing the vocabulary does not know: the words behind a number up to a stop.

    More than four of them are a sentence: then only the first two count.
    """
    ends: list[int] = []
    for word in re.compile(r"\s+([^\W\d_]+)").finditer(text, start):
        gap_before = ends[-1] if ends else start
        if word.start() != gap_before or _stops().match(flat(word[1])):
            break
        ends.append(word.end())
    if not ends:
        return None, start
    first = text[start : ends[-1]]
    end = ends[-1] if len(ends) <= _LONGEST_THING else ends[1]
    return text[start + len(first) - len(first.lstrip()) : end], end


_LONGEST_THING = 4  # words of the name of a thing: "nhóm nghiên cứu mạnh"


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(
        alternatives([*terms("units", "share_ends"), "của", "đạt", "có", "là", "trên", "theo", "tại", "ở"])
    )


def _listed(text: str, plain: str, end: int) -> int:
    """Where a list of counted things ends ("3 tổ chức, doanh nghiệp"), if no other figure follows it."""
    joint = re.compile(r"\s*[/,]\s*").match(plain, end)
    more = _noun_at(text, plain, joint.end()) if joint else None
    return _listed(text, plain, more) if more and not re.search(r"\d", plain[more:]) else end


def _is_written(text: str, match: re.Match[str]) -> bool:
    """Whether a unit of one syllable stands with its own diacritics ("vụ" is no "vũ")."""
    word = text[match.start("unit") : match.end("unit")].lower()
    return " " in word or word in _accented_units()


@cache
def _accented_units() -> frozenset[str]:
    return frozenset(unit.lower() for unit in (*terms("units", "nouns"), *terms("units", "measures")))


def _percent_unit(text: str, start: int) -> tuple[str, int]:
    plain = flat(text)
    per = _PER_TIME.match(plain, start)
    if per:
        return "%/" + _time(per), per.end()
    share = _share().match(plain, start)
    if not share:
        return "%", start
    stop = re.compile(rf"\s*(?:[,;.:()]|{alternatives(terms('units', 'share_ends'))}|\d)").search(
        plain, share.end("share")
    )
    end = stop.start() if stop else len(text)
    return "% " + text[share.start("share") : end].strip(), end


def _with_per(text: str, plain: str, unit: str, end: int) -> tuple[str, int]:
    """`unit` with what it is counted per, repeated ("lít/người/ngày", "triệu đồng/người/năm")."""
    while True:
        time = _PER_TIME.match(plain, end)
        per = _population().match(plain, end)
        direct = _DIRECT.match(plain, end)
        if time:
            return f"{unit}/{_time(time)}", time.end()
        if per and re.search(r"/|\d|mot |van|nghin|trieu", per[0]):
            size = re.sub(
                r"^(?:0*1|một|mỗi)\s+", "", text[per.start("size") : per.end("size")], flags=re.IGNORECASE
            )
            unit, end = f"{unit}/{size}", per.end()
        elif direct:
            last = _noun_at(text, plain, direct.start(1)) or direct.end()
            unit, end = f"{unit}/{text[direct.start(1) : last]}", last
        else:
            return unit, end


def _time(match: re.Match[str]) -> str:
    words = {"nam": "năm", "thang": "tháng", "quy": "quý", "ngay": "ngày", "ngay dem": "ngày đêm"}
    return words[match[1] or match[3] or "nam"]


def column_unit(text: str) -> str | None:
    """The unit a unit column writes: "Tỷ lệ %" → "%", "Xếp hạng" → "rank", else the words as they stand."""
    text = text.strip().strip(".")
    if not text or text in ("-", "–"):
        return None
    return _spelled().get(flat(text), text)


def per_head(unit: str, name: str) -> str:
    """A countable unit counted per so many people, where the name says so ("… trên một vạn dân")."""
    per = population(name)
    if per is None or "/" in unit or not re.search(r"dân|trẻ", per[0]) or unit in ("%", "rank", "index", "‰"):
        return unit
    return f"{unit}/{per[0]}"


def per_year(unit: str, every: str | None) -> str:
    """A countable unit counted anew each year."""
    if every != "year" or "/" in unit or unit.startswith("%") or unit in ("rank", "index"):
        return unit
    return f"{unit}/năm"


def shown(unit: str | None) -> str:
    """A unit of the plan format in Vietnamese words."""
    return {"rank": "thứ hạng", "index": "chỉ số"}.get(unit or "", unit or "")


def every_of(text: str) -> str | None:
    """The period of a commitment that holds again and again ("mỗi năm", "/năm" → "year"), else None."""
    plain = flat(text)
    for period, phrases in load("units")["every"].items():
        for match in re.finditer(alternatives(phrases), plain):
            if "mới" not in text[match.start() : match.end()].lower():  # "đổi mới quy trình" is no "mỗi quý"
                return str(period)
    return None


def is_rank(name: str) -> bool:
    """Whether the name of an indicator speaks of a place in a ranking."""
    opening = re.match(rf"(?:\w+\s+){{0,3}}?{alternatives(terms('units', 'names.rank'))}", flat(name))
    return bool(opening) and not re.search(r"\bduoc\b", opening[0] if opening else "")


def is_index(name: str) -> bool:
    """Whether the name of an indicator speaks of an index."""
    return bool(pattern("units", "names.index").search(flat(name)))


def unit_of_name(name: str) -> str | None:
    """The unit that the opening words of a name tell: a ratio, a rank, an index, "Số …" of things, "(người)"."""
    plain = flat(name)
    per = population(name)
    if per and (noun := _counted(name[: per[1]])):
        return f"{noun}/{per[0]}"
    if known := unit_in_brackets(name):
        return known
    ratio = pattern("units", "names.ratio").match(plain)
    if ratio:
        share = _share().match(plain, ratio.end())
        budget = share and re.match(r"[^,;]*?\bcho\b", plain[share.end("share") :])
        return "% " + name[share.start("share") : share.end("share")] if share and budget else "%"
    if is_rank(name):
        return "rank"
    counted = _counted(name) if pattern("units", "names.count").match(plain) else None
    if counted:
        return counted + ("/năm" if every_of(name) == "year" else "")
    return "index" if is_index(name) else None


def unit_in_brackets(text: str, *, any_word: bool = False) -> str | None:
    """The unit that a name or a heading ends with in brackets; of any word where the table writes units so."""
    bracket = re.search(r"\(\s*([^()]{1,25}?)\s*\)\s*$", text)
    if bracket is None:
        return None
    said, _, _ = bracket[1].partition(",")  # "(người, lũy kế)"
    return _known_unit(bracket[1]) or _known_unit(said) or (column_unit(bracket[1]) if any_word else None)


def _known_unit(text: str) -> str | None:
    """The unit that a name ends with in brackets ("(người)", "(tỷ đồng)", "(%/năm)"), if it is one."""
    spelled = _spelled().get(flat(text))
    if spelled:
        return spelled
    known = re.fullmatch(rf"(?:%(?:{_share().pattern})?|{_unit_words().pattern})(?:\s*/.+)?", flat(text))
    return text if known else None


def noun_of_name(name: str) -> str | None:
    """The thing a name begins with, or counts as the object of its verb ("Thu hút thêm doanh nghiệp …")."""
    noun = _counted(name)
    return noun + ("/năm" if every_of(name) == "year" else "") if noun else None


def _counted(name: str) -> str | None:
    """The countable nouns at the start of `name`, past "Số", "Tỷ lệ" or a verb: "bài báo", "sản phẩm/dịch vụ".

    A list after "Số" goes on while each of its members begins with such a noun.
    """
    plain = flat(name)
    counting = pattern("units", "names.count").match(plain)
    at = 0 if _noun_at(name, plain, 0) else _past_opening(plain)
    parts: list[str] = []
    while end := _noun_at(name, plain, at):
        parts.append(name[at:end])
        joint = re.compile(r"\s*([/,])\s*").match(plain, end)
        beyond = re.compile(r"(?:\s+\w+){1,3}\s*(,)\s*").match(plain, end) if counting else None
        step = joint or beyond
        if not step or not _noun_at(name, plain, step.end()):
            break
        parts.append("/" if step[1] == "/" else ", ")
        at = step.end()
    unit = "".join(parts)
    return unit[:1].lower() + unit[1:] if unit else None


def _past_opening(plain: str) -> int:
    opening = (
        *terms("units", "names.count"),
        *terms("units", "names.ratio"),
        *terms("figures", "actions.words"),
    )
    match = re.match(rf"\s*(?:{alternatives(opening)}\s+)?(?:(?:them|moi|duoc|cac|nhung)\s+)*", plain)
    return match.end() if match else 0


def _noun_at(text: str, plain: str, at: int) -> int | None:
    """Where the countable noun that stands at `at` ends. A word of one syllable must have its own diacritics:
    without them "đội" and "đổi" are the same."""
    match = pattern("units", "nouns").match(plain, at)
    if not match:
        return None
    word = text[match.start() : match.end()].lower()
    return match.end() if " " in word or word in _accented_units() else None
