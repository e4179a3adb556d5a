"""Accounts: somebody who has written anything is deactivated, not deleted."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from claims.services.accounts import has_work

DEACTIVATE = (
    "{} has keys, stances, corrections or changes that name the account, so it is not deleted. Untick “Active” "
    "instead: nobody can log in with it then, and its keys stop working at once."
)


class AccountAdmin(UserAdmin):
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        user = self.get_object(request, object_id)
        if user is not None and self.has_delete_permission(request, user) and has_work(user):
            self.message_user(request, DEACTIVATE.format(user.username), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))
        return super().delete_view(request, object_id, extra_context)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for user in queryset:
            if has_work(user):
                self.message_user(request, DEACTIVATE.format(user.username), messages.ERROR)
            else:
                user.delete()


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
