"""The Party committee's programme 18-CTr/TU: targets in sentences and in a table, tasks in bullets and in a table."""

from __future__ import annotations

from collections.abc import Iterator

from . import indicators
from .clock import Clock
from .indicators import Spec
from .paper import Block, Grid, Landscape, Line, Sides
from .tasks import Task, groups
from .units import NAMES

NUMBER = "18-CTr/TU"
SIGNER = "Trịnh Bá Khiêm"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def official(clock: Clock) -> str:
    """The day of the directive as official papers write it."""
    day = clock.issued
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def directive(clock: Clock, tasks: tuple[Task, ...], changes: dict[str, str] | None = None) -> list[Block]:
    """The programme. `changes` (name of an indicator → its new last target) make another edition of it."""
    return [
        *_opening(clock),
        *_goals(clock),
        *_solutions(tasks),
        *_organisation(tasks),
        *_closing(),
        *_annex_of_indicators(clock, changes or {}),
        *_annex_of_tasks(tasks),
    ]


def _opening(clock: Clock) -> Iterator[Block]:
    first, _, last = clock.milestones
    yield Sides(
        ("TỈNH ỦY AN HẢI", "*", f"Số {NUMBER}"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", f"An Hải, {official(clock)}"),
    )
    yield Line("CHƯƠNG TRÌNH HÀNH ĐỘNG", "title")
    yield Line(
        f"Phát triển khoa học, công nghệ và chuyển đổi số trên địa bàn tỉnh An Hải, giai đoạn {first - 1} - {last}",
        "subtitle",
    )
    yield Line("-----", "subtitle")
    yield Line(
        "Để đưa khoa học, công nghệ và chuyển đổi số thành động lực chính của tăng trưởng, Ban Chấp hành Đảng bộ tỉnh "
        "ban hành Chương trình hành động với các nội dung sau:"
    )
    yield Line("I. QUAN ĐIỂM", "heading")
    yield Line("Người dân và doanh nghiệp là trung tâm; kết quả được đo bằng số liệu và công khai.")
    yield Line("Mỗi nhiệm vụ có một cơ quan chịu trách nhiệm chính, một sản phẩm và một thời hạn.")


def _goals(clock: Clock) -> Iterator[Block]:
    yield Line("II. MỤC TIÊU", "heading")
    for number, column in ((1, 1), (2, 2)):
        yield Line(f"{number}. Mục tiêu đến năm {clock.milestones[column]}", "subheading")
        for spec in indicators.sentences():
            # What is only to be there (no number) belongs to the last milestone.
            if spec.targets[column] is not None or (column == 2 and spec.targets == (None, None, None)):
                yield Line(spec.sentence.format(number_text(spec.targets[column] or 0)), "bullet")
    yield Line("Các chỉ tiêu cụ thể theo từng mốc nêu tại Phụ lục I.")


def _solutions(tasks: tuple[Task, ...]) -> Iterator[Block]:
    yield Line("III. NHIỆM VỤ, GIẢI PHÁP", "heading")
    for number, (title, group) in enumerate(groups(tasks, "bullets").items(), 1):
        yield Line(f"{number}. {title}", "subheading")
        for task in group:
            yield Line(_ordered(task), "bullet")


def _ordered(task: Task) -> str:
    """A task as a sentence: what, who, with whom, by when."""
    others = ", ".join(NAMES[code] for code in task.others)
    before = "trước ngày" if task.when[0].isdigit() else "trong"
    return f"{task.text}; {NAMES[task.lead]} chủ trì, phối hợp với {others}; hoàn thành {before} {task.when}."


def _organisation(tasks: tuple[Task, ...]) -> Iterator[Block]:
    yield Line("IV. KINH PHÍ", "heading")
    yield Line("Kinh phí lấy từ ngân sách nhà nước theo phân cấp và các nguồn huy động hợp pháp khác.")
    yield Line("V. TỔ CHỨC THỰC HIỆN", "heading")
    for task in groups(tasks, "organisation")[""]:
        yield Line(task.text, "bullet")


def _closing() -> Iterator[Block]:
    recipients = ("- Ủy ban nhân dân tỉnh,", "- Các sở, ban, ngành,", "- Các cấp ủy trực thuộc,")
    yield Sides(
        ("Nơi nhận:", *recipients, "- Lưu Văn phòng Tỉnh ủy."),
        ("T/M BAN CHẤP HÀNH", "BÍ THƯ", "", "", SIGNER),
    )


def _annex_of_indicators(clock: Clock, changes: dict[str, str]) -> Iterator[Block]:
    yield Landscape()
    yield Line("PHỤ LỤC I", "annex")
    yield Line("Các chỉ tiêu chủ yếu", "annex")
    yield Line(f"(Kèm theo Chương trình hành động số {NUMBER}, {official(clock)})", "subtitle")
    rows: list[tuple[str, ...]] = []
    number = 0
    for index, (title, group) in enumerate(indicators.groups().items()):
        rows.append((_ROMAN[index], title))
        for spec in group:
            number += 1
            rows.append((str(number), spec.name, spec.unit, *_cells(spec, changes), NAMES[spec.owner]))
    years = tuple(map(str, clock.milestones))
    yield Grid(
        ("TT", "Chỉ tiêu", "Đơn vị tính", f"Thực hiện {clock.base}", *years, "Cơ quan chủ trì"),
        tuple(rows),
        (12, 88, 24, 24, 22, 22, 22, 38),
        over=(4, 6, "Mục tiêu"),
    )


def _cells(spec: Spec, changes: dict[str, str]) -> tuple[str, str, str, str]:
    if spec.course == "not-due":
        return "-", "-", "-", "Chưa xác định"
    sign = f"{spec.sign} " if spec.sign else ""
    first, second, third = (
        sign + number_text(target) if target is not None else "-" for target in spec.targets
    )
    base = number_text(spec.base) if spec.base is not None else "-"
    return base, first, second, changes.get(spec.name, third)


def _annex_of_tasks(tasks: tuple[Task, ...]) -> Iterator[Block]:
    yield Line("PHỤ LỤC II", "annex")
    yield Line("Danh mục nhiệm vụ trọng tâm", "annex")
    rows: list[tuple[str, ...]] = []
    number = 0
    for index, (title, group) in enumerate(groups(tasks, "table").items()):
        rows.append((_ROMAN[index], title))
        for task in group:
            number += 1
            others = ", ".join(NAMES[code] for code in task.others)
            when = task.when[:1].upper() + task.when[1:]
            rows.append((str(number), task.text, NAMES[task.lead], others, when, task.product))
    yield Grid(
        ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian hoàn thành", "Sản phẩm"),
        tuple(rows),
        (12, 90, 40, 48, 28, 34),
    )


def number_text(value: float) -> str:
    """A number as Vietnamese papers write it: "1.500", "98,5"."""
    return f"{value:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")
