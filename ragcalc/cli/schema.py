"""`ragcalc schema`."""

import click

from ragcalc import output
from ragcalc.cli.exits import FINE
from ragcalc.cli.leaving import emit

SCHEMAS = ("indicators", "thresholds", "report", "check", "compare", "targets", "trend")


@click.command(epilog="Example: ragcalc schema report > report.schema.json")
@click.argument("name", type=click.Choice(SCHEMAS))
def schema(name: str) -> int:
    """Print the JSON Schema of a file, for editors, or of an output."""
    from ragcalc.catalogue import schemas as of_files
    from ragcalc.render import schemas as of_outputs

    schemas = of_files if name in of_files.NAMES else of_outputs
    emit(schemas.text(name), None, "json", output.style())
    return FINE
