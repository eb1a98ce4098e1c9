"""`cotmoc serve`: the tables brought up to date, the server and the worker as children, stopped together."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path

import click

from cotmoc.cli._children import Child, Supervisor, python
from cotmoc.core.errors import CotmocError

START_SECONDS = 60.0
# Measured: one blocking thread a process and a short queue serve an ORM page fastest.
WORKERS, BLOCKING_THREADS, BACKPRESSURE = "2", "1", "64"
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what a person typed, turned into where to look


class AddressError(CotmocError):
    """The address cannot be served from; the message says what to choose instead."""

    code = "address"


@click.command("serve")
@click.option("--demo", is_flag=True, help="Nạp tỉnh trình diễn một lần và hiện các tài khoản của nó.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Địa chỉ để nghe.")
@click.option(
    "--port",
    metavar="PORT",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Cổng để nghe.",
)
def command(demo: bool, host: str, port: int) -> None:
    """Chạy máy chủ và tiến trình đọc văn bản; dừng bằng Ctrl-C."""
    from cotmoc.cli._django import migrate, start_django

    # Like the children: what is compiled now is kept for the next start.
    sys.dont_write_bytecode = False
    if demo:
        os.environ["COTMOC_DEMO"] = "yes"
    check_free(host, port)
    start_django()
    if migrate():
        _say("Đã chuẩn bị cơ sở dữ liệu.")
    if demo:
        from cotmoc.cli.demo import load_once

        load_once()
    else:
        _warn_of_known_passwords()
    supervisor = Supervisor(children(host, port))
    supervisor.run(lambda running: _announce(running, host, port, demo=demo))
    _say("Đã dừng.")


def _warn_of_known_passwords() -> None:
    """Whoever serves data that began as a demonstration must change its accounts first."""
    from django.conf import settings

    from cotmoc.cli._django import database_told
    from cotmoc.store.models import Person

    known = {account["username"]: account["password"] for account in settings.DEMO_ACCOUNTS}
    with database_told():
        people = Person.objects.filter(username__in=known, is_active=True)
        left = [person.username for person in people if person.check_password(known[person.username])]
    if left:
        _say(
            f"Lưu ý: các tài khoản trình diễn {', '.join(sorted(left))} còn mật khẩu ai cũng biết; "
            "đổi mật khẩu hoặc khóa chúng trước khi dùng thật."
        )


def check_free(host: str, port: int) -> None:
    """Raise AddressError when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise AddressError(f"Cổng {port} cần quyền quản trị; chọn cổng từ 1024 trở lên.") from error
        except socket.gaierror as error:
            raise AddressError(f"Không hiểu địa chỉ '{host}'; viết 127.0.0.1 hoặc 0.0.0.0.") from error
        except (OSError, UnicodeError) as error:
            raise AddressError(
                f"Không nghe được ở {host}:{port}, có thể một chương trình khác (hoặc một lần chạy trước) đang dùng. "
                f"Dừng chương trình đó, hoặc chọn cổng khác: cotmoc serve --port {min(port + 1, 65535)}"
            ) from error


def children(host: str, port: int) -> tuple[Child, Child]:
    """The server and the worker, their logs in the data folder."""
    from django.conf import settings

    logs = Path(settings.DATA_DIR) / "log"
    server = python(
        *("-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", WORKERS, "--blocking-threads", BLOCKING_THREADS, "--backpressure", BACKPRESSURE),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "cotmoc.config.wsgi:application"),
    )
    worker = python("-m", "django", "db_worker", "--verbosity", "0", "--no-startup-delay")
    return (
        Child("Máy chủ", server, logs / "server.log"),
        Child("Tiến trình đọc văn bản", worker, logs / "worker.log", restart=True),
    )


def _announce(running: Supervisor, host: str, port: int, *, demo: bool) -> None:
    """Wait for the first answer, then say where and with which accounts."""
    here = _EVERYWHERE.get(host, host)
    if not _answers(running, here, port):
        return
    shown = f"[{here}]" if ":" in here else here
    click.echo(f"\nCột Mốc đang chạy tại  http://{shown}:{port}")
    if demo:
        from django.conf import settings

        click.echo("\nTài khoản trình diễn:")
        width = max(len(account["label"]) for account in settings.DEMO_ACCOUNTS)
        for account in settings.DEMO_ACCOUNTS:
            click.echo(f"  {account['label']:{width}}  {account['username']:10}  {account['password']}")
        if host in _EVERYWHERE:
            click.echo("Lưu ý: mật khẩu trình diễn ai cũng biết; đừng mở máy này ra ngoài mạng nội bộ.")
    click.echo("\nDừng bằng Ctrl-C.")


def _answers(running: Supervisor, host: str, port: int) -> bool:
    """Whether the server gave its first answer; False when a person stopped us before."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        running.check()
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/dang-nhap/", headers={"Host": "localhost"})
            if connection.getresponse().status < 500:
                return True
        except (OSError, http.client.HTTPException):
            pass  # not up yet
        finally:
            connection.close()
        if running.stopping.wait(0.1):
            return False
    raise AddressError(
        f"Máy chủ không trả lời sau {START_SECONDS:.0f} giây. Xem tệp {running.children[0].log}."
    )


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
