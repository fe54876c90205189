"""The bundle for machines without a registry: what goes in, how it is told, that it is alike each time."""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

from deploy.bundle import BundleError
from deploy.bundle.closure import close
from deploy.bundle.contents import join, licences, requirements, without_licence
from deploy.bundle.fetching import Shelf
from deploy.bundle.making import make_bundle
from deploy.bundle.packing import pack
from deploy.bundle.sbom import bill_of_materials
from deploy.bundle.settings import Settings, Target, read_pins, read_settings
from deploy.bundle.wheels import Wheel, best_wheel
from tests.conftest import ROOT
from tests.wheels import make_wheel

PC = Target("x86_64", "3.11.2", "2.28")
ARM = Target("aarch64", "3.11.2", "2.28")
PINS = {"alpha": "1.0", "beta": "2.0", "gamma": "3.0"}
SETTINGS = Settings("fazhi-warehouse", ("ui",), (PC, ARM), PINS)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Wheels: the project asks for alpha, alpha for beta[more] on ARM alone, beta[more] for gamma."""
    folder = tmp_path / "shelf"
    make_wheel(folder, "fazhi-warehouse", "0.9", requires=["alpha>=1", "beta; extra == 'ui'"])
    make_wheel(folder, "alpha", requires=["beta[more]; platform_machine == 'aarch64'", "nt; os_name == 'nt'"])
    make_wheel(folder, "gamma", "3.0", told=["License: none of the usual"])
    for target in (PC, ARM):
        tag = f"cp311-cp311-manylinux_2_17_{target.architecture}"
        make_wheel(folder, "beta", "2.0", tag=tag, requires=["gamma; extra == 'more'"])
    return folder


def project(shelf: Path) -> Wheel:
    return Wheel(shelf / "fazhi_warehouse-0.9-py3-none-any.whl")


class Fetcher:
    """Takes wheels from a folder, and finds fault with asking twice."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, set[tuple[str, Target]]()

    def __call__(self, pins: Mapping[str, str], target: Target) -> dict[str, Wheel]:
        found = {name: best_wheel(self.folder, name, version, target) for name, version in pins.items()}
        assert self.asked.isdisjoint((name, target) for name in pins)
        self.asked |= {(name, target) for name in pins}
        return {name: wheel for name, wheel in found.items() if wheel is not None}


def test_a_machine_gets_what_its_own_markers_ask_for_whatever_machine_packs(shelf: Path) -> None:
    needed = {t: close(project(shelf), ["ui"], t, PINS, Fetcher(shelf)) for t in (PC, ARM)}
    assert set(needed[PC]) == {"fazhi-warehouse", "alpha", "beta"}
    assert set(needed[ARM]) == {"fazhi-warehouse", "alpha", "beta", "gamma"}
    assert needed[ARM]["beta"].requires == {"gamma"}
    assert "aarch64" in needed[ARM]["beta"].wheel.path.name


def test_without_its_extra_a_part_stays_out(shelf: Path) -> None:
    assert set(close(project(shelf), [], PC, PINS, Fetcher(shelf))) == {"fazhi-warehouse", "alpha"}


@pytest.mark.parametrize(
    ("pins", "said"),
    [
        ({"alpha": "1.0"}, "beta has no pin"),
        ({**PINS, "alpha": "0.5"}, r"alpha==0\.5, and alpha>=1 is needed"),
    ],
)
def test_what_is_needed_and_not_pinned_so_is_an_error(shelf: Path, pins: dict[str, str], said: str) -> None:
    with pytest.raises(BundleError, match=said):
        close(project(shelf), ["ui"], PC, pins, Fetcher(shelf))


def test_requirements_name_each_version_machine_and_hash(shelf: Path) -> None:
    packages = join({t: close(project(shelf), ["ui"], t, PINS, Fetcher(shelf)) for t in (PC, ARM)})
    lines = requirements(packages, SETTINGS).replace(" \\\n", " ").splitlines()
    told = {line.split(" --hash")[0].strip(): line.count("--hash=sha256:") for line in lines}
    assert told == {
        "alpha==1.0": 1,
        "beta==2.0": 2,
        "fazhi-warehouse[ui]==0.9": 1,
        'gamma==3.0 ; platform_machine == "aarch64"': 1,
    }
    assert all(Requirement(requirement) for requirement in told)


def test_the_bill_of_materials_follows_its_schema_and_names_every_file_with_its_hash(shelf: Path) -> None:
    packages = join({t: close(project(shelf), ["ui"], t, PINS, Fetcher(shelf)) for t in (PC, ARM)})
    told = bill_of_materials(packages, "fazhi-warehouse")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(told) is None
    bill = json.loads(told)
    files = {
        file["name"]: file["hashes"][0]["content"]
        for component in [*bill["components"], bill["metadata"]["component"]]
        for file in component["components"]
    }
    assert files == {wheel.path.name: wheel.sha256 for package in packages for wheel in package.wheels}
    needs = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    assert needs["fazhi-warehouse-0.9"] == ["alpha-1.0", "beta-2.0"]
    assert needs["beta-2.0"] == ["gamma-3.0"]


def test_two_bundles_of_the_same_are_the_same_bytes_and_one_of_another_wheel_is_not(
    shelf: Path, tmp_path: Path
) -> None:
    first = make_bundle(project(shelf), SETTINGS, Fetcher(shelf), tmp_path / "one", print)
    for path in shelf.iterdir():
        os.utime(path, (1, 1))
    second = make_bundle(project(shelf), SETTINGS, Fetcher(shelf), tmp_path / "two", print)
    assert first.archive.read_bytes() == second.archive.read_bytes()
    make_wheel(shelf, "alpha", told=["License-Expression: BSD-3-Clause"])
    third = make_bundle(project(shelf), SETTINGS, Fetcher(shelf), tmp_path / "two", print)
    assert third.archive.read_bytes() != first.archive.read_bytes()


def test_a_bundle_says_in_its_name_that_it_is_for_some_machines_only(shelf: Path, tmp_path: Path) -> None:
    partial = replace(SETTINGS, targets=(PC,), is_partial=True)
    made = make_bundle(project(shelf), partial, Fetcher(shelf), tmp_path / "out", print)
    assert made.archive.name == "fazhi-bundle-0.9-x86_64.tar"
    assert made.wheel_count == 3


def test_the_sums_in_an_archive_hold_for_every_file_of_it(shelf: Path, tmp_path: Path) -> None:
    made = make_bundle(project(shelf), SETTINGS, Fetcher(shelf), tmp_path / "out", print)
    folder = unpacked(made.archive, tmp_path)
    check = ["sha256sum", "--quiet", "--strict", "--check", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == there - {"SHA256SUMS"}


def test_no_half_an_archive_is_left_where_packing_fails(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pack({"a": b"1", "b": tmp_path / "missing"}, "x", tmp_path / "out" / "x.tar")
    assert list((tmp_path / "out").iterdir()) == []


LICENCES: list[tuple[list[str], dict[str, str], str, bool]] = [
    (["License-Expression: MIT"], {"DIST-INFO/licenses/LICENSE": "Text one"}, "MIT", True),
    (["License: BSD"], {"DIST-INFO/COPYING": "Text one"}, "BSD", True),
    (["Classifier: License :: OSI Approved :: MIT License"], {}, "MIT License", False),
    (["License: Text one", "        of many lines"], {}, "not stated", True),
    ([], {"alpha/LICENSE.py": "Text one"}, "not stated", False),
]


@pytest.mark.parametrize(("told", "files", "named", "has_text"), LICENCES)
def test_each_package_has_one_file_with_its_licence(
    tmp_path: Path, told: list[str], files: dict[str, str], named: str, has_text: bool
) -> None:
    wheel = Wheel(make_wheel(tmp_path, "alpha", told=told, files=files))
    packages = join({PC: close(wheel, [], PC, {}, Fetcher(tmp_path))})
    ((name, text),) = licences(packages).items()
    assert name == "alpha-1.0.txt"
    assert f"许可: {named}" in text
    assert ("Text one" in text, "carries no licence text" in text) == (has_text, not has_text)
    assert without_licence(packages) == ([] if told else ["alpha-1.0"])


TAGS = [
    ("py3-none-any", True),
    ("cp311-cp311-manylinux_2_28_x86_64", True),
    ("cp39-abi3-manylinux2014_x86_64", True),
    ("cp311-cp311-manylinux1_x86_64", True),
    ("cp311-cp311-manylinux_2_31_x86_64", False),
    ("cp311-cp311-manylinux_2_17_aarch64", False),
    ("cp312-cp312-manylinux_2_17_x86_64", False),
    ("cp311-cp311-musllinux_1_2_x86_64", False),
    ("cp311-cp311-linux_x86_64", False),
]


@pytest.mark.parametrize(("tag", "fits"), TAGS)
def test_a_wheel_is_taken_where_the_machine_can_run_it(tmp_path: Path, tag: str, fits: bool) -> None:
    make_wheel(tmp_path, "alpha", tag=tag)
    assert (best_wheel(tmp_path, "alpha", "1.0", PC) is not None) is fits


def test_all_wheels_that_cannot_be_had_are_told_at_once(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    told: list[str] = []
    kept = Shelf(tmp_path / "kept", told.append)
    with pytest.raises(BundleError) as caught:
        kept.fetch({"alpha": "1.0", "delta": "1.0", "gamma": "9.0"}, PC)
    assert "delta==1.0" in str(caught.value)
    assert "gamma==9.0" in str(caught.value)
    assert "alpha" not in str(caught.value)
    assert "x86_64" in str(caught.value)
    found = kept.fetch({"alpha": "1.0"}, PC)
    assert found["alpha"].path.parent.parent == tmp_path / "kept"
    assert told == ["下载 · fetching x86_64: 3"], "alpha is on the shelf by now"


@pytest.mark.parametrize("line", ["alpha", "alpha>=1", "alpha==1,!=2", "alpha==1; os_name == 'nt'", "al pha"])
def test_a_line_of_the_constraints_that_pins_nothing_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text(f"beta==2.0  # why\n{line}\n", encoding="utf-8")
    with pytest.raises(BundleError, match="line 2"):
        read_pins(path)


def test_the_project_is_packed_whole_for_both_architectures_unless_one_is_named() -> None:
    settings = read_settings(ROOT)
    assert [target.architecture for target in settings.targets] == ["x86_64", "aarch64"]
    assert {"ui", "explore"} <= set(settings.extras)
    assert not settings.is_partial
    assert read_settings(ROOT, ["aarch64"]).is_partial
    with pytest.raises(BundleError, match="riscv64"):
        read_settings(ROOT, ["riscv64"])


REFUSED = [
    ("uname", "echo sparc64", "this machine is sparc64"),
    ("getconf", "echo glibc 2.17", "glibc 2.28 or later is needed"),
    ("python3.11", "echo 3.9", "Python 3.11 is needed"),
    ("sha256sum", "exit 1", "the bundle is not what was packed"),
]


@pytest.mark.parametrize(("program", "answer", "said"), REFUSED, ids=[program for program, _, _ in REFUSED])
def test_the_installer_refuses_what_cannot_work_and_touches_nothing(
    shelf: Path, tmp_path: Path, program: str, answer: str, said: str
) -> None:
    made = make_bundle(project(shelf), SETTINGS, Fetcher(shelf), tmp_path / "out", print)
    stand_in = tmp_path / "bin" / program
    stand_in.parent.mkdir()
    stand_in.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    stand_in.chmod(0o755)
    done = subprocess.run(
        ["sh", unpacked(made.archive, tmp_path) / "install.sh", tmp_path / "there"],
        env={"PATH": f"{stand_in.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert "what to do" in done.stderr
    assert not (tmp_path / "there").exists()


def unpacked(archive: Path, folder: Path) -> Path:
    """Unpack an archive as whoever gets it does."""
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar")
