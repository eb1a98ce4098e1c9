"""What the review shows of the claims: the list, the open one, what warns, and how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from cotmoc.core.claimmath import Choice, Conflict, conflicts
from cotmoc.core.worddiff import Change, word_diff
from cotmoc.store.language import plural
from cotmoc.store.models import Claim, Reading
from cotmoc.store.reviewing import ClaimView, Progress, minutes_left, progress, vanished, views
from cotmoc.web.review import words as claim_words
from cotmoc.web.review.parts import TABS, ChoiceView, ConflictView, Row, WarningView, query_string

# From this confidence on a claim may be accepted together with others.
SURE = 0.9


@dataclass(frozen=True)
class ReviewPage:
    """Everything of one review, worked out once. `tab` and `only_changed` filter the list; `wanted` is the claim
    asked for."""

    reading: Reading
    tab: str = "tat-ca"
    only_changed: bool = False
    wanted: int | None = None
    claims: tuple[ClaimView, ...] = field(default=())

    @classmethod
    def of(
        cls, reading: Reading, *, tab: str = "", only_changed: bool = False, wanted: int | None = None
    ) -> ReviewPage:
        """The page of `reading`; what is not a tab is the first one."""
        return cls(reading, tab if tab in TABS else "tat-ca", only_changed, wanted, views(reading))

    @cached_property
    def progress(self) -> Progress:
        return progress(self.claims)

    @cached_property
    def minutes(self) -> int | None:
        return minutes_left(self.claims)

    @property
    def progress_label(self) -> str:
        return _("%(done)s/%(total)s mục đã rà") % {"done": self.progress.done, "total": self.progress.total}

    @property
    def progress_note(self) -> str:
        return plural("còn khoảng %(count)s phút", self.minutes) if self.minutes else ""

    @property
    def kept_count(self) -> int:
        return sum(view.kept for view in self.claims)

    @cached_property
    def numbers(self) -> dict[int, int]:
        return {view.claim.pk: number for number, view in enumerate(self.claims, start=1)}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All claims as lines."""
        return tuple(self._row(view) for view in self.claims)

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """The lines the filters leave."""
        kind = TABS[self.tab]
        return tuple(
            row
            for row in self.rows
            if (not kind or row.view.claim.kind == kind)
            and (self.tab != "canh-bao" or row.warned)
            and (not self.only_changed or self._changed(row.view))
        )

    @cached_property
    def current(self) -> Row | None:
        """The open line: the one asked for, else the first that waits, else the first."""
        asked = [row for row in self.rows if row.pk == self.wanted]
        waiting = [row for row in self.shown if row.view.pending]
        return next(iter([*asked, *waiting, *self.shown]), None)

    @cached_property
    def tabs(self) -> tuple[tuple[str, str, str, int], ...]:
        """Address word, label, kind and count of each tab of claims."""
        counted = {"": len(self.rows)}
        for row in self.rows:
            counted[row.view.claim.kind] = counted.get(row.view.claim.kind, 0) + 1
        labels = {
            "tat-ca": _("Tất cả"),
            "chi-tieu": _("Chỉ tiêu"),
            "nhiem-vu": _("Nhiệm vụ"),
            "bao-cao": _("Chế độ báo cáo"),
        }
        return tuple((word, label, TABS[word], counted.get(TABS[word], 0)) for word, label in labels.items())

    @cached_property
    def warnings(self) -> tuple[WarningView, ...]:
        """What the reader was not sure of, each with its claim."""
        at = self._claims_by_place()
        said = self.reading.draft.get("warnings", [])
        # Contradictions are worked out anew, so that a settled one is gone.
        return tuple(self._warning(one, at) for one in said if one["code"] != "conflicting-targets")

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Contradictions between indicators that are not rejected or replaced."""
        open_ones = [
            (view.claim.pk, view.payload)
            for view in self.claims
            if view.claim.kind == Claim.Kind.INDICATOR and (view.pending or view.kept)
        ]
        return conflicts(open_ones)

    @property
    def warning_count(self) -> int:
        return len(self.warnings) + len(self.conflicts)

    @cached_property
    def warned(self) -> frozenset[int]:
        """Claims with a warning or in a contradiction."""
        said = {warning.claim for warning in self.warnings if warning.claim is not None}
        return frozenset(said | {choice.key for found in self.conflicts for choice in found.choices})

    @cached_property
    def sure(self) -> tuple[Claim, ...]:
        """Waiting claims the reader is sure of and nothing warns about: to accept in one go."""
        return tuple(
            view.claim
            for view in self.claims
            if view.pending
            and view.claim.confidence >= SURE
            and view.claim.pk not in self.warned
            and view.was is None
        )

    @cached_property
    def gone(self) -> tuple[ClaimView, ...]:
        """What the last reading kept and this text no longer says."""
        return vanished(self.reading)

    @cached_property
    def reread(self) -> bool:
        """Whether an earlier reading stands behind this one."""
        return bool(self.gone) or any(view.claim.carried_from_id for view in self.claims)

    @property
    def changed_count(self) -> int:
        return sum(self._changed(view) for view in self.claims)

    @cached_property
    def conflict_views(self) -> tuple[ConflictView, ...]:
        """All contradictions, in words."""
        return tuple(self._conflict(found) for found in self.conflicts)

    @property
    def current_warnings(self) -> tuple[WarningView, ...]:
        return tuple(one for one in self.warnings if self.current and one.claim == self.current.pk)

    @property
    def current_conflicts(self) -> tuple[ConflictView, ...]:
        """The contradictions the open claim is part of."""
        here = self.current.pk if self.current else None
        return tuple(one for one in self.conflict_views if here in {choice.claim for choice in one.choices})

    @property
    def current_diff(self) -> tuple[Change, ...]:
        """What changed in the open claim since the last reading."""
        view = self.current.view if self.current else None
        if view is None or view.was is None:
            return ()
        kind = view.claim.kind
        return word_diff(
            claim_words.spelled_out(kind, view.was.payload), claim_words.spelled_out(kind, view.original)
        )

    @property
    def current_place(self) -> str:
        return claim_words.place_words(self.current.view.original) if self.current else ""

    @property
    def current_original(self) -> str:
        """What the reader took the open claim to say."""
        view = self.current.view if self.current else None
        return claim_words.spelled_out(view.claim.kind, view.original) if view else ""

    @property
    def neighbours(self) -> tuple[Row, ...]:
        """What the open claim could be merged with: the nearest open ones of its kind, nearest first."""
        if self.current is None:
            return ()
        here = self.current
        alike = [
            row
            for row in self.rows
            if row.view.claim.kind == here.view.claim.kind
            and row.pk != here.pk
            and (row.view.pending or row.view.kept)
        ]
        return tuple(sorted(alike, key=lambda row: (abs(row.number - here.number), row.number))[:8])

    def address(self, **changes: object) -> str:
        """The address of the list with `changes`, ready for more to follow: "?" or "?tab=chi-tieu&"."""
        kept: dict[str, object] = {"tab": self.tab, "loc": "thay-doi" if self.only_changed else None}
        asked = query_string({**kept, **changes})
        return f"{asked}&" if asked else "?"

    def after(self, pk: int) -> int | None:
        """The claim to go on with after `pk`: the next waiting one of the list, round to its beginning."""
        order = [row.pk for row in self.shown]
        start = order.index(pk) + 1 if pk in order else 0
        turned = [*self.shown[start:], *self.shown[:start]]
        return next((row.pk for row in turned if row.view.pending and row.pk != pk), None)

    @property
    def next_pk(self) -> int | None:
        return self._next_to(1)

    @property
    def previous_pk(self) -> int | None:
        return self._next_to(-1)

    def _next_to(self, step: int) -> int | None:
        """The line above or below the open one."""
        order = [row.pk for row in self.shown]
        if self.current is None or self.current.pk not in order:
            return None
        index = order.index(self.current.pk) + step
        return order[index] if 0 <= index < len(order) else None

    def _changed(self, view: ClaimView) -> bool:
        return view.claim.carried_from_id is None or view.was is not None

    def _row(self, view: ClaimView) -> Row:
        kind = view.claim.kind
        return Row(
            view,
            self.numbers[view.claim.pk],
            claim_words.title(view.payload),
            claim_words.summary(kind, view.payload),
            view.claim.pk in self.warned,
        )

    def _conflict(self, found: Conflict) -> ConflictView:
        milestone = claim_words.due_words(found.milestone)
        return ConflictView(milestone, tuple(self._choice(one) for one in found.choices))

    def _choice(self, choice: Choice) -> ChoiceView:
        words = claim_words.target_words(choice.target)
        place = claim_words.place_words({**choice.target, "section": ""})
        return ChoiceView(f"{choice.key}-{choice.index}", words, choice.key, self.numbers[choice.key], place)

    def _claims_by_place(self) -> Mapping[tuple[int, int | None], list[int]]:
        at: defaultdict[tuple[int, int | None], list[int]] = defaultdict(list)
        for view in self.claims:
            for payload in (view.original, *(view.original.get("targets") or [])):
                if payload.get("block") is not None:
                    at[payload["block"], payload.get("row")].append(view.claim.pk)
        return at

    def _warning(
        self, warning: Mapping[str, Any], at: Mapping[tuple[int, int | None], Sequence[int]]
    ) -> WarningView:
        block = warning.get("block")
        about: Iterable[int] = at.get((block, warning.get("row")), ()) if block is not None else ()
        claim = next(iter(about), None)
        return WarningView(
            warning["code"],
            warning["message"],
            claim_words.place_words(warning),
            claim,
            self.numbers[claim] if claim else None,
            block,
        )
