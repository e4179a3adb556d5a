"""Django's admin as the desk of the editorial team."""

from importlib import import_module
from pkgutil import iter_modules

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "claims.desk.site.DeskSite"

    def ready(self) -> None:
        """Imports every module of this package; those with tables register them. Texts of models are looked up."""
        super().ready()
        import_module("claims.desk.words").look_up()
        package = import_module("claims.desk")
        for module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
