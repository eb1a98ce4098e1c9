"""The first draft of a report's prose, by rules, from the figures in its tables. A person edits it afterwards.

Every sentence names the indicators and tasks whose figures it uses, so that each number leads back to its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cotmoc.core.commitments import unit_suffix
from cotmoc.core.text import fold
from cotmoc.writing.snapshot import IndicatorRow, TaskRow

# So many are named one by one; the tables hold the rest.
NAMED = 6
LONG_NAME = 160
RANK_WORD = "hạng"
_DONE = ("done-on-time", "done-late")


@dataclass(frozen=True)
class Narrative:
    """The sections of a report in words, each of paragraphs separated by line breaks."""

    overview: str
    results: str
    task_results: str
    difficulties: str
    proposals: str


def draft_narrative(indicators: Sequence[IndicatorRow], tasks: Sequence[TaskRow], period: str) -> Narrative:
    """The draft for `period` ("6 tháng đầu năm 2026")."""
    return Narrative(
        overview=_overview(indicators, tasks, period),
        results=_results(indicators),
        task_results=_task_results(tasks),
        difficulties=_difficulties(indicators, tasks),
        proposals=_proposals(indicators, tasks),
    )


def mentioned(text: str, rows: Iterable[IndicatorRow | TaskRow]) -> tuple[IndicatorRow | TaskRow, ...]:
    """The rows whose names stand in `text`, also after a person has edited it."""
    plain = fold(text)
    return tuple(row for row in rows if fold(_name(row)) in plain)


def _overview(indicators: Sequence[IndicatorRow], tasks: Sequence[TaskRow], period: str) -> str:
    told = []
    if indicators:
        good = sum(row.status in {"reached", "on-path"} for row in indicators)
        behind = sum(row.status in {"at-risk", "late"} for row in indicators)
        silent = sum(row.status == "no-data" for row in indicators)
        told.append(
            f"Đến hết {period}, trong {len(indicators)} chỉ tiêu của kế hoạch có {good} chỉ tiêu đã đạt hoặc "
            f"đúng lộ trình, {behind} chỉ tiêu có nguy cơ hoặc chậm, {silent} chỉ tiêu chưa có số liệu."
        )
    if tasks:
        done, overdue = len(_by_state(tasks, *_DONE)), len(_by_state(tasks, "overdue"))
        told.append(
            f"Trong {len(tasks)} nhiệm vụ được giao, {done} nhiệm vụ đã hoàn thành, {overdue} nhiệm vụ quá hạn."
        )
    return "\n".join(told)


def _results(rows: Sequence[IndicatorRow]) -> str:
    leads = {
        "reached": "Đã đạt mục tiêu",
        "late": "Chậm so với lộ trình",
        "at-risk": "Có nguy cơ không đạt",
    }
    some = [(lead, [row for row in rows if row.status == status]) for status, lead in leads.items()]
    return "\n".join(f"{lead}: {_listed([_told(row) for row in found])}." for lead, found in some if found)


def _task_results(tasks: Sequence[TaskRow]) -> str:
    done = _by_state(tasks, *_DONE)
    if not done:
        return "Trong kỳ chưa có nhiệm vụ nào hoàn thành." if tasks else ""
    told = [f"{_name(row)}{f' ({row.proof})' if row.proof else ''}" for row in done]
    return f"Các nhiệm vụ đã hoàn thành gồm: {_listed(told)}."


def _difficulties(indicators: Sequence[IndicatorRow], tasks: Sequence[TaskRow]) -> str:
    behind = [row for row in indicators if row.status in {"late", "at-risk"}]
    silent = [row for row in indicators if row.status == "no-data"]
    overdue = _by_state(tasks, "overdue")
    told = []
    if behind:
        told.append(
            f"{len(behind)} chỉ tiêu chậm hoặc có nguy cơ không đạt: {_listed([_name(row) for row in behind])}."
        )
    if silent:
        told.append(
            f"{len(silent)} chỉ tiêu chưa có số liệu được duyệt nên chưa đánh giá được: "
            f"{_listed([_name(row) for row in silent])}."
        )
    if overdue:
        told.append(f"{len(overdue)} nhiệm vụ quá hạn: {_listed([_overdue(row) for row in overdue])}.")
    if not indicators and not tasks:
        return ""
    return "\n".join(told) or "Số liệu trong kỳ chưa cho thấy chỉ tiêu chậm hay nhiệm vụ quá hạn."


def _proposals(indicators: Sequence[IndicatorRow], tasks: Sequence[TaskRow]) -> str:
    told = []
    if owners := _agencies(row.owner for row in indicators if row.status in {"late", "at-risk"}):
        told.append(
            f"Đề nghị {owners} báo cáo nguyên nhân và giải pháp đối với các chỉ tiêu chậm, có nguy cơ không đạt."
        )
    if owners := _agencies(row.owner for row in indicators if row.status == "no-data"):
        told.append(f"Đề nghị {owners} cung cấp số liệu của các chỉ tiêu chưa có số liệu.")
    if leads := _agencies(row.lead for row in _by_state(tasks, "overdue")):
        told.append(f"Đề nghị {leads} hoàn thành các nhiệm vụ quá hạn và nộp sản phẩm, minh chứng.")
    if any(not row.owner for row in indicators):
        count = sum(not row.owner for row in indicators)
        told.append(f"Giao cơ quan chủ trì cho {count} chỉ tiêu chưa có cơ quan chủ trì.")
    if not told and (indicators or tasks):
        return "Tiếp tục thực hiện các nhiệm vụ, giải pháp theo kế hoạch."
    return "\n".join(told)


def _told(row: IndicatorRow) -> str:
    """One indicator with its figure, its target and its lag."""
    if row.value is None:
        return _name(row)
    target = f", mục tiêu {_measure(row.target, row.unit)}" if row.target_value is not None else ""
    figure = _measure(row.value_text, row.unit)
    lag = f", {row.lag}" if row.lag and row.status != "reached" else ""
    return f"{_name(row)} ({figure}{target}{lag})"


def _measure(text: str, unit: str) -> str:
    """A number with its unit; the word for a place in a ranking stands before it."""
    return f"{unit} {text}" if unit == RANK_WORD else f"{text}{unit_suffix(unit)}"


def _overdue(row: TaskRow) -> str:
    about = ", ".join(part for part in (row.lead, row.note) if part)
    return f"{_name(row)}{f' ({about})' if about else ''}"


def _listed(names: Sequence[str]) -> str:
    """The first of them one by one, the rest as a number."""
    rest = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; và {rest} mục khác nêu trong bảng" if rest > 0 else "")


def _agencies(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))


def _by_state(tasks: Sequence[TaskRow], *states: str) -> list[TaskRow]:
    return [row for row in tasks if row.state in states]


def _name(row: IndicatorRow | TaskRow) -> str:
    """Its name as a sentence holds it: without its full stop, cut at a word when it is very long."""
    name = (row.name if isinstance(row, IndicatorRow) else row.text).strip().rstrip(".;")
    if len(name) <= LONG_NAME:
        return name
    return name[:LONG_NAME].rsplit(" ", 1)[0] + "…"
