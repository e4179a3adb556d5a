"""Django's admin as the editorial team's desk: its site, and the tables it shows."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "claims.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from claims.desk import (  # noqa: PLC0415
            access,  # noqa: F401
            claims,  # noqa: F401
            corrections,  # noqa: F401
            derived,  # noqa: F401
            incidents,  # noqa: F401
            people,  # noqa: F401
            sources,  # noqa: F401
            stances,  # noqa: F401
            statements,  # noqa: F401
        )
