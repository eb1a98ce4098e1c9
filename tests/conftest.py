"""What all tests share: people, a small plan, and PostgreSQL or its absence."""

from __future__ import annotations

import os

import pytest
from scripts.messages import compile_catalogue

# The English pages need the compiled catalogue, which is not kept with the sources.
compile_catalogue()

CI = os.environ.get("CI", "").lower() == "true"


def need(present: bool, what: str, remedy: str) -> None:
    """Skip a test whose outside program is missing; in CI that is a failure."""
    if present:
        return
    sentence = f"{what} is missing; install it: {remedy}"
    if CI:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
