"""Words that are data: each example beside them is read as it says, and each word is one that can be read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import extractors
from extractors import extract, surroundings
from extractors.catalogue import load_catalogue
from extractors.lexicon import Lexicon
from extractors.outline import heading_kind, read_outline
from tests.readings import report

FOLDER = Path(extractors.__file__).parent


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


OUTLINE, STATUS, ZEROS, RELATIONS = (
    data(f"{name}.toml") for name in ("outline", "status", "zeros", "relations")
)
COMPOUNDS = data("catalogue/compounds.toml")["compound"]
MISLEADING = [row for row in COMPOUNDS if "never" in row]


def metrics_in(clause: str) -> set[str]:
    return {o.metric for o in extract(report(f"{clause}。")).observations if o.metric}


def last_of(clause: str) -> Any:
    """Return the observation of a clause's last number, or None where that number is none."""
    extraction = extract(report(f"{clause}。"))
    last = extraction.numbers[-1]
    return next((o for o in extraction.observations if o.start == last.start), None)


def last_role(clause: str) -> str:
    return extract(report(f"{clause}。")).numbers[-1].role


@pytest.mark.parametrize(
    ("heading", "kind"), [(e, row["name"]) for row in OUTLINE["kind"] for e in row["examples"]]
)
def test_a_heading_of_the_examples_has_its_kind(heading: str, kind: str) -> None:
    assert heading_kind(heading) == kind
    section = read_outline(f"{heading}\n正文。\n").sections[-1]
    assert (section.heading, section.kind) == (heading, kind) or section.heading == ""


@pytest.mark.parametrize(("cue", "kind"), [(c, row["name"]) for row in OUTLINE["kind"] for c in row["cues"]])
def test_every_cue_of_a_heading_can_win(cue: str, kind: str) -> None:
    assert heading_kind(f"三、{cue}") == kind


@pytest.mark.parametrize("heading", ["一、加强组织领导", "（二）严格规范公正文明执法", "三、矛盾纠纷化解"])
def test_a_heading_without_a_cue_has_no_kind_of_its_own(heading: str) -> None:
    assert heading_kind(heading) is None


@pytest.mark.parametrize(
    ("clause", "status"), [(e, row["status"]) for row in STATUS["cue"] for e in row["examples"]]
)
def test_a_clause_of_the_examples_has_its_status(clause: str, status: str) -> None:
    assert last_of(clause).status == status


@pytest.mark.parametrize("clause", [e for row in STATUS["cue"] for e in row["counter_examples"]])
def test_a_cue_holds_no_further_than_its_stop(clause: str) -> None:
    assert last_of(clause).status == "actual"


@pytest.mark.parametrize(
    ("word", "status"), [(word, row["status"]) for row in STATUS["cue"] for word in row["words"]]
)
def test_every_word_of_a_cue_sets_its_status(word: str, status: str) -> None:
    assert last_of(f"{word}举办法治讲座7场").status == status
    assert last_of("举办法治讲座7场").status == "actual"


@pytest.mark.parametrize("clause", STATUS["minimum"]["examples"])
def test_the_least_that_is_asked_for_is_a_norm(clause: str) -> None:
    assert last_of(clause).status == "norm"


@pytest.mark.parametrize("clause", STATUS["minimum"]["counter_examples"])
def test_the_least_that_was_done_is_a_result(clause: str) -> None:
    found = last_of(clause)
    assert (found.status, found.qualifier) == ("actual", "at_least")


@pytest.mark.parametrize("row", COMPOUNDS, ids=lambda row: row["word"])
def test_a_compound_stands_in_its_example_and_hides_the_words_inside_it(row: dict[str, Any]) -> None:
    catalogue = load_catalogue()
    clause, word = row["example"], row["word"]
    start = clause.index(word)
    hits = Lexicon(catalogue.words, catalogue.compounds).find(clause, 0, len(clause))
    inside = {w for at, end, w in hits if start <= at and end <= start + len(word) and len(w) > 1}
    longer = {
        w for other in COMPOUNDS if word in other["word"] for w in (other["word"], *other.get("keep", ()))
    }
    assert inside <= {word, *row.get("keep", ()), *longer}


@pytest.mark.parametrize("row", MISLEADING, ids=lambda row: row["word"])
def test_a_compound_keeps_its_example_from_a_metric_that_it_would_have_without(
    row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert row["never"] not in metrics_in(row["example"])
    catalogue = load_catalogue()
    others = {word: kept for word, kept in catalogue.compounds.items() if row["word"] not in word}
    poorer = Lexicon(catalogue.words, others)
    monkeypatch.setattr(surroundings, "load_lexicon", lambda: poorer)
    assert row["never"] in metrics_in(row["example"])


@pytest.mark.parametrize(("clause", "metrics"), ZEROS["examples"])
def test_a_nought_in_words_denies_every_member_of_its_list(clause: str, metrics: list[str]) -> None:
    found = extract(report(f"{clause}。")).observations
    assert sorted(o.metric or "" for o in found) == metrics
    assert {(o.value, o.status, o.qualifier) for o in found} == {(0, "negated_zero", "exact")}


@pytest.mark.parametrize("clause", ZEROS["counter_examples"])
def test_words_that_only_look_like_a_nought_deny_nothing(clause: str) -> None:
    assert not [o for o in extract(report(f"{clause}。")).observations if o.status == "negated_zero"]


@pytest.mark.parametrize(
    "word", [w for w in ZEROS["before"] if w not in ("未制定", "未制发", "未出台", "杜绝了")]
)
def test_every_word_in_front_states_a_nought(word: str) -> None:
    (found,) = extract(report(f"全年{word}行政诉讼案件。")).observations
    assert (found.metric, found.text, found.value) == ("administrative_litigation_count", word, 0)


@pytest.mark.parametrize(("clause", "change"), RELATIONS["change"]["examples"])
def test_a_change_is_told_from_a_level(clause: str, change: float) -> None:
    extraction = extract(report(f"{clause}。"))
    assert (extraction.numbers[-1].role == "change") == bool(change)
    assert [o.yoy.value for o in extraction.observations if o.yoy] == ([change] if change else [])


@pytest.mark.parametrize(
    ("verb", "sign"),
    [(w, 1) for w in RELATIONS["change"]["up"]] + [(w, -1) for w in RELATIONS["change"]["down"]],
)
def test_every_verb_of_change_has_its_sign_beside_a_comparison(verb: str, sign: int) -> None:
    (level,) = extract(report(f"办理行政处罚案件132件，同比{verb}17%。")).observations
    assert level.yoy is not None
    assert (level.yoy.value, level.yoy.unit) == (17 * sign, "%")


@pytest.mark.parametrize("clause", RELATIONS["share"]["examples"])
def test_a_share_is_no_observation(clause: str) -> None:
    assert last_role(clause) == "share"


@pytest.mark.parametrize("clause", RELATIONS["share"]["counter_examples"])
def test_a_rate_is_no_share(clause: str) -> None:
    assert last_role(clause) == "observation"


@pytest.mark.parametrize("clause", RELATIONS["part"]["examples"])
def test_a_marked_part_has_its_whole(clause: str) -> None:
    part = last_of(clause)
    assert (part.of_which, part.subset) == ("dispute_mediated_count", "邻里纠纷")


@pytest.mark.parametrize("clause", RELATIONS["part"]["counter_examples"])
def test_a_number_that_is_not_marked_has_no_whole(clause: str) -> None:
    found = last_of(clause)
    assert (found.of_which, found.of_which_start) == (None, None)


@pytest.mark.parametrize(
    ("clause", "scope"),
    [(c, "subordinates") for c in RELATIONS["body"]["subordinates_examples"]]
    + [(c, "other_body") for c in RELATIONS["body"]["other_body_examples"]]
    + [("召开法治专题会议18次", "own")],
)
def test_a_number_of_others_is_theirs(clause: str, scope: str) -> None:
    assert last_of(clause).scope == scope


@pytest.mark.parametrize("clause", RELATIONS["partial"]["examples"])
def test_an_average_or_a_best_fills_no_metric(clause: str) -> None:
    assert last_of(clause) is not None
    assert metrics_in(clause) == set()
