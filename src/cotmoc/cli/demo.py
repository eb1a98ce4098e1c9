"""`cotmoc demo`: the invented province An Hải, as files to try by hand or loaded for the server."""

from __future__ import annotations

from pathlib import Path

import click

SEED = 18
_seed = click.option("--seed", default=SEED, show_default=True, help="Số gieo: cùng số cho cùng dữ liệu.")
_anchor = click.option("--anchor", metavar="YYYY-MM", help="Tháng số liệu cuối cùng; mặc định tháng này.")


@click.group("demo")
def command() -> None:
    """Tỉnh trình diễn An Hải: tạo tệp để thử, hoặc nạp vào hệ thống trống."""


@command.command("load")
@_seed
@_anchor
def load(seed: int, anchor: str | None) -> None:
    """Nạp tỉnh trình diễn; đã nạp rồi thì không làm gì."""
    from cotmoc.cli._django import migrate, start_django

    start_django()
    migrate()
    if not load_once(seed=seed, anchor=anchor):
        click.echo("Tỉnh trình diễn đã có; chạy 'make reset' nếu muốn nạp lại.", err=True)
        return
    from django.conf import settings

    for account in settings.DEMO_ACCOUNTS:
        click.echo(f"{account['username']:10}  {account['password']}  {account['label']}")


@command.command("files")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_seed
@_anchor
def files(folder: Path, seed: int, anchor: str | None) -> None:
    """Ghi các tệp của tỉnh trình diễn vào FOLDER để tự tải lên, tự nhập."""
    from cotmoc.cli._django import start_django

    start_django()
    _make(folder, seed, anchor)
    for path in sorted(folder.iterdir()):
        click.echo(str(path))


def load_once(*, seed: int = SEED, anchor: str | None = None) -> bool:
    """Load the demonstration unless it is there; False when it was. Django must be set up."""
    from django.conf import settings

    from cotmoc.cli._demo_load import is_loaded, load
    from cotmoc.cli._django import database_told

    with database_told():
        if is_loaded():
            return False
        _say("Tạo tệp của tỉnh trình diễn…")
        folder = Path(settings.DATA_DIR) / "demo"
        _make(folder, seed, anchor)
        load(folder, _say)
    _say(f"Đã nạp tỉnh trình diễn. Tệp để tự thử: {folder}")
    return True


def _make(folder: Path, seed: int, anchor: str | None) -> None:
    from django.conf import settings
    from django.utils import timezone

    from cotmoc.cli._demo_files import make_files
    from cotmoc.cli._demo_load import day_of

    make_files(folder, root=settings.BASE_DIR, seed=seed, today=day_of(anchor, timezone.localdate()))


def _say(sentence: str) -> None:
    click.echo(f"→ {sentence}", err=True)
