# make site     build the site into site/
# make serve    preview at http://127.0.0.1:8000/, rebuilt when a file is saved
# make test     run all tests; installs what they need, a browser too (COVERAGE=1: and measure meanwhile which branches
#               of the program they take: at least 95 %)
# make quick    run the tests that need no browser, no whole site and no paper edition, without those that try one thing
#               at hundreds of places: in about a minute on two cores
# make coverage measure which branches of the program the tests take: at least 95 %
# make new-plan       a small plan to begin with, from ten questions (OUT=FOLDER; ANSWERS=answers.yml: from a file)
# make take-over FROM=FOLDER MAP=mapping.yml   takes over sheets in a city's own layout, as the mapping says
# make workbook       the plan as plan.xlsx;  make import FILE=plan.xlsx  takes its changes over
# make collect YEAR=2025   a table for each office, in collect-2025/, for that year's actual values;
# make collect-in FROM=collect-2025   takes all that came back over at once (ANYWAY=1: values that look like slips too;
#                     YEAR_OPEN=1: values of a year that is not over; YES=1, where any command asks: without asking)
# make numbers        gives the texts, tables and cards of a draft the numbers by which comments cite them
# make readings       proposes readings of words with kanji that data/readings.txt does not have, for people to look through;
#                     installs SudachiPy and its dictionary (193 MB), which nothing else needs
# make opinions       the opinions of a consultation as opinions.xlsx;  make opinions-in FILE=opinions.xlsx  takes them
# over, with the city's views (ANYWAY=1: words that look like names too)
# make undo           puts back what the last of these wrote
# make notes          the notes on the source as notes.xlsx, a sheet for each office that has to decide
# make compare OLD=FOLDER  the table of old and new of two editions (NEW=FOLDER; a tag of git in place of a folder)
# make adopt          adopts the draft, or revises the plan: lists what is open, asks for days, changes the edition
#                     (ANSWERS=answers.yml: from a file; ALL=1: lists every open point)
# make inspect        what still wants attention (FILE=inspection.xlsx: for the offices, too)
# make translations, make confirm  see to the translations (FILE=data/vision.yml: confirms those of one file)
# make schema         renew the help for editors: data/schema/ and data/README.md
# make freeze         keep the edition as it stands, with its site: older editions stay at /editions/<id>/ (ID=draft:
#                     refused if the edition is another; PUBLISHED=2026-11-26)
# make addresses      write down the addresses that are published: a build is refused in which one of them would die
# make faces    install the fonts for PDFs in the languages of the plan, where they are not shipped
# make verify         compare site/ with its manifest
# make check    style and types of the program
# make mutants  change the program in one place after another: every change must be noticed by a test (takes long)
# make fuzz     bend files of every kind that people hand in, for SECONDS=60 each, from SEED=0 on (TARGETS="yaml po");
#               where atheris is installed (see requirements-dev.txt), as long again with it
# make wheelhouse     all packages as files in wheelhouse/, for a machine without the internet: while that folder is
#                     there, the commands above install from it alone (PLATFORM=win_amd64 PYTHON_VERSION=3.12)
# make upgrade  raise every pinned version, Python's and npm's, to the newest that work together within
#               requirements-limits.txt, renew the locks, then check and test; look at the difference before you keep it
# make lock     renew the locks after a change in requirements.txt or requirements-dev.txt
# make cities CITIES=FOLDER OUT=FOLDER   every city's site, from FOLDER/<city>/data and docs (JOBS=2: two at a time;
#                     SHARD=3/8: the third of eight shares; LIMIT=600: seconds for one city)
# make servers  serve the invented plan's site with Debian's nginx and Apache (packages nginx-light and apache2-bin)
# make hear     listen to pages with Debian's Orca and Firefox (packages as in .ci/run); KEEP=1: keep what was heard in
#               tests/transcripts/
# make engines  look at every page with two more engines for barriers, Siteimprove Alfa and IBM Equal Access, as before a
#               release (takes minutes)
# make slurm    build forty invented cities as an array on Debian's Slurm (package slurm-wlm), as root
# make windows  run the program with Windows' own Python on Debian's Wine (packages wine, wine64 and
#               gcc-mingw-w64-x86-64-posix)
# make test-offline   the tests that need no browser
# make bench    builds, edits and pages beside plain MkDocs and Zensical on the same pages (BEFORE=FOLDER: and beside
#               another checkout of this program)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# At a terminal pip shows each package as it comes; in a log one line says what takes so long.
QUIET := $(shell test -t 2 || echo --quiet)
TOLD := @$(if $(QUIET),echo "必要なものを入れています（1分ほど） / installing what is needed (about a minute)" >&2,:)
INSTALL := $(BIN)/python -m pip install $(QUIET) --disable-pip-version-check --require-hashes \
  $(if $(wildcard wheelhouse/*.whl),--no-index --find-links wheelhouse)
export NO_MKDOCS_2_WARNING := 1
# Containers often set it; without the bytecode that Python keeps, every command compiles the program anew (a second).
unexport PYTHONDONTWRITEBYTECODE

.PHONY: readings addresses adopt freeze site serve faces new-plan take-over compare workbook import collect collect-in numbers opinions opinions-in undo notes inspect translations confirm schema verify cities test quick coverage \
  test-offline servers slurm windows hear engines check fuzz mutants bench browser wheelhouse lock upgrade clean

site: $(VENV)/site.done
	$(BIN)/mkdocs build --strict

serve: $(VENV)/site.done
	$(BIN)/mkdocs serve

readings: $(VENV)/site.done
	$(INSTALL) -r requirements-readings.lock
	PYTHONPATH=hooks $(BIN)/python -m plan readings

faces: $(VENV)/site.done
	$(PLAN) faces > $(VENV)/faces.txt
	$(INSTALL) --no-deps -r $(VENV)/faces.txt

# Each core takes a half of the tests, file by file, and at its end what the other has left.
WORKERS := --numprocesses auto --maxprocesses 4 --dist worksteal
PYTEST := $(BIN)/python -m pytest $(WORKERS)
# Slipcover counts a branch once and then leaves it alone: coverage.py makes the program twice as slow (2.3 times the
# processor's time of four files, this 1.6 times, of which all but a tenth is a start's). What its part for pytest warns
# of is that it measures no tests, which nobody asks for.
MEASURED := $(BIN)/python -m slipcover --dont-wrap-pytest --json --out .coverage.json
MEASURED += -m pytest $(WORKERS) -W "ignore:Module already imported" -W "ignore:Unable to activate pytest branch"
ENOUGH := $(BIN)/python -m slipcover --merge .coverage.json --out .coverage.json --skip-covered --fail-under 95
test: $(VENV)/test.done browser tests/tools/lighthouse/node_modules tests/tools/sniffer/node_modules
	$(if $(COVERAGE),$(MEASURED),$(PYTEST))
	$(if $(COVERAGE),$(ENOUGH))

quick: $(VENV)/test.done
	$(PYTEST) -m "not browser and not whole and not sweep"

# What a build takes in a process of its own is not counted: it would be twice as slow, and no test would see more.
coverage: $(VENV)/test.done
	$(MEASURED) -m "not browser"
	$(ENOUGH)

PLAN := PYTHONPATH=hooks $(BIN)/python -m plan
addresses notes numbers translations schema verify: $(VENV)/site.done
	$(PLAN) $@

confirm: $(VENV)/site.done
	$(PLAN) confirm $(FILE) $(if $(YES),--yes)

workbook: $(VENV)/site.done
	$(PLAN) workbook $(FILE) $(if $(OVER),--over)

freeze: site
	$(PLAN) freeze $(ID) $(if $(PUBLISHED),--published $(PUBLISHED)) $(if $(YES),--yes)

inspect: $(VENV)/site.done
	$(PLAN) inspect $(FILE)

import: $(VENV)/site.done
	$(PLAN) import $(or $(FILE),plan.xlsx) $(if $(YES),--yes)

undo: $(VENV)/site.done
	$(PLAN) undo $(if $(YES),--yes)

collect: $(VENV)/site.done
	$(PLAN) collect $(YEAR) $(if $(OUT),--out $(OUT)) $(if $(OVER),--over)

collect-in: $(VENV)/site.done
	$(PLAN) collect-in $(FROM) $(if $(YEAR),--year $(YEAR)) $(if $(ANYWAY),--anyway) $(if $(YEAR_OPEN),--year-not-over) $(if $(YES),--yes)

opinions: $(VENV)/site.done
	$(PLAN) opinions $(FILE) $(if $(OVER),--over)

opinions-in: $(VENV)/site.done
	$(PLAN) opinions-in $(or $(FILE),opinions.xlsx) $(if $(ANYWAY),--anyway) $(if $(YES),--yes)

new-plan: $(VENV)/site.done
	$(PLAN) new-plan $(if $(ANSWERS),--answers $(ANSWERS)) $(if $(OUT),--out $(OUT))

compare: $(VENV)/site.done
	$(PLAN) compare "$(OLD)" $(NEW)

adopt: $(VENV)/site.done
	$(PLAN) adopt $(if $(ANSWERS),--answers $(ANSWERS)) $(if $(ALL),--all) $(if $(YES),--yes)

take-over: $(VENV)/site.done
	$(PLAN) take-over $(FROM) $(MAP) $(if $(YES),--yes)

cities: $(VENV)/site.done
	$(PLAN) build-all $(CITIES) --out $(OUT) $(if $(JOBS),--jobs $(JOBS)) $(if $(SHARD),--shard $(SHARD)) $(if $(LIMIT),--limit $(LIMIT))

test-offline: $(VENV)/test.done
	$(BIN)/python -m pytest -m "not browser"

servers: $(VENV)/test.done
	$(BIN)/python -m pytest tests/tools/on_servers.py

hear: $(VENV)/test.done
	KEEP=$(KEEP) $(BIN)/python -m pytest tests/tools/on_orca.py

engines: $(VENV)/test.done browser tests/tools/engines/node_modules
	$(BIN)/python -m pytest tests/tools/engines.py

slurm: $(VENV)/test.done
	$(BIN)/python -m pytest tests/tools/on_slurm.py

windows: $(VENV)/test.done
	$(BIN)/python -m pytest tests/tools/on_wine.py

check: $(VENV)/test.done
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github

# Where this was run before, only what has changed since is tried again.
mutants: $(VENV)/test.done
	$(BIN)/python tests/tools/mutants.py .cache/mutants

fuzz: $(VENV)/test.done
	$(BIN)/python tests/tools/fuzzing.py --seconds $(or $(SECONDS),60) --seed $(or $(SEED),0) $(TARGETS)

BENCH := PYTHONPATH=hooks:tests/tools $(BIN)/python tests/bench
BESIDE := $(if $(BEFORE),--before $(BEFORE))
bench: $(VENV)/test.done browser tests/tools/lighthouse/node_modules
	$(BENCH)/builds.py --cards 21 210 $(BESIDE)
	$(BENCH)/saves.py $(BESIDE)
	$(BENCH)/paper.py
	$(BENCH)/collection.py
	$(BENCH)/cities.py
	$(BENCH)/open_data.py
	$(BENCH)/answers.py --cards 21 210
	$(BENCH)/phone.py

# A browser for the tests: one that is there, else Debian's, else playwright's own download.
browser: $(VENV)/test.done
	$(BIN)/python tests/tools/browser.py --install

# The auditor of pages for the tests, with a Node.js of its own.
tests/tools/lighthouse/node_modules: tests/tools/lighthouse/package-lock.json $(VENV)/test.done
	$(BIN)/python tests/tools/lighthouse.py --install
	touch $@

# HTML_CodeSniffer, one script that the tests run in their own browser; and the two engines of `make engines`.
tests/tools/sniffer/node_modules tests/tools/engines/node_modules: tests/tools/%/node_modules: \
  tests/tools/%/package-lock.json $(VENV)/test.done
	$(BIN)/npm ci --prefix tests/tools/$* --ignore-scripts --no-fund --no-audit --silent
	touch $@

# What is installed is what the locks name, each file checked against its hash; people write requirements*.txt.
$(VENV)/site.done: requirements.lock
	$(TOLD)
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.lock
	touch $@

$(VENV)/test.done: $(VENV)/site.done requirements-dev.lock
	$(TOLD)
	$(INSTALL) -r requirements-dev.lock
	touch $@

lock: $(VENV)/test.done
	$(BIN)/python tests/tools/upgrade.py --lock

upgrade: $(VENV)/test.done
	$(BIN)/python tests/tools/upgrade.py
	$(MAKE) check test

# For another system (PLATFORM=win_amd64) what the site needs, without the tests. The lock names what every system
# needs. Files are kept as they are distributed, because a package that is built anew has another hash; setuptools and
# wheel are there to install those that are distributed as source.
PLATFORM :=
PYTHON_VERSION := 3.12
wheelhouse: $(VENV)/site.done
	@$(if $(QUIET),echo "パッケージを wheelhouse に取り寄せています / fetching packages into wheelhouse" >&2,:)
	$(PLAN) faces > $(VENV)/faces.txt
	$(BIN)/python -m pip download $(QUIET) --disable-pip-version-check --dest wheelhouse \
	  --require-hashes --no-deps -r $(VENV)/faces.txt
ifeq ($(PLATFORM),)
	$(BIN)/python -m pip download $(QUIET) --disable-pip-version-check --dest wheelhouse \
	  --require-hashes -r requirements-dev.lock
else
	$(BIN)/python -m pip download $(QUIET) --disable-pip-version-check --dest wheelhouse \
	  --require-hashes -r requirements.lock \
	  --platform $(PLATFORM) --python-version $(PYTHON_VERSION) --only-binary :all:
endif

clean:
	rm -rf $(VENV) site .cache .coverage wheelhouse tests/tools/*/node_modules
