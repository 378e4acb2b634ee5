"""The command line: gathers options, calls, prints, exits.

Alone knows click and exit statuses: a module for each command, and what they share. Imports what
 a command needs only when it runs, so that `--version` and `--help` answer at once.
"""

import gc
import sys
from typing import NoReturn

import click

from ragcalc import limits, output
from ragcalc.cli import (
    changes,
    charts,
    check,
    explain,
    form,
    history,
    init,
    list_,
    narrative,
    report,
    schema,
    score,
    targets,
    trend,
)
from ragcalc.cli.exits import FINE, INTERRUPTED, could_not_run, output_failed
from ragcalc.version import __version__


def main() -> NoReturn:
    """Run the program and exit with its status."""
    gc.disable()  # a command is over before looking for garbage would pay
    kept: list[object] = []
    kept.append(kept)  # a circle: what is kept is not taken apart piece by piece, but goes at once
    status = _flushed(_run(kept))
    if "duckdb" not in sys.modules:  # which complains of all that was not cleared away
        gc.freeze()  # and Python shall not look for any at its end
    sys.exit(status)


def _run(kept: list[object]) -> int:
    try:
        return cli.main(prog_name="ragcalc", standalone_mode=False, obj=kept) or FINE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        return could_not_run(error)
    except limits.NotALimit as error:
        return could_not_run(click.ClickException(str(error)))
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SystemExit:  # click's own answer to a closed pipe, and the end of a completion
        return FINE
    except OSError as error:
        return output_failed(error)


def _flushed(status: int) -> int:
    """Return the exit status once all is out."""
    try:
        output.flush()
    except OSError as error:
        return status or output_failed(error)
    return status


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
    Examples:
      ragcalc init            write a starter catalogue here
      ragcalc report q4       report on the latest fourth quarter
      ragcalc explain ID      say how one status was worked out

    Exit status: 0 fine; 1 a check failed (check, --fail-on); 2 it could not run.

    \b
    To complete ids and periods with Tab, add one line to your shell's file:
      bash, ~/.bashrc:  eval "$(_RAGCALC_COMPLETE=bash_source ragcalc)"
      zsh, ~/.zshrc:    eval "$(_RAGCALC_COMPLETE=zsh_source ragcalc)"
      fish, ~/.config/fish/config.fish:
                        _RAGCALC_COMPLETE=fish_source ragcalc | source""",
)
@click.version_option(__version__, prog_name="ragcalc", message="%(prog)s %(version)s")
def cli() -> None:
    """Red, amber, green and direction of travel for a council's indicators.

    Indicators, targets and comparators are kept in YAML and rated by one exact rule, and every
    status can be explained.
    """


for _command in (
    report.report,
    check.check,
    changes.compare,
    changes.diff,
    explain.explain,
    trend.trend,
    history.history,
    score.score,
    charts.charts,
    narrative.narrative,
    targets.targets,
    form.form,
    list_.list_,
    init.init,
    schema.schema,
):
    cli.add_command(_command)
