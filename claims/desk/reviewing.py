"""Reviewing all stances that a filter finds: a page says what would happen, and its button does it."""

from collections import defaultdict
from typing import NamedTuple, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import CHANGE
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, gettext_noop, ngettext

from claims.models import Stance
from claims.services import review
from claims.services.decisions import NotReviewed
from claims.services.review_many import Outlook, outlook, review_seen

MOST = 100_000  # in one transaction
MOST_NAMED = 5  # of those that are refused for one reason
DONE = {review.CONFIRM: gettext_noop("confirmed"), review.REJECT: gettext_noop("rejected")}

# The desk's own record of who did what, as `ModelAdmin.log_change` writes it for one row.
LOG = """
    INSERT INTO django_admin_log
        (action_time, user_id, content_type_id, object_id, object_repr, action_flag, change_message)
    SELECT now(), %s, %s, x.id::text, left(s.slug || ' ' || x.position || ' ' || c.slug, 200), %s, %s
    FROM claims_stance x JOIN claims_statement s ON s.id = x.statement_id JOIN claims_claim c ON c.id = x.claim_id
    WHERE x.id = ANY (%s::bigint[]) ORDER BY x.id
"""


class Reason(NamedTuple):
    """Why a verdict may not be given on some stances, and the primary keys of the first of them."""

    words: str
    number: int
    first: list[int]


def takes_all(request: HttpRequest) -> bool:
    """Whether an action is about all rows that the list finds, also those on other pages."""
    return request.POST.get("select_across") == "1"


def review_found(
    admin: ModelAdmin, request: HttpRequest, found: QuerySet, verdict: review.Verdict
) -> HttpResponse | None:
    """Asks about the stances that are found; gives the verdict on them where the request says what was seen.

    Returns:
        The page that asks; None after it was done, or where it cannot be.
    """
    keys = list(found.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        words = gettext("More than {most} stances were found: narrow the list.")
        admin.message_user(request, words.format(most=f"{MOST:,}"), messages.ERROR)
        return None
    by, reason = cast(User, request.user), request.POST.get("reason", "")
    if seen := request.POST.get("seen"):
        try:
            done = review_seen(verdict, keys, by, reason, seen)
        except NotReviewed as refused:
            admin.message_user(request, str(refused), messages.ERROR)
        else:
            log(by, done.allowed, f"{DONE[verdict].capitalize()}.")
            words = counted(len(done.allowed), gettext(DONE[verdict]))
            admin.message_user(request, words, messages.SUCCESS)
            return None
    return question(admin, request, verdict, outlook(verdict, keys, by))


def counted(count: int, done: str) -> str:
    """The message that so many stances were reviewed."""
    return ngettext("{count} stance {done}.", "{count} stances {done}.", count).format(count=count, done=done)


def log(by: User, keys: list[int], words: str) -> None:
    kind = ContentType.objects.get_for_model(Stance).pk
    with connection.cursor() as cursor:
        cursor.execute(LOG, [by.pk, kind, CHANGE, words, keys])


def question(admin: ModelAdmin, request: HttpRequest, verdict: review.Verdict, found: Outlook) -> HttpResponse:
    """The page that says what would happen."""
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": gettext("Confirm") if verdict is review.CONFIRM else gettext("Reject"),
        "action": request.POST["action"],
        "confirms": verdict is review.CONFIRM,
        "reason": request.POST.get("reason", ""),
        "count": len(found.allowed),
        "refused": reasons(found),
        "seen": found.version,
    }
    return TemplateResponse(request, "desk/review_found.html", context)


def reasons(found: Outlook) -> list[Reason]:
    """The reasons of all refusals, the most frequent first."""
    keys = defaultdict(list)
    for key, why in sorted(found.refused.items()):
        keys[str(why)].append(key)
    alike = [Reason(words, len(some), some[:MOST_NAMED]) for words, some in keys.items()]
    return sorted(alike, key=lambda each: -each.number)
