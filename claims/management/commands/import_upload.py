"""`manage.py import_upload NUMBER`: the process that the desk starts to look at a large file, or to import it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Length

from claims.models import Upload
from claims.services.interchange.uploads import signs_of_life, work


class Command(BaseCommand):
    """Does what was asked for at the desk, and tells the desk how far it is."""

    help = "Imports a file that was uploaded at the desk, which starts this command by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("upload", type=int, metavar="NUMBER", help="the number in the address of its page")

    def handle(self, *, upload: int, **options: Any) -> None:
        size = Upload.objects.filter(pk=upload).values_list(Length("content"), flat=True).first()
        if size is None:
            raise CommandError(f"There is no upload {upload}.")
        with signs_of_life(upload, size) as progress:
            work(upload, progress)
