"""The stop of management is for whoever manages something."""

from __future__ import annotations

import pytest

from cotmoc.ui.navigation import MANAGING, links


def stops(may: dict[str, bool] | None) -> set[str]:
    return {link.stop.key for link in links("/quan-tri/nguoi-dung/", may=may)}


@pytest.mark.parametrize("verb", sorted(MANAGING))
def test_one_of_the_verbs_is_enough(verb: str) -> None:
    assert "admin" in stops({verb.replace("-", "_"): True})


@pytest.mark.parametrize("may", [None, {}, {"view": True, "manage_people": False}])
def test_nobody_else_sees_it(may: dict[str, bool] | None) -> None:
    assert "admin" not in stops(may)
    assert "board" in stops(may)


def test_it_is_active_on_its_pages() -> None:
    (active,) = [
        link.stop.key for link in links("/quan-tri/nguoi-dung/", may={"manage_people": True}) if link.active
    ]
    assert active == "admin"
