"""The assets: two steps into the lake, one asset a table of the registry, and the published file.

Each body calls one function of the session, which calls one of ``warehouse``. An asset yields nothing when a
run finds nothing new: Dagster then skips what hangs on it. Annotations stay as they are: Dagster reads them.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, cast

import dagster as dg

from dagster_project.failures import told_to_dagster
from dagster_project.partitions import AT_ONCE, REPORT_YEAR, years_asked
from dagster_project.presentation import (
    OWNERS,
    by_year,
    code_references,
    column_lineage,
    column_schema,
    description_of,
    ingest_metadata,
    publication_metadata,
    read_metadata,
    table_metadata,
)
from dagster_project.resources import WAREHOUSE
from dagster_project.session import SPARK, Session
from dagster_project.spark import launcher
from warehouse.publish import Publication
from warehouse.registry import TABLES, Table

INGEST, EXTRACT, PUBLISHED = "lake_document", "lake_report", "published"
_STEP_OF_SOURCE = {
    "lake_document": INGEST,
    "lake_location": INGEST,
    "lake_ledger": EXTRACT,
    "source_roster": INGEST,
    "lake_report": EXTRACT,
    "lake_observation": EXTRACT,
}
_COMMON: dict[str, Any] = {
    "output_required": False,
    "required_resource_keys": {WAREHOUSE},
    "owners": list(OWNERS),
    "backfill_policy": AT_ONCE,
}
# Every night looks into the folder. What follows changes only when reports come, which they do once a year.
_EVERY_NIGHT = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=26))
_EVERY_SEASON = dg.FreshnessPolicy.time_window(
    fail_window=timedelta(days=400), warn_window=timedelta(days=370)
)


def session_of(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> Session:
    """Return the session that the steps of this run share."""
    return cast(Session, getattr(context.resources, WAREHOUSE))


def _told(context: dg.AssetExecutionContext) -> AbstractContextManager[None]:
    return told_to_dagster(session_of(context).patience, context.retry_number)


@dg.asset(
    key=INGEST,
    group_name="raw",
    kinds={"parquet"},
    description="落地目录中的文件收入数据湖\n\nThe files of the landing folder, taken into the lake",
    metadata=code_references("warehouse/ingest.py"),
    freshness_policy=_EVERY_NIGHT,
    **_COMMON,
)
def lake_document(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Take new files in; where there is nothing new, say so and let everything after this be skipped."""
    session = session_of(context)
    with _told(context):
        result = session.ingest()
        lake = session.run.lake.fingerprint()
    metadata = ingest_metadata(result, session.seconds["ingest"])
    if result.anything_new:
        yield dg.MaterializeResult(metadata=metadata, data_version=dg.DataVersion(lake))
        return
    context.log.info("没有新内容，后续步骤跳过 · nothing new: the steps after this are skipped")
    # The folder was looked into, which is on record; nothing is yielded, so all steps after this are skipped.
    tags = {"dagster/data_version": lake}
    told = "nothing new · 没有新内容"
    context.log_event(dg.AssetMaterialization(INGEST, description=told, metadata=metadata, tags=tags))


@dg.asset(
    key=EXTRACT,
    deps=[INGEST],
    group_name="raw",
    kinds={"parquet", "python"},
    partitions_def=REPORT_YEAR,
    description=(
        "从新文件中抽取报告与数字，存入数据湖；按报告年度分区，夜间任务一次处理全部年度。"
        "改动规则后只重读一个年度：运行任务 report_year\n\n"
        "Reports and numbers read out of new documents, kept in the lake; by report year, all in one run"
        " every night. To read one year again after a change of rules, run the job report_year"
    ),
    metadata=code_references("warehouse/reading.py", "extractors/extract.py"),
    freshness_policy=_EVERY_SEASON,
    **_COMMON,
)
def lake_report(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Extract what the current extractor has not seen: of the report years asked for, else of all."""
    session, asked = session_of(context), years_asked(context)
    with _told(context):
        result = session.extract(asked, launcher(context) if session.engine == SPARK else None)
    for year, read in result.years.items():
        if year not in (asked or ()):
            metadata = {"dagster/row_count": read.documents, **by_year({year: read})}
            context.log_event(dg.AssetMaterialization(EXTRACT, partition=year, metadata=metadata))
    yield dg.MaterializeResult(metadata=read_metadata(result, session.seconds["extract"]))


def upstream_of(table: Table) -> list[str]:
    """Return what a table is made from; one made of the project's own data waits for the lake alone."""
    steps = {_STEP_OF_SOURCE[source] for source in table.sources if source in _STEP_OF_SOURCE}
    return sorted({*steps, *table.depends_on}) or [EXTRACT]


def table_asset(table: Table) -> dg.AssetsDefinition:
    """Return the asset of one table."""
    shown: dict[str, Any] = {"dagster/column_schema": column_schema(table), **column_lineage(table)}

    @dg.asset(
        key=table.name,
        deps=upstream_of(table),
        group_name=table.group,
        kinds={"duckdb", "sql"},
        description=description_of(table),
        metadata={**shown, "key": ", ".join(table.key), **code_references(f"sql/{table.sql}")},
        freshness_policy=_EVERY_SEASON,
        **_COMMON,
    )
    def build(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
        session = session_of(context)
        with _told(context):
            result = session.build(table.name)
        metadata = table_metadata(result, session.seconds[table.name])
        yield dg.MaterializeResult(metadata={**metadata, **shown})

    built: dg.AssetsDefinition = build
    return built


@dg.asset(
    key=PUBLISHED,
    deps=list(TABLES),
    group_name="published",
    kinds={"duckdb"},
    description=(
        "已发布的 DuckDB 文件：检查通过后一次改名换上\n\n"
        "The published DuckDB file: swapped in by one rename once it has passed its audit"
    ),
    metadata=code_references("warehouse/publish.py"),
    freshness_policy=_EVERY_SEASON,
    **_COMMON,
)
def published(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Audit the whole build and publish it; data equal to what is published already yield nothing."""
    session = session_of(context)
    with _told(context):
        ending = session.publish()
    if isinstance(ending, Publication):
        yield dg.MaterializeResult(metadata=publication_metadata(ending, session.seconds["publish"]))
    else:
        context.log.info("数据与现有版本相同，未发布 · equal to what is published: nothing was published")


ALL = [lake_document, lake_report, *(table_asset(table) for table in TABLES.values()), published]
