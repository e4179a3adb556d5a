"""Every command of the documents is run by a test, or cannot be, for a reason."""

import re

import pytest

from tests.docs.shell import blocks
from tests.support.copies import BASE

# How commands in running text begin.
PROGRAMS = r"make|manage\.py|api_key|python3?|\.venv\S*|pip|npx|apt-get|rm|sha256sum|pre-commit|ALTER ROLE"
INLINE = re.compile(rf"`((?:[A-Z_]+=\S+ )*(?:{PROGRAMS})\s[^`]+)`")

JOURNEYS = "tests/docs/test_commands.py"
READER = f"{JOURNEYS}::test_the_commands_of_the_readme_run_the_tracker_check_the_data_and_begin_anew"
OPERATOR = f"{JOURNEYS}::test_the_commands_for_operators_install_keep_and_upgrade_the_tracker"
CONTRIBUTOR = f"{JOURNEYS}::test_the_commands_for_contributors_find_nothing_to_change"
DUMP = "tests/tracker/test_dump.py::test_the_documented_commands_dump_and_restore"
SUPERUSER = "tests/desk/test_desk.py::test_cookies_are_the_desks_alone_and_do_not_touch_the_api"
TYPESCRIPT = "tests/clients/test_typescript.py::test_the_documented_command_makes_the_types_from_a_running_tracker"
PYTHON = "tests/clients/test_python.py::test_the_documented_command_makes_the_package_from_a_running_tracker"
READING = "tests/management/test_read_source.py::test_read_source_prints_the_quotations_of_a_file_and_who_said_them"
ADDING = "tests/management/test_add_source.py::test_add_source_records_what_a_file_says_and_options_go_before_it"
PREDICTIONS = (
    "tests/benchmarks/test_reading.py::test_the_predictions_of_an_article_have_the_spans_of_quotations_and_sources"
)
PACKAGE = "tests/interchange/test_documented.py::test_the_documented_commands_export_a_tracker_and_load_it"
SURVEY = "tests/interchange/test_documented.py::test_the_documented_mapping_imports_the_table_that_it_is_for"
BENCH = "not run: it installs a second environment and measures for minutes"

# By document: the commands of its blocks, those in its text, and where they are run.
COMMANDS = {
    "README.md": {
        "make run": READER,
        "make test": CONTRIBUTOR,
        "python3 -m venv .venv": READER,
        ".venv/bin/pip install --require-hashes --requirement requirements/base.txt "
        "--requirement requirements/embedded.txt": READER,
        ".venv/bin/python manage.py migrate": READER,
        ".venv/bin/python manage.py loaddata fixtures/*.json": READER,
        ".venv/bin/granian --interface wsgi --no-ws --blocking-threads 4 --http 1 --backpressure 512 "
        "--http1-buffer-size 65536 --host 127.0.0.1 --port 8000 --workers-kill-timeout 5 "
        "tracker.wsgi:application": READER,
        ".venv/bin/python manage.py check_positions": READER,
        ".venv/bin/python manage.py verify_quotes --source nato-article-4-report-2025 --text article.txt": READER,
        ".venv/bin/python manage.py read_source article.txt": READER,
        ".venv/bin/python manage.py loaddata my/*.json": READER,
        ".venv/bin/python manage.py createsuperuser": SUPERUSER,
        "apt-get install make python3-venv": "not run: it changes the machine; .ci/run runs it where they are missing",
        "make help": CONTRIBUTOR,
        "manage.py api_key create": OPERATOR,
        "rm -rf .data": READER,
    },
    "CONTRIBUTING.md": {
        "make dev": CONTRIBUTOR,
        "make test": CONTRIBUTOR,
        "make test-versions": "not run: it is the whole run of the tests, twice",
        "make format": CONTRIBUTOR,
        "make help": CONTRIBUTOR,
        "manage.py makemigrations": "tests/docs/test_contributing.py::project",
        "make schema": CONTRIBUTOR,
        "RECORD_ANSWERS=1 make test ARGS=tests/api/openapi/test_openapi.py": CONTRIBUTOR,
        "make messages": "tests/web/test_catalogues.py::test_every_text_is_translated_and_nothing_else_is",
        "make screenshots": "tests/browser/test_pictures.py::test_the_tour_leads_to_each_picture_of_the_readme",
        "sha256sum 0*.py sql/*/*.sql > released.sha256": CONTRIBUTOR,
        "manage.py verify_quotes": READER,
        "manage.py check_positions": READER,
        'make test ARGS="-k peskov -x"': CONTRIBUTOR,
        "UPDATE_QUERY_COUNTS=1 make test": CONTRIBUTOR,
        'STORM_SECONDS=60 STORM_SEED=7 make test ARGS="tests/storm/test_storm.py"': "not run: a shorter storm is",
        "make lock": "not run: its answer changes with the packages that PyPI has",
        "make run": READER,
        "pre-commit install": "not run: pre-commit is the choice of each developer, and no requirement",
    },
    "docs/deployment.md": {
        "make run": READER,
        "createuser --pwprompt tracker": OPERATOR,
        "createdb --owner=tracker --encoding=UTF8 --template=template0 tracker": OPERATOR,
        "PRODUCTION=true": OPERATOR,
        "SECRET_KEY=…": OPERATOR,
        "ALLOWED_HOSTS=tracker.example": OPERATOR,
        "DATABASE_URL=postgres://tracker:password@localhost:5432/tracker": OPERATOR,
        "BEHIND_PROXY=true": OPERATOR,
        "python3 -m venv .venv": OPERATOR,
        ".venv/bin/pip install --require-hashes --requirement requirements/base.txt": OPERATOR,
        ".venv/bin/python manage.py migrate": OPERATOR,
        ".venv/bin/granian --interface wsgi --no-ws --blocking-threads 4 --http 1 --backpressure 512 "
        "--http1-buffer-size 65536 --host 127.0.0.1 --port 8000 --workers 2 --respawn-failed-workers "
        "--respawn-interval 0.5 --workers-kill-timeout 20 tracker.wsgi:application": OPERATOR,
        ".venv/bin/python manage.py backup tracker.dump": OPERATOR,
        ".venv/bin/python manage.py restore tracker.dump": OPERATOR,
        ".venv/bin/python manage.py check_positions": OPERATOR,
        "pg_dump --format=custom --file=tracker.dump tracker": DUMP,
        "pg_restore --no-owner --exit-on-error --dbname=tracker_new tracker.dump": DUMP,
        ".venv/bin/python manage.py backup before.dump": OPERATOR,
        "git pull": OPERATOR,
        "17 4 * * * cd /srv/tracker && .venv/bin/python manage.py check_positions > check.log 2>&1 "
        "|| cat check.log": OPERATOR,
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'": OPERATOR,
        "manage.py check --deploy": OPERATOR,
        "manage.py loaddata fixtures/*.json": OPERATOR,
        "manage.py createsuperuser": SUPERUSER,
        "manage.py clearsessions": OPERATOR,
        "manage.py continue_feed": OPERATOR,
        "manage.py migrate --plan": OPERATOR,
        "manage.py check_positions": OPERATOR,
        "manage.py mirror_check": OPERATOR,
        "ALTER ROLE tracker SET statement_timeout = '15s'": OPERATOR,
    },
    "docs/interchange.md": {
        ".venv/bin/python manage.py export everything/": PACKAGE,
        ".venv/bin/python manage.py export for-readers/ --public": PACKAGE,
        ".venv/bin/python manage.py load everything/": PACKAGE,
        ".venv/bin/python manage.py import csv survey.csv --mapping survey.toml --as ada --dry-run": SURVEY,
        ".venv/bin/python manage.py import csv survey.csv --mapping survey.toml --as ada --report refused.csv": SURVEY,
        "manage.py import_upload": "tests/interchange/test_uploads.py"
        "::test_the_process_imports_the_file_beside_the_request_that_started_it",
    },
    "docs/interchange-formats.md": {
        "manage.py import FORMAT FILE --as USER --dry-run --report report.csv": SURVEY,
        "manage.py import xlsx survey.xlsx --mapping survey.toml --as ada": "tests/interchange/test_xlsx.py"
        "::test_a_row_becomes_what_a_line_of_csv_becomes",
        "manage.py import claimreview feed.json --as ada --reviewed-by bob": "tests/interchange/test_claimreview.py"
        "::test_a_second_person_can_answer_for_the_reviews_which_publishes_them",
        "manage.py import factchecktools answers.json --as ada": "tests/interchange/test_factchecktools.py"
        "::test_a_claim_of_a_search_becomes_a_claim_and_its_reviews",
        "manage.py import popolo parliament.json --as ada": "tests/interchange/test_popolo.py"
        "::test_persons_and_organizations_become_speakers",
        "manage.py import ndjson package --as ada": "tests/interchange/test_records.py"
        "::test_a_folder_of_records_is_imported_in_the_order_of_its_references",
    },
    "docs/api.md": {
        '.venv/bin/python manage.py api_key create --owner alice --role coder --name "import of transcripts"': OPERATOR,
        "manage.py mirror_check": OPERATOR,
        "manage.py api_key": OPERATOR,
        "api_key list": OPERATOR,
        "api_key revoke": OPERATOR,
    },
    "docs/reading.md": {
        ".venv/bin/python manage.py read_source article.txt": READING,
        ".venv/bin/python manage.py add_source article.html --date 2025-09-23": ADDING,
        "python -m benchmarks.reading ARTICLES.jsonl": PREDICTIONS,
    },
    "docs/clients.md": {
        "npx openapi-typescript http://127.0.0.1:8000/api/v1/schema/ --output schema.d.ts": TYPESCRIPT,
        "pip install openapi-python-client": "not run: requirements/dev.txt has it, with its hash",
        "openapi-python-client generate --url http://127.0.0.1:8000/api/v1/schema/ --meta none "
        "--output-path tracker_client": PYTHON,
    },
    "docs/mcp.md": {"manage.py api_key create": OPERATOR},
    "docs/benchmarks.md": {
        "python -m benchmarks.streams": BENCH,
        "python -m benchmarks.packages": BENCH,
        "make bench": BENCH,
        "make bench-search": BENCH,
        "make bench-writes": BENCH,
        "python -m benchmarks.memory": BENCH,
        "python -m benchmarks.loading": BENCH,
        "python -m benchmarks.matching": BENCH,
        ".venv-bench/bin/python -m benchmarks.hostile": BENCH,
    },
}


@pytest.mark.parametrize("document", COMMANDS)
def test_every_command_stands_here_and_no_other(document: str) -> None:
    text = (BASE / document).read_text(encoding="utf-8")
    spans = INLINE.findall("".join(text.split("\n```")[::2]))
    written = [command for each in blocks(document) for command in each] + spans
    assert {" ".join(command.split()) for command in written} == set(COMMANDS[document])


@pytest.mark.parametrize("test", sorted({each for found in COMMANDS.values() for each in found.values()}))
def test_the_test_that_runs_a_command_is_there(test: str) -> None:
    if not test.startswith("not run: "):
        file, name = test.split("::")
        assert f"\ndef {name}(" in (BASE / file).read_text(encoding="utf-8")


def test_every_page_with_commands_is_among_the_documents() -> None:
    pages = ["README.md", "CONTRIBUTING.md", *(f"docs/{file.name}" for file in (BASE / "docs").glob("*.md"))]
    assert {page for page in pages if blocks(page)} <= set(COMMANDS)
