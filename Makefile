# Every target makes what it needs, from a clean checkout, with Python >= 3.11 and make alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMMIT = $(shell git rev-parse HEAD || date +%F)

# What is started here, and what that starts, may keep modules compiled: a command starts in half the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo stories examples packages test proof proof-share proof-all mutants fiabilite fiabilite-all lint style types docs images peers bench bench-all clean lock dist windows windows-test

demo: examples  ## plan the example session into build/planning.xlsx
	mkdir -p build
	$(BIN)/tpplanner solve data/cda-12-candidats.xlsx -o build/planning.xlsx

test:  ## what CI runs: format, lint, import contracts, types (while what tests need is installed), tests
	$(MAKE) -j2 packages lint
	$(BIN)/pytest -q -n 2 --dist worksteal --shares -m "not proof"

proof: $(VENV)/ready dist  ## longer proofs, some draws of each: within the hour on two cores
	sh scripts/system-packages.sh
	$(BIN)/pytest -q -n 2 --dist worksteal --durations=30 -m "proof and not deep"

proof-share: $(VENV)/ready  ## of the proofs, the share that is the commit's: three minutes on two cores, for CI
	sh scripts/system-packages.sh
	$(BIN)/pytest -q -n 2 --dist worksteal --durations=10 -m "proof and not deep" --share-of "$(COMMIT)"

proof-all: $(VENV)/ready dist  ## all draws of all proofs, and the installers: hours
	sh scripts/system-packages.sh
	$(MAKE) windows || echo "Nothing was built for Windows: the proofs that need it will skip."
	$(BIN)/pytest -q -n 2 --dist worksteal -m proof

fiabilite: $(VENV)/ready  ## what is promised, tried by thousands of cases, and docs/fiabilite.md: three hours, goes on where it stopped
	sh scripts/system-packages.sh
	PYTHONPATH=.:tests:scripts $(BIN)/python -m reliability

fiabilite-all: $(VENV)/ready  ## the same with every case of every campaign: a day
	sh scripts/system-packages.sh
	PYTHONPATH=.:tests:scripts $(BIN)/python -m reliability --scale 1

mutants: $(VENV)/ready  ## a frozen list of mutants, each of which `make test` must kill: some minutes
	PYTHONPATH=.:tests:scripts $(BIN)/python -m reliability.frozen

lint: style types

style: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/ready
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	sh scripts/browser-types.sh

packages:
	sh scripts/system-packages.sh

examples: $(VENV)/ready  ## the example workbooks of data/, which are made and not kept
	PYTHONPATH=.:tests:scripts $(BIN)/python scripts/examples.py

docs: $(VENV)/ready  ## regenerate the pages that are made from the code
	PYTHONPATH=.:tests $(BIN)/python scripts/regenerate.py
	$(BIN)/jupytext --quiet --update --to ipynb notebooks/*.py

stories: $(VENV)/ready  ## what a responsable does on the page, told to a browser and counted
	sh scripts/system-packages.sh
	PYTHONPATH=. $(BIN)/python -m stories

images: $(VENV)/ready  ## the pictures of the README and the guide, from documents and stories themselves
	sh scripts/system-packages.sh
	PYTHONPATH=.:tests $(BIN)/python scripts/pictures.py
	PYTHONPATH=. $(BIN)/python -m stories --pictures docs/images

peers: $(VENV)/bench  ## what the benchmarks compare with; `make peers proof` proves them too
	sh benchmarks/system-packages.sh

bench: peers  ## a small selection of the benchmarks, in under 10 minutes
	$(BIN)/python -m benchmarks

bench-all: peers  ## the whole family with longer limits: hours
	$(BIN)/python -m benchmarks --all

dist: $(VENV)/ready  ## the wheel, the source package, the bill of materials
	rm -rf dist
	$(BIN)/hatchling build -d dist
	$(BIN)/python scripts/sbom.py dist/tpplanner.cdx.json

windows: $(VENV)/ready  ## tpplanner for Windows, in build/windows: an installer, a zip, the list of what they hold
	sh scripts/windows/system-packages.sh
	$(BIN)/python scripts/windows/build.py

windows-test: $(VENV)/ready  ## what is built, installed under Wine and tried; a table of what ran and how long
	$(BIN)/pytest -q -m proof --durations=0 tests/windows

lock:  ## refresh the pinned requirements (needs uv)
	uv pip compile --universal --generate-hashes --no-annotate --no-header --extra dev -o requirements.lock pyproject.toml --upgrade
	uv pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 -c requirements.lock -o requirements-bench.lock requirements-bench.in --upgrade
	uv pip compile --python-platform windows --generate-hashes --no-annotate --no-header --python-version 3.13 -o requirements-windows.lock pyproject.toml requirements-windows.in --upgrade

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tpplanner needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/bench: requirements-bench.lock $(VENV)/ready  # the peers of the benchmarks and what draws their plots
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.lock && touch $@ || \
	  echo "The peers that come from PyPI could not be installed: they will be left out."

clean:
	rm -rf $(VENV) node_modules build dist .pytest_cache .mypy_cache .ruff_cache
