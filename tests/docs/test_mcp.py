"""docs/mcp.md: the table has the tools as they are, and its samples work."""

import asyncio
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import resolve

from claims.api.mcp.tools import PAGED, TOOLS
from tests.support import factories as make
from tests.support.served import HOST, served

PAGE = (Path(settings.BASE_DIR) / "docs" / "mcp.md").read_text(encoding="utf-8")
IN_ADDRESS = {"get_statement", "claim_stances", "claim_positions", "speaker_positions", "incident_matrix"}


def sample(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return found


def test_the_table_has_every_tool_with_its_parameters():
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (.*) \|$", PAGE, re.MULTILINE)
    # `limit` and `cursor` of lists stand below the table.
    wanted = [
        (
            each.name,
            [
                *(["slug"] if each.name in IN_ADDRESS else []),
                *(name for name in each.offers if name not in PAGED or "cursor" not in each.offers),
            ],
        )
        for each in TOOLS
    ]
    assert [(name, re.findall(r"`(\w+)`", parameters)) for name, parameters in rows] == wanted


def test_the_configuration_leads_to_the_endpoint():
    (server,) = json.loads(sample("json"))["mcpServers"].values()
    assert resolve(urlsplit(server["url"]).path).url_name == "mcp"


@pytest.mark.django_db(transaction=True)
def test_the_sample_says_who_denied_a_claim_in_which_words():
    said = make.StatementFactory(text="It was baseless.", speaker__name="Dmitry Peskov")
    stance = make.StanceFactory(statement=said, position="denies", excerpt="baseless")
    names = {}
    exec(sample("python"), names)  # noqa: S102
    with served(1) as server:
        found = asyncio.run(names["who_denied"](f"http://{HOST}:{server.port}/mcp", stance.claim.slug))
    assert found == ["Dmitry Peskov: “baseless”"]
