"""Accounts: somebody who has written anything is deactivated, not deleted."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.services.accounts import has_work

DEACTIVATE = _(
    "{}: keys, stances, corrections or changes name this account, so it is not deleted. Untick “Active” instead: "
    "nobody can log in with it then, and its keys stop working at once."
)


class AccountAdmin(UserAdmin):
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would be deleted, and what cannot be; the page of one account and that of several show both."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if named := [str(DEACTIVATE).format(user.username) for user in objs if has_work(user)]:
            return shown, counts, set(), named
        return shown, counts, lacking, protected


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
