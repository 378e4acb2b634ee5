"""`ragcalc schema`."""

import click

from ragcalc import output
from ragcalc.cli.exits import FINE
from ragcalc.cli.output_file import write_output
from ragcalc.render.formats import FORMATS, DocumentKind
from ragcalc.render.media.medium import JSON

FILES = ("indicators", "thresholds")
OUTPUTS = tuple(one.value for one in DocumentKind if "json" in FORMATS[one])


@click.command(epilog="Example: ragcalc schema report > report.schema.json")
@click.argument("name", type=click.Choice([*FILES, *OUTPUTS]))
def schema(name: str) -> int:
    """Print the JSON Schema of a file, for editors, or of an output."""
    from ragcalc.render import schemas as of_outputs

    write_output(
        _of_file(name) if name in FILES else of_outputs.text(name), None, JSON, output.style()
    )
    return FINE


def _of_file(name: str) -> str:
    from ragcalc.catalogue import schemas  # only for these, since it needs the models

    return schemas.text(name)
