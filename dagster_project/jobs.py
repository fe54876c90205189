"""The jobs: the night over all report years in one run, and one year read again after a change of rules."""

from __future__ import annotations

import dagster as dg

from dagster_project.assets import INGEST
from dagster_project.time_limit import GRACE_SECONDS, seconds_allowed

NIGHTLY, ONE_YEAR = "nightly", "report_year"

_SECONDS = seconds_allowed()
# For Dagster's run monitoring, which a daemon makes; the run holds the same limit by itself.
_TAGS = {dg.MAX_RUNTIME_SECONDS_TAG: str(_SECONDS + GRACE_SECONDS)} if _SECONDS else {}

nightly = dg.define_asset_job(
    NIGHTLY,
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    tags=_TAGS,
    description=(
        "夜间任务：读取落地目录，抽取数字，重建各表，检查通过后发布新版本。"
        "一次运行涵盖所有年度，无需选择分区。\n\n"
        "The nightly run: read the landing folder, extract, rebuild, publish what passes its audit. One run"
        " over all report years: leave the partition empty."
    ),
)

# Its partitions are those of the extraction, the one asset that has some.
report_year = dg.define_asset_job(
    ONE_YEAR,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(INGEST),
    executor_def=dg.in_process_executor,
    tags=_TAGS,
    description=(
        "规则改动后只重读一个年度（或几个年度，一次运行）：该年度的文件按新规则抽取，"
        "其余年度保持原读法，然后整体重建、检查、发布。\n\n"
        "One report year after a change of rules, or several in one run: the documents of that year are read"
        " by the new rules, the others stay as they were; then all tables are rebuilt, audited and published."
    ),
)
