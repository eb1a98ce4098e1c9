"""What sentences set beyond a single figure: baselines, milestones that carry on, quotes and places."""

from __future__ import annotations

import pytest
from tests.support.indicators import AIMS, AIMS_2030, brief, claims, codes, sentence

from cotmoc.core.plan import Place
from cotmoc.reading.items import Item


def _made_in(year: int) -> Item:
    return Item(f"Nơi đặt trụ sở, ngày 05 tháng 02 năm {year}", Place(0, line=3), "front", "body")


@pytest.mark.parametrize(
    ("text", "period", "value"),
    [
        ("Tỷ lệ có tài khoản đạt 70% (năm 2025 đạt 58,4%).", "2025", 58.4),
        ("Tỷ lệ phòng học kiên cố đạt 95% vào năm 2030 (năm 2025: 81,3%).", "2025", 81.3),
        ("Tỷ lệ có tài khoản đạt 70% (hiện nay là 58,4%).", None, 58.4),
        ("Nâng tỷ lệ tham gia bảo hiểm từ 25% năm 2025 lên 40% năm 2030.", "2025", 25),
        ("Tỷ lệ có tài khoản hiện nay là 58,4%, phấn đấu đạt 70%.", None, 58.4),
        ("Tỷ lệ có tài khoản năm 2024 đạt 58,4%, năm 2030 đạt 70%.", "2024", 58.4),
    ],
)
def test_a_figure_of_the_past_is_a_baseline(text: str, period: str | None, value: float) -> None:
    (claim,) = claims(_made_in(2026), sentence(text))
    (baseline,) = claim.baselines
    (target,) = claim.targets
    assert (baseline.period, baseline.value, baseline.unit) == (period, value, "%")
    assert (target.milestone, target.value is not None and target.value > value) == ("2030", True)


def test_a_sentence_that_only_tells_the_past_has_no_target() -> None:
    (claim,) = claims(_made_in(2026), sentence("Năm 2024, tỷ lệ có tài khoản đạt 58,4%."))
    assert (claim.targets, claim.baselines[0].value) == ((), 58.4)


def test_a_year_of_the_past_is_a_target_where_the_directive_is_older() -> None:
    (claim,) = claims(_made_in(2020), sentence("Năm 2024, tỷ lệ có tài khoản đạt 58,4%."))
    assert brief(claim) == [("2024", "=", 58.4, None, "%")]


def test_what_it_is_compared_with_is_a_note() -> None:
    (claim,) = claims(sentence("Giảm 15% nồng độ bụi mịn so với năm 2024."))
    assert (claim.targets[0].milestone, claim.targets[0].note) == ("2030", "so với năm 2024")


@pytest.mark.parametrize(
    ("headings", "part", "milestone"),
    [
        (AIMS_2030, "targets", "2030"),
        (("MỤC TIÊU ĐẾN NĂM 2027", "Về kinh tế"), "targets", "2027"),
        (("MỤC TIÊU", "Tầm nhìn đến năm 2045"), "targets", "2045"),
        (("MỤC TIÊU", "Giai đoạn 2026 - 2029"), "targets", "2029"),
        (("CHỈ TIÊU NĂM 2026",), "targets", "2026"),
        (AIMS, "targets", None),
        (("NHIỆM VỤ", "Triển khai Đề án đến năm 2030"), "tasks", None),
        (("NHIỆM VỤ", "Giai đoạn 2026 - 2028"), "tasks", "2028"),
        (("PHỤ LỤC", "(Kèm theo Kế hoạch ngày 05/02/2026)"), "annex", None),
    ],
)
def test_the_heading_above_sets_the_milestone(
    headings: tuple[str, ...], part: str, milestone: str | None
) -> None:
    (claim,) = claims(sentence("Tỷ lệ hộ có nước sạch đạt 85%.", headings=headings, part=part))
    assert claim.targets[0].milestone == milestone


def test_an_item_that_only_opens_dates_those_below_it() -> None:
    found = claims(sentence("Đến năm 2028:", headings=AIMS), sentence("Tỷ lệ A đạt 10%.", headings=AIMS))
    assert [brief(claim) for claim in found] == [[("2028", "=", 10, None, "%")]]


def test_the_date_at_the_start_of_a_paragraph_carries_on() -> None:
    found = claims(
        sentence("Đến năm 2028, hoàn thiện hạ tầng. Tỷ lệ A đạt 10%; tỷ lệ B đạt 20%.", headings=AIMS)
    )
    assert [claim.targets[0].milestone for claim in found] == ["2028", "2028"]


def test_a_date_at_the_end_holds_for_the_figures_before_it() -> None:
    found = claims(sentence("Tỷ lệ A đạt 10%, tỷ lệ B đạt 20% vào năm 2028.", headings=AIMS))
    assert [claim.targets[0].milestone for claim in found] == ["2028", "2028"]


def test_milestones_of_one_indicator_are_one_claim() -> None:
    (claim,) = claims(
        sentence("Quy mô kinh tế số đạt 35% GRDP."),
        sentence("quy mô kinh tế số đạt 50% GRDP.", headings=("MỤC TIÊU", "Tầm nhìn đến năm 2045")),
    )
    assert [t.milestone for t in claim.targets] == ["2030", "2045"]


def test_two_targets_for_one_milestone_stay_two_claims_with_a_warning() -> None:
    parts = (sentence("Quy mô kinh tế số đạt 35% GRDP."), sentence("Quy mô kinh tế số đạt 40% GRDP."))
    assert len(claims(*parts)) == 2
    assert codes(*parts) == ["conflicting-targets"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Phấn đấu tỷ lệ A đạt 10%, tỷ lệ B đạt trên 20%.", "tỷ lệ B đạt trên 20%"),
        ("Tỷ lệ A đạt 10% và 80% hộ dân có nước sạch.", "80% hộ dân có nước sạch"),
        ("Tỷ lệ B đạt từ 20% trở lên; trồng 5 ha rừng.", "trồng 5 ha rừng"),
    ],
)
def test_the_quote_is_the_words_of_the_figure(text: str, quote: str) -> None:
    target = claims(sentence(text))[-1].targets[0]
    assert target.quote == quote
    assert quote in text


def test_the_place_is_that_of_the_piece_that_holds_the_figure() -> None:
    text = "Tỷ lệ hộ dân có nước sạch đạt 85%; tỷ lệ hộ có điện đạt 99%."
    first, second = Place(1, line=10), Place(2, line=12)
    item = Item(text, first, "targets", "bullet", "-", "II", AIMS_2030, ((0, first), (40, second)))
    assert [claim.targets[0].place for claim in claims(item)] == [first, second]


def test_the_scope_is_told() -> None:
    (claim,) = claims(sentence("Mỗi thôn có ít nhất 2 hộ bán hàng qua mạng."))
    assert (claim.scope, claim.name) == ("Mỗi thôn", "hộ bán hàng qua mạng")


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("Mỗi năm đào tạo ít nhất 50 kỹ sư.", "year"),
        ("Hằng quý có ít nhất 3 doanh nghiệp được hỗ trợ.", "quarter"),
        ("Tốc độ tăng đạt 3%/năm.", "year"),
        ("Tỷ lệ đổi mới quy trình đạt 3%.", None),
    ],
)
def test_a_commitment_that_holds_each_period(text: str, every: str | None) -> None:
    assert claims(sentence(text))[0].targets[0].every == every


def test_what_was_inferred_lowers_the_confidence() -> None:
    said, inherited, missing = (
        claims(sentence(text, headings=headings))[0].confidence
        for text, headings in (
            ("Đến năm 2030, tỷ lệ A đạt 10%.", AIMS), ("Tỷ lệ A đạt 10%.", AIMS_2030), ("Tỷ lệ A đạt 10%.", AIMS),
        )
    )  # fmt: skip
    assert said > inherited > missing


def test_a_heading_with_a_share_is_read_among_the_aims_only() -> None:
    text = "Mở rộng mạng tới 100% xã"
    assert len(claims(sentence(text, role="heading"))) == 1
    assert claims(sentence(text, role="heading", part="tasks")) == ()


def test_footnotes_set_nothing() -> None:
    assert claims(sentence("Tỷ lệ A đạt 10%.", label="²", part="other")) == ()


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    (claim,) = claims(sentence("Tỷ lệ hộ của TP. Mới có nước sạch đạt 10%."))
    assert claim.name == "Tỷ lệ hộ của TP. Mới có nước sạch"


def test_a_bracket_without_figures_stays_in_the_name() -> None:
    (claim,) = claims(sentence("Chỉ số phát triển con người (HDI) đạt 0,7."))
    assert claim.name == "Chỉ số phát triển con người (HDI)"
