# What a person types. Needs python3 (3.11 or newer) with venv, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := .ci/requirements.lock
DEV    := .ci/requirements-dev.lock
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check fmt lint types contracts migrations gold bench pictures lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.python: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Dîdevan needs Python 3.11 or newer as '$(PYTHON)'. On Debian: sudo apt-get install python3 python3-venv"; \
	  echo "With another interpreter: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python is here, but it cannot make a virtual environment. On Debian: sudo apt-get install python3-venv"; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python $(LOCK) pyproject.toml
	@echo "installing what Dîdevan needs"
	@$(PIP) -r $(LOCK)
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime $(DEV)
	@echo "installing what the checks need"
	@$(PIP) -r $(DEV)
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --no-index -e .
	@touch $@

setup: $(VENV)/.dev ## make .venv with everything, and the command .venv/bin/didevan

run: $(VENV)/.runtime ## start the watch with sources.toml (and config.toml, if there is one)
	@$(BIN)/python -m daemon run

demo: $(VENV)/.runtime ## show the whole journey on a small Kurdish newsroom on this machine
	@$(BIN)/python -m daemon demo --folder var/demo

test: $(VENV)/.dev ## run the tests
	@$(BIN)/python -m pytest -q

check: $(VENV)/.dev lint types contracts migrations test gold ## everything a change must pass

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache > $(VENV)/contracts.log 2>&1 || { cat $(VENV)/contracts.log; exit 1; }

migrations: $(VENV)/.dev
	@$(BIN)/python -m pytest -q tests/store/test_migrations.py

fmt: $(VENV)/.dev ## put the code into its one format
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

gold: $(VENV)/.dev ## how well security news is found, and articles in pages: precision, recall, F1
	@$(BIN)/python -m tests.gold
	@$(BIN)/python -m tests.samples.recall
	@$(BIN)/python -m tests.gold.stories

bench: $(VENV)/.dev ## speed and memory, as ratios within one run
	@$(BIN)/python -m bench

pictures: $(VENV)/.dev ## pictures of the demo's digest (needs Chromium)
	@$(BIN)/python docs/pictures.py

lock: ## renew both lock files (needs uv)
	@uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet pyproject.toml -o $(LOCK) > /dev/null
	@uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet pyproject.toml --all-extras -c $(LOCK) -o $(DEV) > /dev/null

clean: ## remove what make made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
