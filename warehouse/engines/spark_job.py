"""The job that a Spark cluster runs: the texts of the lake through the same reading as the pool's.

python warehouse/engines/spark_job.py FOLDER        or the same after spark-submit and its options

Each executor needs this project installed (``docs/scale.md``); where Spark runs is said by Spark's own
settings. A task that dies is made again by Spark; a job that fails leaves no output that counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WANTED, TEXTS, READ_INTO = "wanted.parquet", "texts.json", "read"
"""What lies in the folder: ids to read, the lake's files of texts, and the rows that come back."""
_A_TASK = 500
"""Documents a task: a lost one costs seconds, and starting one costs little beside it."""


def read_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read texts on an executor; as a pool's process does, some at a time."""
    from warehouse.engines.pool import CHUNK, TEXTS, read_texts

    for batch in batches:
        texts = pa.Table.from_batches([batch]).cast(TEXTS)
        for at in range(0, len(texts), CHUNK):
            yield from read_texts(texts.slice(at, CHUNK)).combine_chunks().to_batches()


def run_job(spark: SparkSession, folder: Path) -> int:
    """Read what the folder asks for, write the rows into it, return the number of documents."""
    from pyspark.sql.functions import broadcast
    from pyspark.sql.pandas.types import from_arrow_schema

    from warehouse.extraction import READ

    texts = spark.read.parquet(*_urls(json.loads((folder / TEXTS).read_text(encoding="utf-8"))))
    wanted = spark.read.parquet(*_urls([str(folder / WANTED)]))
    chosen = texts.select("document_id", "text").join(broadcast(wanted), "document_id", "left_semi")
    number = int(wanted.count())
    tasks = max(2 * spark.sparkContext.defaultParallelism, -(-number // _A_TASK))
    read: Any = chosen.repartition(tasks).mapInArrow(read_batches, from_arrow_schema(READ))
    read.write.parquet(*_urls([str(folder / READ_INTO)]))
    return number


def _urls(paths: list[str]) -> list[str]:
    # Without a scheme, a cluster would look in its default file system.
    return [Path(path).as_uri() for path in paths]


def main(argv: list[str]) -> int:
    """Run the job on the folder that is named; tell the orchestrator, where one listens."""
    from dagster_pipes import open_dagster_pipes
    from pyspark.sql import SparkSession

    with open_dagster_pipes() as pipes:
        spark = SparkSession.builder.appName("fazhi").getOrCreate()
        try:
            number = run_job(spark, Path(argv[0]))
            told = {"documents": number, "application": spark.sparkContext.applicationId}
        finally:
            spark.stop()
        pipes.report_custom_message(told)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
