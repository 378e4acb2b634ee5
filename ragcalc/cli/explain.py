"""`ragcalc explain`."""

import click

from ragcalc import output
from ragcalc.cli.completion import complete_codes, complete_with, period_argument
from ragcalc.cli.exits import FINE, misused
from ragcalc.cli.filters import nearest
from ragcalc.cli.loading import ids, indicator_named, load, require_valid, scored
from ragcalc.cli.options import Sources, colour_option, source_options
from ragcalc.cli.output_file import write_output
from ragcalc.render.formats import DocumentKind, default
from ragcalc.render.media.medium import TEXT


@click.command(
    short_help="Show how one status was worked out.",
    epilog="""\b
    Examples:
      ragcalc explain repeat-child-protection-plans q4
      ragcalc explain --code value-not-a-number""",
)
@click.argument("indicator", required=False, shell_complete=complete_with(ids))
@period_argument
@click.option(
    "--code",
    metavar="CODE",
    help="Explain a problem's code instead.",
    shell_complete=complete_codes,
)
@source_options
@colour_option
def explain(
    indicator: str | None,
    period: tuple[str, ...],
    code: str | None,
    sources: Sources,
    colour: str,
) -> int:
    """Show how the status of one indicator was worked out, and what would have changed it.

    INDICATOR is an id (ragcalc list shows them), the beginning of one, or a name. PERIOD as in
    ragcalc report.
    """
    style = output.style(colour)
    if code is not None:
        from ragcalc.render.explain import code as code_text

        known = code_text.known()
        if code not in known:
            raise misused(f"there is no code '{code}'; {nearest(code, known)}")
        write_output(code_text.render(code, style), None, TEXT, style)
        return FINE
    from ragcalc import pipeline as api

    if indicator is None:
        raise misused("name an indicator; ragcalc list shows them")
    loaded = require_valid(load(sources), partial=False)
    indicator = indicator_named(loaded, indicator)
    made = scored(loaded, period, evidence=())
    try:
        api.require_measured(made, indicator)
    except api.NotInReport as error:
        raise misused(f"{error}; {error.hint}") from None
    (result,) = (one for one in made.indicators if one.id == indicator)
    format_ = default(DocumentKind.EXPLAIN)
    write_output(format_.render(made, result, loaded.shown, style), None, format_.medium, style)
    return FINE
