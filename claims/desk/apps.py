"""Django's admin as the editorial team's desk: its site, and the tables it shows."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "claims.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from claims.desk import access, claims, derived, incidents, people, sources, stances, statements  # noqa: F401, PLC0415
