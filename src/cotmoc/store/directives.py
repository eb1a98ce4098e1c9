"""Documents and their readings, as the pages list them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from cotmoc.store.models import Claim, Decision, Directive, PlanVersion, Reading
from cotmoc.store.reviewing import Progress, verdict_of

# What a list does not need and would have to parse.
_HEAVY = ("document", "draft")


@dataclass(frozen=True)
class ReadingRow:
    """A reading in the list of documents. `version` is set once it is in force; `progress` while it is reviewed;
    `earlier` counts the older finished readings of the same directive."""

    reading: Reading
    directive: Directive | None
    progress: Progress | None
    version: PlanVersion | None
    earlier: int = 0

    @property
    def share(self) -> float:
        """How much of the review is done, 0 to 1."""
        return self.progress.done / self.progress.total if self.progress and self.progress.total else 0.0


def light() -> QuerySet[Reading]:
    """Readings without their blocks and drafts, with their directive and who uploaded them."""
    return Reading.objects.defer(*_HEAVY).select_related("directive", "uploaded_by")


def reading_rows(rows: QuerySet[Reading] | None = None, limit: int = 200) -> tuple[ReadingRow, ...]:
    """Of each directive the last finished reading and what came after it; and what belongs to none yet.

    Out of some `light` readings, else of all; newest first, four queries however many there are.
    """
    readings = list((light() if rows is None else rows).order_by("-pk")[:limit])
    finished: defaultdict[int, list[int]] = defaultdict(list)
    for reading in readings:
        if reading.directive_id and reading.state == Reading.State.DONE:
            finished[reading.directive_id].append(reading.pk)
    shown = [
        reading
        for reading in readings
        if reading.directive_id is None
        or not finished[reading.directive_id]
        or reading.pk >= finished[reading.directive_id][0]
    ]
    versions = {version.reading_id: version for version in _versions(shown)}
    counted = progress_of([r.pk for r in shown if r.state == Reading.State.DONE and r.pk not in versions])
    return tuple(
        ReadingRow(
            reading,
            reading.directive,
            counted.get(reading.pk),
            versions.get(reading.pk),
            len([pk for pk in finished.get(reading.directive_id or 0, []) if pk < reading.pk]),
        )
        for reading in shown
    )


def progress_of(reading_ids: list[int]) -> dict[int, Progress]:
    """How far the review of each reading is, in two queries."""
    owners = dict(Claim.objects.filter(reading_id__in=reading_ids).values_list("pk", "reading_id"))
    said: defaultdict[int, list[str]] = defaultdict(list)
    decisions = Decision.objects.filter(claim__reading_id__in=reading_ids).order_by("id")
    for claim, verdict in decisions.values_list("claim_id", "verdict"):
        said[claim].append(verdict)
    holding = {claim: verdict_of(said[claim]) for claim in owners}
    shown = {claim: verdict for claim, verdict in holding.items() if verdict != Decision.Verdict.WITHDRAW}
    total = Counter(owners[claim] for claim in shown)
    done = Counter(owners[claim] for claim, verdict in shown.items() if verdict is not None)
    return {pk: Progress(total=total[pk], done=done[pk]) for pk in reading_ids}


def directives_open_to_change() -> QuerySet[Directive]:
    """Directives a changed text can be uploaded for, newest first."""
    return Directive.objects.filter(readings__state=Reading.State.DONE).distinct()


def readings_of(directive: Directive) -> QuerySet[Reading]:
    """All readings of one directive, newest first."""
    return light().filter(directive=directive).order_by("-pk")


def _versions(readings: list[Reading]) -> QuerySet[PlanVersion]:
    found = PlanVersion.objects.filter(reading__in=[reading.pk for reading in readings])
    return found.defer("content").select_related("plan")
