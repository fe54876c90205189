"""Report years as Dagster's partitions: of the extraction alone; tables are rebuilt whole from the lake.

What belongs here: which years a run was asked for. What does not: which documents these are
(``warehouse.years``).
"""

from __future__ import annotations

import warnings

import dagster as dg

from warehouse.years import REPORT_YEARS

# What Dagster calls beta may change with its version, which is pinned: no need to say so at every start.
warnings.filterwarnings("ignore", category=dg.BetaWarning)
warnings.filterwarnings("ignore", category=dg.PreviewWarning)

# Static: the keys come from code, so that nothing a document says can become one.
REPORT_YEAR = dg.StaticPartitionsDefinition(list(REPORT_YEARS))
AT_ONCE = dg.BackfillPolicy.single_run()
"""Several years are one run: each run rebuilds and publishes the whole."""


def years_asked(context: dg.AssetExecutionContext) -> list[str] | None:
    """Return the report years that a run was asked for; None for all, as every night."""
    if context.has_partition_key or context.has_partition_key_range:
        return list(context.partition_keys)
    return None
