# make site     build the site into site/
# make serve    preview at http://127.0.0.1:8000/, rebuilt when a file is saved
# make test     run all tests; installs what they need, a browser too
# make check    style and types of the program
# make bench    how long a build takes, beside plain MkDocs on the same pages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test check bench browser clean

site: $(VENV)/site.done
	$(BIN)/mkdocs build --strict

serve: $(VENV)/site.done
	$(BIN)/mkdocs serve

test: $(VENV)/test.done browser tests/lighthouse/node_modules
	$(BIN)/python -m pytest

check: $(VENV)/test.done
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy

bench: $(VENV)/test.done browser tests/lighthouse/node_modules
	$(BIN)/python tests/benchmark.py
	$(BIN)/python tests/benchmark_documents.py
	$(BIN)/python tests/benchmark_lighthouse.py

# A browser for the tests: one that is there, else Debian's, else playwright's own download.
browser: $(VENV)/test.done
	$(BIN)/python tests/browser.py --install

# The auditor of pages for the tests, with a Node.js of its own.
tests/lighthouse/node_modules: tests/lighthouse/package-lock.json $(VENV)/test.done
	$(BIN)/python tests/lighthouse.py --install
	touch $@

$(VENV)/site.done: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.done: $(VENV)/site.done requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) site .cache tests/lighthouse/node_modules
