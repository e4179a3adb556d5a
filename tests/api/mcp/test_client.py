"""The official client of the Model Context Protocol against the tracker as it is served in production."""

import asyncio

import pytest
from mcp.client.client import Client

from tests.support import factories as make
from tests.support.served import HOST, served

pytestmark = pytest.mark.django_db(transaction=True)


async def conversation(address, claim):
    async with Client(address) as client:
        names = {each.name for each in (await client.list_tools()).tools}
        asked = await client.call_tool("claim_stances", {"slug": claim})
        wrong = await client.call_tool("claim_stances", {"slug": claim, "speker": "x"})
    return names, asked, wrong


def test_the_official_client_lists_the_tools_and_calls_them():
    stance = make.StanceFactory(excerpt="")
    with served(2) as server:
        address = f"http://{HOST}:{server.port}/mcp"
        names, asked, wrong = asyncio.run(conversation(address, stance.claim.slug))
    assert {"search", "claim_stances", "incident_matrix"} <= names
    assert [each["id"] for each in asked.structured_content["answer"]["results"]] == [stance.pk]
    assert wrong.is_error
    assert "Did you mean “speaker”?" in wrong.content[0].text
