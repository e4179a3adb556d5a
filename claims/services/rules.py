"""The database's rules in words: what to tell somebody whose rows broke one."""

from dataclasses import dataclass

from django.db import DatabaseError
from django.db.models import ProtectedError
from psycopg import errors

SLUG = "A slug is made of lower-case letters and digits, in words joined by single hyphens."
BLANK = "This cannot be blank."
PRECISION = (
    "A date needs a precision, and a precision a date, which is the first day of its period: "
    "a Monday for a week, the 1st for a month, 1 January for a year."
)
URL = "An address starts with http:// or https://."
LANGUAGE = "A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”."
CHOICE = "This is none of the choices."

# Rules that PostgreSQL checks by itself; those that functions and triggers check bring their own words.
WORDS = {
    **dict.fromkeys([f"{noun}_slug_well_formed" for noun in ("speaker", "incident", "source", "topic")], SLUG),
    **dict.fromkeys(["claim_slug_well_formed", "statement_slug_well_formed"], SLUG),
    **dict.fromkeys([f"{noun}_slug_not_blank" for noun in ("speaker", "incident", "source", "topic")], BLANK),
    **dict.fromkeys(["claim_slug_not_blank", "statement_slug_not_blank", "citation_exact_not_blank"], BLANK),
    **dict.fromkeys(["speaker_name_not_blank", "speaker_sort_name_not_blank", "affiliation_role_not_blank"], BLANK),
    **dict.fromkeys(["incident_name_not_blank", "topic_name_not_blank", "claim_name_not_blank"], BLANK),
    **dict.fromkeys(["claim_text_not_blank", "statement_text_not_blank"], BLANK),
    **dict.fromkeys(["correction_what_not_blank", "correction_why_not_blank"], BLANK),
    **dict.fromkeys(["affiliation_start_precision_consistent", "affiliation_end_precision_consistent"], PRECISION),
    **dict.fromkeys(["incident_start_precision_consistent", "incident_end_precision_consistent"], PRECISION),
    **dict.fromkeys(["source_published_precision_consistent", "statement_made_on_precision_consistent"], PRECISION),
    **dict.fromkeys(["speaker_website_is_url", "speaker_image_url_is_url", "source_url_is_url"], URL),
    "source_archived_url_is_url": URL,
    **dict.fromkeys(["source_language_well_formed", "claim_language_well_formed"], LANGUAGE),
    **dict.fromkeys(["statement_language_well_formed", "statement_original_language_well_formed"], LANGUAGE),
    **dict.fromkeys(["speaker_kind_valid", "incident_status_valid", "incident_actor_role_valid"], CHOICE),
    **dict.fromkeys(["source_kind_valid", "claim_kind_valid", "incident_claim_aspect_valid"], CHOICE),
    **dict.fromkeys(["claim_relation_kind_valid", "statement_kind_valid", "statement_status_valid"], CHOICE),
    "correction_status_valid": CHOICE,
    **dict.fromkeys(["stance_position_valid", "stance_explicitness_valid", "stance_method_valid"], CHOICE),
    **dict.fromkeys(["stance_review_status_valid", "position_capacity_valid", "position_position_valid"], CHOICE),
    "speaker_country_known": "A country is two capital letters, as in ISO 3166-1: “DK”.",
    "speaker_identifier_unique": "This identifier is another speaker’s already: the two may be the same.",
    "speaker_identifier_scheme_well_formed": "A scheme is a word in lower case, as in “wikidata”.",
    "affiliation_ends_after_start": "A role does not end before it starts.",
    "affiliation_former_has_no_end_date": "A role of which one knows only that it ended has no end date.",
    "affiliation_not_with_itself": "Nobody holds a role in itself.",
    "affiliation_does_not_overlap": "The person has this role in this organisation at that time already.",
    "affiliation_former_once": "The person has this former role in this organisation already.",
    "incident_kind_slug_well_formed": "The slug of a kind is made of lower-case words joined by underscores.",
    "incident_ends_after_start": "An incident does not end before it starts.",
    "incident_countries_known": "Countries are two capital letters each, as in ISO 3166-1, one a line.",
    "incident_latitude_with_longitude": "Latitude and longitude are given together, or neither of them is.",
    "incident_coordinates_in_range": "A latitude is between -90 and 90, a longitude between -180 and 180.",
    "incident_actor_unique": "The speaker has this part in this incident already.",
    "source_content_sha256_well_formed": "A SHA-256 is 64 hexadecimal digits in lower case.",
    "source_url_unique": "There is a source with this address already, perhaps written a little differently.",
    "incident_claim_unique": "The claim is linked to this incident under this aspect already.",
    "claim_relation_not_to_itself": "A claim is not related to itself.",
    "claim_relation_unique": "The two claims are related in this way already.",
    "claim_relation_symmetric_once": "The two claims are related in this way already, seen from the other one.",
    "statement_original_with_language": "An original text needs its language, and a language its original text.",
    "statement_original_language_differs": "The original is in another language than the text.",
    "statement_not_on_own_behalf": "Who speaks for itself speaks on nobody’s behalf: leave that empty.",
    "statement_recorded_once": "These words of the speaker, of that day and from that source, are recorded already.",
    "correction_corrected_has_replacement": (
        "A corrected statement is replaced by another one: say by which. One that nothing replaces is retracted."
    ),
    "correction_active_has_no_replacement": "A statement that stands is replaced by no other one.",
    "correction_recorded_once": "The statement was corrected at this moment already.",
    "citation_offsets_span_the_words": "Give both offsets or neither: from the first to the last of the exact words.",
    "citation_media_times_in_order": "Give both times or neither, in seconds, the first one first.",
    "citation_recorded_once": "The statement has this citation already.",
    "stance_qualifies_with_qualification": "A stance that qualifies a claim says under which condition.",
    "stance_model_has_name": "What a model suggested has the model’s name, and what a person did has none.",
    "stance_of_model_confirmed_by_human": "What a model suggested is confirmed by a person only.",
    "stance_confirmed_by_somebody_else": "Nobody confirms what they suggested themselves.",
    "stance_confidence_in_range": "Confidence is between 0 and 1.",
    "stance_confirmed_once": "The statement has a confirmed stance on this claim already.",
    "stance_coded_once_by_each": "You have suggested this position of the statement on the claim already.",
    **dict.fromkeys(["redirect_collection_valid", "change_collection_valid", "change_kind_valid"], CHOICE),
    "redirect_old_slug_well_formed": SLUG,
    "redirect_old_slug_not_blank": BLANK,
    "redirect_leads_elsewhere": "A former slug leads to another one.",
    "redirect_unique": "This slug is a former one of another row already.",
    "position_unique": "There is one position for each speaker, claim and capacity.",
}

GONE = "A row that this refers to is not there any more, or another one refers to what should go."
TAKEN = "There is one like this already (perhaps saved a moment ago): change it, or save once more."
BROKEN_OFF = "Somebody else saved something at the same moment, and this was broken off. Save once more."


@dataclass(frozen=True)
class Refusal:
    """Which rule was broken, by its name (empty where it has none), and a sentence about it."""

    rule: str
    words: str


def refusal(error: DatabaseError) -> Refusal | None:
    """What `error` says to whoever wrote; None for an error that is no refusal, but a fault."""
    cause = error.__cause__
    if isinstance(error, ProtectedError):
        return Refusal("", GONE)
    if isinstance(cause, errors.DeadlockDetected | errors.SerializationFailure):
        return Refusal("", BROKEN_OFF)
    if isinstance(cause, errors.IntegrityError | errors.DataError):
        rule, said = cause.diag.constraint_name or "", cause.diag.message_primary or ""
        return Refusal(rule, WORDS.get(rule) or in_general(cause) or said)
    return None


def in_general(cause: errors.Error) -> str:
    """What rules without words of their own have in common; empty where the message is a sentence about it."""
    match cause:
        case errors.ForeignKeyViolation() | errors.RestrictViolation():
            return GONE
        case errors.UniqueViolation():
            return TAKEN
        case errors.DataError():
            return f"Something here cannot be kept: {cause.diag.message_primary}."
    return ""
