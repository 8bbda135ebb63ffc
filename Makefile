# The same commands by hand and in CI. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
SOURCES := bot handlers models tests

.PHONY: help setup run play test check format faults bench lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.runtime ## make .venv with everything the bot needs (the command is .venv/bin/dieuphoi)

run: setup ## run the bot; with no token in config.toml, the playground
	@test -e config.toml || cp config.example.toml config.toml
	@exec $(BIN)/dieuphoi run

play: setup ## run the playground: a simulated Telegram and a chat page on this machine
	@exec $(BIN)/dieuphoi play

test: $(VENV)/.dev ## set up and test on all cores (a few minutes)
	$(BIN)/python -m pytest tests --numprocesses auto --maxprocesses 8 --dist worksteal

check: $(VENV)/.dev ## lint, format, types, import contract
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev ## put the code into the agreed form
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

faults: $(VENV)/.dev ## real processes, real kills, nothing lost (FAULTS="--kills 30 --seed 7")
	$(BIN)/python -m tests.faults $(FAULTS)

bench: $(VENV)/.dev ## measure, as ratios against a bare peer (BENCH="--short")
	$(BIN)/python -m tests.bench $(BENCH)

lock: ## pin every package with its hashes (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet pyproject.toml --group build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the venv and what tools left behind
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
