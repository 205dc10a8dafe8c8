# Two commands for everyone: `make demo` and `make test`. Both set up .venv on a machine with Python 3.11+ and make.
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.stamp
OUT := build/demo

.PHONY: help setup demo test check bench lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    extract the corpus: a table, a filtered view, a series over six periods"
	@echo "make test    run the tests"
	@echo "make check   everything that CI runs"
	@echo "make bench   speed beside spaCy and underthesea (installs both)"

setup: $(STAMP)

# The program itself is installed in place, so that it runs from the checkout; only new pins make the environment anew.
$(STAMP): requirements/dev.txt pyproject.toml
	bash scripts/system_packages.sh
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@BAOCAO=$(BIN)/baocao PYTHON=$(BIN)/python OUT=$(OUT) bash examples/demo.sh

test: setup
	$(BIN)/python -m pytest

check: setup
	bash .ci/run

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BIN)/python benchmarks/imports.py
	$(BIN)/python benchmarks/text.py

# What the tests read, write and draw: all parts of the program.
PARTS = $(addprefix --extra ,arrow chart docx history html locked ocr pdf sheet)
LOCK = uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --quiet
lock:
	$(LOCK) --extra dev $(PARTS) -o requirements/dev.txt
	$(LOCK) -c requirements/dev.txt -o requirements/core.txt
	$(LOCK) --extra bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
