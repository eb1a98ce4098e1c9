"""From a snapshot to a composed paper: the five sections of a report, its closing words and its annexes."""

from __future__ import annotations

from cotmoc.core.dates import official_date
from cotmoc.writing.paper import Annex, Block, Heading, Paper, Text
from cotmoc.writing.plain import paragraphs, printable_all
from cotmoc.writing.snapshot import ALERT_LABELS, ReportSnapshot
from cotmoc.writing.style import BY_NAME, Style
from cotmoc.writing.tables import alert_grid, indicator_grid, source_grid, state_grid, task_grid

# What stands in a section nobody has written yet: an empty heading would read as "nothing to say".
UNWRITTEN = "Chưa có nội dung."
_BLANK_NUMBER = "\u00a0" * 8


def compose(snapshot: ReportSnapshot) -> Paper:
    """The paper that `snapshot` makes, in the style it names."""
    report = printable_all(snapshot)
    style = BY_NAME[report.style]
    return Paper(
        style=style,
        title=" ".join(f"{_kind(report)} {report.subject}".split()),
        author=_issuer_name(report),
        superior=report.superior,
        issuer=report.issuer,
        number=style.number_label + _number(report),
        dateline=f"{report.place}, {official_date(report.date)}",
        kind=report.kind,
        subject=report.subject,
        to=_to(report.to),
        blocks=_body(report, style),
        recipients=_recipients(report.recipients),
        authority=report.signature.authority,
        signer=report.signature.name,
        annexes=_annexes(report),
    )


def _body(report: ReportSnapshot, style: Style) -> tuple[Block, ...]:
    return (
        *_texts(report.basis),
        Heading("I. TÌNH HÌNH CHUNG"),
        *(_texts(report.overview) or (Text(UNWRITTEN),)),
        Heading("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"),
        *_indicator_section(report),
        Heading("III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
        *_task_section(report),
        Heading("IV. KHÓ KHĂN, VƯỚNG MẮC"),
        *(_texts(report.difficulties) or (Text(UNWRITTEN),)),
        Heading("V. ĐỀ XUẤT, KIẾN NGHỊ"),
        *(_texts(report.proposals) or (Text(UNWRITTEN),)),
        Text(_closing(report, style)),
    )


def _indicator_section(report: ReportSnapshot) -> tuple[Block, ...]:
    if not report.indicators:
        return Text("Kế hoạch không có chỉ tiêu."), *_texts(report.results)
    counts = ", ".join(f"{count} {label.lower()}" for label, count in report.indicator_counts)
    summary = Text(f"Đến hết kỳ {report.period_label}, trong {len(report.indicators)} chỉ tiêu có: {counts}.")
    return summary, *_texts(report.results), indicator_grid(report.indicators)


def _task_section(report: ReportSnapshot) -> tuple[Block, ...]:
    if not report.tasks:
        return Text("Kế hoạch không có nhiệm vụ."), *_texts(report.task_results)
    label = _annex_labels(report)[0]
    summary = Text(f"Kế hoạch có {len(report.tasks)} nhiệm vụ (danh sách đầy đủ tại {label}), trong đó:")
    return summary, state_grid(report.task_counts), *_texts(report.task_results), *_alerts(report)


def _alerts(report: ReportSnapshot) -> tuple[Block, ...]:
    rows = report.alerted_tasks
    if not rows:
        return (Text("Không có nhiệm vụ bị cảnh báo."),)
    levels = [(alert, sum(row.alert == alert for row in rows)) for alert in reversed(ALERT_LABELS)]
    counts = ", ".join(f"{count} mức {ALERT_LABELS[alert].lower()}" for alert, count in levels if count)
    return Text(f"Có {len(rows)} nhiệm vụ bị cảnh báo ({counts}):"), alert_grid(rows)


def _closing(report: ReportSnapshot, style: Style) -> str:
    first, rest = report.subject[:1], report.subject[1:]
    subject = first + rest if rest[:1].isupper() else first.lower() + rest
    sentence = " ".join(f"Trên đây là {_kind(report).lower()} {subject}".split())
    return sentence.rstrip(" ./") + style.ending


def _annexes(report: ReportSnapshot) -> tuple[Annex, ...]:
    issued = f"số {_number(report)} {official_date(report.date)} của {_issuer_name(report)}"
    reference = f"(Kèm theo {_kind(report)} {issued})"
    parts: list[tuple[str, tuple[Block, ...]]] = []
    if report.tasks:
        parts.append(("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", (task_grid(report.tasks),)))
    if _has_sources(report):
        notes = tuple(block for source in report.sources for block in _texts(source))
        parts.append(
            ("NGUỒN SỐ LIỆU", (source_grid(report.indicators), *notes) if report.indicators else notes)
        )
    labels = _annex_labels(report)
    return tuple(
        Annex(label, *part[:1], reference, part[1]) for label, part in zip(labels, parts, strict=True)
    )


def _annex_labels(report: ReportSnapshot) -> tuple[str, ...]:
    """A single annex bears no number."""
    count = bool(report.tasks) + _has_sources(report)
    return ("Phụ lục",) if count == 1 else ("Phụ lục I", "Phụ lục II")[:count]


def _has_sources(report: ReportSnapshot) -> bool:
    return bool(report.sources) or any(row.source for row in report.indicators)


def _number(report: ReportSnapshot) -> str:
    return _BLANK_NUMBER + report.number if report.number[:1] in {"", "/", "-"} else report.number


def _kind(report: ReportSnapshot) -> str:
    return report.kind.capitalize()


def _issuer_name(report: ReportSnapshot) -> str:
    return report.issuer_name or " ".join(report.issuer)


def _texts(text: str) -> tuple[Text, ...]:
    return tuple(Text(line) for line in paragraphs(text))


def _to(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) <= 1:
        return tuple(f"Kính gửi: {name}." for name in names)
    return ("Kính gửi:", *_listed(names))


def _recipients(names: tuple[str, ...]) -> tuple[str, ...]:
    return _listed(names)


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each on a line with a dash, a semicolon after it, a full stop after the last."""
    bare = [name.strip(" -;.") for name in names]
    return tuple(f"- {name}{'.' if place == len(bare) else ';'}" for place, name in enumerate(bare, 1))
