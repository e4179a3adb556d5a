"""The reading page of a source."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View

from claims.choices import Collection
from claims.desk.base import actor_of
from claims.desk.labels import address, label
from claims.desk.read.access import team_only
from claims.desk.read.card import Card
from claims.desk.read.marking import paragraphs
from claims.desk.read.recording import NotRecorded, Recorder, existing_row
from claims.desk.read.values import KEY, Values, drafted, first_values, values_of
from claims.models import Reading, Redirect, Source, Stance, Statement
from claims.services import passages, review
from claims.services.decisions import NotReviewed
from claims.services.passages import Passage, Span, Text

MAX_WORDS = 10_000  # characters that one card may have chosen
BEFORE = 500  # characters before the words at hand that are shown at most, where they are not in the first part
LONG = _("Words of more than {number} characters are not kept as no statement. Choose fewer, or leave them.")


@dataclass
class Shown:
    """What the page shows of a POST that was refused: the values that were sent, and what is wrong."""

    values: Values | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    alike: dict[str, list[Any]] = field(default_factory=dict)
    existing: Any = None


@method_decorator(team_only, name="dispatch")
class ReadingView(View):
    """The text of a source with its passages, and the card of the one at hand (`?at=START-END`).

    A form names in `intent` what is to be done. Each works without JavaScript: it redirects to the page, or shows it
    again with what is wrong. htmx takes the parts of the same pages that it needs.
    """

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        slug = kwargs["slug"]
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            present = Redirect.objects.present(Collection.SOURCES, [slug]).get(slug)
            if present is None or request.method == "POST":
                raise Http404(f"There is no source “{slug}”.")
            return HttpResponseRedirect(f"{reverse('read', args=[present])}?{request.GET.urlencode()}")
        self.source, self.user = source, cast(User, request.user)
        given = request.GET.get("from", "0")
        self.start = min(int(given[:9]), len(source.content)) if given.isascii() and given.isdigit() else 0
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        seen = request.GET.get("seen")
        if seen is not None and seen == passages.state_of(self.source):
            return HttpResponse(status=204)
        return self.page(Shown())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        intents: dict[str, Callable[[], HttpResponse]] = {
            "record": self.record,
            "stance": self.add_stance,
            "refresh": lambda: self.page(Shown(self.sent)),
            "draft": self.draft,
            "discard": self.discard,
            "dismiss": self.dismiss,
            "restore": self.restore,
            "confirm": self.review,
            "reject": self.review,
            "done": self.done,
            "undone": self.done,
        }
        work = intents.get(request.POST.get("intent", "record"))
        if work is None:
            raise Http404("A form of this page has one of the known intents.")
        if any("\0" in value for _, values in request.POST.lists() for value in values):
            raise BadRequest("PostgreSQL stores no NUL.")
        return work()

    @property
    def sent(self) -> Values:
        return values_of(self.request.POST)

    def text(self) -> Text:
        """The part of the text that the address names, or else one with the words at hand.

        To find the part that has them in a text that is read from its beginning, all parts before would be read.
        """
        text = passages.passages_of(self.source, self.user, self.start)
        at = self.request.GET.get("at")
        if at and "from" not in self.request.GET and text.next and text.next <= (first := self.span(at).start):
            line = text.whole.find("\n", max(first - BEFORE, 0), first) + 1
            self.start = line or min(first, len(text.whole))
            text = passages.passages_of(self.source, self.user, self.start)
        return text

    def page(self, shown: Shown, status: int = 200) -> HttpResponse:
        """The page, with the card of the passage that the address names, or else of the first one that is open."""
        text = self.text()
        passage = self.chosen(text)
        if self.request.method == "GET":
            passages.note_found(self.source, text)
        reading = Reading.objects.filter(source=self.source).select_related("done_by").first()
        context = {
            "source": self.source,
            "text": text,
            "paragraphs": list(paragraphs(text, passage)),
            "passage": passage,
            "card": self.card(text, passage, shown) if passage else None,
            "existing": shown.existing,
            "near": self.near(text, passage),
            "reading": reading,
            "state": passages.state_of(self.source),
            "query": self.query(passage.span if passage else None),
            "part": f"&from={self.start}" if self.start else "",
        }
        return render(self.request, "desk/read/page.html", context, status=status)

    def chosen(self, text: Text) -> Passage | None:
        """The passage that the address names, also one that nobody found; else the first open one.

        Raises:
            Http404: the address names no words of the text.
        """
        if words := self.request.GET.get("words", "").strip():
            place = text.whole.find(words, text.start)
            if place < 0 or len(words) > MAX_WORDS:
                return None
            return self.passage_at(text, Span(place, place + len(words)))
        if at := self.request.GET.get("at"):
            return self.passage_at(text, self.span(at))
        left = {"waiting"} if self.request.GET.get("review") else {"open", "draft"}
        waiting = [each for each in text.passages if each.state in left]
        return next(iter([*waiting, *text.passages]), None)

    def span(self, at: str) -> Span:
        first, _, last = at.partition("-")
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise Http404("`at` names words by their offsets, as in `at=120-180`.")
        return Span(int(first[:9]), int(last[:9]))

    def passage_at(self, text: Text, span: Span) -> Passage:
        same = [each for each in text.passages if each.span == span]
        known = next(iter([*same, *(each for each in text.passages if each.is_meant_by(span))]), None)
        words = text.whole[span.start : span.end]
        if known is None and (
            not 0 < span.end - span.start <= MAX_WORDS or span.end > len(text.whole) or not words.strip()
        ):
            raise Http404("There are no such words in this text.")
        if known is None:
            dismissed = self.source.dismissals.filter(start=span.start, end=span.end, exact=words).exists()
            known = Passage(span, dismissed=dismissed)
        return known

    def card(self, text: Text, passage: Passage, shown: Shown) -> Card:
        values = first_values(self.source, text.whole, passage)
        draft = passages.draft_of(self.source, self.user, passage.span).first()
        if shown.values is not None:
            values |= shown.values
        elif draft:
            values |= drafted(draft.fields)
        actor = actor_of(self.request)
        return Card(self.source, text.whole, passage, actor, values, shown.errors, shown.alike, draft is not None)

    def near(self, text: Text, passage: Passage | None) -> dict[str, Any]:
        """The passages before and after the one at hand, its number, and how many are left."""
        spans = [each.span for each in text.passages]
        here = passage.span if passage else Span(0, 0)
        before = [each for each in spans if each < here]
        after = [each for each in spans if each > here]
        return {
            "previous": before[-1] if before else None,
            "next": after[0] if after else None,
            "number": spans.index(here) + 1 if here in spans else None,
            "all": len(spans),
            "left": sum(1 for each in text.passages if each.state in {"open", "draft"}),
        }

    def query(self, span: Span | None) -> str:
        parts = {"at": str(span)} if span else {}
        return urlencode({**parts, **({"from": self.start} if self.start else {})})

    def back(self, span: Span | None = None) -> HttpResponse:
        """Redirects to the page: to the card of a span, or to that of the first passage that is open after it."""
        return HttpResponseRedirect(f"{self.request.path}?{self.query(span)}", status=303)

    def onward(self, text: Text, span: Span) -> HttpResponse:
        """Redirects to the next passage that is open, from this one on and then from the beginning."""
        waiting = [each.span for each in text.passages if each.state in {"open", "draft"} and each.span != span]
        return self.back(next((each for each in waiting if each > span), next(iter(waiting), span)))

    def at_hand(self) -> tuple[Text, Span]:
        """The text, and the words that the form is about."""
        text = self.text()
        return text, self.passage_at(text, self.span(self.request.GET.get("at", ""))).span

    def refused(self, problem: NotRecorded) -> HttpResponse:
        row = existing_row(problem)
        existing = {"admin": address(row), "label": label(row)} if row is not None else None
        shown = Shown(self.sent, dict(problem.errors), problem.alike, existing)
        return self.page(shown, status=422)

    def recorder(self, text: Text) -> Recorder:
        return Recorder(self.source, text.whole, self.user, actor_of(self.request))

    def record(self) -> HttpResponse:
        text, span = self.at_hand()
        try:
            self.recorder(text).record(span, self.sent)
        except NotRecorded as problem:
            return self.refused(problem)
        return self.onward(text, span)

    def add_stance(self) -> HttpResponse:
        text, span = self.at_hand()
        statement = Statement.objects.filter(source=self.source, slug=self.request.POST.get("statement", "")).first()
        if statement is None:
            raise Http404("The form names a statement of this source.")
        try:
            self.recorder(text).add_stance(statement, self.sent)
        except NotRecorded as problem:
            return self.refused(problem)
        return self.back(span)

    def draft(self) -> HttpResponse:
        """Keeps the card; htmx does so while somebody types, and gets an empty answer. A button gets the page."""
        _, span = self.at_hand()
        try:
            passages.keep_draft(self.source, span, self.user, self.sent)
        except passages.NotKeptError as refused:
            return self.page(Shown(self.sent, {"": [str(refused)]}), status=422)
        typing = "HX-Request" in self.request.headers and "HX-Boosted" not in self.request.headers
        return HttpResponse(status=204) if typing else self.back(span)

    def discard(self) -> HttpResponse:
        _, span = self.at_hand()
        passages.draft_of(self.source, self.user, span).delete()
        return self.back(span)

    def dismiss(self) -> HttpResponse:
        text, span = self.at_hand()
        if span.end - span.start > MAX_WORDS:
            return self.page(Shown(self.sent, {"": [LONG.format(number=f"{MAX_WORDS:,}")]}), status=422)
        passages.dismiss(self.source, text.whole, span, self.user)
        return self.onward(text, span)

    def restore(self) -> HttpResponse:
        _, span = self.at_hand()
        passages.restore(self.source, span)
        return self.back(span)

    def review(self) -> HttpResponse:
        """Confirms or rejects the stance that the form names, in the version that the reviewer saw."""
        _, span = self.at_hand()
        key = self.request.POST.get("stance", "")
        named = Stance.objects.filter(statement__source=self.source)
        stance = named.filter(pk=key).first() if KEY.fullmatch(key) else None
        if stance is None:
            raise Http404("The form names a stance on this source.")
        seen = self.request.POST.get("seen") or "nothing"
        try:
            if self.request.POST["intent"] == "confirm":
                review.confirm(stance, self.user, seen)
            else:
                review.reject(stance, self.user, self.request.POST.get("reason", ""), seen)
        except NotReviewed as refused:
            return self.page(Shown(errors={f"stance-{stance.pk}": [str(refused)]}), status=422)
        return self.back(span)

    def done(self) -> HttpResponse:
        """Marks the source as done, or as not done."""
        at = self.request.GET.get("at")
        span = self.span(at) if at else None
        done = self.request.POST["intent"] == "done"
        values = {"done_by": self.user if done else None, "done_at": timezone.now() if done else None}
        Reading.objects.update_or_create(source=self.source, defaults=values)
        return self.back(span)
