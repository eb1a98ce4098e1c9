"""How an official paper is laid out. Lengths in millimetres, type sizes in points.

STATE follows annex I of Decree 30/2020/NĐ-CP; PARTY follows Regulation 399-QĐ/TW and Guide
05-HD/VPTW (2026).
"""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SHORT, PAGE_LONG = 210.0, 297.0
FONT = "Times New Roman"
# The same shapes and widths under a free licence; what the PDF embeds.
EMBEDDED_FONT = "Tinos"
LANGUAGE = "vi-VN"
# The header's left column: with STATE's sizes the state's name, and the longest usual names of a department and
# of a place with its date, each stand on one line.
LEFT_SHARE = 0.4


@dataclass(frozen=True)
class Line:
    """A line of the header: its words, size and weight."""

    text: str
    size: float
    bold: bool = False


@dataclass(frozen=True)
class Style:
    """One way of laying out a paper.

    `motto` stands at the right of the header with a line `motto_line` long under it; `issuer_star` puts a
    star under the issuing body instead of a short line. `leading` is the exact distance of body lines;
    without it lines are single. `ending` closes the last sentence.
    """

    top: float
    right: float
    bottom: float
    left: float
    motto: tuple[Line, ...]
    motto_line: float
    issuer_size: float
    issuer_star: bool
    number_label: str
    number_size: float
    date_size: float
    kind_size: float
    subject_rule: str
    ending: str
    leading: float | None
    recipients_heading: str
    recipients_underlined: bool
    roles_bold: bool
    body_size: float = 14
    table_size: float = 12
    small_size: float = 11
    indent: float = 10
    paragraph_gap: float = 6
    recipients_heading_size: float = 12
    recipients_size: float = 11

    @property
    def width(self) -> float:
        """The printable width of an upright page."""
        return PAGE_SHORT - self.left - self.right


STATE = Style(
    top=20,
    right=15,
    bottom=20,
    left=30,
    motto=(
        Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True),
        Line("Độc lập - Tự do - Hạnh phúc", 13, bold=True),
    ),
    motto_line=56,
    issuer_size=12,
    issuer_star=False,
    number_label="Số: ",
    number_size=13,
    date_size=13,
    kind_size=14,
    subject_rule="line",
    ending="./.",
    leading=None,
    recipients_heading="Nơi nhận:",
    recipients_underlined=False,
    roles_bold=True,
)

PARTY = Style(
    top=20,
    right=15,
    bottom=20,
    left=30,
    motto=(Line("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True),),
    motto_line=73,
    issuer_size=14,
    issuer_star=True,
    number_label="Số ",
    number_size=14,
    date_size=14,
    kind_size=16,
    subject_rule="-----",
    ending=".",
    leading=19,
    recipients_heading="Nơi nhận:",
    recipients_underlined=True,
    roles_bold=False,
    recipients_heading_size=14,
    recipients_size=12,
)

BY_NAME = {"state": STATE, "party": PARTY}
