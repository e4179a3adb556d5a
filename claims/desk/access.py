"""Keys to the API, which can be revoked here; former slugs, and what was changed: to look at."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.desk.base import ShownOnly
from claims.models import ApiKey, Change, Redirect
from claims.services import keys


@admin.register(ApiKey)
class ApiKeyAdmin(ShownOnly, admin.ModelAdmin):
    """A key is made with `manage.py api_key`, which shows it once."""

    list_display = ("prefix", "name", "owner", "role", "opens", "expires_at", "last_used_at")
    list_filter = ("role",)
    list_select_related = ("owner",)
    search_fields = ("prefix", "name", "owner__username")
    ordering = ("-created_at", "-id")
    fields = ("prefix", "name", "owner", "role", "expires_at", "revoked_at", "last_used_at", "created_at")
    actions = ("revoke",)

    @admin.display(description="works", boolean=True)
    def opens(self, key: ApiKey) -> bool:
        return key.works

    @admin.action(description="Revoke for good")
    def revoke(self, request: HttpRequest, chosen: QuerySet) -> None:
        for key in chosen:
            keys.revoke(key)
        self.message_user(request, "They open nothing any more.")


@admin.register(Redirect)
class RedirectAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ("collection", "old_slug", "new_slug", "created_at")
    list_filter = ("collection",)
    search_fields = ("=old_slug", "=new_slug")
    ordering = ("-created_at", "-id")
    fields = ("collection", "old_slug", "new_slug", "merged_by", "created_at")


@admin.register(Change)
class ChangeAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ("changed_at", "collection", "key", "kind", "user", "request")
    list_filter = ("collection", "kind")
    list_select_related = ("user",)
    search_fields = ("=key", "=request")
    ordering = ("-id",)
    show_full_result_count = False
    fields = ("changed_at", "collection", "key", "kind", "user", "request", "old", "new")
