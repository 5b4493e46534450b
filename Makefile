# Teletipo's commands. 'make help' lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run up down test lint format bench lock clean docs secrets compose-test

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(READY) ## make the virtual environment from the locks

$(READY): requirements/dev.txt requirements/bootstrap.txt pyproject.toml scripts/setup.sh
	@scripts/setup.sh
	@touch $(READY)

run: $(READY) ## everything: Postgres, Airflow, the seed report into records, and an account of them
	@$(BIN)/python -m teletipo_airflow.stack run

up: $(READY) ## the same, and the Airflow UI stays on http://127.0.0.1:8080 until Ctrl-C
	@$(BIN)/python -m teletipo_airflow.stack up

down: ## end what a broken-off run or up has left running
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m teletipo_airflow.stack down; fi

test: $(READY) ## the whole test suite
	@$(BIN)/pytest

lint: $(READY) ## format, lint, types, walls, SQL, compose file, generated pages
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint include/teletipo/store/migrations
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/python -m teletipo.store.schema_doc --check

format: $(READY) ## mend what a formatter can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY) ## timings, each as a ratio against a named baseline from the same run
	@for bench in bench/*.py; do $(BIN)/python $$bench; done

docs: $(READY) ## write the generated pages again
	@$(BIN)/python -m teletipo.store.schema_doc

lock: ## resolve the dependencies again and write requirements/*.txt
	@scripts/lock.sh

secrets: ## write a .env with fresh secrets for docker compose
	@scripts/secrets.sh

compose-test: ## bring the compose stack up, run the Dag with two workers, take it down
	@scripts/compose-test.sh

clean: down ## remove the virtual environment and the data of 'make run'
	@rm -rf .venv .teletipo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
