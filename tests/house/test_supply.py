"""What tpplanner is made of: locked by hash, installed as locked, under licences that are allowed, told with a reason."""

import json
from importlib.metadata import PathDistribution

import pytest
import sbom
from regenerate import ROOT

GRAPH, LOCKED = sbom.needed(), sbom.pins()
PACKAGES = sorted(set(GRAPH) - {"tpplanner"})


def test_every_package_that_runs_is_locked_by_hash_installed_as_locked_and_allowed(monkeypatch):
    monkeypatch.setattr(sbom, "altered", lambda _: ())  # 300 MB: `make dist` reads them
    assert list(sbom.faults(GRAPH, LOCKED)) == []
    assert set(PACKAGES) >= {"ortools", "openpyxl", "numpy", "lxml"}


def test_what_is_not_as_locked_is_told(monkeypatch):
    monkeypatch.setattr(sbom, "altered", lambda _: ["numpy/core.py"])
    monkeypatch.setattr(sbom, "licence", lambda _: "GPL-3.0-only")
    graph = {"tpplanner": ("numpy", "six"), "numpy": (), "six": ()}
    told = list(sbom.faults(graph, {"numpy": sbom.Pin("0.1", ("0" * 64,)), "six": sbom.Pin("1", ())}))
    assert [t for t in told if t.startswith("numpy")] == [
        f"numpy: {sbom.installed('numpy').version} is installed, 0.1 is locked",
        "numpy: its licence is « GPL-3.0-only »",
        "numpy: numpy/core.py is not as it was installed",
    ]
    assert "six: not pinned by hash in requirements.lock" in told


@pytest.mark.parametrize(
    ("name", "expression", "allowed"),
    [
        ("x", "MIT", True),
        ("x", "MIT AND Zlib", True),
        ("x", "GPL-3.0-only OR MIT", True),
        ("x", "GPL-3.0-only AND MIT", False),
        ("x", "LGPL-2.1-only", False),
        ("docxtpl", "LGPL-2.1-only", True),
        ("x", "", False),
    ],
)
def test_a_licence_is_allowed_where_all_of_it_is(name, expression, allowed):
    assert sbom.is_allowed(name, expression) is allowed


def test_a_file_that_was_changed_since_it_was_installed_is_told(tmp_path):
    about = tmp_path / "x-1.dist-info"
    about.mkdir()
    for name in ("x.py", "y.py"):
        (tmp_path / name).write_bytes(b"")
    empty = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    (about / "RECORD").write_text(f"x.py,{empty},0\ny.py,{empty},0\nz.py,{empty},0\nx-1.dist-info/RECORD,,\n")
    (tmp_path / "y.py").write_bytes(b"other")
    assert list(sbom.altered(PathDistribution(about))) == ["y.py", "z.py"]


def test_the_bill_names_each_package_with_what_it_needs_and_holds_no_moment_but_the_commits():
    text = sbom.bill(GRAPH, LOCKED, "1.2", "2027-01-01T00:00:00+00:00")
    told = json.loads(text)
    assert (told["bomFormat"], told["specVersion"], "serialNumber" in told) == ("CycloneDX", "1.6", False)
    assert told["metadata"]["timestamp"] == "2027-01-01T00:00:00+00:00"
    assert [c["name"] for c in told["components"]] == PACKAGES
    assert all(c["hashes"] and c["licenses"][0]["expression"] for c in told["components"])
    refs = {c["bom-ref"] for c in (*told["components"], told["metadata"]["component"])}
    needs = {d["ref"]: set(d["dependsOn"]) for d in told["dependencies"]}
    assert set(needs) == refs
    assert set.union(*needs.values()) == refs - {"pkg:pypi/tpplanner@1.2"}
    assert text == sbom.bill(GRAPH, LOCKED, "1.2", "2027-01-01T00:00:00+00:00")
    assert "timestamp" not in sbom.bill(GRAPH, LOCKED, "1.2", "")


def test_the_decision_tells_how_many_there_are_and_names_each():
    page = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
    direct = len(GRAPH["tpplanner"])
    assert (
        f"{len(PACKAGES)} packages run: {direct} that we ask for and {len(PACKAGES) - direct} that they bring" in page
    )
    assert [name for name in PACKAGES if f"`{name}`" not in page] == []
