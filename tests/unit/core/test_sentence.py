"""Sentences that remember what they were made of."""

from __future__ import annotations

import copy
import json
import pickle

from cotmoc.core.sentence import Sentence, clause, say


def test_a_sentence_is_its_text() -> None:
    told = say("Kỳ %(period)s chưa mở; nhập từ %(day)s.", period="5/2026", day="15/4/2026")
    assert told == "Kỳ 5/2026 chưa mở; nhập từ 15/4/2026."
    assert json.dumps({"told": told}, ensure_ascii=False) == f'{{"told": "{told}"}}'
    assert told.pattern == "Kỳ %(period)s chưa mở; nhập từ %(day)s."
    assert told.values == {"period": "5/2026", "day": "15/4/2026"}


def test_without_values_a_percent_sign_stays() -> None:
    assert say("viết 85,5%") == "viết 85,5%"


def test_a_clause_drops_the_full_stop_and_remembers() -> None:
    short = clause(say("Mẫu số phải lớn hơn 0."))
    assert short == "Mẫu số phải lớn hơn 0"
    assert isinstance(short, Sentence)
    assert (short.pattern, short.is_clause) == ("Mẫu số phải lớn hơn 0.", True)


def test_a_clause_of_plain_text_is_plain() -> None:
    assert not isinstance(clause("Ô trống."), Sentence)
    assert clause("Ô trống.") == "Ô trống"


def test_copies_remember_too() -> None:
    told = say("chậm %(months)s tháng", months="5")
    for again in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):  # noqa: S301
        assert (again, again.pattern, again.values) == (told, told.pattern, told.values)
