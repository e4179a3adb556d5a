"""The words of the pages for the values of the API, which are translated when they are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from claims.choices import StancePosition

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
    StancePosition.AFFIRMS: _("affirms"),
    StancePosition.DENIES: _("denies"),
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
STATEMENTS_HERE = ngettext_lazy("%d statement recorded here", "%d statements recorded here")
