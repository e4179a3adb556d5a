"""What tests share: rows, clients, servers, and ways to compare."""

from pkgutil import iter_modules

import pytest

# A failing assertion of a helper then shows its values, as one of a test does.
pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in iter_modules(__path__)))
