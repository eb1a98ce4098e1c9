"""From where an action comes, and whose address is believed."""

from __future__ import annotations

import pytest

from cotmoc.actions.origin import Origin, address_of, coming_from, origin
from cotmoc.store.models import Event


def test_a_command_unless_told_otherwise() -> None:
    assert origin() == Origin(Event.Via.COMMAND)
    with coming_from(Event.Via.PAGE, "10.0.0.7"):
        with coming_from(Event.Via.JOB):
            assert origin() == Origin(Event.Via.JOB)
        assert origin() == Origin(Event.Via.PAGE, "10.0.0.7")
    assert origin() == Origin(Event.Via.COMMAND)


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("1.2.3.4", 0, "10.0.0.1"),  # nobody of ours wrote it
        ("1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),  # the stranger wrote the first one
        ("6.6.6.6, 1.2.3.4, 10.0.0.2", 2, "1.2.3.4"),
        ("1.2.3.4", 3, "1.2.3.4"),
        (" , ", 1, "10.0.0.1"),
    ],
)
def test_the_address_behind_proxies(forwarded: str, proxies: int, address: str) -> None:
    assert address_of("10.0.0.1", forwarded, proxies) == address
