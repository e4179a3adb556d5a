"""What the reading page takes from the network."""

from tests.support import factories as make
from tests.support.browser import Person
from tests.support.newsroom import TEXT


def test_the_page_of_a_long_article_with_all_its_files_is_below_80_kilobytes(carla: Person) -> None:
    make.SourceFactory(slug="long", content=TEXT * 4, language="en")
    carla.page = carla.tab()
    protocol = carla.context.new_cdp_session(carla.page)
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    bytes_of: list[float] = []
    protocol.on("Network.loadingFinished", lambda event: bytes_of.append(event["encodedDataLength"]))
    carla.read("long")
    carla.page.wait_for_load_state("networkidle")
    assert len(bytes_of) >= 4
    assert sum(bytes_of) < 80_000
