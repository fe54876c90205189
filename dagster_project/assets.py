"""The assets: two steps into the lake, one asset a table of the registry, and the published file.

Each body calls one function of the session, which calls one of ``warehouse``. An asset yields nothing when a
run finds nothing new: Dagster then skips what hangs on it. Annotations stay as they are: Dagster reads them.
"""

from collections.abc import Iterator
from typing import Any, cast

import dagster as dg

from dagster_project.failures import told_to_dagster
from dagster_project.presentation import OWNERS, column_schema, description_of, preview
from dagster_project.resources import WAREHOUSE
from dagster_project.session import Session
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
}


def session_of(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> Session:
    """Return the session that the steps of this run share."""
    return cast(Session, getattr(context.resources, WAREHOUSE))


@dg.asset(
    key=INGEST,
    group_name="raw",
    kinds={"parquet"},
    description="落地目录中的文件收入数据湖\n\nThe files of the landing folder, taken into the lake",
    **_COMMON,
)
def lake_document(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Take new files in; where there is nothing new, say so and let everything after this be skipped."""
    with told_to_dagster():
        result = session_of(context).ingest()
    metadata = {
        "dagster/row_count": result.rows,
        "new": result.new,
        "readable": result.readable,
        "refused": len(result.refused),
    }
    if result.anything_new:
        yield dg.MaterializeResult(metadata=metadata)
        return
    context.log.info("没有新内容，后续步骤跳过 · nothing new: the steps after this are skipped")
    context.log_event(dg.AssetObservation(INGEST, description="nothing new · 没有新内容", metadata=metadata))


@dg.asset(
    key=EXTRACT,
    deps=[INGEST],
    group_name="raw",
    kinds={"parquet", "python"},
    description=(
        "从新文件中抽取报告与数字，存入数据湖\n\n"
        "Reports and numbers read out of new documents, kept in the lake"
    ),
    **_COMMON,
)
def lake_report(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Extract what the current extractor has not seen."""
    with told_to_dagster():
        result = session_of(context).extract()
    yield dg.MaterializeResult(
        metadata={
            "dagster/row_count": result.rows,
            "reports": result.reports,
            "observations": result.observations,
            "not_reports": result.not_reports,
            "failed": result.failed,
        }
    )


def upstream_of(table: Table) -> list[str]:
    """Return what a table is made from; one made of the project's own data waits for the lake alone."""
    steps = {_STEP_OF_SOURCE[source] for source in table.sources if source in _STEP_OF_SOURCE}
    return sorted({*steps, *table.depends_on}) or [EXTRACT]


def table_asset(table: Table) -> dg.AssetsDefinition:
    """Return the asset of one table."""

    @dg.asset(
        key=table.name,
        deps=upstream_of(table),
        group_name=table.group,
        kinds={"duckdb", "sql"},
        description=description_of(table),
        metadata={"dagster/column_schema": column_schema(table), "key": ", ".join(table.key)},
        **_COMMON,
    )
    def build(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
        with told_to_dagster():
            result = session_of(context).build(table.name)
        yield dg.MaterializeResult(
            metadata={
                "dagster/row_count": result.rows,
                "dagster/column_schema": column_schema(table),
                "new": result.new,
                "changed": result.changed,
                "removed": result.removed,
                "preview": preview(result.preview),
            }
        )

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
    **_COMMON,
)
def published(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Audit the whole build and publish it; data equal to what is published already yield nothing."""
    with told_to_dagster():
        ending = session_of(context).publish()
    if isinstance(ending, Publication):
        yield dg.MaterializeResult(metadata=publication_metadata(ending))
    else:
        context.log.info("数据与现有版本相同，未发布 · equal to what is published: nothing was published")


def publication_metadata(publication: Publication) -> dict[str, Any]:
    """Return what is worth seeing of a publication."""
    return {
        "version": publication.version,
        "file": dg.MetadataValue.path(str(publication.path)),
        "dagster/row_count": sum(publication.rows.values()),
    }


ALL = [lake_document, lake_report, *(table_asset(table) for table in TABLES.values()), published]
