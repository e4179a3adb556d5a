"""The pages for people, for tests that walk through all of them."""

from tests.support.addresses import ADDRESSES

# Pages that show what is recorded, by the names of their routes.
PAGES = [each for each in ADDRESSES if each.name.endswith("-page")]
OF_ROWS = [each for each in PAGES if "<slug:key>" in each.route]
LISTS = [each for each in PAGES if "<slug:key>" not in each.route and each.name != "search-page"]
