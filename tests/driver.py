"""A run without an orchestrator, for tests: the steps in their order."""

from __future__ import annotations

from pathlib import Path

from warehouse.audit import audit_build
from warehouse.engines.pool import Extractor, default_extractor
from warehouse.home import Home
from warehouse.publish import NothingNew, Publication, publish_build
from warehouse.reading import pool_engine
from warehouse.registry import TABLES
from warehouse.runs import Run, open_run
from warehouse.steps import build_table, extract_reports, ingest_documents
from warehouse.versions import list_versions


def run_once(
    home: Home, reports: Path | None, extractor: Extractor = default_extractor, workers: int | None = None
) -> Publication | NothingNew:
    """Do what the nightly job does, once."""
    with open_run(home, reports) as run:
        if not ingest_documents(run).anything_new:
            return NothingNew(list_versions(home)[-1].number)
        extract_reports(run, engine=pool_engine(extractor, workers))
        build_tables(run)
        return publish_build(run, audit_build(run))


def build_tables(run: Run) -> None:
    for name in TABLES:
        build_table(run, name)
