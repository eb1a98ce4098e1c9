"""The reference pages of commands and settings, made of the commands and settings themselves.

`python -m tests.support.refdoc` from the repository root writes them; a test fails while they are out of date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cotmoc.cli import main
from cotmoc.config.env import SETTINGS, Setting

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
_MADE = "Generated: run `python -m tests.support.refdoc` from the repository root after a change."
COMMANDS_HEAD = f"""# Commands

{_MADE} Each example is parsed by a test.

`cotmoc COMMAND --help` prints the same. What a person can put right is told in one Vietnamese sentence on the
standard error, with exit code 2; results go to the standard output. Commands act on the data of `COTMOC_DATA_DIR` or
`COTMOC_DATABASE_URL` (see [settings](settings.md)); `cotmoc read` needs neither.
"""
SETTINGS_HEAD = f"""# Settings

{_MADE}

Settings are environment variables, read once when a command starts. A value that cannot be used stops the start with
a sentence that says what to write instead.
"""
# One way to call each command; a command without one fails the test.
EXAMPLES = {
    "audit checkpoint": "cotmoc audit checkpoint",
    "audit key": "cotmoc audit key --new",
    "audit verify": "cotmoc audit verify --against diem-kiem.txt --json",
    "demo files": "cotmoc demo files thu --anchor 2026-11",
    "demo load": "cotmoc demo load --seed 18",
    "figures import": "cotmoc figures import 18-ctr-tu so-lieu.csv --then submit --yes",
    "mail test": "cotmoc mail test an@tinh.gov.vn",
    "people tidy": "cotmoc people tidy",
    "plan import": "cotmoc plan import ke-hoach.json",
    "plan list": "cotmoc plan list",
    "read": "cotmoc read 18-CTr-TU.docx --format json",
    "report": "cotmoc report 18-ctr-tu --period 2026-H1 --format pdf --output bao-cao.pdf",
    "serve": "cotmoc serve --demo --port 8000",
    "areas load": "cotmoc areas load",
    "units import": "cotmoc units import don-vi.csv",
    "units list": "cotmoc units list --on 30/6/2025",
    "units show": 'cotmoc units show "Ninh Bình" --on 2025-06-30',
    "units targets": 'cotmoc units targets "Tuyên Quang"',
    "units successions": "cotmoc units successions ke-thua.csv --preview",
    "user add": "cotmoc user add an --name 'Lê An' --role unit-officer --agency SKHCN",
}


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it, in the order of the alphabet."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif command is not None:
            yield " ".join((*path, name)), command


def options(command: click.Command) -> list[click.Option]:
    """The options of a command, its help aside."""
    return [one for one in command.params if isinstance(one, click.Option)]


def commands_page() -> str:
    """The Markdown page of all commands."""
    return COMMANDS_HEAD + "".join(_command(path, command) for path, command in commands())


def settings_page() -> str:
    """The Markdown page of all settings."""
    lines = [_line("Name", "Default", "Meaning"), _line("---", "---", "---")]
    lines += [_line(f"`{one.name}`", _default(one), one.help) for one in SETTINGS]
    return SETTINGS_HEAD + "\n" + "\n".join(lines) + "\n"


def _command(path: str, command: click.Command) -> str:
    arguments = " ".join(one.make_metavar(click.Context(command)) for one in _arguments(command))
    title = f"\n## `cotmoc {' '.join(filter(None, [path, arguments]))}`\n\n"
    text = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    example = f"\n\n```sh\n{EXAMPLES[path]}\n```\n" if path in EXAMPLES else "\n"
    rows = [_line(f"`{_names(one)}`", _option_default(one), one.help or "") for one in options(command)]
    table = [_line("Option", "Default", "Meaning"), _line("---", "---", "---"), *rows] if rows else []
    return title + text + example + ("\n" + "\n".join(table) + "\n" if table else "")


def _arguments(command: click.Command) -> list[click.Argument]:
    return [one for one in command.params if isinstance(one, click.Argument)]


def _names(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('x')))}"
    return ", ".join(option.opts) + value


def _option_default(option: click.Option) -> str:
    if option.required:
        return "required"
    shown = isinstance(option.default, (str, int, float)) and not option.is_flag and option.default != ""
    return f"`{option.default}`" if shown else ""


def _default(setting: Setting) -> str:
    return f"`{setting.default}`" if setting.default else ""


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "commands.md").write_text(commands_page(), encoding="utf-8")
    (FOLDER / "settings.md").write_text(settings_page(), encoding="utf-8")
