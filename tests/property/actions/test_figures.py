"""In whatever order people enter, hand in, return, approve, take back and import: no value is lost, one counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.support import factories

from cotmoc.actions.figures import (
    approve_figures,
    clear_figure,
    entered,
    return_figures,
    save_figures,
    submit_figures,
)
from cotmoc.actions.imports import apply_import, changes, preview_import
from cotmoc.core.errors import CotmocError
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.figuresheet import entry_sheet, figure_history, sheet_workbook
from cotmoc.store.models import Agency, FigureImport, Indicator, Observation, Submission

PERIOD = Period.parse("2026-05")
CODES = ("CT-01", "CT-03")
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: float(f"{value:.12g}"))
steps = st.lists(
    st.tuples(
        st.sampled_from(("save", "save", "import", "clear", "submit", "return", "approve")),
        st.integers(0, 1),
        st.integers(1, 6),
    ),
    max_size=14,
)
# What a person types: letters, marks and spaces of any script, no control characters.
reasons = st.text(st.characters(exclude_categories=["C"]), max_size=30)
HEAD = "Mã;Đơn vị;Kỳ;Giá trị"
cells = st.sampled_from(
    ("", "CT-01", "ct-02", "CT-9", "S1", "Xã Vân Thạch", "X1", "2026-05", "5/2026", "1.234,5", "85,5%%", "–", "x")
) | st.text(max_size=8)  # fmt: skip


class Collecting(TestCase):
    def setUp(self) -> None:
        self.plan = factories.plan()
        self.unit = Agency.objects.get(code="S1")
        self.indicators = {code: Indicator.objects.get(plan=self.plan, code=code) for code in CODES}
        self.by = factories.person(Role.PLANNER)

    def take(self, verb: str, which: int, value: int) -> bool:
        """Do one thing; False when the rules refuse it."""
        indicator = self.indicators[CODES[which]]
        key: dict[str, Any] = {"plan": self.plan, "unit": self.unit, "period": PERIOD, "by": self.by}
        submission = Submission.objects.filter(plan=self.plan, unit=self.unit).first()
        try:
            if verb == "save":
                save_figures(figures=[entered(indicator, value=value)], **key)
            elif verb == "clear":
                clear_figure(indicator=indicator, **key)
            elif verb == "import":
                self.bring(f"{HEAD}\n{indicator.code};S1;2026-05;{value}")
            elif submission is None:
                return False
            elif verb == "submit":
                submit_figures(submission=submission, by=self.by)
            elif verb == "return":
                return_figures(submission=submission, reason="xem lại", by=self.by)
            else:
                approve_figures(submission=submission, by=self.by)
        except CotmocError:
            return False
        return True

    def bring(self, table: str) -> None:
        # A line end more or less makes it another file, as a person's next file is.
        padding = "\n" * FigureImport.objects.count()
        made = preview_import(plan=self.plan, filename="a.csv", data=(table + padding).encode(), by=self.by)
        apply_import(figure_import=made, by=self.by, then="keep")

    @quick
    @given(steps)
    def test_every_value_stays_findable_and_one_approved_value_counts(
        self, chosen: list[tuple[str, int, int]]
    ) -> None:
        ever: dict[str, set[float]] = {code: set() for code in CODES}
        for verb, which, value in chosen:
            approved = self.approved()
            if self.take(verb, which, value):
                if verb in {"save", "import"}:
                    ever[CODES[which]].add(value)
                if verb != "approve":
                    assert self.approved() == approved
        for code, values in ever.items():
            history = figure_history(self.indicators[code], self.unit)
            assert {row.value for row in history} == values
        standing = Observation.objects.filter(superseded_at=None)
        counts = Counter((row.indicator_id, row.state == Observation.State.APPROVED) for row in standing)
        assert max(counts.values(), default=1) == 1

    def approved(self) -> dict[int, float | None]:
        rows = Observation.objects.filter(superseded_at=None, state=Observation.State.APPROVED)
        return {row.indicator_id: row.value for row in rows}

    @quick
    @given(
        st.tuples(numbers, numbers) | st.none(),
        reasons,
        st.integers(0, 10**6),
        st.integers(1, 10**6),
    )
    def test_the_workbook_of_a_form_comes_back_unchanged(
        self, values: tuple[float, float] | None, reason: str, above: int, below: int
    ) -> None:
        reason += "chưa có"
        owned = [
            entered(one, value=values[place]) if values else entered(one, reason=reason)
            for place, one in enumerate(self.indicators.values())
        ]
        shared = Indicator.objects.get(plan=self.plan, code="CT-02")
        parts = [entered(shared, numerator=float(above), denominator=float(below))]
        for unit, figures in ((self.unit, owned), (Agency.objects.get(code="X1"), parts)):
            save_figures(plan=self.plan, unit=unit, period=PERIOD, figures=figures, by=self.by)
            book = sheet_workbook(entry_sheet(self.plan, unit, PERIOD))
            made = preview_import(plan=self.plan, filename="a.xlsx", data=book, by=self.by)
            assert len(made.rows) == len(figures)
            assert changes(made) == []

    @quick
    @given(st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=4))
    def test_any_table_is_taken_whole_or_refused_with_sentences(self, rows: list[list[str]]) -> None:
        timezone.activate("Asia/Ho_Chi_Minh")
        table = "\n".join([HEAD, *(";".join(row) for row in rows)])
        try:
            made = preview_import(
                plan=self.plan, filename="a.csv", data=table.encode("utf-8", "replace"), by=self.by
            )
        except CotmocError:
            assert not FigureImport.objects.exists()
            return
        before = Observation.objects.count()
        apply_import(figure_import=made, by=self.by)
        assert Observation.objects.count() == before + len(changes(made))
