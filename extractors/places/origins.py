"""Namesakes told apart by where a report came from: its publisher and its address, after what its text says.

What belongs here: weighing what a manifest says. What does not: the cues of the text (``cues``), and reading
hosts (``hosts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from extractors.places.cues import load_cues, rank
from extractors.places.hosts import HostName, read_host
from extractors.places.names import vocabulary
from extractors.places.resolve import NOTHING, Resolution
from extractors.places.table import Place, load_places

Cue = tuple[str, str]


def settle_by_origin(
    candidates: Sequence[str], issuer: str | None, text: str, urls: Iterable[str], publishers: Iterable[str]
) -> Resolution:
    """Choose among the places that a text leaves open; one that the text speaks against is never chosen.

    Args:
        candidates: the codes that the text leaves.
        issuer: the issuer as written, which tells the candidates of that very name from those of its stem.
        text: the whole report.
        urls: where it was published; what is no address is passed over.
        publishers: who published it.
    """
    addresses = list(urls)
    cues = _origin_cues(candidates, " ".join([*publishers, *map(_decoded, addresses)]), _hosts(addresses))
    if not any(cues.values()):
        return NOTHING
    rules = load_cues()
    own = [code for code in candidates if load_places().by_code[code].name in (issuer or "")]
    rivals = [code for code in candidates if own and code not in own]
    by_text = rank(own or candidates, rivals, text)
    reached = [s for s in by_text if s.score > by_text[0].score - rules.accept]
    added = {s.code: sum(rules.weights[name] for name, _ in cues[s.code]) for s in reached}
    first, *others = sorted(reached, key=lambda s: (-s.score - added[s.code], s.code))
    # One that stands alone needs as much as would settle between two alike.
    least = others[0].score + added[others[0].code] if others else first.score
    if added[first.code] <= 0 or first.score + added[first.code] - least < rules.accept:
        return NOTHING
    evidence = (*first.evidence, *(f"{name}:{what}" for name, what in cues[first.code]))
    return Resolution(first.code, (), evidence)


def _decoded(url: str) -> str:
    return unquote(url, errors="replace")


def _hosts(urls: Iterable[str]) -> list[HostName]:
    return list(dict.fromkeys(name for url in urls for name in read_host(url)))


def _origin_cues(candidates: Iterable[str], said: str, hosts: Iterable[HostName]) -> dict[str, list[Cue]]:
    """What speaks for each candidate; words that name the counties of several say nothing."""
    paths = {code: load_places().path(code) for code in candidates}
    words = {code: _said_cues(path, said) for code, path in paths.items()}
    counties = {what for cues in words.values() for name, what in cues if name == "said_county"}
    return {
        code: [*(words[code] if len(counties) < 2 else ()), *_host_cues(path, hosts)]
        for code, path in paths.items()
    }


def _said_cues(path: list[Place], said: str) -> list[Cue]:
    ordinary = vocabulary()["ordinary_words"]
    above = [place for place in path if place.level != "township"]
    return [(f"said_{p.level}", p.name) for p in above if p.name not in ordinary and p.name in said]


def _host_cues(path: list[Place], hosts: Iterable[HostName]) -> list[Cue]:
    """A host counts once: for the lowest division whose name it bears."""
    above = [place for place in path if place.level != "township"]
    cues = []
    for host in hosts:
        at = next((at for at, place in enumerate(above) if place.code in host.codes), None)
        if at is not None:
            cues.append(("host" if at == 0 else "host_above", host.label))
    return cues
