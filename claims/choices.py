"""Every enumeration of the domain, with the descriptions that the API documentation shows."""

from django.db.models import TextChoices


class CitableCollection(TextChoices):
    """The collections whose rows are cited by slug."""

    SPEAKERS = "speakers", "speakers"
    SOURCES = "sources", "sources"
    TOPICS = "topics", "topics"
    INCIDENTS = "incidents", "incidents"
    STATEMENTS = "statements", "statements"
    CLAIMS = "claims", "claims"
    REVIEWS = "reviews", "reviews"


class SpeakerKind(TextChoices):
    """Popolo's Person and Organization, and a group that the source leaves unnamed."""

    PERSON = "person", "a person"
    ORGANIZATION = "organization", "an organisation"
    GROUP = "group", "an unnamed group, such as “Danish officials”"


class Precision(TextChoices):
    """How exactly a source dates something; the date stored is the first day of the period."""

    DAY = "day", "that day"
    WEEK = "week", "the week that starts on this Monday"
    MONTH = "month", "the month that starts on this day"
    YEAR = "year", "the year that starts on this day"


class SourceKind(TextChoices):
    NEWS_ARTICLE = "news_article", "a news article"
    TRANSCRIPT = "transcript", "a transcript"
    PRESS_RELEASE = "press_release", "a press release"
    SOCIAL_POST = "social_post", "a post on a social network"
    BROADCAST = "broadcast", "a broadcast"
    INTERVIEW = "interview", "an interview"
    DOCUMENT = "document", "another document"


class IncidentStatus(TextChoices):
    ALLEGED = "alleged", "somebody alleges it"
    REPORTED = "reported", "it is reported as a fact, without confirmation"
    CONFIRMED = "confirmed", "it is confirmed"
    DISPROVED = "disproved", "it did not happen"


class ActorRole(TextChoices):
    ALLEGED_PERPETRATOR = "alleged_perpetrator", "said to have done it"
    TARGET = "target", "it was done to them"
    WITNESS = "witness", "saw or registered it"
    RESPONDER = "responder", "acted on it"


class Aspect(TextChoices):
    """The aspect of an incident that a claim is about. A denial of one aspect contradicts no claim about another."""

    OCCURRENCE = "occurrence", "whether it happened"
    RESPONSIBILITY = "responsibility", "who did it"
    INTENT = "intent", "whether it was deliberate"
    CAUSE = "cause", "why it happened"
    IMPACT = "impact", "what it led to, and how grave it is"
    LEGALITY = "legality", "whether it was lawful"
    RESPONSE = "response", "what was or should be done about it"


class StatementKind(TextChoices):
    QUOTE = "quote", "the speaker's words, verbatim"
    PARAPHRASE = "paraphrase", "the content in other words"
    OFFICIAL_TEXT = "official_text", "a published text of the speaker"
    NON_VERBAL = "non_verbal", "an act that states something"


class StatementStatus(TextChoices):
    ACTIVE = "active", "it stands"
    CORRECTED = "corrected", "a corrected statement replaces it"
    RETRACTED = "retracted", "the speaker, the source or the desk took it back"
    MISATTRIBUTED = "misattributed", "it was not said by this speaker"


class ClaimKind(TextChoices):
    EVENT = "event", "something happened"
    ATTRIBUTION = "attribution", "somebody did it"
    INTENT = "intent", "somebody meant it"
    NUMERICAL = "numerical", "a quantity"
    CAUSAL = "causal", "one thing leads to another"
    PREDICTION = "prediction", "something will happen"
    PROMISE = "promise", "somebody will do something"
    POSITION = "position", "something ought to be so"
    OPINION = "opinion", "a judgement"


class ClaimRelationKind(TextChoices):
    EQUIVALENT = "equivalent", "says the same as"
    CONTRADICTS = "contradicts", "cannot be true together with"
    NARROWER = "narrower", "is a special case of"
    SUPPORTS = "supports", "makes more likely"
    DEPENDS_ON = "depends_on", "presupposes"


SYMMETRIC_RELATIONS = (ClaimRelationKind.EQUIVALENT, ClaimRelationKind.CONTRADICTS)


class StancePosition(TextChoices):
    """What a statement does with a claim (RumourEval, FNC-1 and CAMEO have coarser scales)."""

    AFFIRMS = "affirms", "asserts it as true"
    DENIES = "denies", "asserts it as false"
    QUALIFIES = "qualifies", "accepts it under a stated condition"
    QUESTIONS = "questions", "asks for proof or leaves it open; not a denial"
    REPORTS = "reports", "repeats it without endorsing it"
    DECLINES = "declines", "declines to comment; never counted as a denial"


COMMITTAL_POSITIONS = (
    StancePosition.AFFIRMS,
    StancePosition.DENIES,
    StancePosition.QUALIFIES,
    StancePosition.QUESTIONS,
)


class Explicitness(TextChoices):
    EXPLICIT = "explicit", "said in so many words"
    IMPLIED = "implied", "follows from what was said"


class CodingMethod(TextChoices):
    HUMAN = "human", "coded by a person"
    MODEL = "model", "suggested by a model"


class ReviewStatus(TextChoices):
    SUGGESTED = "suggested", "waits for a reviewer"
    CONFIRMED = "confirmed", "a reviewer confirmed it"
    REJECTED = "rejected", "a reviewer rejected it"


class Verdict(TextChoices):
    """What the rating of a review comes to: the scale, what has no place on it, and outcomes of promises."""

    TRUE = "true", "it is true"
    MOSTLY_TRUE = "mostly_true", "it is true but for a detail"
    HALF_TRUE = "half_true", "it is true in part"
    MOSTLY_FALSE = "mostly_false", "it is false but for a grain of truth"
    FALSE = "false", "it is false"
    MISLEADING = "misleading", "it suggests what is not so"
    MISSING_CONTEXT = "missing_context", "it leaves out what one has to know"
    UNVERIFIABLE = "unverifiable", "the evidence does not settle it"
    SATIRE = "satire", "it was not meant seriously"
    OTHER = "other", "something else"
    KEPT = "kept", "a promise: it was kept"
    BROKEN = "broken", "a promise: it was broken"
    COMPROMISE = "compromise", "a promise: less was done than it said"
    STALLED = "stalled", "a promise: nothing moves"
    IN_THE_WORKS = "in_the_works", "a promise: it is being worked on"
    NOT_YET_RATED = "not_yet_rated", "a promise: it is too early to say"


# The verdicts of the scale as numbers, nearer to 5 being truer (schema.org `ratingValue`); the others have none.
SCALE = {Verdict.FALSE: 1, Verdict.MOSTLY_FALSE: 2, Verdict.HALF_TRUE: 3, Verdict.MOSTLY_TRUE: 4, Verdict.TRUE: 5}


class Agreement(TextChoices):
    """How the published reviews of a claim agree."""

    SINGLE = "single", "there is one review"
    UNANIMOUS = "unanimous", "all come to the same verdict"
    CLOSE = "close", "all are on the scale from true to false, one step apart"
    MIXED = "mixed", "they differ"


class PublicationStatus(TextChoices):
    """How far a review is on its way to readers."""

    DRAFT = "draft", "it is being written"
    APPROVAL_NEEDED = "approval_needed", "it waits for somebody else to approve it"
    PROOFREADING_NEEDED = "proofreading_needed", "it is approved, and waits for a proofreader"
    PUBLISHED = "published", "everybody reads it"


class Collection(TextChoices):
    """The collections of the API whose rows have a history."""

    SPEAKERS = "speakers", "people, organisations and groups"
    AFFILIATIONS = "affiliations", "roles that people held"
    SOURCES = "sources", "texts and recordings"
    TOPICS = "topics", "what claims are filed under"
    INCIDENTS = "incidents", "events that claims are about"
    STATEMENTS = "statements", "what speakers said"
    CLAIMS = "claims", "propositions"
    STANCES = "stances", "what statements do with claims"
    CORRECTIONS = "corrections", "what was wrong with a statement, and why"
    REVIEWS = "reviews", "what fact-checkers found out about claims"


class Searched(TextChoices):
    """The kinds of rows that a search finds, in the order in which rows with equal scores are listed."""

    SPEAKER = "speaker", "somebody, by any of the names"
    CLAIM = "claim", "a proposition"
    STATEMENT = "statement", "what somebody said, or its original"
    INCIDENT = "incident", "what claims are about"
    SOURCE = "source", "where statements stand, by its headline, publisher or author"


class ChangeKind(TextChoices):
    CREATED = "created", "it came into being"
    CHANGED = "changed", "it is not what it was"
    DELETED = "deleted", "it is gone"


class Capacity(TextChoices):
    OWN = "own", "the person or body that spoke"
    REPRESENTED = "represented", "the one on whose behalf it was said"


class PositionChange(TextChoices):
    """How far a speaker has changed position on a claim."""

    NONE = "none", "one position was taken"
    HALF = "half", "positions differed, but it was not affirmed and denied"
    FULL = "full", "it was affirmed at one time, and denied at another"


class ContradictionKind(TextChoices):
    """Who contradicts whom."""

    BETWEEN_SPEAKERS = "between_speakers", "one speaker affirms the claim now, and another one denies it"
    CHANGE_OF_MIND = "change_of_mind", "one speaker affirmed the claim at one time, and denied it at another"


class Role(TextChoices):
    """The roles of readers and of the editorial team, in order: each may do all that those before it may."""

    READER = "reader", "anybody: reads what is public"
    CODER = "coder", "records statements, sources, claims and incidents, and suggests stances"
    REVIEWER = "reviewer", "confirms and rejects what others suggested"
    EDITOR = "editor", "manages speakers and topics, merges, withdraws and corrects"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


# ISO 3166-1 alpha-2, officially assigned codes, and XK, which the European Union uses for Kosovo.
_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = tuple(_CODES.split())
