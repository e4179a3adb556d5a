"""Who may do what: every role with every method at every address, generated from the URL configuration."""

from typing import Any

import pytest

from claims.api.urls import router
from claims.choices import Role
from tests.support.addresses import ADDRESSES, Address
from tests.support.clients import Keyed
from tests.support.streams import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 2

ROLES = list(Role)
# The role that each write of each collection takes.
CODED = dict.fromkeys(("create", "update", "partial_update"), Role.CODER)
WRITES = {
    "speakers": {**CODED, "destroy": Role.EDITOR, "merge": Role.EDITOR, "unmerge": Role.EDITOR},
    "affiliations": {**CODED, "destroy": Role.EDITOR},
    "topics": {**CODED, "destroy": Role.EDITOR},
    "sources": {
        **CODED,
        "candidates": Role.CODER,
        **dict.fromkeys(("destroy", "merge", "unmerge"), Role.EDITOR),
    },
    "incidents": {**CODED, "destroy": Role.EDITOR, "merge": Role.EDITOR, "unmerge": Role.EDITOR},
    "statements": {**CODED, "correct": Role.EDITOR},
    "corrections": dict.fromkeys(CODED, Role.EDITOR),
    "claims": {**CODED, "destroy": Role.EDITOR, "merge": Role.EDITOR, "unmerge": Role.EDITOR},
    "stances": {
        **CODED,
        "destroy": Role.CODER,
        **dict.fromkeys(("confirm", "reject", "reopen"), Role.REVIEWER),
        **dict.fromkeys(("confirm_all", "reject_all", "reopen_all"), Role.REVIEWER),
    },
    "reviews": {
        **CODED,
        **dict.fromkeys(("destroy", "submit"), Role.CODER),
        **dict.fromkeys(("approve", "publish", "reopen"), Role.REVIEWER),
    },
}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# What somebody is told: it is done or, past the table of permissions, refused for what the request says; one has to say
# who one is; it takes another role; there is no such method here.
DONE, WHO, ROLE, NOTHING = "done", "who are you", "takes another role", "no such method"

# What everybody may read of each collection. What is not here, nobody may: a new question needs a line.
RECORD = {"list", "retrieve", "history"}
READS = {
    "affiliations": RECORD,
    "changes": {"list", "retrieve"},
    "claims": RECORD | {"stances", "positions", "reviews", "repetition"},
    "contradictions": {"list"},
    "corrections": RECORD,
    "incidents": RECORD | {"matrix"},
    "publishers": {"list"},
    "redirects": {"list", "retrieve"},
    "reviews": RECORD,
    "sources": RECORD,
    "speakers": RECORD | {"positions"},
    "stances": RECORD,
    "statements": RECORD,
    "topics": RECORD,
}
# The pages of lists, of rows, and of what is below a row.
PAGES = (
    *("claims", "contradictions", "corrections", "incidents", "publishers", "reviews", "sources", "speakers"),
    *("statements", "topics", "claim", "incident", "review", "source", "speaker", "statement", "topic"),
    *("claim-positions", "claim-reviews", "claim-stances", "incident-matrix", "speaker-positions"),
)
FEEDS = ("corrections", "claimreview", "claim", "incident", "speaker", "topic")
# The methods of all other addresses: they are for everybody, whatever they send as a key, and nothing is written there.
SHOWN, ASKED = {"GET", "HEAD"}, {"GET", "HEAD", "OPTIONS"}
OTHERS = {
    **dict.fromkeys(["home", "search-page", "problems", "developers", "oembed"], SHOWN),
    **dict.fromkeys(["healthz", "favicon", "docs", "redoc"], SHOWN),
    **dict.fromkeys((f"{each}-page" for each in PAGES), SHOWN),
    **dict.fromkeys((f"{each}-embed" for each in ("claim", "incident", "statement")), SHOWN),
    **dict.fromkeys((f"{each}-preview" for each in ("claim", "incident", "speaker", "statement")), SHOWN),
    **dict.fromkeys(["feed", *(f"{each}-feed" for each in FEEDS), "robots", "sitemap", "sitemap-part"], SHOWN),
    **dict.fromkeys(["api-root", "schema", "search"], ASKED),
    # A passage may be too long for an address.
    "claims-match": ASKED | {"POST"},
    # Tools for models: messages are sent by POST, and nothing is written.
    "mcp": {"POST"},
}


def expected(address: Address, method: str, role: Role) -> str:
    """What the tables say."""
    if not address.collection:
        return DONE if method in OTHERS[address.name] else NOTHING
    actions = dict(address.actions)
    if method == "OPTIONS":
        return DONE
    action = actions.get("get" if method == "HEAD" else method.lower())
    if action is None:
        return NOTHING
    if method in {"GET", "HEAD"}:
        return DONE if action in READS[address.collection] else ROLE
    if role.includes(WRITES[address.collection][action]):
        return DONE
    return WHO if role == Role.READER else ROLE


def told(answer: Any) -> str:
    """What an answer tells whoever asked, in the words of this walk."""
    if answer.status_code == 405:
        return NOTHING
    if answer.status_code == 401:
        return WHO
    if answer.status_code == 403 and answer.json()["detail"].startswith(("This takes the role of", "Nobody may")):
        return ROLE
    # 403 as well: the role may, but the row that it would change is somebody else's.
    return DONE if answer.status_code < 500 and answer.status_code != 404 else str(answer.status_code)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_each_role_may_do_what_the_tables_say_and_nothing_else(address: Address, role: Role) -> None:
    somebody, path = Keyed(role, "somebody"), address.path()
    # A body that is none: whoever may write is told so.
    answers, bodies = {}, {}
    for each in METHODS:
        answers[each] = somebody.send(each, path, "{" if each not in {"GET", "HEAD", "OPTIONS"} else None)
        bodies[each] = content_of(answers[each])
    found = {method: told(answer) for method, answer in answers.items()}
    assert found == {method: expected(address, method, role) for method in METHODS}
    assert bodies["HEAD"] == b""
    assert answers["HEAD"].status_code == answers["GET"].status_code


def test_every_route_has_its_line_in_a_table_and_the_tables_have_no_others() -> None:
    reads: dict[str, set[str]] = {}
    writes: dict[str, set[str]] = {}
    for address in ADDRESSES:
        for method, action in address.actions:
            (reads if method == "get" else writes).setdefault(address.collection, set()).add(action)
    assert reads == READS
    assert writes == {collection: set(actions) for collection, actions in WRITES.items()}
    assert {each.name for each in ADDRESSES if not each.collection} == OTHERS.keys()


def test_the_walk_goes_to_every_route_of_the_api() -> None:
    assert {str(url.pattern) for url in router.urls} <= {address.route for address in ADDRESSES}


def test_a_key_opens_nothing_at_the_desk() -> None:
    assert Keyed(Role.EDITOR, "ed").get("/admin/").status_code == 302
