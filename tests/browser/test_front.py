"""The first page, search, developers and failures, for everybody: WCAG 2.2 AA, in narrow and wide windows."""

import pytest

from tests.support import factories as make
from tests.support.browser import People

PAGES = {
    "/en/": 200,
    "/de/search/?q=balloons&speaker=mae": 200,
    "/en/search/?q=Balloons flew over Atlantis": 200,
    "/de/developers/": 200,
    "/en/problems/": 200,
    "/de/nothing/": 404,
}


@pytest.mark.parametrize("path", PAGES)
def test_it_keeps_nobody_out(person: People, path: str) -> None:
    claim = make.ClaimFactory(text="Balloons flew over Atlantis.")
    make.StanceFactory(claim=claim, position="affirms", statement__speaker__slug="mae")
    make.StanceFactory(claim=claim, position="denies")
    make.correct(make.StatementFactory(), "retracted")
    reader = person("coder")
    found = []
    for width in (320, 1280):
        reader.page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            response = reader.page.goto(path)
            assert response is not None
            assert response.status == PAGES[path]
            found += [f"{width} px, {scheme}: {each}" for each in reader.barriers()]
    assert found == []
    if PAGES[path] != 200:
        reader.expected(str(PAGES[path]))
