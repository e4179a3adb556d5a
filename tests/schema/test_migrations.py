"""Migration files: they import no code of the project, and do not change once they are released."""

import ast
import hashlib
import runpy
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from claims.management.commands.quickstart import Command

FOLDER = Path(settings.BASE_DIR) / "claims" / "migrations"
MIGRATIONS = sorted(FOLDER.glob("0*.py"))
# sha256sum's format: the hash, two spaces, the path from the folder of the migrations.
RELEASED = dict(
    reversed(line.split("  ", 1)) for line in (FOLDER / "released.sha256").read_text(encoding="utf-8").splitlines()
)


def imports(file: Path) -> set[str]:
    """The top-level packages that a Python file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def files_read_by(migration: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files that a migration reads, by their path from its folder."""
    read, read_text = set(), Path.read_text

    def recording(path: Path, *args: str, **options: str) -> str:
        read.add(path.relative_to(FOLDER).as_posix())
        return read_text(path, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", recording)
        runpy.run_path(str(migration))
    return read


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_imports_django_pgtrigger_and_the_standard_library_alone(migration: Path) -> None:
    assert imports(migration) - sys.stdlib_module_names <= {"django", "pgtrigger"}


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_file_is_as_it_was_released(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == RELEASED[name]


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.stem)
def test_what_a_released_migration_reads_is_released_too(migration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if migration.name in RELEASED:
        assert files_read_by(migration, monkeypatch) <= RELEASED.keys()


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_reads_every_file_of_its_own_folder_and_no_other(
    migration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob(f"sql/{migration.name[:4]}/*")}
    assert files_read_by(migration, monkeypatch) == own


@pytest.mark.django_db
def test_a_database_of_another_version_is_named_before_it_is_migrated() -> None:
    MigrationRecorder(connection).record_applied("claims", "0018_cheaper_writes")
    with pytest.raises(CommandError, match=r"no migration 0018_cheaper_writes. Move .* out of the way"):
        Command().prepare()
