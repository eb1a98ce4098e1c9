"""Claims put together and held against each other, on their payloads in the plan format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cotmoc.core.text import words

Payload = Mapping[str, Any]
# The share of the longer name's words that the shorter one must have, to name the same thing.
SAME_NAME = 0.88
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
    """The contradictions among `indicators` (key, payload): the same thing, the same milestone, another target.

    Names are the same when their words are, diacritics and punctuation apart, or when one has a word or two more;
    the units must agree, and the scopes where both are given.
    """
    groups: list[list[tuple[int, Payload]]] = []
    for key, payload in indicators:
        group = next((group for group in groups if _same_thing(group[0][1], payload)), None)
        if group is None:
            groups.append(group := [])
        group.append((key, payload))
    return tuple(found for group in groups for found in _contradictions(group))


def _contradictions(group: Sequence[tuple[int, Payload]]) -> Iterator[Conflict]:
    stated: defaultdict[tuple[Any, ...], list[Choice]] = defaultdict(list)
    for key, payload in group:
        for index, target in enumerate(payload.get("targets") or []):
            stated[tuple(target.get(part) for part in _SAME_TIME)].append(Choice(key, index, target))
    for choices in stated.values():
        if len({_says(choice.target) for choice in choices}) > 1:
            yield Conflict(choices[0].target.get("milestone"), tuple(choices))


def _same_thing(one: Payload, other: Payload) -> bool:
    if one.get("unit") != other.get("unit"):
        return False
    if one.get("scope") and other.get("scope") and words(one["scope"]) != words(other["scope"]):
        return False
    small, large = sorted((set(words(one["name"])), set(words(other["name"]))), key=len)
    return small <= large and len(small) >= SAME_NAME * len(large)


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
