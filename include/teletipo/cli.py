"""``teletipo …``: the library from a shell.

Exit status 0 done, 1 something was rejected, 2 wrong use. Errors are one line on stderr that says what to do.
"""

from __future__ import annotations

import sys

import click

from teletipo.commands import reading, records, tools
from teletipo.commands.common import EXIT_WRONG_USE, exit_status
from teletipo.errors import TeletipoError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="teletipo")
def cli() -> None:
    """Wire reports into records that can be checked: who said what, according to whom, tied to its evidence."""


for command in (*reading.COMMANDS, *tools.COMMANDS, *records.COMMANDS):
    cli.add_command(command)


def main() -> None:
    """Entry point: runs a command and turns every error of our tree into one line and an exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as exc:
        hint = f" ({exc.ctx.command_path} --help)" if isinstance(exc, click.UsageError) and exc.ctx else ""
        sys.stderr.write(f"teletipo: {exc.format_message()}{hint}\n")
        sys.exit(EXIT_WRONG_USE)
    except TeletipoError as exc:
        sys.stderr.write(f"teletipo: {exc}\n")
        sys.exit(exit_status(exc))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status or 0)


if __name__ == "__main__":
    main()
