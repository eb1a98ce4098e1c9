"""What a command needs of Django: set up once, and database troubles told as a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from cotmoc.core.errors import CotmocError

SETTINGS = "cotmoc.config.settings"


class DatabaseTroubleError(CotmocError):
    """The database cannot be used; the message says what to look at."""

    code = "database"


def start_django() -> None:
    """Set Django up with the settings of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


@contextmanager
def database_told() -> Iterator[None]:
    """Turn an error of the database into a sentence a person can act on."""
    from django.db import Error
    from django.db.migrations.exceptions import InconsistentMigrationHistory

    try:
        yield
    except (Error, InconsistentMigrationHistory) as error:
        first_line = (str(error).splitlines() or [type(error).__name__])[0]
        raise DatabaseTroubleError(
            f"Cơ sở dữ liệu không dùng được: {first_line}. Kiểm tra COTMOC_DATABASE_URL, quyền ghi và chỗ trống của "
            "thư mục dữ liệu; nếu dữ liệu là của một bản khác, chạy 'make reset' để bắt đầu lại."
        ) from error


def migrate() -> bool:
    """Bring the tables up to date; True when something had to be done.

    The head of the trail is signed anew: an older version may have left one without a signature.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with database_told():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        call_command("migrate", interactive=False, verbosity=0)
        from cotmoc.actions.checkpoints import make_checkpoint

        make_checkpoint()
    return True
