# make site     build the site into site/
# make serve    preview at http://127.0.0.1:8000/, rebuilt when a file is saved
# make test     run all tests; installs what they need, a browser too
# make workbook       the plan as plan.xlsx;  make import FILE=plan.xlsx  takes its changes over
# make inspect        what still wants attention;  make translations, make confirm  see to the translations
# make schema         renew the help for editors: data/schema/ and data/README.md
# make verify         compare site/ with its manifest
# make check    style and types of the program
# make wheelhouse     all packages as files in wheelhouse/, for a machine without the internet: while that folder is
#                     there, the commands above install from it alone (PLATFORM=win_amd64 PYTHON_VERSION=3.12)
# make test-offline   the tests that need no browser
# make bench    how long a build takes, beside plain MkDocs on the same pages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
  $(if $(wildcard wheelhouse/*.whl),--no-index --find-links wheelhouse)
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve workbook import inspect translations confirm schema verify test test-offline check bench browser wheelhouse clean

site: $(VENV)/site.done
	$(BIN)/mkdocs build --strict

serve: $(VENV)/site.done
	$(BIN)/mkdocs serve

test: $(VENV)/test.done browser tests/lighthouse/node_modules
	$(BIN)/python -m pytest

PLAN := PYTHONPATH=hooks $(BIN)/python -m plan
workbook inspect translations confirm schema verify: $(VENV)/site.done
	$(PLAN) $@

import: $(VENV)/site.done
	$(PLAN) import $(or $(FILE),plan.xlsx)

test-offline: $(VENV)/test.done
	$(BIN)/python -m pytest $(foreach name,browser accessibility search lighthouse,--ignore tests/test_$(name).py)

check: $(VENV)/test.done
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy

bench: $(VENV)/test.done browser tests/lighthouse/node_modules
	$(BIN)/python tests/benchmark.py
	$(BIN)/python tests/benchmark_preview.py
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
	$(INSTALL) -r requirements.txt
	touch $@

$(VENV)/test.done: $(VENV)/site.done requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	touch $@

# For another system (PLATFORM=win_amd64) what the site needs, without the tests; pip judges by this machine which
# packages such a system needs, so those that only Windows needs are named here.
PLATFORM :=
PYTHON_VERSION := 3.12
wheelhouse: $(VENV)/site.done
ifeq ($(PLATFORM),)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --wheel-dir wheelhouse -r requirements-dev.txt
else
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --dest wheelhouse -r requirements.txt \
	  --platform $(PLATFORM) --python-version $(PYTHON_VERSION) --only-binary :all: $(if $(findstring win,$(PLATFORM)),colorama tzdata)
endif

clean:
	rm -rf $(VENV) site .cache wheelhouse tests/lighthouse/node_modules
