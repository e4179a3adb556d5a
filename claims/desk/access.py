"""API keys, which can be revoked here, and two read-only tables: former slugs and the history of changes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk.base import ReadOnly
from claims.models import ApiKey, Change, Redirect
from claims.services import keys


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnly, admin.ModelAdmin):
    """Keys are made with `manage.py api_key`, which shows each of them once."""

    menu_order = 960
    list_display = ("prefix", "name", "owner", "role", "is_working", "expires_at", "last_used_at")
    list_filter = ("role",)
    list_select_related = ("owner",)
    search_fields = ("prefix", "name", "owner__username")
    ordering = ("-created_at", "-id")
    fields = ("prefix", "name", "owner", "role", "expires_at", "revoked_at", "last_used_at", "created_at")
    actions = ("revoke",)

    @admin.display(description=_("works"), boolean=True)
    def is_working(self, key: ApiKey) -> bool:
        return key.works

    @admin.action(description=_("Revoke for good"))
    def revoke(self, request: HttpRequest, chosen: QuerySet) -> None:
        for key in chosen:
            keys.revoke(key)
        self.message_user(request, gettext("They open nothing any more."))


@admin.register(Redirect)
class RedirectAdmin(ReadOnly, admin.ModelAdmin):
    menu_order = 940
    list_display = ("collection", "old_slug", "new_slug", "created_at")
    list_filter = ("collection",)
    search_fields = ("=old_slug", "=new_slug")
    ordering = ("-created_at", "-id")
    fields = ("collection", "old_slug", "new_slug", "merged_by", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("undo")


@admin.register(Change)
class ChangeAdmin(ReadOnly, admin.ModelAdmin):
    menu_order = 950
    list_display = ("changed_at", "collection", "key", "kind", "user", "request")
    list_filter = ("collection", "kind")
    list_select_related = ("user",)
    search_fields = ("=key", "=request")
    ordering = ("-id",)
    show_full_result_count = False
    fields = ("changed_at", "collection", "key", "kind", "user", "request", "old", "new")
