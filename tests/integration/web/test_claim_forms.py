"""A form that nobody touched changes nothing: every claim of every golden directive goes through its form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.claimforms import posted

from cotmoc.core.planjson import plan_to_data
from cotmoc.reading import read
from cotmoc.web.review.forms import ClaimForm

SOURCES = sorted((Path(__file__).resolve().parents[2] / "golden").glob("*/source.*"))
KINDS = (("indicators", "indicator"), ("tasks", "task"), ("obligations", "obligation"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_an_untouched_form_says_what_the_reader_said(source: Path) -> None:
    _, plan = read(source.read_bytes(), source.name)
    draft = plan_to_data(plan)
    for key, kind in KINDS:
        for payload in draft[key]:
            form = ClaimForm(kind, payload, posted(ClaimForm(kind, payload)))
            assert form.is_valid(), (payload, form.form.errors, form.fault)
            assert not form.changed, (payload, form.payload())
