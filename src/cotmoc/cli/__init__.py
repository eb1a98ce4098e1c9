"""The command `cotmoc`. Each command is a module here with a `command`; it is imported only when it is called."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import click

from cotmoc.core.errors import CotmocError


class LazyGroup(click.Group):
    """A group whose commands are the modules of this package (`plan_import` is called `plan-import`)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an error a person can act on becomes one sentence and exit code 2, never a traceback."""
        try:
            return super().invoke(ctx)
        except CotmocError as error:
            click.echo(str(error), err=True)
            sys.exit(2)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cotmoc", prog_name="cotmoc")
def main() -> None:
    """Cột Mốc: từ văn bản chỉ đạo đến kế hoạch đo được."""
