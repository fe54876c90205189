"""The report page of data quality: one file, made of the audits on record and of what is published."""

from __future__ import annotations

from warehouse.quality.page.gather import gather
from warehouse.quality.page.render import render

__all__ = ["gather", "render"]
