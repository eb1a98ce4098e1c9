"""Words of the lower layers in the language of the reader."""

from __future__ import annotations

import pytest
from django.utils import translation

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import parse_number
from cotmoc.core.periods import Period
from cotmoc.core.sentence import clause, say
from cotmoc.store.language import choices, official, plural, reason, said


def test_vietnamese_is_said_as_it_is() -> None:
    label = Period.parse("2026-Q2").label
    assert (said(label), said("Đúng lộ trình"), said(None), said("")) == (label, "Đúng lộ trình", "", "")


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Đúng lộ trình", "On track"),
        (Period.parse("2026-Q2").label, "quarter II of 2026"),
        (Period.parse("2026-01").label, "month 01/2026"),
        (say("còn %(count)s ngày", count=1), "1 day left"),
        (say("còn %(count)s ngày", count=5), "5 days left"),
        (say("Gấp %(times)s lần kỳ trước.", times="6,3"), "6,3 times the period before."),
        (clause(say("Mẫu số phải lớn hơn 0.")), "The denominator must be greater than 0"),
        ("Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
    ],
)
def test_english_for_who_chose_it(text: str, english: str) -> None:
    with translation.override("en"):
        assert said(text) == english


def test_a_sentence_in_a_sentence_is_said_too() -> None:
    whole = say("%(why)s %(coverage)s", why=say("Chưa có mục tiêu để so."), coverage="87/102")
    with translation.override("en"):
        assert said(whole) == "There is no target to compare with. 87/102"


def test_a_context_tells_words_apart() -> None:
    with translation.override("en"):
        assert (said("Loại"), said("Loại", "verdict"), said("Đơn vị", "verdict")) == (
            "Kind",
            "Rejected",
            "Unit",
        )


def test_a_refusal_is_said_in_the_language_of_the_reader() -> None:
    with pytest.raises(InvalidValueError) as caught:
        parse_number("tám")
    assert reason(caught.value) == str(caught.value) == "'tám' không phải số; viết 85,5 hoặc 1.234,5"
    with translation.override("en"):
        assert reason(caught.value) == "'tám' is not a number; write 85,5 or 1.234,5"
    assert reason(InvalidValueError("")) == ""


def test_numbers_choose_singular_or_plural() -> None:
    with translation.override("en"):
        assert (plural("còn %(count)s mục", 1), plural("còn %(count)s mục", 3)) == (
            "1 item left",
            "3 items left",
        )
    assert plural("còn %(count)s mục", 3) == "còn 3 mục"


def test_choices_of_a_form_follow_the_reader() -> None:
    (_, label), *_ = choices([("late", "Chậm")])
    assert str(label) == "Chậm"
    with translation.override("en"):
        assert str(label) == "Behind"


def test_official_papers_are_vietnamese_for_everybody() -> None:
    with translation.override("en"), official():
        assert said("Chậm") == "Chậm"
