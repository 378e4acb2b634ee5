"""Every code that loading gives, and what it means. The first word of a code is its family."""

CODES = {
    # the file as a whole
    "file-empty": "The file holds nothing, or nothing but comments.",
    "file-not-utf-8": "The file is in another encoding than UTF-8, which editors offer as a choice "
    "when they save.",
    "file-too-large": "The file is larger than 32 MB, ten times what ten thousand indicators take.",
    "file-unreadable": "The system refuses the file: it is not there, is no file, or may not be "
    "read.",
    # the text, before any key is looked at
    "syntax-alias": "An alias (*name) repeats what stands elsewhere, so that the line does not say "
    "what it means; write the entry out.",
    "syntax-anchor": "An anchor (&name) marks an entry to be repeated by an alias, and aliases are "
    "not read; the file is not read further.",
    "syntax-control-character": "A text holds a character that a terminal would obey, such as the "
    "escape that begins a colour.",
    "syntax-not-yaml": "The text is not valid YAML, often for its indentation or for a ': ' or ' #' "
    "in a text without quotes.",
    "syntax-tab": "A tab stands where YAML allows only spaces.",
    "syntax-tag": "A tag (!name) gives an entry a type of its own, and types are read from the "
    "text alone.",
    "syntax-too-deep": "Entries nest more than 50 levels deep; no key of the formats lies deeper "
    "than nine.",
    "syntax-two-documents": "A second document begins, and it is not plain which one counts.",
    # the names of entries
    "key-duplicate": "One name stands twice in a mapping, and only one of the two entries can "
    "count.",
    "key-missing": "An entry that has no default is not there.",
    "key-not-an-id": "The id of an indicator, outcome, tier, comparator or policy has other "
    "characters than letters, digits and hyphens, or more than 100.",
    "key-not-text": "A list or a mapping stands where a name belongs.",
    "key-unknown": "No key of that name has a meaning there; it is often misspelt, or indented "
    "too far.",
    "key-version": "The file says that it follows another version of the format than 1.",
    # what stands behind a name
    "value-counts-differ": "The value, to the decimals it is written with, is not what its "
    "numerator and denominator make.",
    "value-denominator-zero": "The denominator is 0 or below, so that there is nothing to divide "
    "by.",
    "value-empty": "Nothing stands where a text, an entry or a list of entries is expected.",
    "value-missing": "A reading has neither a value, nor both counts, nor a reason for having none.",
    "value-not-a-duration": "A stretch of time is a number of months, quarters or years, as in "
    "1 quarter.",
    "value-not-a-number": "A number is digits with an optional sign and decimal point: no comma, "
    "no unit, no exponent.",
    "value-not-one-of": "Only certain words, or certain numbers, have a meaning there.",
    "value-numerator-above-denominator": "A percentage has more cases than it counts from, which "
    "only an indicator that may exceed 100 can have.",
    "value-too-long": "A number has more than 30 digits.",
    "value-wrong-shape": "A mapping, a list or a text stands where one of the others belongs.",
    # when
    "period-due-not-annual": "Only an annual figure is placed in a quarter by due:, and this "
    "indicator is not annual.",
    "period-duplicate": "Two entries name one period in two spellings, and only one can count.",
    "period-unknown": "The text names no quarter, year or month.",
    # names of other entries
    "reference-broken": "The indicator refers to an entry that has an error, so that a partial "
    "report leaves it out.",
    "reference-comparator": "The indicator refers to a comparator that is not listed.",
    "reference-outcome": "The indicator refers to an outcome that is not listed.",
    "reference-policy": "The indicator refers to a policy that thresholds.yaml does not have.",
    "reference-tier": "The indicator refers to a tier that is not listed.",
    # what a value should reach, and how far short still counts
    "target-floor-beyond-target": "The floor is a better figure than the target, so that no value "
    "could lie between them.",
    "target-floor-polarity": "A floor needs a good and a bad side, so polarity high or low.",
    "target-form": "A target is exactly one of a number, a range, a strict bound or a comparator.",
    "target-form-polarity": "The form of the target does not fit which way is good.",
    "target-profile": "A profile is linear, none, or 4 or 12 cumulative shares that rise to 100%.",
    "target-range-crossed": "A range begins above its end, so that no value lies in it.",
    "tolerance-bands-crossed": "Amber reaches less far than green.",
    "tolerance-unknown": "A tolerance says what it counts: 5% of the target, 2 points, below 5%, "
    "or 0.",
    # what belongs together
    "series-accumulates-and-rolls": "A figure either grows from the year's beginning or rolls "
    "over the last months.",
    "series-profile-without-accumulates": "A profile says how an accumulating figure grows, and "
    "this one does not accumulate.",
    "status-override-without-note": "A reported verdict that replaces the computed one must say "
    "why.",
    "status-reported-empty": "A reported verdict names neither a status nor a direction.",
}
