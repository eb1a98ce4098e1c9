"""The address is checked before anything starts; whoever holds it is told about in one sentence."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from django.conf import settings
from tests.support.factories import PASSWORD

from cotmoc.actions.people import first_manager
from cotmoc.cli import main
from cotmoc.cli.serve import AddressError, _warn_of_known_passwords, check_free, children


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    yield listener
    listener.close()


def test_a_free_port_is_accepted_and_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


def test_a_taken_port_is_a_sentence_with_the_next_one(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    result = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert result.exit_code == 2
    assert f"cotmoc serve --port {port + 1}" in result.output
    assert "Traceback" not in result.output


def test_an_address_of_nobody_is_refused() -> None:
    with pytest.raises(AddressError, match=r"10\.255\.255\.1"):
        check_free("10.255.255.1", 8000)


def test_the_server_is_not_revived_but_the_worker_is() -> None:
    server, worker = children("127.0.0.1", 8000)
    assert (server.restart, worker.restart) == (False, True)
    assert server.log != worker.log
    command = " ".join(server.command)
    assert "--blocking-threads 1 --backpressure 64" in command
    assert "db_worker" in worker.command


@pytest.mark.django_db
def test_known_passwords_are_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    account = settings.DEMO_ACCOUNTS[0]
    person = first_manager(
        username=account["username"], full_name="Đinh Quang Vững", password=account["password"]
    )
    _warn_of_known_passwords()
    assert account["username"] in capsys.readouterr().err
    person.set_password(PASSWORD)
    person.save()
    _warn_of_known_passwords()
    assert capsys.readouterr().err == ""
