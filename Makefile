# One way to run everything, the same by hand and in CI. `make` alone lists the targets.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
FAZHI := $(VENV)/bin/fazhi

# The samples have a home of their own, so that they never share one with real reports.
REPORTS ?= warehouse/samples/reports
ifeq ($(REPORTS),warehouse/samples/reports)
HOME_DIR ?= data/samples
else
HOME_DIR ?= data
endif
PORT ?= 3000

UV := $(shell command -v uv 2>/dev/null)
PYTHON ?= python3
NEEDED := 3.11
LOCK := pyproject.toml constraints.txt

.PHONY: help install run test test-all test-spark ui explore quality docs screenshots bench bundle check changes score clean

help:
	@echo "make run       set up and run the nightly job on the samples (REPORTS=dir HOME_DIR=dir for your own)"
	@echo "make ui        lineage, checks and history in the browser, http://127.0.0.1:$(PORT)"
	@echo "make explore   figures, lines, movers, coverage and questions in the browser; each number opens its sentence"
	@echo "make quality   one page on checks, findings and their sentences, $(HOME_DIR)/quality.html"
	@echo "make docs      the documentation as a site, dist/site;  make screenshots  its pictures of the explorer, anew"
	@echo "make test      set up and pass the tests;   make test-all  the slow and the browser tests too"
	@echo "make test-spark  the tests on a small Spark cluster (half a gigabyte to install, and Java 17)"
	@echo "make check     lint and types;              make score     measure the extractor against labelled text"
	@echo "make changes   what the extractor gains, loses and changes in the samples (ACCEPT=1 takes it as it is)"
	@echo "make bundle    what a machine without a package registry needs, in dist (ARCH=x86_64 for one kind)"
	@echo "make install   only the environment, $(VENV);  make bench"

# ---- the environment -------------------------------------------------------------------------------------------
# Stamps inside the environment say what it holds, so that a second `make run` starts at once. Deleting .venv deletes them.
ifneq ($(UV),)
VENV_HINT := uv
CREATE := $(UV) venv --quiet --allow-existing --python '>=$(NEEDED)' $(VENV)
PIP := $(UV) pip install --quiet --python $(PY)
else
VENV_HINT := $(PYTHON) -m venv and pip
CREATE := $(PYTHON) -m venv $(VENV)
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
endif

define setting_up
	@echo "Setting up $(VENV) with $(VENV_HINT): $(1) …"
endef

$(VENV)/bin/python:
ifeq ($(UV),)
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "make: no $(PYTHON) on PATH. Python $(NEEDED) or later is needed: apt-get install python3 python3-venv," >&2; \
	  echo "      or name another one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(NEEDED)".split("."))))' || { \
	  echo "make: $(PYTHON) is $$($(PYTHON) --version 2>&1), and $(NEEDED) or later is needed. Name another one:" >&2; \
	  echo "      make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' >/dev/null 2>&1 || { \
	  echo "make: $(PYTHON) comes without venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
endif
	@$(CREATE) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed-core: $(LOCK) | $(VENV)/bin/python
	$(call setting_up,what a run needs)
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-ui: $(LOCK) | $(VENV)/bin/python
	$(call setting_up,the web interface)
	@$(PIP) -c constraints.txt -e '.[ui]'
	@touch $(VENV)/.installed-core $@

$(VENV)/.installed-explore: $(LOCK) | $(VENV)/bin/python
	$(call setting_up,the explorer)
	@$(PIP) -c constraints.txt -e '.[explore]'
	@touch $(VENV)/.installed-core $@

$(VENV)/.installed-dev: $(LOCK) | $(VENV)/bin/python
	$(call setting_up,what the tests need)
	@$(PIP) -c constraints.txt -e '.[ui,deploy,formats,explore,bundle,docs,dev]'
	@touch $(VENV)/.installed-core $(VENV)/.installed-ui $(VENV)/.installed-explore $@

$(VENV)/.installed-docs: $(LOCK) | $(VENV)/bin/python
	$(call setting_up,the documentation)
	@$(PIP) -c constraints.txt -e '.[docs]'
	@touch $(VENV)/.installed-core $@

$(VENV)/.installed-bundle: $(LOCK) | $(VENV)/bin/python
	$(call setting_up,what the bundle is made with)
	@$(PIP) -c constraints.txt -e '.[bundle]'
	@touch $(VENV)/.installed-core $@

$(VENV)/.installed-spark: $(LOCK) | $(VENV)/.installed-dev
	$(call setting_up,Spark)
	@$(PIP) -c constraints.txt -e '.[spark]'
	@touch $@

# Each peer for itself: one that cannot be had here costs its own rows only. Recognizers-Text wants emoji before 2.
$(VENV)/.installed-peers: $(LOCK) | $(VENV)/.installed-dev
	$(call setting_up,the peers to measure beside)
	@for peer in $$($(PY) -m tests.benchmarks --requirements); do \
	  $(PIP) -c constraints.txt "$$peer" || echo "make bench: $$peer cannot be installed here and is left out" >&2; done
	@$(PIP) 'emoji<2' || echo "make bench: emoji<2 cannot be installed here; Recognizers-Text is left out" >&2
	@touch $@

install: $(VENV)/.installed-dev
	@echo "$(VENV) is ready: $(FAZHI) --help"

# ---- the warehouse ---------------------------------------------------------------------------------------------
run: $(VENV)/.installed-core
	@$(FAZHI) run --reports "$(REPORTS)" --home "$(HOME_DIR)"

ui: $(VENV)/.installed-ui
	@$(PY) -m dagster_project.webserver --home "$(HOME_DIR)" --port "$(PORT)" $(if $(WRITE),--writable)

explore: $(VENV)/.installed-explore
	@$(PY) -m warehouse.explore --home "$(HOME_DIR)" $(if $(filter-out file,$(origin PORT)),--port "$(PORT)")

bundle: $(VENV)/.installed-bundle
	@$(PY) -m deploy.bundle $(if $(ARCH),--architecture "$(ARCH)")

quality: $(VENV)/.installed-core
	@$(FAZHI) quality --home "$(HOME_DIR)"

docs: $(VENV)/.installed-docs
	@$(PY) docs/build.py

screenshots: $(VENV)/.installed-dev
	@FAZHI_SCREENSHOTS=docs/images $(PY) -m pytest -q tests/integration/test_explore_browser.py -k screenshots_of_each_page

# ---- the checks ------------------------------------------------------------------------------------------------
check: $(VENV)/.installed-dev
	@$(PY) -m ruff check .
	@$(PY) -m mypy

# Two processes, a file's tests together: what a file has set up is set up once.
test: $(VENV)/.installed-dev
	@$(PY) -m pytest -q -n 2 --dist loadfile -m "not slow and not browser and not spark"

# The slow and the browser tests, after the others: named together with `test`, these run once.
test-all: test
	@$(PY) -m pytest -q -n 2 --dist loadfile -m "slow or browser"

# By itself: Spark is half a gigabyte, and wants Java 17 or later.
test-spark: $(VENV)/.installed-spark
	@$(PY) -m pytest -q -m spark

bench: $(VENV)/.installed-dev $(VENV)/.installed-peers
	@$(PY) -m tests.benchmarks $(if $(ACCEPT),--accept)
	@$(PY) -m tests.benchmarks.places
	@$(PY) -m tests.benchmarks.gate
	@$(PY) -m tests.benchmarks.pool

# Bounds that were reached, so that they cannot slip: "all slots" of the shared sets, then of the project's own.
SCORE := $(PY) ../shared/eval/score.py --command "$(PY) -m extractors extract --jsonl -"
GOLDEN := tests/golden/clauses_
score: $(VENV)/.installed-core
	@if [ -f ../shared/eval/score.py ]; then set -e; \
	  $(SCORE) --only reports --min-f1 0.99 --min-all-slots 0.97; \
	  $(SCORE) --only clauses --min-f1 0.99 --min-all-slots 0.99; \
	  for set in a:0.97 b:0.98 c:0.94 d:0.93; do \
	    echo "tests/golden/clauses_$${set%%:*}.jsonl"; \
	    $(SCORE) --only clauses --clauses $(GOLDEN)$${set%%:*}.jsonl --min-all-slots $${set##*:}; \
	  done; \
	  echo "warehouse/samples"; \
	  $(SCORE) --only reports --reports warehouse/samples/expected/reports.jsonl --texts warehouse/samples/reports \
	    --min-all-slots 0.96; \
	elif [ "$$CI" = true ]; then echo "make score: ../shared/eval is missing, and CI=true wants it" >&2; exit 1; \
	else echo "make score: skipped, the labelled text (../shared/eval) is not here"; fi

changes: $(VENV)/.installed-core
	@$(PY) -m warehouse.evaluation.changes $(if $(ACCEPT),--accept)

clean:
	@rm -rf data/samples dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@echo "removed the samples' home and the caches; the environment is in $(VENV)"
