"""The nightly job: every table, every check, then publication, in one process."""

from __future__ import annotations

import dagster as dg

NIGHTLY = "nightly"

nightly = dg.define_asset_job(
    NIGHTLY,
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description=(
        "夜间任务：读取落地目录，抽取数字，重建各表，检查通过后发布新版本。\n\n"
        "The nightly run: read the landing folder, extract, rebuild, publish what passes its audit."
    ),
)
