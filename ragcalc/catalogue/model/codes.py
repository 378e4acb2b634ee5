"""Every code: of the checks, with its severity, and of loading, with its meaning.

The first word of a code is its family. What a check finds stands in its docstring.
"""

from typing import NamedTuple

from ragcalc.problems import Severity

CHECKS = {
    "value-percent-range": Severity.WARNING,
    "value-percent-jump": Severity.WARNING,
    "value-percent-share": Severity.WARNING,
    "value-not-a-count": Severity.WARNING,
    "value-breakdown-sum": Severity.WARNING,
    "period-not-of-frequency": Severity.WARNING,
    "period-outside-life": Severity.WARNING,
    "reference-policy-unused": Severity.WARNING,
    "reference-comparator-unused": Severity.WARNING,
    "reference-outcome-unused": Severity.NOTE,
    "reference-group-alike": Severity.WARNING,
    "target-zero-relative": Severity.WARNING,
    "target-percentile-side": Severity.NOTE,
    "target-beaten-before": Severity.WARNING,
    "tolerance-bands-empty": Severity.WARNING,
    "tolerance-overlap": Severity.WARNING,
    "series-accumulates-falls": Severity.WARNING,
    "series-target-without-reading": Severity.NOTE,
    "series-reading-without-target": Severity.NOTE,
    "series-forecast-without-target": Severity.NOTE,
    "series-gap": Severity.NOTE,
    "series-baseline-longer": Severity.WARNING,
    "series-limits-incomplete": Severity.WARNING,
    "series-rolls-up-share": Severity.WARNING,
    "series-rolls-up-differs": Severity.WARNING,
    "series-comparator-old": Severity.WARNING,
    "status-display-differs": Severity.WARNING,
    "status-reported-differs": Severity.WARNING,
    "status-overridden": Severity.NOTE,
    "status-note-wanted": Severity.WARNING,
    "status-comment-wanted": Severity.WARNING,
    "direction-display-differs": Severity.WARNING,
    "direction-reported-differs": Severity.WARNING,
    "action-overdue": Severity.WARNING,
    "action-undone": Severity.WARNING,
    "action-without-status": Severity.NOTE,
    "data-nothing": Severity.WARNING,
    "data-unread": Severity.WARNING,
    "table-sheet-unread": Severity.WARNING,
    "table-rows-missing": Severity.WARNING,
    "table-column-unknown": Severity.NOTE,
    "table-cell-unread": Severity.NOTE,
    "table-cells-hidden": Severity.NOTE,
    "table-title-period": Severity.WARNING,
    "table-group-differs": Severity.WARNING,
    "value-noise": Severity.NOTE,
    "value-bare-share": Severity.WARNING,
    "value-note-alone": Severity.WARNING,
    "value-revised": Severity.NOTE,
    "value-unlikely": Severity.WARNING,
    "period-in-future": Severity.WARNING,
    "series-not-submitted": Severity.WARNING,
    "dataset-unreadable": Severity.WARNING,
    "dataset-column": Severity.WARNING,
    "dataset-measure": Severity.WARNING,
    "dataset-where": Severity.WARNING,
    "dataset-level": Severity.WARNING,
    "dataset-area": Severity.WARNING,
    "dataset-region": Severity.WARNING,
    "dataset-national": Severity.WARNING,
    "dataset-neighbours": Severity.WARNING,
    "dataset-neighbours-year": Severity.NOTE,
    "dataset-leave-out": Severity.WARNING,
    "dataset-reorganisation": Severity.WARNING,
    "dataset-dictionary": Severity.WARNING,
    "dataset-quartile-bounds": Severity.WARNING,
    "dataset-row-twice": Severity.WARNING,
    "dataset-value": Severity.WARNING,
    "dataset-word": Severity.WARNING,
    "dataset-interval": Severity.WARNING,
    "dataset-year": Severity.WARNING,
    "dataset-differs": Severity.WARNING,
}
"""Every check's code and how bad what it finds is; thresholds.yaml may change that.

The function that looks for it has the same name, in ragcalc/checks.
"""


class Code(NamedTuple):
    """What is said of a code of loading.

    An example is lines of one indicator, or the whole of a file whose name stands in a comment
    above it; both are empty where no text could show it.
    """

    meaning: str
    failing: str = ""
    passing: str = ""


_INCLUDING = "# indicators.yaml\nversion: 1\norganisation: Anyshire\n"
_INCLUDED = """\
# outcomes/homes.yaml
outcomes: {homes: {name: Everyone has a home}}
indicators:
  it: {name: It, unit: count, polarity: high, outcome: homes, values: {2018-19 Q4: 5}}"""

CODES = {
    # the file as a whole
    "file-empty": Code(
        "The file is empty, or has only comments.",
        "# indicators.yaml\n# Figures to follow.",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    "file-not-utf-8": Code(
        "The file is not encoded as UTF-8, which most editors offer as an option when they save.",
    ),
    "file-too-large": Code(
        "The file is larger than 32 MB, ten times what ten thousand indicators take; a submitted "
        "table may have 256 MB, unpacked, and a workbook 500,000 cells; docs/limits.md lists "
        "every limit, and how to change it.",
    ),
    "file-unreadable": Code(
        "The file cannot be opened: it does not exist, is not a file, or may not be read; of a "
        "folder only its own .csv and .xlsx files are read, and not those of the folders in it.",
    ),
    "file-needs-extra": Code(
        "A workbook was submitted, and the package that reads workbooks is not installed.",
    ),
    # the files that indicators.yaml includes
    "include-nothing": Code(
        "A name or a glob under include: matches no file, so its entries would be missing without "
        "warning.",
        f"{_INCLUDING}include: [outcome/*.yaml]\n{_INCLUDED}",
        f"{_INCLUDING}include: [outcomes/*.yaml]\n{_INCLUDED}",
    ),
    "include-outside": Code(
        "An included file lies outside the folder of indicators.yaml, a link leads there, or its "
        "path is absolute; a revision of the folder would not hold it.",
        f"{_INCLUDING}include: [../outcomes/homes.yaml]\n{_INCLUDED}",
        f"{_INCLUDING}include: [outcomes/homes.yaml]\n{_INCLUDED}",
    ),
    "include-itself": Code(
        "A name or a glob under include: includes indicators.yaml itself.",
        f'{_INCLUDING}include: ["*.yaml"]\n{_INCLUDED}',
        f"{_INCLUDING}include: [outcomes/*.yaml]\n{_INCLUDED}",
    ),
    "include-nested": Code(
        "An included file includes others; only indicators.yaml may.",
        f"{_INCLUDING}include: [outcomes/homes.yaml]\n{_INCLUDED}\ninclude: [flats.yaml]",
        f"{_INCLUDING}include: [outcomes/homes.yaml]\n{_INCLUDED}",
    ),
    "include-twice": Code(
        "The same id is in two files, and only one entry can be used; the message names both "
        "places.",
        f"{_INCLUDING}include: [outcomes/homes.yaml]\noutcomes: {{homes: {{name: Homes}}}}\n"
        f"{_INCLUDED}",
        f"{_INCLUDING}include: [outcomes/homes.yaml]\noutcomes: {{safe: {{name: Safe}}}}\n"
        f"{_INCLUDED}",
    ),
    # the text, before any key is looked at
    "syntax-alias": Code(
        "An alias (*name) repeats an entry from elsewhere, so the line does not say what it means; "
        "write the entry out.",
        "source: *lait",
        "source: LAIT, 2018",
    ),
    "syntax-anchor": Code(
        "An anchor (&name) marks an entry to be repeated by an alias, and aliases are "
        "not read; the file is not read further.",
        "note: &why late figures",
        "note: late figures",
    ),
    "syntax-control-character": Code(
        "A text has a control character that a terminal would act on, such as one that changes the "
        "colour.",
        'note: "\\e[31mred"',
        "note: red",
    ),
    "syntax-not-yaml": Code(
        "The text is not valid YAML, often because of its indentation, or a ': ' or ' #' in a text "
        "without quotation marks.",
        "note: late: in May",
        'note: "late: in May"',
    ),
    "syntax-tab": Code(
        "A tab is used where YAML allows only spaces.",
        "values:\n\t2018-19 Q4: 5",
        "values:\n  2018-19 Q4: 5",
    ),
    "syntax-tag": Code(
        "A tag (!name) gives an entry a type of its own, and types are read from the text alone.",
        "target: !!int 90",
        "target: 90",
    ),
    "syntax-too-deep": Code(
        "Entries nest more than 50 levels deep; no key of the formats lies deeper than nine.",
        "note: "
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "note: late figures",
    ),
    "syntax-two-documents": Code(
        "A second document begins, and it is not clear which one to use.",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}\n"
        "---\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    # the names of entries
    "key-duplicate": Code(
        "The same name is used twice in one mapping, and only one of the two entries can be used.",
        "target: 90\ntarget: 95",
        "target: 90",
    ),
    "key-missing": Code(
        "An entry that has no default is missing.",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, values: {2018-19 Q4: 5}}",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    "key-not-an-id": Code(
        "The id of an indicator, outcome, tier, comparator or policy has other "
        "characters than letters, digits and hyphens, or more than 100.",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  missed bins: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  missed-bins: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    "key-not-text": Code(
        "There is a list or a mapping where a name should be.",
        "values: {[2018, 19]: 5}",
        "values: {2018-19: 5}",
    ),
    "key-unknown": Code(
        "The key is not known in this place; it is often misspelt, or indented too far.",
        "polarty: low",
        "polarity: low",
    ),
    "key-version": Code(
        "The file says that it follows a version of the format other than 1.",
        "# indicators.yaml\n"
        "version: 2\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    # what stands behind a name
    "value-counts-differ": Code(
        "The value, to the decimals it is written with, does not match its numerator and "
        "denominator.",
        "unit: percent\nvalues: {2018-19 Q4: {value: 18.4, numerator: 88, denominator: 482}}",
        "unit: percent\nvalues: {2018-19 Q4: {value: 18.3, numerator: 88, denominator: 482}}",
    ),
    "value-denominator-zero": Code(
        "The denominator is 0 or less, so it cannot be divided by.",
        "values: {2018-19 Q4: {numerator: 0, denominator: 0}}",
        "values: {2018-19 Q4: not-applicable}",
    ),
    "value-empty": Code(
        "A text, an entry or a list of entries is expected and there is nothing.",
        "note:",
        "note: late figures",
    ),
    "value-interval-crossed": Code(
        "An interval does not contain its figure, or the one at 99.8% does not contain the one at "
        "95%.",
        "values: {2018-19 Q4: {value: 81.2, lower: 83.4, upper: 78.9}}",
        "values: {2018-19 Q4: {value: 81.2, lower: 78.9, upper: 83.4}}",
    ),
    "value-interval-incomplete": Code(
        "An interval lacks an end or its figure, or there is one at 99.8% without one at 95%.",
        "values: {2018-19 Q4: {value: 81.2, lower: 78.9}}",
        "values: {2018-19 Q4: {value: 81.2, lower: 78.9, upper: 83.4}}",
    ),
    "value-missing": Code(
        "A reading has no value, does not have both counts, and does not say why there is no "
        "figure.",
        "values: {2018-19 Q4: {numerator: 88}}",
        "values: {2018-19 Q4: {numerator: 88, denominator: 482}}",
    ),
    "value-not-a-duration": Code(
        "A length of time is a number of months, quarters or years, as in 1 quarter.",
        "lag: soon",
        "lag: 1 quarter",
    ),
    "value-not-a-number": Code(
        "A number is digits with an optional sign and decimal point: no comma, no unit, "
        "no exponent.",
        "target: ninety",
        "target: 90",
    ),
    "value-not-a-share": Code(
        "A share of a whole is a percentage from 0% to 100%, written with its sign.",
        "# thresholds.yaml\noutcome: {rule: worst, coverage: 0.5}",
        "# thresholds.yaml\noutcome: {rule: worst, coverage: 50%}",
    ),
    "value-not-one-of": Code(
        "Only certain words, or certain numbers, are allowed there.",
        "polarity: up",
        "polarity: high",
    ),
    "value-numerator-above-denominator": Code(
        "The numerator of a percentage is greater than its denominator, which is allowed only "
        "where "
        "the indicator may exceed 100.",
        "unit: percent\nvalues: {2018-19 Q4: {numerator: 482, denominator: 88}}",
        "unit: percent\nvalues: {2018-19 Q4: {numerator: 88, denominator: 482}}",
    ),
    "value-too-long": Code(
        "A number has more than 30 digits.",
        "target: 3.1415926535897932384626433832795",
        "target: 3.14",
    ),
    "value-wrong-shape": Code(
        "There is a mapping, a list or a text where one of the others should be.",
        "note: [late, figures]",
        "note: late figures",
    ),
    "value-dash": Code(
        "There is a dash in place of a figure: Excel's accounting format shows 0 as a dash, and "
        "people write one where there is no figure.",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,-",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,0",
    ),
    "value-given-twice": Code(
        "Two rows, two tables, or a table and indicators.yaml give different values for one "
        "figure.",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q3,6",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q3,5",
    ),
    # when
    "period-due-not-annual": Code(
        "Only an annual figure is placed in a quarter by due:, and this indicator is not annual.",
        "frequency: quarterly\ndue: Q2",
        "frequency: annual\ndue: Q2\nvalues: {2018-19: 5}",
    ),
    "period-duplicate": Code(
        "Two entries are for the same period, written differently, and only one can be used.",
        "values: {2018-19 Q4: 5, Q4 2018/19: 6}",
        "values: {2018-19 Q3: 5, 2018-19 Q4: 6}",
    ),
    "period-life-crossed": Code(
        "An indicator's life ends before it begins, or has no whole period of its frequency.",
        "from: 2018-19 Q4\nuntil: 2018-19 Q3\nvalues: {2018-19 Q4: 5}",
        "from: 2018-19 Q3\nuntil: 2018-19 Q4\nvalues: {2018-19 Q4: 5}",
    ),
    "period-unknown": Code(
        "The text is not a quarter, a year or a month.",
        "values: {2018-20 Q4: 5}",
        "values: {2018-19 Q4: 5}",
    ),
    # names of other entries
    "reference-broken": Code(
        "The indicator refers to an entry that has an error, so a partial report leaves it out.",
    ),
    "reference-circle": Code(
        "An indicator is a part of itself: following part-of from one indicator to the next leads "
        "back to it.",
        "# indicators.yaml\n"
        "indicators:\n"
        "  girls: {name: Girls, unit: count, polarity: low, part-of: pupils, "
        "values: {2018-19 Q4: 20}}\n"
        "  pupils: {name: Pupils, unit: count, polarity: low, part-of: girls, "
        "values: {2018-19 Q4: 40}}",
        "# indicators.yaml\n"
        "indicators:\n"
        "  girls: {name: Girls, unit: count, polarity: low, part-of: pupils, "
        "values: {2018-19 Q4: 20}}\n"
        "  pupils: {name: Pupils, unit: count, polarity: low, values: {2018-19 Q4: 40}}",
    ),
    "reference-code": Code(
        "A severity in thresholds.yaml is for a code that does not exist.",
        "# thresholds.yaml\nchecks: {severities: {series-gaps: warning}}",
        "# thresholds.yaml\nchecks: {severities: {series-gap: warning}}",
    ),
    "reference-comparator": Code(
        "The indicator refers to a comparator that is not listed.",
        "comparators: {engalnd: 20.2}",
        "comparators: {england: 20.2}",
    ),
    "reference-dataset": Code(
        "The indicator refers to a dataset that is not listed.",
        "dataset: {name: liat, measure: ReReferral}",
        "dataset: {name: lait, measure: ReReferral}",
    ),
    "reference-grouping": Code(
        "The indicator belongs to a group of a grouping that is not listed under groups: of the "
        "catalogue.",
        "groups: {directorat: Children's Services}",
        "groups: {directorate: Children's Services}",
    ),
    "reference-group": Code(
        "The indicator belongs to a group that is not one of the members that its grouping lists.",
        "groups: {portfolio: Childern}",
        "groups: {portfolio: Children}",
    ),
    "reference-outcome": Code(
        "The indicator refers to an outcome that is not listed.",
        "outcome: saef",
        "outcome: safe",
    ),
    "reference-policy": Code(
        "The indicator refers to a policy that thresholds.yaml does not have.",
        "policy: tihgt\n# thresholds.yaml\npolicies: {tight: {status: {amber: 2%}}}",
        "policy: tight\n# thresholds.yaml\npolicies: {tight: {status: {amber: 2%}}}",
    ),
    "reference-tier": Code(
        "The indicator refers to a tier that is not listed.",
        "tier: heading",
        "tier: headline",
    ),
    "reference-indicator": Code(
        "A row is for an indicator that is not in the catalogue, by id, name or short name; or "
        "part-of is not the id of an indicator.",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nti,2018-19 Q4,5",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,5",
    ),
    "reference-was": Code(
        "An id or name under was: is that of another indicator, or was that of another too, so "
        "that a submitted row could mean either.",
        "# indicators.yaml\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, was: that, values: {2018-19 Q4: 5}}\n"
        "  that: {name: That, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
        "# indicators.yaml\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, was: this, values: {2018-19 Q4: 5}}\n"
        "  that: {name: That, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    "reference-column": Code(
        "A name under columns: is not one of the columns that submitted tables can have.",
        "# indicators.yaml\n"
        "columns: {indicater: PI}\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
        "# indicators.yaml\n"
        "columns: {indicator: PI}\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    # what a value should reach, and how far short still counts
    "target-floor-beyond-target": Code(
        "The floor is better than the target, so no value could lie between them.",
        "polarity: high\ntarget: 90\nfloor: 95",
        "polarity: high\ntarget: 90\nfloor: 85",
    ),
    "target-floor-polarity": Code(
        "A floor needs a good and a bad side, so the polarity must be high or low.",
        "polarity: neutral\nfloor: 85",
        "polarity: high\nfloor: 85",
    ),
    "target-form": Code(
        "A target is exactly one of a number, a range, a strict bound, a comparator or a "
        "percentile of a dataset.",
        "target: {value: 90, above: 85}",
        "target: {above: 85}",
    ),
    "target-form-polarity": Code(
        "The form of the target does not fit the polarity.",
        "polarity: high\ntarget: {below: 85}",
        "polarity: high\ntarget: {above: 85}",
    ),
    "target-percentile-dataset": Code(
        "The target is a percentile of a dataset, and the indicator names no measure of it.",
        "# indicators.yaml\n"
        "datasets: {lait: {file: lait.csv}}\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}, "
        "target: {percentile: 75, of: lait}}",
        "# indicators.yaml\n"
        "datasets: {lait: {file: lait.csv}}\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}, "
        "target: {percentile: 75, of: lait}, dataset: {name: lait, measure: ReReferral}}",
    ),
    "target-profile": Code(
        "A profile is linear, none, or 4 or 12 cumulative shares that rise to 100%.",
        "accumulates: true\nprofile: [20%, 45%, 70%, 90%]",
        "accumulates: true\nprofile: [20%, 45%, 70%, 100%]",
    ),
    "target-range-crossed": Code(
        "A range begins above its end, so no value can be in it.",
        "polarity: on-target\ntarget: {from: 22, to: 18}",
        "polarity: on-target\ntarget: {from: 18, to: 22}",
    ),
    "tolerance-bands-crossed": Code(
        "Amber is narrower than green.",
        "tolerance: {green: 10%, amber: 5%}",
        "tolerance: {green: 5%, amber: 10%}",
    ),
    "tolerance-unknown": Code(
        "A tolerance says what it counts: 5% of the target, 2 points, below 5%, or 0.",
        "tolerance: {amber: 5}",
        "tolerance: {amber: 5%}",
    ),
    # what belongs together
    "series-accumulates-and-rolls": Code(
        "A figure either accumulates from the start of the year or covers a rolling period, not "
        "both.",
        "accumulates: true\nrolling: 12 months",
        "rolling: 12 months",
    ),
    "series-accumulates-straddles": Code(
        "July to September is in two academic years, so a quarter cannot be counted in either.",
        "year: academic\naccumulates: true",
        "year: academic\nfrequency: annual\naccumulates: true",
    ),
    "series-interval-unit": Code(
        "The method for the interval does not fit the unit.",
        "unit: days\ninterval: byar",
        "unit: count\ninterval: byar",
    ),
    "series-limits-crossed": Code(
        "The limits of a chart are to be fixed from a reading after the one that they end with.",
        "frequency: monthly\nlimits: {from: 2020-M03, to: 2019-M04}",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M03}",
    ),
    "series-limits-period": Code(
        "The limits of a chart are fixed from, or begin anew with, a period that cannot have a "
        "reading.",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M03}\nstep: 2021-22 Q1",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M03}\nstep: 2021-M04",
    ),
    "series-limits-short": Code(
        "Limits need at least 12 readings; with fewer they mean little.",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M02}",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M03}",
    ),
    "series-rolls-up-annual": Code(
        "A year is the longest period that there is, so an annual figure makes no longer one.",
        "frequency: annual\nvalues: {2018-19: 5}\nrolls-up: sum",
        "frequency: quarterly\nrolls-up: sum",
    ),
    "series-rolls-up-counts": Code(
        "A pooled figure is the sum of the numerators by the sum of the denominators, and a "
        "reading has none.",
        "unit: percent\nrolls-up: pooled\nvalues: {2018-19 Q4: 75}",
        "unit: percent\nrolls-up: pooled\nvalues: {2018-19 Q4: {numerator: 3, denominator: 4}}",
    ),
    "series-rolls-up-overlaps": Code(
        "Figures that accumulate or roll hold each other's cases, which a sum would count again.",
        "accumulates: true\nprofile: none\nrolls-up: sum",
        "rolls-up: sum",
    ),
    "series-step-within-limits": Code(
        "A step divides the readings that are to fix one mean and one pair of limits.",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M03}\nstep: 2019-M05",
        "frequency: monthly\nlimits: {from: 2019-M04, to: 2020-M03}\nstep: 2019-M04",
    ),
    "series-profile-without-accumulates": Code(
        "A profile is for a figure that accumulates over the year, which this one does not.",
        "profile: linear",
        "accumulates: true\nprofile: linear",
    ),
    "series-values-without-dataset": Code(
        "The values are said to be those of a dataset, and the indicator names no measure of one.",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: dataset}",
        "# indicators.yaml\n"
        "version: 1\n"
        "organisation: Anyshire\n"
        "indicators:\n"
        "  it: {name: It, unit: count, polarity: high, values: {2018-19 Q4: 5}}",
    ),
    "status-outcome-rule": Code(
        "The rule for an outcome's own status lacks a share that it needs, or has one that it does "
        "not use.",
        "# thresholds.yaml\noutcome: {rule: share-green, green: 75%}",
        "# thresholds.yaml\noutcome: {rule: share-green, green: 75%, amber: 50%}",
    ),
    "status-override-without-note": Code(
        "A published rating that replaces the calculated one must say why.",
        "reported: {2018-19 Q4: {status: amber, overrides: true}}",
        "reported: {2018-19 Q4: {status: amber, overrides: true, note: on course for April}}",
    ),
    "status-reported-empty": Code(
        "A published rating has neither a status nor a direction.",
        "reported: {2018-19 Q4: {note: read out at the meeting}}",
        "reported: {2018-19 Q4: {status: red, note: read out at the meeting}}",
    ),
    # submitted tables
    "table-not-a-workbook": Code(
        "The file is called .xlsx, or begins like an archive, but is not a workbook that can be "
        "read: it is damaged, in Excel's older format, or protected by a password.",
    ),
    "table-sheet": Code("A workbook has no sheet with the name given by --sheet."),
    "table-formula": Code(
        "A cell that is read has a formula without a stored result, since a program wrote the "
        "workbook and no spreadsheet has calculated it; ragcalc does not calculate formulas.",
    ),
    "table-hidden": Code(
        "A hidden sheet of a workbook has figures, which would be used although people who open "
        "the workbook do not see them; it is read only if --sheet names it.",
    ),
    "table-empty": Code(
        "A submitted table has no rows.",
        "values: {2018-19 Q3: 5}\n# returns.csv\n",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,5",
    ),
    "table-not-csv": Code(
        "A quotation mark is never closed, so rows run together.",
        'values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,"2018-19 Q4,5',
        'values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,"2018-19 Q4",5',
    ),
    "table-columns-missing": Code(
        "No row among the first 20 has the names of the columns: indicator, period, and value or "
        "both counts; or indicator, and a period for each column of figures.",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,term,value\nit,2018-19 Q4,5",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,5",
    ),
    "table-column-twice": Code(
        "Two columns have the same name, and only one of them can be used.",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value,Value\nit,2018-19 Q4,5,6",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,5",
    ),
    "table-ragged": Code(
        "A row has more cells than there are column names, often because of a comma in a figure "
        "or a "
        "text without quotation marks.",
        "values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,1,234",
        'values: {2018-19 Q3: 5}\n# returns.csv\nindicator,period,value\nit,2018-19 Q4,"1,234"',
    ),
}
