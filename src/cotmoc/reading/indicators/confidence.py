"""How sure the reader is of a claim: 1 times a factor for each thing that the words did not say themselves.

| what was inferred | factor |
|---|---|
| the unit, from the opening of the name | 0.95 |
| the unit, from the thing a name begins with | 0.9 |
| the unit, from the other cells of the row | 0.8 |
| the unit, a word the vocabulary does not know | 0.8 |
| no unit found | 0.7 |
| the milestone, from the heading above | 0.95 |
| no milestone found | 0.7 |
| the name, shared with another figure of the sentence | 0.8 |
| a sentence rather than a table | 0.95 |
| a commitment without a number, in a sentence | 0.7 |
| a decimal point for a comma | 0.9 |
| a place in a ranking, because the values of an index fall | 0.8 |
"""

from __future__ import annotations

from math import prod

FACTORS = {
    "unit-from-name": 0.95,
    "unit-from-noun": 0.9,
    "unit-from-row": 0.8,
    "unit-guessed": 0.8,
    "unit-missing": 0.7,
    "milestone-from-heading": 0.95,
    "milestone-missing": 0.7,
    "name-shared": 0.8,
    "sentence": 0.95,
    "statement": 0.7,
    "decimal-point": 0.9,
    "rank-inferred": 0.8,
}


def confidence(*inferred: str) -> float:
    """The product of the factors of what was `inferred`, to two decimals."""
    return round(prod(FACTORS[reason] for reason in inferred), 2)
