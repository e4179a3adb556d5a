"""What the table of `tests/services/test_policy.py` tries: rows in each state, and the doors to change them by."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.urls import reverse

from claims.choices import Role
from claims.models import Citation, Claim, Correction, Review, Stance, Statement
from claims.models.redirect import collection_of
from claims.services.authorship import Author, written_by
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.desk import desk, filled, page, seen

Row = Callable[[Any], Any]


class Case(NamedTuple):
    """What is tried: an action with a row, which is made for the user who tries it, and the fields that are written."""

    row: Row | type[Model]
    action: str
    fields: Callable[[], dict[str, Any]] = dict


def change(row: Row, field: str, value: Any) -> Case:
    return Case(row, "change", lambda: {field: value() if callable(value) else value})


def add(model: type[Model], **fields: Any) -> Case:
    """A new row; fields that refer to other rows have their factories."""
    return Case(model, "add", lambda: {name: value() if callable(value) else value for name, value in fields.items()})


# Rows in the states that the policy knows.


def confirmed(user: Any = None) -> Stance:
    speaker, claim = make.SpeakerFactory(), make.ClaimFactory(text="It was deliberate.")
    return make.take(speaker, claim, "affirms", date(2025, 9, 23))


def suggested(user: Any = None) -> Stance:
    return make.StanceFactory(review_status="suggested")  # type: ignore[no-any-return]


def rejected(user: Any = None) -> Stance:
    return make.StanceFactory(review_status="rejected")  # type: ignore[no-any-return]


def own(status: str = "suggested") -> Row:
    """A stance that the user suggested."""

    def row(user: Any) -> Stance:
        stance = make.StanceFactory(review_status="suggested", coder=user)
        if status != "suggested":
            reviewer = type(user).objects.get_or_create(username="a reviewer")[0]
            Stance.objects.filter(pk=stance.pk).update(review_status=status, reviewer=reviewer)
            stance.refresh_from_db()
        return stance  # type: ignore[no-any-return]

    return row


def amended(what: str) -> Row:
    """A suggestion of somebody else, after the user has changed what it rests on."""

    def row(user: Any) -> Stance:
        stance = suggested()
        with written_by(lambda: Author(user.pk)):
            if what == "citation":
                make.CitationFactory(statement=stance.statement)
            else:
                subject = getattr(stance, what)
                type(subject).objects.filter(pk=subject.pk).update(text="It was nobody.")
        return Stance.objects.get(pk=stance.pk)

    return row


def retracted(user: Any = None) -> Statement:
    return make.correct(make.StatementFactory(), "retracted").statement  # type: ignore[no-any-return]


def cited(stance: Row) -> Row:
    """A citation of the statement of a stance; the test's transaction has made both, so it may add it."""
    return lambda user: make.CitationFactory(statement=stance(user).statement)


def recorded(factory: Any, **fields: Any) -> Row:
    """A row that the user who tries recorded."""

    def row(user: Any) -> Any:
        with written_by(lambda: Author(user.pk)):
            return factory(**fields)

    return row


def used(factory: Any, name: str) -> Row:
    """A row that the user recorded, and to which a statement of somebody else refers under `name`."""

    def row(user: Any) -> Any:
        found = recorded(factory)(user)
        make.StatementFactory(**{name: found})
        return found

    return row


def used_by_own(factory: Any, name: str) -> Row:
    """A row that the user recorded, with a statement and a suggestion of the same user."""

    def row(user: Any) -> Any:
        found = recorded(factory)(user)
        statement = recorded(make.StatementFactory, **{name: found})(user)
        make.StanceFactory(statement=statement, coder=user, review_status="suggested")
        return found

    return row


def used_by_reviewed(factory: Any, name: str) -> Row:
    """The same after a reviewer has confirmed the suggestion."""

    def row(user: Any) -> Any:
        found = used_by_own(factory, name)(user)
        reviewer = type(user).objects.get_or_create(username="a reviewer")[0]
        Stance.objects.filter(coder=user).update(review_status="confirmed", reviewer=reviewer)
        return found

    return row


def new(factory: Any, **fields: Any) -> Row:
    """A row that somebody else recorded."""
    return lambda user: factory(**fields)


def review(status: str, *, mine: bool = False, **fields: Any) -> Row:
    """A review that the user wrote, or somebody else did."""

    def row(user: Any) -> Review:
        somebody, another = (type(user).objects.get_or_create(username=name)[0] for name in ("a coder", "a reviewer"))
        approver = another if status in {"proofreading_needed", "published"} else None
        return make.ReviewFactory(  # type: ignore[no-any-return]
            status=status, coder=user if mine else somebody, approver=approver, **{"own": True, "url": ""} | fields
        )

    return row


def reworded(what: str) -> Row:
    """A submitted review of somebody else, after the user has changed it or its claim."""

    def row(user: Any) -> Review:
        found = review("approval_needed")(user)
        with written_by(lambda: Author(user.pk)):
            if what == "review":
                Review.objects.filter(pk=found.pk).update(body="On second thoughts.")
            else:
                Claim.objects.filter(pk=found.claim_id).update(text="It was nobody.")
        return Review.objects.get(pk=found.pk)

    return row


def of(stance: Row, name: str) -> Row:
    return lambda user: getattr(stance(user), name)


# The doors. Each returns whether the case was done.


def state(row: Any) -> Any:
    """The columns of a row; of a model, its number of rows."""
    if isinstance(row, type):
        return row._default_manager.count()  # type: ignore[attr-defined]
    return type(row)._default_manager.filter(pk=row.pk).values().first()


def made(case: Case, user: Any) -> Any:
    return case.row if isinstance(case.row, type) else case.row(user)


def as_json(value: Any) -> Any:
    return getattr(value, "slug", value.pk) if isinstance(value, Model) else value


def by_key(role: Role, case: Case) -> bool:
    """Tries the case through the API."""
    client = Keyed(role, "somebody")
    row = made(case, client.user)
    before, fields = state(row), {name: as_json(value) for name, value in case.fields().items()}
    if isinstance(row, Citation):  # written with its statement
        path = f"statements/{row.statement.slug}/"
        answer = client.patch(path, {"citations": [fields] if fields else []})
    elif isinstance(row, type):
        answer = client.post(f"{collection_of(row)}/", fields)
    else:
        # The address of a merged row is its former slug.
        key = "double" if case.action == "unmerge" else getattr(row, "slug", row.pk)
        path = f"{collection_of(type(row))}/{key}/"
        if case.action == "change":
            answer = client.patch(path, fields)
        elif case.action == "delete":
            answer = client.delete(path)
        else:
            answer = client.post(f"{path}{case.action}/", fields)
    by_a_rule = answer.status_code == 400 and answer.json()["type"] == "/problems/#rule-broken"
    assert by_a_rule or answer.status_code in {200, 201, 204, 403, 405, 409}, answer.content
    done = state(row) != before
    assert (answer.status_code < 300) == done, answer.content
    return done


def at_the_desk(role: Role, case: Case) -> bool:
    """Tries the same at the desk."""
    client = desk(role.value, "somebody")
    row = made(case, client.user)
    fields = {name: getattr(value, "pk", value) for name, value in case.fields().items()}
    before = state(row)
    if case.action in {"add", "change"}:
        address = page(row, "add") if case.action == "add" else page(row)
        opened = client.get(address)
        # Nobody is kept from sending what no form offers.
        client.post(address, filled(opened, **fields) if opened.status_code == 200 else fields)
    elif case.action == "delete":
        client.post(page(row, "delete"), {"post": "yes"})
    elif case.action == "correct":
        address = page(Correction, "add")
        opened, fields = client.get(address), {**fields, "statement": row.pk}
        client.post(address, filled(opened, **fields) if opened.status_code == 200 else fields)
    else:
        address = reverse(f"admin:claims_{row._meta.model_name}_review", args=[row.pk])
        client.post(address, {"verdict": case.action, **fields} | seen(client.get(page(row))))
    return bool(state(row) != before)


def by_loaddata(case: Case, folder: Path) -> bool:
    """Tries to load the row, as the case would leave it, from a fixture."""
    user = Keyed(Role.EDITOR, "somebody").user
    row = made(case, user)
    fields = {name: getattr(value, "pk", value) for name, value in case.fields().items()}
    before = state(row)
    if isinstance(row, type):
        named = {"slug": "a-row"} if any(each.name == "slug" for each in row._meta.fields) else {}  # type: ignore[attr-defined]
        record: dict[str, Any] = {"model": row._meta.label_lower, "fields": named | fields}  # type: ignore[attr-defined]
    else:
        (record,) = serializers.serialize("python", [row])
        record["fields"] |= fields
    file = folder / "fixture.json"
    file.write_text(json.dumps([record], default=str))
    with suppress(CommandError):
        call_command("loaddata", str(file), verbosity=0)
    return bool(state(row) != before)
