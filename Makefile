# Two commands to begin with: `make demo` and `make test`. `make help` lists the rest.
# What the machine needs: Python 3.11 or newer, make, and access to PyPI. uv is used where it is installed.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(IS_RECENT)' 2>/dev/null && { echo $$python; exit; }; done; echo python3)
VENV ?= .venv
PORT ?= 8000
JOBS ?= 2
# More words for pytest: make test-sqlite ARGS="-k feed -x"
ARGS ?=

IS_RECENT = import sys; sys.exit(sys.version_info < (3, 11))
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
SOURCES := cms events resources speakers tests manage.py

# What the tests write stays in the environment, so that two environments can test at the same time.
IN_TESTS := env TTA_VAR_DIR=$(VENV)/tests
ON_SQLITE := env -u DATABASE_URL
ON_POSTGRES := $(BIN)/python -m tests.postgres --
PYTEST := $(IN_TESTS) $(BIN)/python -m pytest -n $(JOBS) --create-db

export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint types checks test-sqlite test-postgres journeys proof benchmark format lock clean

help: ## this list
	@echo "make TARGET [PYTHON=$(PYTHON)] [VENV=$(VENV)] [PORT=$(PORT)] [JOBS=$(JOBS)] [ARGS=]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' Makefile

demo: $(STAMP) ## the site with demo content on http://127.0.0.1:8000; Ctrl-C stops it, var/ keeps its state
	@exec $(BIN)/python manage.py demo --port $(PORT)

test: lint types checks test-sqlite test-postgres ## everything but the browser: about 25 minutes on two cores

lint: $(STAMP) ## formatting and linting of Python and templates
	@echo "== Formatting"
	@$(BIN)/ruff format --check $(SOURCES)
	@echo "== Linting"
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/djlint templates --lint --profile=django --quiet

types: $(STAMP) ## type check
	@echo "== Types"
	@$(BIN)/ty check --python $(VENV) $(SOURCES)

checks: $(STAMP) ## missing migrations and Django's system checks
	@echo "== Missing migrations"
	@$(IN_TESTS) $(ON_SQLITE) $(BIN)/python manage.py makemigrations --check --dry-run
	@echo "== System checks"
	@$(IN_TESTS) $(ON_SQLITE) $(BIN)/python manage.py check --fail-level WARNING

test-sqlite: $(STAMP) ## the suite on SQLite
	@echo "== Tests on SQLite"
	@$(ON_SQLITE) $(PYTEST) -m "not journey" $(ARGS)

test-postgres: $(STAMP) ## the suite on PostgreSQL: the one that DATABASE_URL names, else one of its own
	@echo "== Tests on PostgreSQL"
	@$(ON_POSTGRES) $(PYTEST) -m "not journey" $(ARGS)

journeys: $(STAMP) ## whole stories in a real browser (needs Chromium)
	@echo "== Journeys in a browser"
	@$(ON_SQLITE) $(PYTEST) -m journey $(ARGS)

proof: export TTA_PROOF := 1
proof: export TTA_REQUIRE_PARSERS := 1
proof: $(STAMP) ## the suite with the full counts of races, kills and parsers, on both databases: takes long
	@echo "== Proof on SQLite"
	@$(ON_SQLITE) $(PYTEST) -m "not journey" $(ARGS)
	@echo "== Proof on PostgreSQL"
	@$(ON_POSTGRES) $(PYTEST) -m "not journey" $(ARGS)

benchmark: $(STAMP) ## time and queries of pages, lists and feeds, against their floors
	@echo "== Benchmarks"
	@$(BIN)/python -m tests.benchmarks

format: $(STAMP) ## put the Python in order
	@$(BIN)/ruff check --fix-only --quiet $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

lock: ## requirements.lock again, from pyproject.toml; what is locked stays unless pyproject refuses it
	@echo "== Locking"
	@command -v uv >/dev/null || { echo 'make lock needs uv: python3 -m pip install uv' >&2; exit 1; }
	@uv pip compile --universal --generate-hashes --python-version 3.11 --group dev pyproject.toml \
		-o requirements.lock --no-annotate --no-header --quiet
	@! grep -nE '://|^-| @ ' requirements.lock || { echo 'requirements.lock must not hold addresses.' >&2; exit 1; }

clean: ## remove environments and caches; var/ stays
	rm -rf .venv .venv-next $(VENV) .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A second start finds the stamp newer than the lock and does nothing.
$(STAMP): requirements.lock
	@$(BIN)/python -c 'import pip; $(IS_RECENT)' 2>/dev/null || { \
		$(PYTHON) -c '$(IS_RECENT)' 2>/dev/null || { \
			version=$$($(PYTHON) --version 2>/dev/null) || version="not there"; \
			echo "Python 3.11 or newer is needed, and $(PYTHON) is $$version." \
				"Name another: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }; \
		echo "== Making $(VENV) with $$($(PYTHON) --version)"; \
		$(PYTHON) -m venv --clear $(VENV); }
	@if command -v uv >/dev/null; then \
		echo "== Installing requirements.lock into $(VENV) with uv"; \
		uv pip install --python $(BIN)/python --require-hashes -r requirements.lock --quiet; \
	else \
		total=$$(grep -c '^[A-Za-z0-9]' requirements.lock); seen=0; \
		echo "== Installing requirements.lock into $(VENV): $$total packages, a minute or two the first time"; \
		rm -f $(VENV)/.failed; \
		{ PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --disable-pip-version-check --no-input \
			--progress-bar off --require-hashes -r requirements.lock || touch $(VENV)/.failed; } | \
		while read -r word name _; do case $$word in \
			Collecting|Processing|Ignoring|Requirement) seen=$$((seen + 1)); test $$((seen % 10)) -ne 0 || echo "   $$seen of $$total";; \
			Installing) echo "   unpacking";; \
		esac; done; \
		test ! -e $(VENV)/.failed; \
	fi
	@touch $(STAMP)
