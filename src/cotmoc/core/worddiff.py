"""What changed between two texts, word by word, for a reader."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

Change = tuple[Literal["same", "gone", "new"], str]


def word_diff(was: str, now: str) -> tuple[Change, ...]:
    """The words both texts have, those only the first has (gone) and those only the second has (new), in order.

    Joined by spaces, "same" and "gone" give `was`, "same" and "new" give `now` (spaces made single).
    """
    old, new = was.split(), now.split()
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(("same", " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            changes.append(("gone", " ".join(old[i1:i2])))
        if j2 > j1:
            changes.append(("new", " ".join(new[j1:j2])))
    return tuple(changes)
