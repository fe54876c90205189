"""The Spark job as a process that Dagster starts and listens to: what it tells is in the run's log."""

from __future__ import annotations

from collections.abc import Sequence

import dagster as dg

from warehouse.engines.spark import Launch
from warehouse.errors import EngineFailed


def launcher(context: dg.AssetExecutionContext) -> Launch:
    """Return what runs a command through Pipes, as a part of the step that ``context`` belongs to."""

    def launch(command: Sequence[str]) -> None:
        try:
            run = dg.PipesSubprocessClient().run(command=list(command), context=context)
        except (dg.DagsterPipesExecutionError, OSError) as error:
            raise EngineFailed(
                "The Spark job failed; nothing that it read counts.",
                expected="a cluster that can be reached, and this project installed on it: extra spark",
                where=" ".join(command),
                todo="read its output above, or read the texts on this machine: --engine pool",
            ) from error
        for told in run.get_custom_messages():
            context.log.info("Spark: %s", told)

    return launch
