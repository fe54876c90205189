"""The benchmark itself: it runs, its table is well formed, and it notices what it must notice."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from tests.benchmarks import __main__ as command
from tests.benchmarks import caches, corpora, results, stages, table
from tests.benchmarks.corpora import Corpus
from tests.benchmarks.nation import growth
from tests.benchmarks.peers import PEERS, Peer, load_peer, requirements
from tests.benchmarks.profiling import own_time
from tests.benchmarks.results import PEER, SCAN, STAGE, WHOLE, Row
from tests.benchmarks.timing import Timing, time_work

TINY = Corpus("tiny", ("某镇2024年法治政府建设年度报告\n全年调解纠纷121件，开展普法宣传8场次。",))
BEGIN, END = table.MARKS
UNINSTALLED = Peer("nobody", "no-such-package-anywhere", lambda: print)


def row(ratio: float, corpus: str = "samples") -> Row:
    return Row(corpus, WHOLE, WHOLE, "", Timing(1.0, 1.0, ratio, 3, 0))


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    monkeypatch.setattr(command, "PEERS", (UNINSTALLED,))
    return command.measure([TINY], rounds=1, with_peers=True)


def test_a_run_has_a_row_for_the_scan_the_whole_each_stage_and_each_peer(rows: list[Row]) -> None:
    assert [(r.kind, r.name) for r in rows] == [
        (SCAN, SCAN),
        (WHOLE, WHOLE),
        *((STAGE, name) for name in (*stages.STAGES, stages.REST)),
        (PEER, UNINSTALLED.name),
    ]


def test_every_row_of_the_table_has_as_many_cells_as_its_head(rows: list[Row]) -> None:
    lines = [line for line in table.render(rows, [TINY], {"cores": "2"}).splitlines() if line[:1] == "|"]
    assert len(lines) == 2 + len(rows)
    assert {line.count("|") for line in lines} == {6}


def test_a_peer_that_is_not_installed_says_so_and_has_no_figures(rows: list[Row]) -> None:
    assert (rows[-1].timing, rows[-1].note) == (None, "not installed")
    assert "| peer: nobody | – | not installed |  |  |" in table.render(rows, [TINY], {})


def test_the_stages_make_up_the_whole(rows: list[Row]) -> None:
    whole, parts = rows[1].timing, [r.timing for r in rows if r.kind == STAGE]
    assert whole is not None
    assert sum(part.ratio for part in parts if part) == pytest.approx(whole.ratio)


def test_the_results_are_json_with_the_ratio_of_each_corpus(rows: list[Row]) -> None:
    text = results.as_json(rows, [TINY])
    assert json.loads(text)["corpora"]["tiny"]["characters"] == TINY.characters
    assert set(results.ratios(text)) == {"tiny"}


@pytest.mark.parametrize("target", [target for targets in stages.STAGES.values() for target in targets])
def test_every_function_of_a_stage_is_still_there(target: str) -> None:
    holder, name = stages.find_target(target)
    assert callable(getattr(holder, name))


def test_a_stage_whose_function_has_moved_is_reported_and_the_others_are_timed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(stages.STAGES, "layout", ("extractors.extract:gone",))
    found = {r.name: r for r in command.measure([TINY], rounds=1, with_peers=False)}
    assert (found["layout"].timing, found["layout"].note[:6]) == (None, "moved:")
    assert found["outline"].timing is not None


def test_timing_the_stages_leaves_the_extractor_as_it_was() -> None:
    def functions() -> list[object]:
        found = map(stages.find_target, (target for targets in stages.STAGES.values() for target in targets))
        return [getattr(holder, name) for holder, name in found]

    before = functions()
    stages.stage_shares(TINY, rounds=1)
    assert functions() == before


def test_each_round_has_other_figures_and_the_same_length() -> None:
    turns = [TINY.renewed(turn)[0] for turn in range(corpora.MOST_ROUNDS + 1)]
    assert turns[0] == TINY.texts[0]
    assert len(set(turns)) == len(turns)
    assert {len(turn) for turn in turns} == {len(TINY.texts[0])}
    assert all("2024年" in turn for turn in turns)
    with pytest.raises(ValueError, match="repeat"):
        TINY.renewed(corpora.MOST_ROUNDS + 1)


def test_a_file_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("调解纠纷3件", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7\xff\xfe")
    (tmp_path / "README.md").write_text("3", encoding="utf-8")
    found = corpora.read_corpora(tmp_path, tmp_path / "nowhere")
    assert found == [Corpus("samples", ("调解纠纷3件",))]


def test_a_program_that_breaks_on_a_text_is_counted_not_hidden() -> None:
    timing = time_work(lambda text: 1 / 0, TINY, rounds=1)
    assert timing.refused == 1
    shown = table.render([Row("tiny", PEER, "p", "1.0", timing)], [TINY], {})
    assert "peer: p (breaks on 1 text)" in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.0, "1.00"), (0.12, "0.120"), (0.01234, "0.0123"), (99.96, "100"), (13.66, "13.7"), (4207.6, "4,208")],
)
def test_figures_are_shown_to_three_digits(value: float, shown: str) -> None:
    assert table.figure(value) == shown


@pytest.mark.parametrize(
    ("ratio", "before", "worse"),
    [
        (124.0, {"samples": 100.0}, 0),
        (126.0, {"samples": 100.0}, 1),
        (60.0, {"samples": 100.0}, 0),
        (126.0, {"reports": 100.0}, 0),
        (126.0, {}, 0),
    ],
)
def test_a_ratio_is_a_step_back_when_it_grows_by_more_than_a_quarter(
    ratio: float, before: dict[str, float], worse: int
) -> None:
    assert len(results.steps_back([row(ratio)], before)) == worse


@pytest.mark.parametrize(("arguments", "status", "written"), [([], 1, False), (["--accept"], 0, True)])
def test_a_step_back_fails_and_writes_nothing_unless_it_is_accepted(
    arguments: list[str], status: int, written: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page, figures = tmp_path / "benchmarks.md", tmp_path / "benchmarks.json"
    page.write_text(f"above\n{BEGIN}{END}\nbelow\n", encoding="utf-8")
    figures.write_text(results.as_json([row(100.0)], []), encoding="utf-8")
    monkeypatch.setattr(command, "measure", lambda *_, **__: [row(200.0)])
    monkeypatch.setattr(table, "PAGE", page)
    monkeypatch.setattr(results, "RESULTS", figures)
    monkeypatch.setattr(results, "committed", lambda: {"samples": 100.0})
    assert command.main(arguments) == status
    assert (results.ratios(figures.read_text(encoding="utf-8"))["samples"] == 200.0) is written
    assert ("| extraction |" in page.read_text(encoding="utf-8")) is written


def test_without_git_the_figures_of_the_file_are_the_committed_ones(tmp_path: Path) -> None:
    figures = tmp_path / "benchmarks.json"
    assert results.committed(figures) == {}
    figures.write_text(results.as_json([row(42.0)], []), encoding="utf-8")
    assert results.committed(figures) == {"samples": 42.0}


def test_the_table_replaces_what_was_between_the_markers_and_nothing_else() -> None:
    page = f"above\n\n{BEGIN}\n\nold\n\n{END}\n\nbelow\n"
    once = table.rewritten(page, "new")
    assert once == page.replace("old", "new")
    assert table.rewritten(once, "new") == once


@pytest.mark.parametrize("page", ["", BEGIN, END + BEGIN, 2 * (BEGIN + END)])
def test_a_page_without_its_markers_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="once each"):
        table.rewritten(page, "new")


@pytest.mark.parametrize("marks", [table.MARKS, growth.MARKS])
def test_the_page_of_the_project_has_its_markers(marks: table.Marks) -> None:
    assert marks.begin in table.rewritten(table.PAGE.read_text(encoding="utf-8"), "new", marks)


@pytest.mark.parametrize(
    ("points", "slope"),
    [([(10, 3.0), (1000, 300.0)], 1.0), ([(10, 1.0), (100, 100.0), (1000, 10_000.0)], 2.0)],
)
def test_the_exponent_is_the_power_by_which_cost_grows(points: growth.Points, slope: float) -> None:
    assert growth.exponent(points) == pytest.approx(slope)


def test_one_size_tells_nothing_of_growth(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        growth.main(["--documents", "10", "10"])
    assert "two or more" in capsys.readouterr().err


def test_a_cache_that_grows_with_the_texts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    module = stages.import_module("extractors.extract")
    cached = cache(module.read_layout)
    monkeypatch.setattr(module, "read_layout", cached)
    with pytest.raises(command.CachedByContent, match=r"extractors\.extract\.read_layout"):
        command.measure([TINY], rounds=1, with_peers=False)


def test_caches_of_rules_are_seen_and_do_not_grow() -> None:
    extract(TINY.renewed(0)[0])
    before = caches.cache_sizes()
    extract(TINY.renewed(1)[0])
    assert before
    assert caches.grown(before, caches.cache_sizes()) == []


def test_each_peer_of_the_extra_is_timed() -> None:
    assert len(requirements()) == 4
    for requirement in requirements():
        stem = requirement.partition(">=")[0].removesuffix("-suite")
        assert any(peer.package.startswith(stem) for peer in PEERS), requirement


def test_a_peer_that_fails_when_loaded_is_named_not_raised() -> None:
    def broken() -> None:
        raise ImportError

    assert load_peer(Peer("broken", "pytest", broken)) == "not usable here: ImportError"  # type: ignore[arg-type]


def test_the_profile_lists_functions_of_the_extractor() -> None:
    found = own_time([TINY], top=200, rounds=1)
    assert "tottime" in found
    assert "extractors/layout.py" in found
    assert str(corpora.ROOT) not in found
