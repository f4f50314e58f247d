# What people type. `make help` lists it. Needs Python 3.11 or newer, and nothing else.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install run test check tests coverage traceability mutants bench histories requirements clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/' | expand -t 16

# The list of pins is whole, which `check` sees to, so pip need not work it out again: an
# older one looks at the newest release of what is wanted with an extra, and refuses it.
install: .venv/installed  ## build .venv with everything the project needs

.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: install  ## start everything here, rehearse a dispute, stay up until Ctrl-C
	@$(BIN)/disputes run

test: check tests  ## all checks and all tests

check: install  ## format, lint, types, imports, pins complete, procedures proof-read
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -m pip check --disable-pip-version-check
	$(BIN)/disputes procedure check procedures/*.yaml

tests: install  ## all tests; three at a time on two cores, since many wait for servers
	$(BIN)/python -m pytest -n 3 --dist loadfile -q

coverage: install  ## all tests, and which lines none of them reached
	$(BIN)/python -m pytest -n 3 --dist loadfile -q --cov --cov-report=term:skip-covered

traceability: install  ## write docs/traceability.md and print the shares
	@$(BIN)/python -m tests.traceability

mutants: install  ## change each line of domain/ and see whether a test notices (90 minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r tests/mutants/requirements.txt
	@$(BIN)/python -m tests.mutants

bench: install  ## measure the budgets beside the leanest possible workflow
	$(BIN)/python -m benchmarks --markdown docs/performance.md

histories: install  ## record the replay histories of this release
	$(BIN)/python -m tests.replay.make_histories

requirements: install  ## pin every dependency with its hashes
	$(BIN)/uv pip compile pyproject.toml --extra development --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.txt
	echo "mutmut>=3.8" | $(BIN)/uv pip compile - --constraints requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o tests/mutants/requirements.txt

clean:  ## remove what was built; .disputes, with its disputes and keys, stays
	rm -rf .venv build dist mutants *.egg-info .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache
