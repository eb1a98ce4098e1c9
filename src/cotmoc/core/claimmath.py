"""Claims put together and held against each other, on their payloads in the plan format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cotmoc.core.text import words

Payload = Mapping[str, Any]
# What makes two targets the same commitment, or two different ones for the same thing.
_SAME_TIME = ("milestone", "every", "note")
_SAYS = ("op", "value", "upper", "unit")


@dataclass(frozen=True)
class Choice:
    """One of several targets a document states for the same thing: which claim (`key`) and which of its targets."""

    key: int
    index: int
    target: Payload


@dataclass(frozen=True)
class Conflict:
    """Targets that contradict each other for one milestone (None: no milestone)."""

    milestone: str | None
    choices: tuple[Choice, ...]


def conflicts(indicators: Iterable[tuple[int, Payload]]) -> tuple[Conflict, ...]:
    """The contradictions among `indicators` (key, payload): same name and scope, same milestone, another target.

    Names are compared without diacritics and punctuation.
    """
    stated: defaultdict[tuple[Any, ...], list[Choice]] = defaultdict(list)
    for key, payload in indicators:
        who = (*words(payload["name"]), "|", *words(payload.get("scope") or ""))
        for index, target in enumerate(payload.get("targets") or []):
            when = tuple(target.get(part) for part in _SAME_TIME)
            stated[who, when].append(Choice(key, index, target))
    return tuple(
        Conflict(choices[0].target.get("milestone"), tuple(choices))
        for choices in stated.values()
        if len({_says(choice.target) for choice in choices}) > 1
    )


def without_targets(payload: Payload, indexes: Iterable[int]) -> dict[str, Any]:
    """`payload` without the targets at `indexes`."""
    dropped = set(indexes)
    targets = [target for index, target in enumerate(payload.get("targets") or []) if index not in dropped]
    return {**payload, "targets": targets}


def merged(payloads: Sequence[Payload]) -> dict[str, Any]:
    """One payload for several of a kind: the first one's values, the lists of all without repetitions.

    What the first does not say is taken from the next that says it; the words of all are quoted.
    """
    first: dict[str, Any] = dict(payloads[0])
    for payload in payloads[1:]:
        for name, value in payload.items():
            if isinstance(value, list):
                mine = list(first.get(name) or [])
                first[name] = mine + [item for item in value if item not in mine]
            elif first.get(name) is None:
                first[name] = value
    quotes = [payload.get("quote") or "" for payload in payloads]
    return first | {"quote": " ".join(dict.fromkeys(quote for quote in quotes if quote))}


def _says(target: Payload) -> tuple[Any, ...]:
    return tuple(target.get(part) for part in _SAYS)
