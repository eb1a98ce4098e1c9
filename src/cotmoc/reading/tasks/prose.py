"""Tasks in the text: every bullet, numbered leaf and plain paragraph of the work and organisation parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cotmoc.core.plan import TaskClaim
from cotmoc.reading.agencies import (
    agencies_in_title,
    begins_with_agency,
    closing_bracket,
    coordinating,
    is_enterprise,
    split_agencies,
    subject_of,
    told,
)
from cotmoc.reading.dates import fold_same_length
from cotmoc.reading.items import Item, Structure
from cotmoc.reading.tasks.deadline import cell_deadline, deadline_in, recurrence_of
from cotmoc.reading.tasks.products import deliverables_in, ordered_documents
from cotmoc.reading.vocabulary import load, terms

_PARTS = ("tasks", "organisation", "funding")
_ATTRIBUTE = re.compile(r"^\s*([^:]{3,40}?)\s*:\s*(\S.*)$", re.DOTALL)


@dataclass
class _Told:
    """What the lines below a task say about it."""

    lead: list[str] = field(default_factory=list)
    coordinate: list[str] = field(default_factory=list)
    deliverable: list[str] = field(default_factory=list)
    due: str | None = None
    every: str | None = None


def prose_tasks(structure: Structure, year: int | None) -> tuple[TaskClaim, ...]:
    """The tasks of the running text, in its order."""
    items = structure.items
    claims: list[TaskClaim] = []
    has_work = any(item.part == "tasks" for item in items)
    for index, item in enumerate(items):
        if item.part not in _PARTS or attributes_of(item):
            continue
        below = _attributes_below(items, index, year)
        if _is_task(items, index) or (below and item.role != "body") or _heading_is_task(items, index):
            claims.append(_claim(item, below or _Told(), has_work, year))
    return tuple(claims)


def attributes_of(item: Item) -> list[tuple[str, str]]:
    """[("lead", "Sở A"), …] when the item is a line such as "- Cơ quan chủ trì: Sở A; phối hợp: Sở B.", else []."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"(?<=[;.])\s+", item.text.strip()):
        if attribute := _attribute(part):
            found.append(attribute)
        elif not found:
            return []
        else:
            kind, value = found.pop()
            found.append((kind, f"{value}; {part.rstrip('.;')}"))
    return found


def _attribute(text: str) -> tuple[str, str] | None:
    if not (found := _ATTRIBUTE.match(text)):
        return None
    name = fold_same_length(found[1]).strip(" *_")
    for kind, names in load("tasks")["attributes"].items():
        if name in names:
            return kind, found[2].strip().rstrip(".;")
    return None


def _attributes_below(items: tuple[Item, ...], index: int, year: int | None) -> _Told | None:
    """The attribute lines that directly follow an item, or None."""
    told_below: _Told | None = None
    for item in items[index + 1 :]:
        if not (attributes := attributes_of(item)):
            break
        told_below = told_below or _Told()
        for kind, value in attributes:
            _take(told_below, kind, value, year)
    return told_below


def _take(told_below: _Told, kind: str, value: str, year: int | None) -> None:
    if kind in ("lead", "coordinate"):
        getattr(told_below, kind).extend(split_agencies(value))
    elif kind == "deliverable":
        told_below.deliverable.extend(part.strip() for part in re.split(r"[;\n]", value) if part.strip())
    else:
        told_below.due, told_below.every = cell_deadline(value, year)


def _is_task(items: tuple[Item, ...], index: int) -> bool:
    item = items[index]
    if item.role == "heading":
        return False
    text = item.text.strip()
    folded = fold_same_length(text).lstrip("(*_ ")
    if text.endswith(":") or text.startswith("(") or len(folded) < 8:
        return False
    if folded.startswith(terms("tasks", "exclude.starts")):
        return False
    if any(re.search(pattern, folded) for pattern in terms("tasks", "exclude.patterns")):
        return False
    return not (item.part == "funding" and item.role == "body") and not (
        item.part == "funding" and not _under_organisation(items, index)
    )


def _under_organisation(items: tuple[Item, ...], index: int) -> bool:
    """A funding paragraph orders something only inside the organisation part; a funding chapter names sources."""
    section = items[index].section.split(".")[0]
    return any(other.part == "organisation" and other.section.split(".")[0] == section for other in items)


def _heading_is_task(items: tuple[Item, ...], index: int) -> bool:
    """A heading that orders a document which none of its bullets speaks of is a task itself."""
    item = items[index]
    if item.role != "heading" or item.part != "tasks" or not item.label:
        return False
    documents = ordered_documents(item.text)
    if not documents:
        return False
    depth = len(item.headings)
    below = []
    for other in items[index + 1 :]:
        if len(other.headings) <= depth:
            break
        below.append(fold_same_length(other.text))
    return bool(below) and not any(document in text for text in below for document in documents)


def _claim(item: Item, below: _Told, has_work: bool, year: int | None) -> TaskClaim:
    lead, coordinate = _agencies(item)
    due, every = _bracketed_time(item.text, year)
    organisation = item.part in ("organisation", "funding") and has_work
    return TaskClaim(
        text=item.text,
        kind="tổ chức thực hiện" if organisation else "nhiệm vụ",
        lead=tuple(below.lead) or lead,
        coordinate=tuple(dict.fromkeys((*below.coordinate, *coordinate))),
        due=below.due or due or deadline_in(item.text),
        every=below.every or every or recurrence_of(item.text),
        deliverables=tuple(below.deliverable) or deliverables_in(item.text),
        section=section_of(item),
        quote=item.text,
        place=item.place,
        confidence=_confidence(item, lead),
    )


def _bracketed_time(text: str, year: int | None) -> tuple[str | None, str | None]:
    """(due, every) of a bracket that ends the task: "… (Phòng A; tháng 5/2026)"."""
    _, told_there = closing_bracket(text)
    return cell_deadline("; ".join(told_there), year) if told_there else (None, None)


def section_of(item: Item) -> str:
    """The path of the item itself: its headings and its own number."""
    number = item.label.strip("().-–•+*/ ") if item.role in ("numbered", "heading") else ""
    joint = "/" if item.section.startswith("Phụ lục") and "/" not in item.section else "."
    return joint.join(filter(None, (item.section, number)))


def lead_of(item: Item) -> tuple[str, ...]:
    """Who leads: the subject of the sentence, who is told in it, else the body that owns a heading above."""
    return _agencies(item)[0]


def _agencies(item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    subject, _ = subject_of(item.text)
    organisation = item.part in ("organisation", "funding")
    coordinate = coordinating(item.text)
    if subject and (organisation or not is_enterprise(subject[0])):
        return subject, tuple(name for name in coordinate if name not in subject)
    if inside := told(item.text):
        return inside, coordinate
    titles = item.headings if organisation else _owned(item.headings[-1:])
    if in_brackets := told(item.headings[-1]) if item.headings else ():
        return in_brackets, coordinate
    return next((names for title in reversed(titles) if (names := agencies_in_title(title))), ()), coordinate


_TITLE = 90  # characters: a longer heading of the work part is work, not a body


def _owned(titles: tuple[str, ...]) -> tuple[str, ...]:
    """In the work part only a heading that is nothing but names of bodies owns what is below ("a) Bộ Tài chính:")."""
    return tuple(
        title
        for title in titles
        if len(title) <= _TITLE
        and (names := agencies_in_title(title))
        and all(begins_with_agency(name) and not is_enterprise(name) for name in names)
        and sum(map(len, names)) >= len(title.strip(" :.")) - _JOINTS * len(names)
    )


_JOINTS = 4  # characters between two names of a list


def _confidence(item: Item, lead: tuple[str, ...]) -> float:
    """1 for a bullet or numbered leaf; less for a plain paragraph and for organisation without anybody named."""
    confidence = 0.95 if item.role in ("bullet", "numbered") else 0.8
    return confidence if lead or item.part == "tasks" else confidence - 0.15
