"""What a client of the storm does: one method for each sort of write, and reads, chosen at random."""

import random
from typing import Any
from uuid import uuid4

from claims.choices import Role
from tests.storm.client import Exchange, StormClient
from tests.storm.world import DAYS, POSITIONS, WORDS, World, rights

# Statuses of a refused write: a row that it names is gone, a rule, a concurrent writer.
GONE, RULE = {400, 404}, {400, 409}
READS = (
    "statements/?position=denies&limit=20",
    "claims/?disputed=true&count=exact",
    "stances/?review_status=suggested",
    "claims/?ordering=-updated_at&fields=slug,tallies",
    "changes/?limit=50",
    "redirects/",
    "contradictions/?limit=20",
    "contradictions/?kind=change_of_mind&count=exact",
    "publishers/",
    "sources/?brief=true",
)
BELOW = {"speakers": "positions/", "incidents": "matrix/", "claims": "stances/", "statements": "history/"}
MERGED = ("speakers", "organizations", "claims", "incidents", "sources")
# Texts that all clients append to with If-Match.
SHARED = {"incidents": "summary", "claims": "context"}


class Actor:
    """A client of a role that does one random operation after another."""

    def __init__(self, client: StormClient, world: World, role: Role, seed: int) -> None:
        self.client, self.world, self.role = client, world, role
        self.random = random.Random(seed)  # noqa: S311
        self.operations = rights(role)

    def act(self) -> None:
        getattr(self, self.random.choice(self.operations))()

    def pick(self, collection: str) -> str:
        return self.world.pick(self.random, collection)

    def post(self, path: str, body: Any, refusals: set[int]) -> Exchange:
        """A POST; half of them have an Idempotency-Key, are sent until they are answered, and sometimes once more."""
        if self.random.random() < 0.5:
            return self.done(self.client.send("POST", path, body), refusals)
        key = uuid4().hex
        answer = self.done(self.client.until_known("POST", path, body, Idempotency_Key=key), refusals)
        if self.random.random() < 0.3:
            self.done(self.client.until_known("POST", path, body, Idempotency_Key=key), refusals)
        return answer

    def record(self, collection: str, body: Any, refusals: set[int] = RULE) -> None:
        """A POST of rows, whose keys the other clients then know."""
        answer = self.post(f"{collection}/", body, refusals)
        if answer.is_acknowledged:
            for row in answer.json() if isinstance(body, list) else [answer.json()]:
                self.world.add(collection, row)

    def change(
        self,
        method: str,
        path: str,
        body: Any,
        refusals: set[int],
        *,
        token: str = "",
        certain: Any = (),
        **headers: str,
    ) -> Exchange:
        exchange = self.client.send(method, path, body, **headers)
        exchange.token, exchange.wrote = token, {name: body[name] for name in certain}
        return self.done(exchange, refusals)

    @staticmethod
    def done(exchange: Exchange, refusals: set[int]) -> Exchange:
        exchange.refusals = frozenset(refusals)
        return exchange

    # Reads

    def read(self) -> None:
        if self.random.random() < 0.5:
            answer = self.done(self.client.get(self.random.choice(READS)), set())
            self.done(self.client.get(answer.path[8:], If_None_Match=answer.answer_headers["Etag"]), {304})
        else:
            collection = self.random.choice(list(BELOW))
            self.done(self.client.get(f"{collection}/{self.pick(collection)}/{BELOW[collection]}"), {301, 404})

    def look(self) -> None:
        """Reads a row that others add to, of which a worker may have kept an earlier answer."""
        collection = self.random.choice(list(SHARED))
        self.done(self.client.get(f"{collection}/{self.pick(collection)}/"), {301, 404})

    # New rows

    def source(self) -> None:
        content = ". ".join([*WORDS, self.world.token()])
        self.record("sources", {"kind": "transcript", "headline": self.world.token(), "content": content})

    def claim(self) -> None:
        token = self.world.token()
        links = [{"incident": self.pick("incidents"), "aspect": "intent"}]
        body = {"text": f"It was so, {token}", "name": f"So {token}", "kind": "event", "checkable": True}
        self.record("claims", {**body, "incidents": links, "topics": [self.pick("topics")]})

    def incident(self) -> None:
        actors = [{"speaker": self.pick("organizations"), "role": "witness"}]
        body = {"name": f"Drones {self.world.token()}", "kind": "drone_sighting", "status": "reported"}
        self.record("incidents", {**body, "actors": actors})

    def speaker(self) -> None:
        name, kind = f"Speaker {self.world.token()}", self.random.choice(("person", "organization"))
        self.record("speakers", {"kind": kind, "name": name, "sort_name": name})

    def affiliation(self) -> None:
        body = {"person": self.pick("speakers"), "organization": self.pick("organizations")}
        self.record("affiliations", {**body, "role": f"Envoy {self.world.token()}"})

    def topic(self) -> None:
        """A topic with a name that others choose as well, so that slugs collide."""
        self.record("topics", {"name": self.random.choice(("Drones", "War")), "broader": self.pick("topics")})

    def statement(self) -> None:
        self.record("statements", self.said())

    def bulk(self) -> None:
        self.record("statements", [self.said() for _ in range(self.random.randint(2, 5))])

    def said(self) -> dict[str, Any]:
        """A statement with its citation and its stances."""
        text, token = self.random.choice(WORDS), self.world.token()
        stances = [{**self.taken(), "excerpt": text, "rationale": token} for _ in range(self.random.randrange(3))]
        body = {"speaker": self.pick("speakers"), "source": self.pick("sources"), "made_on": self.random.choice(DAYS)}
        if self.random.random() < 0.3:
            body["on_behalf_of"] = self.pick("organizations")
        if self.random.random() < 0.5:
            return {**body, "kind": "paraphrase", "text": f"{text}, {token}", "stances": stances}
        return {**body, "kind": "quote", "text": text, "citations": [{"exact": text}], "stances": stances}

    def taken(self) -> dict[str, Any]:
        position = self.random.choice(POSITIONS)
        return {"claim": self.pick("claims"), "position": position, "explicitness": "explicit"}

    def reuse(self) -> None:
        """Two requests under one key: the second is refused."""
        key = uuid4().hex
        for name in (self.world.token(), self.world.token()):
            body = {"kind": "document", "headline": name}
            self.done(self.client.until_known("POST", "sources/", body, Idempotency_Key=key), {422})

    # Rows that are there

    def append(self) -> None:
        """Reads a row, and changes it with If-Match."""
        shared = SHARED | ({"speakers": "summary"} if self.role.includes(Role.EDITOR) else {})
        collection = self.random.choice(list(shared))
        path, field, token = f"{collection}/{self.pick(collection)}/", shared[collection], self.world.token()
        read = self.done(self.client.get(path), {301, 404})
        if read.status == 200:
            body = {field: f"{read.json()[field]} {token}"}
            self.change("PATCH", path, body, {404, 409, 412}, token=token, If_Match=read.answer_headers["Etag"])

    def replace(self) -> None:
        """Replaces a whole row with PUT and If-Match."""
        path, token = f"incidents/{self.pick('incidents')}/", self.world.token()
        read = self.done(self.client.get(path), {301, 404})
        if read.status == 200:
            row = {name: read.json()[name] for name in ("name", "kind", "status", "summary")}
            row |= {"summary": f"{row['summary']} {token}", "location_name": token}
            tag = read.answer_headers["Etag"]
            self.change("PUT", path, row, {404, 409, 412}, token=token, certain=["location_name"], If_Match=tag)

    def plain(self) -> None:
        """Changes a column without If-Match."""
        collection, field = self.random.choice(
            (("incidents", "location_name"), ("statements", "venue"), ("sources", "publisher"))
        )
        body = {field: self.world.token()}
        self.change("PATCH", f"{collection}/{self.pick(collection)}/", body, {403, 404, 409}, certain=[field])

    def move(self) -> None:
        """Changes a column that positions are derived from; where confirmed stances rest on it, it is refused."""
        changes = {
            "made_on": self.random.choice(DAYS),
            "speaker": self.pick("speakers"),
            "on_behalf_of": self.random.choice([self.pick("organizations"), None]),
            "source": self.pick("sources"),
        }
        field = self.random.choice(list(changes))
        self.change("PATCH", f"statements/{self.pick('statements')}/", {field: changes[field]}, RULE | GONE | {403})

    def suggest(self) -> None:
        self.record("stances", {**self.taken(), "statement": self.pick("statements")})

    def amend(self) -> None:
        body = {"rationale": self.world.token()}
        self.change("PATCH", f"stances/{self.pick('stances')}/", body, {403, 404, 409}, certain=["rationale"])

    def drop_suggestion(self) -> None:
        self.change("DELETE", f"stances/{self.pick('stances')}/", None, {403, 404, 409})

    def review(self) -> None:
        queue = self.done(self.client.get("stances/?review_status=suggested&limit=10"), set()).json()["results"]
        if queue:
            path = f"stances/{self.random.choice(queue)['id']}"
            if self.random.random() < 0.3:
                read = self.done(self.client.get(f"{path}/"), {404})
                if read.status == 200:
                    tag = read.answer_headers["Etag"]
                    self.change("POST", f"{path}/confirm/", None, {403, 404, 409, 412}, If_Match=tag)
            elif self.random.random() < 0.7:
                self.post(f"{path}/confirm/", None, {403, 404, 409})
            else:
                self.post(f"{path}/reject/", {"reason": self.world.token()}, {404, 409})

    def reopen(self) -> None:
        self.post(f"stances/{self.pick('stances')}/reopen/", {"reason": self.world.token()}, {404, 409})

    def rename(self) -> None:
        old, new = self.pick("topics"), f"topic-{self.world.token().strip('.')}"
        if self.change("PATCH", f"topics/{old}/", {"slug": new}, {404, 409}, certain=["slug"]).is_acknowledged:
            self.world.forget("topics", old)
            self.world.add("topics", {"slug": new})

    def merge(self) -> None:
        known = self.random.choice(MERGED)
        kept, merged = self.pick(known), self.pick(known)
        collection = "speakers" if known == "organizations" else known
        if self.post(f"{collection}/{kept}/merge/", {"merged": merged}, RULE | GONE).is_acknowledged:
            self.world.merge(known, merged)

    def unmerge(self) -> None:
        known, former = self.world.pick_merged(self.random)
        collection = "speakers" if known == "organizations" else known
        answer = self.post(f"{collection}/{former}/unmerge/", None, RULE | GONE)
        if answer.is_acknowledged:
            self.world.unmerge(known, answer.json())

    def retract(self) -> None:
        status = self.random.choice(("retracted", "retracted", "misattributed", "active"))
        body = {"statement": self.pick("statements"), "status": status, "what": "It was not said.", "why": "Misheard."}
        self.post("corrections/", body, RULE | GONE)

    def delete(self) -> None:
        collection = self.random.choice(("topics", "sources", "affiliations", "incidents"))
        key = self.pick(collection)
        if self.change("DELETE", f"{collection}/{key}/", None, {404, 409}).is_acknowledged:
            self.world.forget(collection, key)
