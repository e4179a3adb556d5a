"""On whose changes an answer depends: the collections whose history has the changes of the tables that a plan reads."""

import re

from claims.choices import Collection

NAME = re.compile(r"\bclaims_\w+")

# For each table, view and function that plans read: the collections in whose history each change of its rows is
# recorded, or is recorded with what it is derived from. A test changes each column of each table, and reads everything.
RECORDED_IN: dict[str, tuple[Collection, ...]] = {
    "claims_affiliation": (Collection.AFFILIATIONS,),
    "claims_citation": (Collection.STATEMENTS,),
    "claims_claim": (Collection.CLAIMS,),
    "claims_claim_topics": (Collection.CLAIMS,),
    "claims_claimrelation": (Collection.CLAIMS,),
    "claims_correction": (Collection.CORRECTIONS,),
    "claims_incident": (Collection.INCIDENTS,),
    "claims_incidentactor": (Collection.INCIDENTS,),
    "claims_incidentclaim": (Collection.CLAIMS,),
    "claims_review": (Collection.REVIEWS,),
    "claims_source": (Collection.SOURCES,),
    "claims_speaker": (Collection.SPEAKERS,),
    "claims_statement": (Collection.STATEMENTS,),
    "claims_statement_incidents": (Collection.STATEMENTS,),
    "claims_topic": (Collection.TOPICS,),
    # Stances have copies of columns of their statements.
    "claims_stance": (Collection.STANCES, Collection.STATEMENTS),
    # What is derived from other rows, and from nothing else.
    "claims_claimtally": (Collection.STANCES, Collection.STATEMENTS, Collection.REVIEWS),
    "claims_counted_stance": (Collection.STANCES, Collection.STATEMENTS),
    "claims_derive_positions": (Collection.STANCES, Collection.STATEMENTS),
    "claims_position": (Collection.STANCES, Collection.STATEMENTS),
    "claims_contradiction": (Collection.STANCES, Collection.STATEMENTS),
    "claims_repetition": (Collection.STANCES, Collection.STATEMENTS),
    "claims_repeater": (Collection.STANCES, Collection.STATEMENTS),
    "claims_publisher": (Collection.SOURCES, Collection.STATEMENTS),
    "claims_quoted": (Collection.SOURCES, Collection.STATEMENTS),
    # A history has the changes of rows of any collection: those that its row had before it was merged, say.
    "claims_change": tuple(Collection),
    # Functions of the search read the texts and names of all kinds of rows. They also read the planner's statistics, by
    # which they decide how many rows to rank: new ones do not make an answer wrong that was ranked by former ones.
    "claims_frequencies": tuple(Collection),
    "claims_index_query": tuple(Collection),
    "claims_language_pairs": tuple(Collection),
    "claims_query_terms": tuple(Collection),
    "claims_readings": tuple(Collection),
    "claims_speakers_named": tuple(Collection),
    "claims_statistics": tuple(Collection),
    "claims_suggestion": tuple(Collection),
}
# Functions that read no rows. Whatever is neither here nor above depends on any change.
READS_NOTHING = {
    *("claims_era", "claims_standby_version"),
    *("claims_bm25", "claims_fold", "claims_marks", "claims_name_marks", "claims_search_config"),
    *("claims_percent_encoded", "claims_position_change", "claims_same", "claims_visible_changes"),
}


def collections_of(statement: str) -> tuple[str, ...] | None:
    """The collections whose changes can change the result of a statement; None where any change can."""
    names = set(NAME.findall(statement)) - READS_NOTHING
    if not names <= RECORDED_IN.keys():
        return None
    return tuple(sorted({str(each) for name in names for each in RECORDED_IN[name]}))
