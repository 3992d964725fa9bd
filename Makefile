# The two commands are `make run` and `make test`; what they do is in tools/.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test bench faults format lock python

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: python ## Install what is needed, start the portal (HOST, PORT), print its address and sign-ins
	@$(PYTHON) -m tools.ground run
	@exec $(VENV_PYTHON) -m tools.up

test: python ## Formatting, lint, types, import contracts, templates and all tests
	@$(PYTHON) -m tools.ground test
	@exec $(VENV_PYTHON) -m tools.check

bench: python ## Measure the portal against a bare application on the same machine
	@$(PYTHON) -m tools.ground test
	@exec $(VENV_PYTHON) -m tools.check bench

faults: python ## The fault tests alone, with their counts: killed processes, frozen workers
	@$(PYTHON) -m tools.ground test
	@exec $(VENV_PYTHON) -m tools.check faults

format: python ## Put the code into the house's format
	@$(PYTHON) -m tools.ground test
	@$(VENV_PYTHON) -m ruff check --quiet --fix-only .
	@$(VENV_PYTHON) -m ruff format .

lock: python ## Renew the lock files from requirements*.in and package.json
	@$(PYTHON) -m tools.locks

# The settings of somebody's shell must not lead Python to other code.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or later is needed as `$(PYTHON)`: install it, or name another with `make $(MAKECMDGOALS) PYTHON=python3.12`.' >&2; exit 1; }
