"""What many of these tests begin with."""

from __future__ import annotations

import pytest
from tests.support import factories

from cotmoc.store.models import Agency


@pytest.fixture
def units() -> dict[str, Agency]:
    """The agencies of the small province, by code."""
    return factories.agencies()
