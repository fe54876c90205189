"""The metrics that a caller names, looked up in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from warehouse.errors import WrongArguments
from warehouse.registry.metrics import Metric, load_metrics


def chosen_metrics(names: Sequence[str]) -> tuple[Metric, ...]:
    """Return the metrics in the order in which they are named, each once.

    Raises:
        WrongArguments: one is not in the catalogue, or none is named.
    """
    catalogue = {metric.key: metric for metric in load_metrics()}
    wanted = dict.fromkeys(name.strip() for name in names if name.strip())
    for name in wanted:
        if name not in catalogue:
            near = ", ".join(get_close_matches(name, catalogue, 5, 0.3)) or next(iter(catalogue))
            raise WrongArguments(
                f"There is no metric {name!r}.",
                expected=f"keys of dim_metric with commas between, such as {near}",
                todo="fazhi query 'select metric, name_zh from dim_metric'",
            )
    if not wanted:
        raise WrongArguments("No metric is named.", expected="--metrics fine_amount,petition_case_count")
    return tuple(catalogue[name] for name in wanted)
