"""`manage.py api_key create|list|revoke`: manages API keys."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.choices import Role
from claims.models import ApiKey
from claims.models.key import KEY_ROLES
from claims.services import keys, policy


class Command(BaseCommand):
    help = "Makes, lists and revokes keys to the API. A key is shown once, when it is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        create = commands.add_parser("create", help="make a key, and show it")
        create.add_argument("--owner", required=True, help="the account that acts with it; made where it is missing")
        create.add_argument("--role", required=True, choices=[role.value for role in KEY_ROLES], help="what it may do")
        create.add_argument("--name", required=True, help="what it is for")
        create.add_argument("--days", type=int, help="how many days it lasts (default: for ever)")
        commands.add_parser("list", help="show what is known of all keys")
        revoke = commands.add_parser("revoke", help="end a key for good")
        revoke.add_argument("prefix", help="its public part, as `list` shows it")

    def handle(self, *, command: str, **options: Any) -> None:
        {"create": self.create, "list": self.list, "revoke": self.revoke}[command](options)

    def create(self, options: dict[str, Any]) -> None:
        days = options["days"]
        if days is not None and not 1 <= days <= 36_500:  # noqa: PLR2004 - a hundred years
            raise CommandError("--days is a number from 1 to 36500.")
        if not options["name"].strip() or len(options["name"]) > 100:  # noqa: PLR2004 - the column's length
            raise CommandError("--name says in at most 100 characters what the key is for.")
        owner, made = get_user_model().objects.get_or_create(username=options["owner"])
        if made:
            owner.set_unusable_password()
            owner.save()
        if not keys.may_hold(owner, Role(options["role"])):
            raise CommandError(
                f"{owner.username} is a {policy.role_of(owner).value}, and a key does no more than its owner: add the "
                f"account to the group “{options['role']}” at the desk first."
            )
        ends = timezone.now() + timedelta(days=days) if days else None
        key, text = keys.create(owner, options["name"], Role(options["role"]), ends)
        self.stderr.write(f"The key of {owner.username}, a {key.role}; it is not shown again:")
        self.stdout.write(text)

    def list(self, options: dict[str, Any]) -> None:
        for key in ApiKey.objects.select_related("owner").order_by("pk"):
            state = "works" if key.works else "revoked" if key.revoked_at else "ended"
            used = key.last_used_at.isoformat(timespec="minutes") if key.last_used_at else "never used"
            self.stdout.write("\t".join([key.prefix, state, key.role, key.owner.username, key.name, used]))

    def revoke(self, options: dict[str, Any]) -> None:
        key = ApiKey.objects.filter(prefix=options["prefix"]).first()
        if key is None:
            raise CommandError(f"There is no key “{options['prefix']}”; `manage.py api_key list` shows them.")
        keys.revoke(key)
        self.stdout.write(f"{key.prefix} opens nothing any more.")
