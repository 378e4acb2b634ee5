"""`ragcalc schema`."""

import click

from ragcalc import output
from ragcalc.cli.exits import FINE
from ragcalc.cli.leaving import emit

FILES = ("indicators", "thresholds")
OUTPUTS = ("report", "check", "compare", "targets", "trend")


@click.command(epilog="Example: ragcalc schema report > report.schema.json")
@click.argument("name", type=click.Choice([*FILES, *OUTPUTS]))
def schema(name: str) -> int:
    """Print the JSON Schema of a file, for editors, or of an output."""
    from ragcalc.render import schemas as of_outputs

    emit(_of_file(name) if name in FILES else of_outputs.text(name), None, "json", output.style())
    return FINE


def _of_file(name: str) -> str:
    from ragcalc.catalogue import schemas  # only for these, since it needs the models

    return schemas.text(name)
