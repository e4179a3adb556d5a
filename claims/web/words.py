"""The words of the pages for the values of the API, which are translated when they are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.choices import Agreement, StancePosition

# The sign that stands beside the word of a position, so that nobody needs to see its colour.
SIGNS = {
    StancePosition.AFFIRMS: "✓",
    StancePosition.DENIES: "✕",
    StancePosition.QUALIFIES: "◐",
    StancePosition.QUESTIONS: "?",
    StancePosition.REPORTS: "”",
    StancePosition.DECLINES: "–",
}
# Of one speaker: “Dmitry Peskov denies that …”.
SAYS = {
    StancePosition.AFFIRMS: pgettext_lazy("value", "affirms"),
    StancePosition.DENIES: pgettext_lazy("value", "denies"),
    StancePosition.QUALIFIES: _("accepts with a condition"),
    StancePosition.QUESTIONS: _("leaves open"),
    StancePosition.REPORTS: _("only reports"),
    StancePosition.DECLINES: _("declines to comment on"),
}
# Of all who hold a position.
HELD_BY = {
    StancePosition.AFFIRMS: _("Affirmed by"),
    StancePosition.DENIES: _("Denied by"),
    StancePosition.QUALIFIES: _("Accepted with a condition by"),
    StancePosition.QUESTIONS: _("Left open by"),
    StancePosition.REPORTS: _("Only reported by"),
    StancePosition.DECLINES: _("No comment from"),
}
# How the reviews of a claim agree, after the verdicts that they come to.
AGREEMENT = {
    Agreement.SINGLE: _("There is one review."),
    Agreement.UNANIMOUS: _("All reviews come to the same verdict."),
    Agreement.CLOSE: _("The reviews are one step of the scale apart."),
    Agreement.MIXED: _("The reviews come to different verdicts."),
}
HEADINGS = {
    "claims": _("Claims"),
    "contradictions": _("Contradictions"),
    "corrections": _("Corrections"),
    "incidents": _("Incidents"),
    "positions": _("Positions"),
    "publishers": _("Publishers"),
    "reviews": _("Reviews"),
    "sources": _("Sources"),
    "speakers": _("Speakers"),
    "stances": _("Who said what"),
    "statements": _("Statements"),
    "topics": _("Topics"),
}
# What a list is for, and what it does not imply.
LEADS = {
    "claims": _("Propositions that somebody affirmed, denied or left open, each phrased once, without a speaker."),
    "contradictions": _(
        "Two recorded statements that cannot both be right: by two speakers, or by one at different times. "
        "Which of them is right is not said here."
    ),
    "corrections": _(
        "A statement that turns out to be wrong is not deleted. It stays readable, says that it does not stand, and "
        "counts in nobody’s position any more. Here is what was wrong, and why, the newest first."
    ),
    "incidents": _("Events that claims are about, as far as they are known."),
    "reviews": _(
        "What fact-checkers found out about claims, each in the words of its author. "
        "Who affirms or denies a claim does not follow from it."
    ),
    "publishers": _("Who published the sources that are recorded here."),
    "sources": _("The articles, transcripts and recordings that statements are taken from, word for word."),
    "speakers": _("People, organisations and groups who said something that is recorded here."),
    "statements": _("What was said: by whom, in which role, on which day, in which source."),
    "topics": _("What claims are filed under."),
}
