# Two commands for a newcomer: `make demo` and `make test`. The others are for those who work here.
SHELL := /bin/bash
PORT ?= 8000
BIN := .venv/bin

TEXTS := $(wildcard src/belowline/locale/*/LC_MESSAGES/django.po)

.PHONY: demo test quick coverage lint format bench lock docs messages pictures clean setup

demo: .venv/.demo .venv/.texts
	PORT=$(PORT) $(BIN)/belowline demo

test: setup
	bash tests/services/install
	bash tests/run

# What the rooms need that differ from main, or from the last commit: in under a minute.
quick: setup
	$(BIN)/python -m tests.quick

# The whole once more, counting the lines that were run; it takes twice the time.
coverage: setup
	bash tests/services/install
	bash tests/run --coverage

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*templates/*.txt')

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files '*templates/*.txt')

bench: setup
	$(BIN)/python -m benchmarks

docs: setup
	$(BIN)/python -m docs.reference

# Brings the texts of every language in step with the sources, and says what is not translated.
messages: setup
	$(BIN)/python -m messages

# Takes the README's pictures anew.
pictures: setup
	bash tests/services/install
	$(BIN)/pytest -q tests/browser/readme_pictures.py

# Pins every dependency with its hashes; needs uv.
lock:
	uv pip compile -q --no-header --no-annotate --generate-hashes --no-emit-index-url --universal --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --no-header --no-annotate --generate-hashes --no-emit-index-url --universal --python-version 3.11 pyproject.toml --group test --group lint -o requirements/dev.txt
	uv pip compile -q --no-header --no-annotate --generate-hashes --no-emit-index-url --universal --python-version 3.11 requirements/build.in -o requirements/build.txt

clean:
	rm -rf .venv node_modules var

setup: .venv/.ready .venv/.texts

.venv/bin/python:
	python=$${PYTHON:-$$(requirements/interpreter)} && "$$python" -m venv .venv

.venv/.build: .venv/bin/python requirements/build.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	touch $@

.venv/.demo: .venv/.build requirements/runtime.txt pyproject.toml package-lock.json
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/.texts: .venv/.build $(TEXTS)
	$(BIN)/pybabel -q compile --domain django --directory src/belowline/locale
	touch $@

.venv/.ready: .venv/.demo requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	npm ci --silent --ignore-scripts
	touch $@
