"""Extraction by a Spark cluster, seen from the run: what is to be read goes out, rows come back.

The job itself (:mod:`warehouse.engines.spark_job`) runs wherever Spark does and writes nothing but its own
output; the run alone writes to the lake, as it does with the pool's rows. Both sides meet in one folder on
a file system that all nodes see.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.engines import spark_job
from warehouse.extraction import READ
from warehouse.lake import Lake

Launch = Callable[[Sequence[str]], None]
"""Runs a command to its end; raises where it fails."""
SUBMIT = "FAZHI_SPARK_SUBMIT"
"""The command that starts the job, such as ``spark-submit --master yarn``; else this Python."""
_ROWS_AT_ONCE = 1000


def read_with_spark(lake: Lake, wanted: set[str], folder: Path, launch: Launch) -> Iterator[pa.Table]:
    """Have some of the lake's texts read by a Spark job; yield what was read (schema ``READ``).

    Args:
        lake: where the texts are.
        wanted: ids of the documents to read.
        folder: a new folder for the two sides to meet in.
        launch: runs the job's command.
    """
    if not wanted:
        return
    folder.mkdir()
    identifiers = pa.table({"document_id": pa.array(sorted(wanted), pa.string())})
    pq.write_table(identifiers, folder / spark_job.WANTED)
    texts = [str(part.absolute()) for part in lake.parts("text")]
    (folder / spark_job.TEXTS).write_text(json.dumps(texts), encoding="utf-8")
    launch(job_command(folder))
    for part in sorted((folder / spark_job.READ_INTO).glob("*.parquet")):
        for batch in pq.ParquetFile(part).iter_batches(batch_size=_ROWS_AT_ONCE):
            yield pa.Table.from_batches([batch]).select(READ.names).cast(READ)


def job_command(folder: Path) -> list[str]:
    """Return the command that runs the job on a folder."""
    start = shlex.split(os.environ.get(SUBMIT, "")) or [sys.executable]
    return [*start, str(Path(spark_job.__file__)), str(folder)]
