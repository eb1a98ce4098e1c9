"""Finished readings for tests: a small directive read by hand, so that no reader is needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

from cotmoc.actions.readings import begin_reading, finish_reading, reading_waits, upload_document
from cotmoc.core.plan import FORMAT
from cotmoc.store.models import Claim, Directive, Person, Reading

_serial = count(1)

PARAGRAPHS = (
    "CHƯƠNG TRÌNH HÀNH ĐỘNG",
    "II. MỤC TIÊU",
    "a) Đến năm 2030, tỷ lệ hồ sơ trực tuyến toàn trình đạt tối thiểu 90%; phủ sóng 5G đạt 95% dân số.",
    "III. NHIỆM VỤ",
    "1. Sở Khoa học và Công nghệ hoàn thành nền tảng chia sẻ dữ liệu trước ngày 30/6/2026;",
    "Sở Y tế lập hồ sơ sức khỏe điện tử trong năm 2027.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "Các sở báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 6 hằng năm.",
)
TABLE = {
    "block": 8,
    "rows": [
        [
            {"block": 8, "row": 0, "column": c, "text": text}
            for c, text in enumerate(("TT", "Chỉ tiêu", "2030"))
        ],
        [
            {"block": 8, "row": 1, "column": c, "text": text}
            for c, text in enumerate(("1", "Phủ sóng 5G", "90%"))
        ],
    ],
}


def document(paragraphs: tuple[str, ...] = PARAGRAPHS) -> dict[str, Any]:
    """The blocks of the directive as a reading stores them."""
    blocks: list[dict[str, Any]] = [
        {"block": number, "line": number + 1, "text": text, **({"bold": True} if text.isupper() else {})}
        for number, text in enumerate(paragraphs)
    ]
    return {
        "source": "text",
        "pages": None,
        "blocks": [*blocks, {**TABLE, "block": len(blocks)}],
        "warnings": [],
    }


def indicator(name: str, value: float, quote: str, block: int = 2, **more: Any) -> dict[str, Any]:
    """One claimed indicator with a target of at least `value` % in 2030."""
    place = {"line": block + 1, "block": block}
    target = {"milestone": "2030", "op": ">=", "value": value, "unit": "%", "quote": f"{value:g}%", **place}
    return {
        "name": name, "unit": "%", "section": "II", "owner": [], "quote": quote, "confidence": 0.95,
        "higher_is_better": True, "targets": [target], "baselines": [], **place, **more,
    }  # fmt: skip


def draft(**changes: Any) -> dict[str, Any]:
    """What a reader would claim of the directive: three indicators, two tasks, one obligation, two warnings."""
    plan = {
        "format": FORMAT,
        "directive": {
            "number": "18-CTr/TU", "kind": "Chương trình hành động", "issuer": "Tỉnh ủy An Hải", "place": "An Hải",
            "level": "tỉnh", "date": "2025-03-14", "title": "Phát triển chính quyền số",
            "signer": {"name": None, "role": None}, "implements": [], "replaces": [], "cites": [], "recipients": [],
        },
        "outline": [
            {"number": "II", "title": "Mục tiêu", "line": 2}, {"number": "III", "title": "Nhiệm vụ", "line": 4},
        ],
        "indicators": [
            indicator("Hồ sơ trực tuyến toàn trình", 90, "tỷ lệ hồ sơ trực tuyến toàn trình đạt tối thiểu 90%"),
            indicator("Phủ sóng 5G", 95, "phủ sóng 5G đạt 95% dân số"),
            indicator("Phủ sóng 5G", 90, "Phủ sóng 5G", block=8, row=1, column=1, confidence=0.8),
        ],
        "tasks": [
            {
                "text": "Hoàn thành nền tảng chia sẻ dữ liệu", "kind": "nhiệm vụ", "section": "III",
                "block": 4, "line": 5, "lead": ["Sở Khoa học và Công nghệ"], "coordinate": [],
                "due": "2026-06-30", "every": None, "deliverables": ["nền tảng"],
                "quote": "hoàn thành nền tảng chia sẻ dữ liệu trước ngày 30/6/2026",
                "confidence": 0.95,
            },
            {
                "text": "Lập hồ sơ sức khỏe điện tử", "kind": "nhiệm vụ", "section": "III", "block": 5, "line": 6,
                "lead": ["Sở Y tế"], "coordinate": [], "due": "2027-12", "every": None, "deliverables": [],
                "quote": "lập hồ sơ sức khỏe điện tử trong năm 2027", "confidence": 0.7,
            },
        ],
        "obligations": [
            {
                "kind": "báo cáo", "who": "Các sở", "to": "Ủy ban nhân dân tỉnh", "every": ["year"], "due": ["06-15"],
                "section": "IV", "quote": "báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 6 hằng năm",
                "confidence": 0.95, "block": 7, "line": 8,
            }
        ],
        "warnings": [
            {
                "code": "unit-inferred", "message": "Ô “90%” không ghi đơn vị. Kiểm tra lại.",
                "block": 8, "row": 1, "column": 2,
            },
            {"code": "no-signer", "message": "Không thấy người ký. Ghi lại nếu có.", "line": None},
        ],
    }  # fmt: skip
    return json.loads(json.dumps({**plan, **changes}))


@contextmanager
def only(*listeners: Callable[..., object]) -> Iterator[None]:
    """Nobody but `listeners` hears that a reading waits: no job runs."""
    receivers, reading_waits.receivers = reading_waits.receivers, []
    reading_waits.sender_receivers_cache.clear()
    try:
        for listener in listeners:
            reading_waits.connect(listener)
        yield
    finally:
        reading_waits.receivers = receivers
        reading_waits.sender_receivers_cache.clear()


def waiting(
    by: Person, directive: Directive | None = None, data: bytes | None = None, filename: str = "van-ban.txt"
) -> Reading:
    """An upload that nobody reads."""
    content = data or f"tệp {next(_serial)}".encode()
    with only():
        return upload_document(data=content, filename=filename, by=by, directive=directive)


def finished(
    by: Person,
    plan: Mapping[str, Any] | None = None,
    *,
    blocks: dict[str, Any] | None = None,
    directive: Directive | None = None,
) -> Reading:
    """A reading that is done, its claims waiting for people."""
    reading = begin_reading(waiting(by, directive).pk)
    assert reading is not None
    return finish_reading(reading=reading, document=blocks or document(), draft=dict(plan or draft()), by=by)


def claim(reading: Reading, name: str) -> Claim:
    """The first claim whose name or text begins so."""
    return next(one for one in reading.claims.order_by("position", "id") if str(one).startswith(name))
