"""Every check: its code, how bad what it finds is, and the generator that finds it."""

from collections.abc import Callable, Iterator

from ragcalc.checks.actions import action_overdue, action_undone, action_without_status
from ragcalc.checks.datasets import (
    dataset_area,
    dataset_column,
    dataset_differs,
    dataset_measure,
    dataset_neighbours,
    dataset_neighbours_year,
    dataset_region,
    dataset_row_twice,
    dataset_unreadable,
    dataset_value,
    dataset_year,
)
from ragcalc.checks.references import (
    reference_comparator_unused,
    reference_outcome_unused,
    reference_policy_unused,
)
from ragcalc.checks.series import (
    period_not_of_frequency,
    series_accumulates_falls,
    series_comparator_old,
    series_gap,
    series_reading_without_target,
    series_target_without_reading,
)
from ragcalc.checks.subject import Subject
from ragcalc.checks.submitted import (
    period_in_future,
    series_not_submitted,
    table_column_unknown,
    value_bare_share,
    value_noise,
    value_unlikely,
)
from ragcalc.checks.targets import (
    target_beaten_before,
    target_zero_relative,
    tolerance_bands_empty,
    tolerance_overlap,
)
from ragcalc.checks.values import value_breakdown_sum, value_percent_jump, value_percent_range
from ragcalc.checks.verdicts import (
    direction_display_differs,
    direction_reported_differs,
    status_display_differs,
    status_note_wanted,
    status_overridden,
    status_reported_differs,
)
from ragcalc.problems import Problem, Severity

Check = Callable[[Subject], Iterator[Problem]]

WARNING, NOTE = Severity.WARNING, Severity.NOTE

CHECKS: dict[str, tuple[Severity, Check]] = {
    "value-percent-range": (WARNING, value_percent_range),
    "value-percent-jump": (WARNING, value_percent_jump),
    "value-breakdown-sum": (WARNING, value_breakdown_sum),
    "period-not-of-frequency": (WARNING, period_not_of_frequency),
    "reference-policy-unused": (WARNING, reference_policy_unused),
    "reference-comparator-unused": (WARNING, reference_comparator_unused),
    "reference-outcome-unused": (NOTE, reference_outcome_unused),
    "target-zero-relative": (WARNING, target_zero_relative),
    "target-beaten-before": (WARNING, target_beaten_before),
    "tolerance-bands-empty": (WARNING, tolerance_bands_empty),
    "tolerance-overlap": (WARNING, tolerance_overlap),
    "series-accumulates-falls": (WARNING, series_accumulates_falls),
    "series-target-without-reading": (NOTE, series_target_without_reading),
    "series-reading-without-target": (NOTE, series_reading_without_target),
    "series-gap": (NOTE, series_gap),
    "series-comparator-old": (WARNING, series_comparator_old),
    "status-display-differs": (WARNING, status_display_differs),
    "status-reported-differs": (WARNING, status_reported_differs),
    "status-overridden": (NOTE, status_overridden),
    "status-note-wanted": (WARNING, status_note_wanted),
    "direction-display-differs": (WARNING, direction_display_differs),
    "direction-reported-differs": (WARNING, direction_reported_differs),
    "action-overdue": (WARNING, action_overdue),
    "action-undone": (WARNING, action_undone),
    "action-without-status": (NOTE, action_without_status),
    "table-column-unknown": (NOTE, table_column_unknown),
    "value-noise": (NOTE, value_noise),
    "value-bare-share": (WARNING, value_bare_share),
    "value-unlikely": (WARNING, value_unlikely),
    "period-in-future": (WARNING, period_in_future),
    "series-not-submitted": (WARNING, series_not_submitted),
    "dataset-unreadable": (WARNING, dataset_unreadable),
    "dataset-column": (WARNING, dataset_column),
    "dataset-measure": (WARNING, dataset_measure),
    "dataset-area": (WARNING, dataset_area),
    "dataset-region": (WARNING, dataset_region),
    "dataset-neighbours": (WARNING, dataset_neighbours),
    "dataset-neighbours-year": (NOTE, dataset_neighbours_year),
    "dataset-row-twice": (WARNING, dataset_row_twice),
    "dataset-value": (WARNING, dataset_value),
    "dataset-year": (WARNING, dataset_year),
    "dataset-differs": (WARNING, dataset_differs),
}
