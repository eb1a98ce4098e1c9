"""What `cotmoc units show` prints of a name on a day: areas and agencies, where they came from, what they became."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from cotmoc.core.errors import InvalidValueError

if TYPE_CHECKING:
    from cotmoc.store.succession import AnyRow, Model

AT_MOST = 20
TITLES = ("Tỉnh", "Thành phố", "Huyện", "Quận", "Thị xã", "Xã", "Phường", "Thị trấn", "Đặc khu")
LEVELS = ("province", "department", "district", "commune")


def day_or_today(text: str) -> date:
    """The day a person typed, today for nothing."""
    from django.utils import timezone

    from cotmoc.core.dates import parse_date

    return parse_date(text) if text else timezone.localdate()


def show_lines(name: str, on: date) -> Iterator[str]:
    """Everything that bears a name or a code on a day, in lines. Raises InvalidValueError when nothing does."""
    from cotmoc.core.dates import short_date
    from cotmoc.core.text import fold
    from cotmoc.store.models import Agency, Area

    found: list[AnyRow] = [*_named(Area, name, on), *_named(Agency, name, on)]
    if not found:
        raise InvalidValueError(
            f"Ngày {short_date(on)} không có đơn vị, địa bàn nào tên '{name}'.{_other_days(name)}",
            code="no-unit",
        )
    if not any(fold(name) in (row.folded, row.code) for row in found):
        yield from _gone(name, on)
    for row in found[:AT_MOST]:
        yield from _block(row, on)
    if len(found) > AT_MOST:
        yield f"… và {len(found) - AT_MOST} đơn vị nữa; viết tên đầy đủ hơn hoặc dùng mã."


def _gone(name: str, on: date) -> Iterator[str]:
    """What bore just this name and had ended by then, with what it became: "Hà Giang" is asked for long after."""
    from cotmoc.core.dates import short_date
    from cotmoc.core.text import fold
    from cotmoc.store.models import Agency, Area

    for model in (Area, Agency):
        rows: Any = model._default_manager.filter(folded=fold(name), valid_to__lt=on)
        for row in sorted(rows, key=lambda row: (LEVELS.index(row.kind), row.code)):
            yield f"Không còn vào ngày {short_date(on)}: {_label(row)} ({row.get_kind_display()})"
            yield f"  Hiệu lực: {_validity(row)}"
            yield f"  Về sau: {'; '.join(_heirs(row)) or 'không ghi nhận đơn vị sau'}"


def _named(model: Model, name: str, on: date) -> list[AnyRow]:
    """What is called just so, by name, title and name, or code; else what holds the words in its name."""
    from django.db.models import Q

    from cotmoc.core.text import fold
    from cotmoc.store.dated import valid_on
    from cotmoc.store.models import Area

    rows: Any = model._default_manager.filter(valid_on(on)).select_related("parent")
    folded = fold(" ".join(name.split()))
    called = Q(folded=folded) | Q(code=name.strip())
    for word in TITLES if model is Area else ():
        if folded.startswith(f"{fold(word)} "):
            called |= Q(title__iexact=word, folded=folded.removeprefix(f"{fold(word)} "))
    exact = list(rows.filter(called)) or list(rows.filter(folded__contains=folded)[: AT_MOST + 1])
    return sorted(exact, key=lambda row: (LEVELS.index(row.kind), row.code))


def _other_days(name: str) -> str:
    from cotmoc.core.text import fold
    from cotmoc.store.models import Agency, Area

    known: list[AnyRow] = []
    for model in (Area, Agency):
        known += model._default_manager.filter(folded=fold(name))[:3]
    return f" Tên này có {'; '.join(_validity(row) for row in known)}." if known else ""


def _block(row: AnyRow, on: date) -> Iterator[str]:
    from cotmoc.store.models import Area
    from cotmoc.store.succession import answerable, parent_on

    is_area = isinstance(row, Area)
    whichever: Any = row  # of either tree; the questions are the same
    above = parent_on(whichever, on)
    yield f"{'Địa bàn' if is_area else 'Đơn vị'} {_label(row)} ({row.get_kind_display()})"
    yield f"  Cấp trên: {_label(above) if above else '–'}"
    yield f"  Hiệu lực: {_validity(row)}"
    yield f"  Hình thành từ: {'; '.join(_origins(row)) or 'không ghi nhận đơn vị trước'}"
    later = "hết hiệu lực, không ghi nhận đơn vị sau" if row.valid_to else "chưa có thay đổi"
    yield f"  Về sau: {'; '.join(_heirs(row)) or later}"
    if isinstance(row, Area):
        agency = answerable(row, on)
        yield f"  Cơ quan phụ trách: {_label(agency) if agency else 'chưa có trong hệ thống'}"
    elif row.area is not None:
        yield f"  Địa bàn phụ trách: {_label(row.area)}"


def _origins(row: AnyRow) -> list[str]:
    links: list[Any] = list(row.predecessor_links.select_related("succession", "predecessor"))
    return _told(links, [_part("%s của %s", link.predecessor, link.share) for link in links])


def _heirs(row: AnyRow) -> list[str]:
    links: list[Any] = list(row.successor_links.select_related("succession", "successor"))
    return _told(links, [_part("%s về %s", link.successor, link.share) for link in links])


def _told(links: list[Any], names: list[str]) -> list[str]:
    """One phrase a succession: whom it names, what it was, from when, by which document."""
    from cotmoc.core.dates import short_date

    by_change: dict[int, list[str]] = {}
    for link, name in zip(links, names, strict=True):
        by_change.setdefault(link.succession_id, []).append(name)
    changes = {link.succession_id: link.succession for link in links}
    phrases = []
    for pk, some in by_change.items():
        change = changes[pk]
        words = f"{', '.join(some)} ({change.get_kind_display().lower()} từ {short_date(change.on)}"
        phrases.append(f"{words}, {change.document})" if change.document else f"{words})")
    return phrases


def _part(words: str, row: AnyRow, share: float) -> str:
    """A unit, or how much of it where it is not the whole."""
    from cotmoc.core.numbers import format_number

    return _label(row) if share >= 1 else words % (f"{format_number(100 * share, 1)}%", _label(row))


def _label(row: AnyRow) -> str:
    from cotmoc.store.models import Area

    title = f"{row.title} " if isinstance(row, Area) and row.title else ""
    return f"{row.code} {title}{row.name}"


def _validity(row: AnyRow) -> str:
    from cotmoc.core.dates import short_date

    until = f"đến hết {short_date(row.valid_to)}" if row.valid_to else "đến nay"
    return f"từ {short_date(row.valid_from)} {until}"
