# Commands for developers; `make help` lists them. Paths are relative, so that the directory may have any name.
PYTHON ?= python3
VENV := .venv/bin
.DEFAULT_GOAL := run
.PHONY: run dev install test test-versions screenshots messages bench bench-search bench-writes lock format schema clean help

run: ## set everything up, and serve the tracker (PORT=, HOST=)
	@$(PYTHON) tracker/bootstrap.py run
	@$(VENV)/python manage.py quickstart

dev: install ## the same, restarting when a file changes, with errors shown on the page
	@DEBUG=true $(VENV)/python manage.py quickstart --reload

install: ## make .venv with everything that development needs
	@$(PYTHON) tracker/bootstrap.py dev

test: install ## everything CI checks (ARGS= goes to pytest)
	@$(VENV)/python -m tests $(ARGS)

test-versions: install ## the tests on the older versions of PostgreSQL (VERSIONS=, ARGS= goes to pytest)
	@$(VENV)/python -m tests.versions $(ARGS)

screenshots: install ## take the pictures of the README, in docs/images (needs Debian's chromium)
	@$(VENV)/python -m tests.browser.screenshots

bench: .venv-bench ## measure the tracker beside other servers (STATEMENTS=, DURATION=, ROUNDS=, RATE=)
	@.venv-bench/bin/python -m benchmarks

bench-search: .venv-bench ## measure searching, and what it costs to write (STATEMENTS=, DURATION=, RATE=)
	@.venv-bench/bin/python -m benchmarks.search

bench-writes: .venv-bench ## measure writing through the API (STATEMENTS=, DURATION=, ROUNDS=, BEFORE=another checkout)
	@.venv-bench/bin/python -m benchmarks.writing

.venv-bench: requirements/bench.txt
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements/bench.txt
	@touch $@

lock: install ## requirements/*.in -> requirements/*.txt, with hashes
	@for name in base embedded dev bench postgresql; do $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done

format: install ## lay out the code
	@$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format .

schema: install ## write openapi.yaml from the code
	@$(VENV)/python manage.py spectacular --validate --fail-on-warn --file openapi.yaml

messages: install ## bring the translations up to date with the texts, and list those that are missing
	@DJANGO_SETTINGS_MODULE=tests.settings $(VENV)/python -m tests.support.catalogue

clean: ## remove what can be made again; your data in .data/ stays
	@rm -rf .venv .venv-bench .postgresql .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov .data/test-servers
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 23
