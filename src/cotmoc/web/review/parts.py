"""The pieces a review is shown with: lines of the list, warnings, contradictions; and the addresses of its tabs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cotmoc.store.reviewing import ClaimView

# Tabs of the list: address word → kind of claim.
TABS = {"tat-ca": "", "chi-tieu": "indicator", "nhiem-vu": "task", "bao-cao": "obligation", "canh-bao": ""}


@dataclass(frozen=True)
class WarningView:
    """A warning of the reader, with the claim it is about when one stands at its place."""

    code: str
    message: str
    place: str
    claim: int | None = None
    number: int | None = None
    block: int | None = None


@dataclass(frozen=True)
class ChoiceView:
    """One of contradicting targets, as a button."""

    value: str
    words: str
    claim: int
    number: int
    place: str


@dataclass(frozen=True)
class ConflictView:
    """Contradicting targets of one thing."""

    milestone: str
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    view: ClaimView
    number: int
    title: str
    summary: str
    warned: bool

    @property
    def pk(self) -> int:
        return self.view.claim.pk


def query_string(values: Mapping[str, object]) -> str:
    """`values` as the query of an address; what is empty or the default tab is left out."""
    given = {key: value for key, value in values.items() if value and value != next(iter(TABS))}
    return f"?{urlencode(given)}" if given else ""
