# Two commands are enough: `make run` to try the program, `make test` to test it.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run test check bench lock wheel format clean

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(READY) ## Make the environment; leaves .venv/bin/isms

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh .ci/debian python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

run: setup ## Fill Exempelkommunen into instance/isms.db and serve it on http://127.0.0.1:8000
	$(BIN)/isms demo
	$(BIN)/isms serve

test: setup ## Run every test, on SQLite and PostgreSQL, in Chromium and LibreOffice
	@command -v chromium >/dev/null && command -v soffice >/dev/null || sh .ci/debian chromium libreoffice-calc-nogui poppler-utils
	$(BIN)/python -m pytest -n 2 -m "not browser and not office" -q
	$(BIN)/python -m pytest -m "browser or office" -q

check: setup ## Formatting, linting, types, import contracts, budgets
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m pytest -q -p no:randomly tests/test_budgets.py

bench: setup ## Measure, as ratios to floors in the same run
	$(BIN)/python -m benchmarks

format: setup ## Format the code
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

wheel: setup ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: ## Pin every dependency with its hash (for maintainers; needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --quiet -o requirements.txt

clean: ## Remove what can be made again, but not instance/
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache
