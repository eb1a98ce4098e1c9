"""What tests of the API share."""

from __future__ import annotations

import pytest
from tests.support import factories

from cotmoc.store.models import Plan


@pytest.fixture
def plan() -> Plan:
    return factories.plan()
