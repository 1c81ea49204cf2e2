# One command each: `make chat` to talk to the bot, `make test` to check it. Both set up by themselves.

READY  := .venv/.ready
PY     := .venv/bin/python
PYTEST := $(PY) -m pytest
ARGS   ?=

# The first interpreter that is recent enough; looked for only when something is to be installed.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
    $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)

# Continuous integration also holds the line on coverage.
COVERAGE := $(if $(filter true 1,$(CI)),--cov --cov-report=term)

.DEFAULT_GOAL := help
.PHONY: help setup chat test soak bench check format coverage lock docs migration clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

setup: $(READY)  ## create .venv, with the locked dependencies and the `dimension` command

$(READY): requirements.lock pyproject.toml .ci/setup.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; on Debian or Ubuntu: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) .ci/setup.py

chat: $(READY)  ## talk to the bot in this terminal (ARGS="--empty" passes options)
	@.venv/bin/dimension chat $(ARGS)

test: $(READY)  ## every test, on SQLite and PostgreSQL (ARGS="-k overview" passes options to pytest)
	@$(PYTEST) -n logical --maxprocesses=4 --durations=20 $(COVERAGE) $(ARGS)

soak: $(READY)  ## the full figures: kills, bursts, a simulated year
	@DIMENSION_SOAK=1 $(PYTEST) -m soak --durations=20 $(ARGS)

bench: $(READY)  ## speeds, beside peers
	@$(PY) -m benchmarks $(ARGS)

check: $(READY)  ## format, lint and types, changing nothing
	@.venv/bin/ruff format --check --quiet . || { echo "Some files are not formatted: run make format." >&2; exit 1; }
	@.venv/bin/ruff check .
	@.venv/bin/mypy

format: $(READY)  ## rewrite the code in the common format, and mend what ruff can mend
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

coverage: $(READY)  ## lines and branches of commands, reminders and storage that no test reaches
	@$(PYTEST) -n logical --maxprocesses=4 --cov --cov-report=term-missing $(ARGS)

lock: $(READY)  ## choose versions anew and write requirements.lock
	@$(PY) .ci/lock.py $(ARGS)

docs: $(READY)  ## write docs/commandes.md from the table of commands
	@$(PY) -m bot.reference > docs/commandes.md

migration: $(READY)  ## a migration from what changed in the rows (NAME="what changes")
	@test -n "$(NAME)" || { echo 'Say what changes: make migration NAME="add a column"' >&2; exit 2; }
	@$(PY) -m storage.new_migration "$(NAME)"

clean:  ## forget .venv, caches and reports
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage build dist
	@find bot commands reminders storage tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
