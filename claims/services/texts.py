"""Texts that come in: fetched where the deployment allows it, and kept as sources, each text and each address once."""

from collections.abc import Mapping
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Value
from django.db.models.functions import MD5

from claims.models import Source
from claims.models.source import url_key
from claims.services import policy
from claims.services.rules import holder
from claims.services.transactions import in_one_transaction, lock_new_rows
from claims.texts import BusyError, Proposal, UnreadableError, read_apart
from claims.texts.fetch import fetch

NOT_FETCHED = "This tracker does not fetch addresses. Save the page as a file, or paste its text."
# Pages that one process of the server fetches at a time, and seconds for which others wait.
FETCHING = BoundedSemaphore(1)
WAIT = 2


class Kept(NamedTuple):
    """The source of a text.

    Attributes:
        is_new: whether it was recorded now.
        has_text: whether it has this text, and not another one or none.
    """

    source: Source
    is_new: bool
    has_text: bool


def proposal_at(address: str) -> Proposal:
    """The proposal for what an address of the public web answers.

    Raises:
        UnreadableError: the deployment does not allow it, or it cannot be fetched or read.
        BusyError: another one is being fetched.
    """
    if not settings.FETCH_SOURCES:
        raise UnreadableError(NOT_FETCHED)
    if not FETCHING.acquire(timeout=WAIT):
        raise BusyError("Another page is being fetched just now: try again in a few seconds.")
    try:
        page = fetch(address)
    finally:
        FETCHING.release()
    return read_apart(page.data, "", page.media_type, page.address)


def stored(text: str) -> str:
    """The text as the database would store it. It refuses what takes long to compose."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_check_marks(%s, %s, 'content')", [text, Source._meta.db_table])
        cursor.execute("SELECT normalize(%s::text, NFC)", [text])
        return str(cursor.fetchone()[0])


def there(text: str, address: str, *, lock: bool = False) -> Source | None:
    """The source that has this text, or else this address in any spelling; the first where several have the text.

    Args:
        lock: nobody else changes or deletes it until the transaction ends.
    """
    rows = Source.objects.order_by("pk")
    if lock:
        rows = rows.select_for_update(no_key=True)
    digests = rows.alias(digest=MD5("content")).exclude(content="")
    same = digests.filter(digest=MD5(Value(text)), content=text).first() if text else None
    if same is None and address:
        keys = rows.alias(key=url_key("url")).exclude(url="")
        same = keys.filter(key=url_key(Value(address))).first()
    return same


def keep(actor: policy.Actor, values: Mapping[str, Any]) -> Kept:
    """Records a source with a text, or finds the one that is there.

    The text goes to a source that has the address and no text. A source with another text is left as it is.

    Args:
        values: fields of a source, with its `content`.

    Raises:
        NotPermittedError: `actor` may not record sources.
        DatabaseError: the database refuses the source, or its text.
    """
    policy.require(actor, "add", Source, changes=values.keys())
    try:
        return in_one_transaction(lambda: kept(actor, values))
    except IntegrityError as error:
        # Somebody recorded the address at this moment by another door, which does not wait.
        found = holder(error)
        if not isinstance(found, Source):
            raise
        return in_one_transaction(lambda: kept(actor, values))


def kept(actor: policy.Actor, values: Mapping[str, Any]) -> Kept:
    lock_new_rows(Source)
    text = stored(values["content"])
    source = there(text, values.get("url", ""), lock=True)
    if source is None:
        made = Source(**{"content_sha256": sha256(text.encode()).hexdigest(), **values, "content": text})
        made.save()
        connection.check_constraints()
        made.refresh_from_db()
        return Kept(made, is_new=True, has_text=True)
    if not source.content and policy.refusal(actor, "change", Source, source, ["content"]) is None:
        source.content = text
        source.save(update_fields=["content"])
        connection.check_constraints()
    return Kept(source, is_new=False, has_text=source.content == text)
