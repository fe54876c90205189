"""Build the documentation as a site, without a network: ``make docs``, or ``python docs/build.py [FOLDER]``.

The pages of ``docs``, a page a metric out of the catalogue, and CONTRIBUTING and CHANGELOG from where they
lie are put together in a folder of their own; mkdocs makes the site of them, and a dead link ends it.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from warehouse.export.metric_pages import main as write_metric_pages

ROOT = Path(__file__).resolve().parents[1]
TOP = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Pages that lie at the top of the repository, and what they are called in the site."""
_LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\((?!https?:|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


def main(argv: list[str] | None = None) -> int:
    """Build into the folder that is named, else ``dist/site``; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    logging.disable(logging.INFO)
    arguments = sys.argv[1:] if argv is None else argv
    site = Path(arguments[0] if arguments else ROOT / "dist" / "site").resolve()
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "docs"
        stage(pages)
        settings = {"docs_dir": str(pages), "site_dir": str(site), "strict": True}
        config = load_config(str(ROOT / "mkdocs.yml"), **settings)
        config.nav = present(config.nav or [], pages)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    print(f"网页 · the site: {site / 'index.html'}")
    print(f"检索须经服务器 · to search it: python -m http.server --bind 127.0.0.1 --directory {site}")
    return 0


def stage(pages: Path) -> None:
    """Put every page of the site into a folder."""
    shutil.copytree(ROOT / "docs", pages, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for source, name in TOP.items():
        (pages / name).write_text((ROOT / source).read_text(encoding="utf-8"), encoding="utf-8")
    write_metric_pages([str(pages / "metrics")])
    for page in pages.glob("*.md"):
        page.write_text(relinked(page.read_text(encoding="utf-8"), pages), encoding="utf-8")


def relinked(text: str, pages: Path) -> str:
    """Return a page whose links hold in the site; one to a file of the repository alone becomes its path."""

    def place(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        path = target.removeprefix("../")
        name = TOP.get(path, path.removeprefix("docs/"))
        if (pages / name).exists():
            return f"[{words}]({name}{anchor})"
        return f"{words} (`{path}`)" if (ROOT / path).exists() else found[0]

    return _LINK.sub(place, text)


def present(nav: list[Any], pages: Path) -> list[Any]:
    """Return the navigation without pages that are not written."""
    kept: list[Any] = []
    for item in nav:
        if isinstance(item, dict):
            kept += [{name: present(inner, pages)} for name, inner in item.items()]
        elif (pages / item).exists():
            kept.append(item)
    return kept


if __name__ == "__main__":
    sys.exit(main())
