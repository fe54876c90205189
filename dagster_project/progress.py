"""The progress bar of a run on the terminal; where there is none (a night job's log), one line a stage."""

from __future__ import annotations

from types import TracebackType

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from dagster_project.messages import console
from dagster_project.session import Listener

_STAGES = {
    "ingest": "收取文件 · taking documents in",
    "extract": "抽取数字 · reading reports",
    "publish": "检查并发布 · audit and publication",
}
_BUILDING = "构建各表 · building tables"


class ProgressBar(Listener):
    """Shows on standard error what a run is doing, and how far it is."""

    def __init__(self) -> None:
        """Prepare the bar; nothing is shown before the first step."""
        self._console = console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task("启动 · starting", total=None)
        self._stage = ""

    def expect(self, steps: int) -> None:
        """Say how many steps there are."""
        self._bar.update(self._task, total=steps)

    def on_step(self, name: str) -> None:
        """Show the stage that the step belongs to, and advance."""
        stage = _STAGES.get(name, _BUILDING)
        if stage != self._stage and not self._console.is_terminal:
            self._console.print(stage)
        self._stage = stage
        detail = "" if name in _STAGES else f": {name}"
        self._bar.update(self._task, description=stage + detail, advance=1)

    def on_progress(self, done: int, total: int) -> None:
        """Show how many of the new documents have been read."""
        self._bar.update(self._task, description=f"{self._stage} {done}/{total}")

    def __enter__(self) -> ProgressBar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
